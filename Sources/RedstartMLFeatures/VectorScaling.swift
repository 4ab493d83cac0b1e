import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// What the scalers of vectors share.
extension Dataset {
  /// The moments of the vectors in a scaler's input column.
  func moments(_ params: Params, _ cancellation: CancellationToken) throws -> VectorMoments {
    let column = try vectorColumn(try params.column("inputCol"))
    try requireAbsent(try params.column("outputCol"))
    let moments = try summary(
      of: [.attribute(column)], startingWith: VectorMoments(column: column.name), cancellation)
    if moments.isEmpty { throw SparkError("ML_EMPTY_DATASET") }
    return moments
  }
}

extension Attribute {
  /// The metadata of a scaled column: only the number of features is known.
  func scaledMetadata(size: Int) -> Metadata { AttributeGroup(size: size).metadata }
}
