import RedstartColumnar
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartMemory
import RedstartTypes

/// What a stage learns from rows in one pass.
///
/// Every partition has a summary of its own; they travel as numbers and are merged in the order of the partitions.
protocol RowSummary: Sendable {
  /// Adds rows; the columns are flat or constant.
  mutating func add(_ columns: [Vector], count: Int) throws
  mutating func merge(_ other: Self) throws
  /// The summary as numbers.
  var numbers: [Double] { get }
  /// The summary of those numbers, with the settings of this one.
  func restored(_ numbers: [Double]) -> Self
}

extension Dataset {
  /// The summary of some columns over all rows: an aggregate, so that partitions are read in parallel and columns pruned.
  func summary<Summary: RowSummary>(
    of columns: [Expression], startingWith empty: Summary, _ cancellation: CancellationToken
  ) throws -> Summary {
    let list = DataType.array(.double, containsNull: false)
    let function = BoundAggregate("row_summary", type: list, nullable: false, stateTypes: [list]) {
      RowSummaryAccumulator(empty)
    }
    let aggregate = LogicalPlan.aggregate(
      Aggregate([], [.alias(Alias(.aggregate(AggregateCall(function, columns)), "summary"))], plan))
    let batch = try session.execution(aggregate, cancellation: cancellation).collectBatch()
    return empty.restored(RowSummaryAccumulator<Summary>.numbers(batch.columns[0].flattened(), row: 0))
  }
}

/// A ``RowSummary`` as the state of an aggregate over all rows.
private final class RowSummaryAccumulator<Summary: RowSummary>: GroupedAccumulator {
  private let empty: Summary
  private var summary: Summary

  init(_ empty: Summary) {
    self.empty = empty
    summary = empty
  }

  func resize(groupCount count: Int) {}

  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) throws {
    try summary.add(arguments, count: count)
  }

  func updateSingle(arguments: [Vector], count: Int) throws { try summary.add(arguments, count: count) }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) throws {
    let lists = states[0].flattened()
    for row in 0..<count { try summary.merge(empty.restored(Self.numbers(lists, row: row))) }
  }

  func states() -> [Vector] { [finish()] }

  func finish() -> Vector {
    let numbers = summary.numbers
    return Vector(
      type: .array(.double, containsNull: false), count: 1,
      layout: .list(
        offsets: Buffer(copying: [Int32(0), Int32(numbers.count)]),
        child: Vector(type: .double, count: numbers.count, values: Buffer(copying: numbers.isEmpty ? [0] : numbers))))
  }

  var byteCount: Int { 1 << 16 }

  static func numbers(_ lists: Vector, row: Int) -> [Double] {
    guard case .list(let offsets, let child) = lists.layout else { return [] }
    let starts = offsets.pointer(Int32.self)
    let values = child.flattened()
    return Array(
      UnsafeBufferPointer(start: values.values(Double.self) + Int(starts[row]), count: Int(starts[row + 1] - starts[row])))
  }
}
