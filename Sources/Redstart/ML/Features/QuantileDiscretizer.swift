/// Learns ranges of numbers that hold about equally many rows.
public struct QuantileDiscretizer: Estimator, MakeableStage, HasInputCol, HasOutputCol, HasInputCols, HasOutputCols,
  HasHandleInvalid
{
  public static let className = "org.apache.spark.ml.feature.QuantileDiscretizer"
  public var state: StageState
  public init(state: StageState) { self.state = state }

  /// The number of ranges.
  public func setNumBuckets(_ value: Int) -> Self { set("numBuckets", value) }
  /// The number of ranges for each of several columns.
  public func setNumBucketsArray(_ value: [Int]) -> Self { set("numBucketsArray", value) }
  /// How exact the borders are.
  public func setRelativeError(_ value: Double) -> Self { set("relativeError", value) }

  /// The ranges, as a stage that needs no data any more.
  public func fit(_ frame: DataFrame) async throws -> Bucketizer {
    let learned = LearnedRanges(state: StageState(uid: uid), reference: try await fitReference(frame))
    var bucketizer = Bucketizer(state: StageState(uid: uid, params: state.params.filter { Self.shared.contains($0.key) }))
    if isSet("inputCols") {
      bucketizer = bucketizer.setSplitsArray(try await learned.ask("getSplitsArray"))
    } else {
      bucketizer = bucketizer.setSplits(try await learned.ask("getSplits"))
    }
    return bucketizer
  }

  private static let shared: Set<String> = ["inputCol", "outputCol", "inputCols", "outputCols", "handleInvalid"]
}

/// The model as the engine holds it.
private struct LearnedRanges: ServerModel {
  static let className = Bucketizer.className
  var state: StageState
  let reference: ModelReference
}
