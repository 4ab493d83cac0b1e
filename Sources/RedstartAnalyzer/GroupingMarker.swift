import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// `grouping(a)` and `grouping_id()`: marks that grouping analytics replace; elsewhere they are errors.
  func groupingMarker(_ name: String, _ arguments: [Expression], _ origin: Origin) -> Expression {
    let function = BoundAggregate(
      name, type: name == "grouping" ? .byte : .long, nullable: false, stateTypes: [],
      makeAccumulator: { GroupingMarkerAccumulator() })
    return .aggregate(AggregateCall(function, arguments, origin: origin))
  }
}

/// Stands where an accumulator must; analysis leaves no mark that could be run.
private final class GroupingMarkerAccumulator: GroupedAccumulator {
  private let error = SparkError("UNSUPPORTED_GROUPING_EXPRESSION")

  func resize(groupCount count: Int) {}
  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) throws { throw error }
  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) throws { throw error }
  func states() throws -> [Vector] { throw error }
  func finish() throws -> Vector { throw error }
  var byteCount: Int { 0 }
}
