import RedstartColumnar
import RedstartEvaluation
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Sorts each partition as a whole; below a global sort stands an exchange into one partition.
public struct SortExec: PhysicalPlan {
  public let id = PlanID.fresh()
  public let order: [SortOrder]
  public let isGlobal: Bool
  public let child: any PhysicalPlan
  private let sorter: RowSorter

  public init(_ order: [SortOrder], isGlobal: Bool, _ child: any PhysicalPlan) throws {
    self.order = order
    self.isGlobal = isGlobal
    self.child = child
    sorter = try RowSorter(order, input: child.output)
  }

  public var output: [Attribute] { child.output }
  public var children: [any PhysicalPlan] { [child] }
  public var nodeName: String { "Sort" }
  public var arguments: String { "\(order.explainText), \(isGlobal), 0" }
  public func partitionCount(_ job: JobContext) throws -> Int { try child.partitionCount(job) }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    let input = try child.execute(partition, task)
    let types = output.map(\.type)
    let sorter = self.sorter
    var sorted: RecordBatch?
    var position = 0
    return ClosureIterator {
      if sorted == nil {
        let rows = RecordBatch.concatenate(try input.collect(), types: types)
        try task.reserve(rows.byteCount)
        sorted = rows.count == 0 ? rows : rows.gather(try sorter.sortedRows(rows))
      }
      guard let rows = sorted, position < rows.count else { return nil }
      let end = min(position + RecordBatch.targetRows, rows.count)
      defer { position = end }
      return rows.slice(position..<end)
    }
  }
}

/// The first `limit` rows in an order: each task keeps its best, then one task picks among them.
public struct TakeOrderedAndProjectExec: ExchangeExec {
  public let id = PlanID.fresh()
  public let limit: Int
  public let offset: Int
  public let order: [SortOrder]
  public let child: any PhysicalPlan
  private let sorter: RowSorter

  public init(limit: Int, offset: Int = 0, _ order: [SortOrder], _ child: any PhysicalPlan) throws {
    self.limit = limit
    self.offset = offset
    self.order = order
    self.child = child
    sorter = try RowSorter(order, input: child.output)
  }

  public var output: [Attribute] { child.output }
  public var children: [any PhysicalPlan] { [child] }
  public var nodeName: String { "TakeOrderedAndProject" }
  public var arguments: String {
    "(limit=\(limit), orderBy=\(order.explainText), output=\(output.listText))"
  }
  public func partitionCount(_ job: JobContext) -> Int { 1 }

  public func prepare(_ job: JobContext) throws {
    let top = TopRowsExec(limit + offset, sorter, child)
    let rows = RecordBatch.concatenate(try StageRunner(job).collect(top), types: output.map(\.type))
    let best = try sorter.firstRows(rows, limit + offset)
    job.setState(id, best.count > offset ? best.slice(offset..<best.count) : best.slice(0..<0))
  }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    BatchListIterator(task.job.state(id, as: RecordBatch.self).map { [$0] } ?? [])
  }
}

/// The best rows of each partition, in order.
private struct TopRowsExec: PhysicalPlan {
  let id = PlanID.fresh()
  let count: Int
  let sorter: RowSorter
  let child: any PhysicalPlan

  init(_ count: Int, _ sorter: RowSorter, _ child: any PhysicalPlan) {
    self.count = count
    self.sorter = sorter
    self.child = child
  }

  var output: [Attribute] { child.output }
  var children: [any PhysicalPlan] { [child] }
  var nodeName: String { "TopRows" }
  var arguments: String { String(count) }
  func partitionCount(_ job: JobContext) throws -> Int { try child.partitionCount(job) }

  func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    let input = try child.execute(partition, task)
    let types = output.map(\.type)
    var isDone = false
    return ClosureIterator {
      if isDone { return nil }
      isDone = true
      var kept: [RecordBatch] = []
      var rows = 0
      // Sorting only now and then keeps the cost near one pass over the input.
      let enough = max(count * 4, RecordBatch.targetRows * 4)
      while let batch = try input.next() {
        kept.append(batch)
        rows += batch.count
        if rows >= enough {
          let best = try sorter.firstRows(RecordBatch.concatenate(kept, types: types), count)
          kept = [best]
          rows = best.count
        }
      }
      return try sorter.firstRows(RecordBatch.concatenate(kept, types: types), count)
    }
  }
}

/// Orders the rows of a batch by some expressions.
struct RowSorter: Sendable {
  private let keys: CompiledProjection
  private let directions: [SortDirection]

  init(_ order: [SortOrder], input: [Attribute]) throws {
    keys = try CompiledProjection(order.map(\.child), input: input)
    directions = order.map { SortDirection(descending: $0.direction == .descending, nullsFirst: $0.nulls == .first) }
  }

  /// The row numbers in order; equal rows keep theirs.
  func sortedRows(_ batch: RecordBatch) throws -> Selection {
    let columns = try keys.evaluate(batch).columns
    return try SortKeys.sortedRows(columns, directions, count: batch.count)
  }

  /// The first `count` rows in order.
  func firstRows(_ batch: RecordBatch, _ count: Int) throws -> RecordBatch {
    if batch.count == 0 { return batch }
    let rows = try sortedRows(batch)
    let kept = min(count, rows.count)
    return batch.gather(Selection(rows.buffer.view(at: 0, byteCount: kept * 4), count: kept))
  }
}

extension [SortOrder] {
  /// `[a#1 ASC NULLS FIRST]`.
  var explainText: String { "[" + map { Expression.sortOrder($0).explainText }.joined(separator: ",") + "]" }
}
