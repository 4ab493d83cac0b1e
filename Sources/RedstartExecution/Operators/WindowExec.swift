import RedstartColumnar
import RedstartDiagnostics
import RedstartEvaluation
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// Adds columns of window functions to rows that come by partition and in the order of the window.
public struct WindowExec: PhysicalPlan {
  /// One function with the column it becomes.
  public struct Function: Sendable {
    public let window: WindowExpression
    public let result: Attribute

    public init(_ window: WindowExpression, _ result: Attribute) {
      self.window = window
      self.result = result
    }
  }

  public let id = PlanID.fresh()
  public let functions: [Function]
  public let partition: [Expression]
  public let order: [SortOrder]
  public let child: any PhysicalPlan
  private let keys: CompiledProjection
  private let calls: [CompiledWindowCall]
  private let partitionLayout: KeyLayout
  private let peerLayout: KeyLayout

  public init(_ functions: [Function], partition: [Expression], order: [SortOrder], _ child: any PhysicalPlan) throws {
    self.functions = functions
    self.partition = partition
    self.order = order
    self.child = child
    let all = partition + order.map(\.child)
    keys = try CompiledProjection(all, input: child.output)
    partitionLayout = try KeyLayout(types: partition.map(\.type), nullsMatter: true)
    peerLayout = try KeyLayout(types: all.map(\.type), nullsMatter: true)
    calls = try functions.map { try CompiledWindowCall($0.window, input: child.output) }
  }

  public var output: [Attribute] { child.output + functions.map(\.result) }
  public var children: [any PhysicalPlan] { [child] }
  public var nodeName: String { "Window" }
  public var arguments: String {
    let columns = functions.map { Expression.alias(Alias(.window($0.window), $0.result.name, id: $0.result.id)).explainText }
    let keys = partition.map(\.explainText).joined(separator: ", ")
    return "[\(columns.joined(separator: ", "))], [\(keys)], \(order.explainText)"
  }
  public func partitionCount(_ job: JobContext) throws -> Int { try child.partitionCount(job) }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    let input = try child.execute(partition, task)
    let types = child.output.map(\.type)
    var result: RecordBatch?
    var position = 0
    return ClosureIterator {
      if result == nil {
        let rows = RecordBatch.concatenate(try input.collect(), types: types)
        try task.reserve(rows.byteCount)
        result = rows.count == 0 ? rows : try compute(rows, task)
      }
      guard let rows = result, position < rows.count else { return nil }
      let end = min(position + RecordBatch.targetRows, rows.count)
      defer { position = end }
      return rows.slice(position..<end)
    }
  }

  private func compute(_ batch: RecordBatch, _ task: TaskContext) throws -> RecordBatch {
    let columns = try keys.evaluate(batch).columns
    let partitions = runs(Array(columns.prefix(partition.count)), partitionLayout, batch.count)
    let peers = order.isEmpty ? partitions : runs(columns, peerLayout, batch.count)
    let rows = WindowRows(
      count: batch.count, partitionStarts: partitions.starts, partitionEnds: partitions.ends, peerStarts: peers.starts,
      peerEnds: peers.ends)
    let ordering = columns.count > partition.count ? (columns[partition.count], order[0]) : nil
    let results = try calls.map { call in
      try task.checkCancelled()
      return try call.evaluate(batch, rows, ordering)
    }
    return RecordBatch(batch.columns + results, count: batch.count)
  }

  /// For each row the run of neighbours with equal keys that it is in.
  private func runs(_ columns: [Vector], _ layout: KeyLayout, _ count: Int) -> (starts: Buffer, ends: Buffer) {
    let starts = Buffer(count: count, of: Int32.self)
    let ends = Buffer(count: count, of: Int32.self)
    let start = starts.mutable(Int32.self)
    let end = ends.mutable(Int32.self)
    let groups = Buffer.zeroed(byteCount: count * 4)
    if !columns.isEmpty { GroupTable(layout).assign(columns, count: count, into: groups.mutable(Int32.self)) }
    let group = groups.pointer(Int32.self)
    var first = 0
    for row in 0..<count {
      if group[row] != group[first] { first = row }
      start[row] = Int32(truncatingIfNeeded: first)
    }
    var last = count
    for row in stride(from: count - 1, through: 0, by: -1) {
      if row &+ 1 < count, group[row] != group[row &+ 1] { last = row &+ 1 }
      end[row] = Int32(truncatingIfNeeded: last)
    }
    return (starts, ends)
  }
}
