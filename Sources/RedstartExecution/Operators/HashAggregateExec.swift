import RedstartColumnar
import RedstartEvaluation
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// Groups rows by keys and aggregates each group, in one of Spark's modes.
///
/// A partial aggregate gives one row a group and task: the keys and the states. After an exchange by key the final aggregate
/// merges the states. A complete aggregate does both at once, where one task sees all rows of a group.
public struct HashAggregateExec: PhysicalPlan {
  public enum Mode: String, Sendable { case partial, final, complete }

  /// One aggregate call with the columns it puts out.
  public struct Function: Sendable {
    public let call: AggregateCall
    /// The column of the result.
    public let result: Attribute
    /// The columns of the state.
    public let state: [Attribute]

    public init(_ call: AggregateCall) {
      self.call = call
      result = Attribute(call.function.name, call.function.type, nullable: call.function.nullable, id: call.id)
      state = call.function.stateTypes.map { Attribute(call.function.name, $0) }
    }
  }

  public let id = PlanID.fresh()
  public let mode: Mode
  /// Named expressions over the child; attributes of the child in the final mode.
  public let grouping: [Expression]
  public let functions: [Function]
  public let child: any PhysicalPlan
  public let output: [Attribute]
  private let input: CompiledProjection
  private let filters: [CompiledPredicate?]
  private let layout: KeyLayout

  public init(_ mode: Mode, grouping: [Expression], functions: [Function], _ child: any PhysicalPlan) throws {
    self.mode = mode
    self.grouping = grouping
    self.functions = functions
    self.child = child
    let keys = grouping.compactMap(\.asAttribute)
    output = keys + (mode == .partial ? functions.flatMap(\.state) : functions.map(\.result))
    let values = mode == .final ? functions.flatMap { $0.state.map { .attribute($0) } } : functions.flatMap(\.call.arguments)
    input = try CompiledProjection(grouping + values, input: child.output)
    filters = try functions.map { function -> CompiledPredicate? in
      guard mode != .final, let filter = function.call.filter else { return nil }
      return try CompiledPredicate([filter], input: child.output)
    }
    layout = try KeyLayout(types: grouping.map(\.type), nullsMatter: true)
  }

  public var children: [any PhysicalPlan] { [child] }
  public var nodeName: String { "HashAggregate" }
  public var arguments: String {
    let prefix = mode == .partial ? "partial_" : ""
    let keys = grouping.map(\.explainText).joined(separator: ", ")
    let calls = functions.map { prefix + Expression.aggregate($0.call).explainText }.joined(separator: ", ")
    return "(keys=[\(keys)], functions=[\(calls)])"
  }
  public func partitionCount(_ job: JobContext) throws -> Int { try child.partitionCount(job) }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    let source = try child.execute(partition, task)
    var pending: [RecordBatch]?
    return ClosureIterator {
      if pending == nil { pending = try aggregate(source, task).reversed() }
      return pending?.popLast()
    }
  }

  /// The whole partition's result, cut into batches.
  private func aggregate(_ source: any BatchIterator, _ task: TaskContext) throws -> [RecordBatch] {
    let accumulators = functions.map { $0.call.function.makeAccumulator() }
    let table = grouping.isEmpty ? nil : GroupTable(layout)
    if table == nil { for accumulator in accumulators { accumulator.resize(groupCount: 1) } }
    var groups = Buffer(count: RecordBatch.targetRows, of: Int32.self)
    var reserved = 0
    while let batch = try source.next() {
      if batch.count == 0 { continue }
      let columns = try input.evaluate(batch).columns
      if let table {
        if batch.count * 4 > groups.byteCount { groups = Buffer(count: batch.count, of: Int32.self) }
        table.assign(Array(columns.prefix(grouping.count)), count: batch.count, into: groups.mutable(Int32.self))
        for accumulator in accumulators { accumulator.resize(groupCount: table.count) }
      }
      try update(accumulators, batch, columns, table == nil ? nil : groups)
      let held = (table?.byteCount ?? 0) + accumulators.reduce(0) { $0 + $1.byteCount }
      if held > reserved + (1 << 20) {
        try task.reserve(held - reserved)
        reserved = held
      }
    }
    let count = table?.count ?? 1
    if count == 0 { return [] }
    let keys = table?.keyColumns() ?? []
    let values = mode == .partial ? try accumulators.flatMap { try $0.states() } : try accumulators.map { try $0.finish() }
    let result = RecordBatch(keys + values, count: count)
    return stride(from: 0, to: count, by: RecordBatch.targetRows).map {
      result.slice($0..<min($0 + RecordBatch.targetRows, count))
    }
  }

  private func update(
    _ accumulators: [any GroupedAccumulator], _ batch: RecordBatch, _ columns: [Vector], _ groups: Buffer?
  ) throws {
    var position = grouping.count
    for (index, accumulator) in accumulators.enumerated() {
      let width = mode == .final ? functions[index].state.count : functions[index].call.arguments.count
      var arguments = columns[position..<(position + width)].map { $0.isConstant ? $0 : $0.flattened() }
      position += width
      var count = batch.count
      var rowGroups = groups
      if let filter = filters[index], let selection = try filter.select(batch) {
        if selection.count == 0 { continue }
        arguments = arguments.map { $0.gather(selection) }
        count = selection.count
        rowGroups = groups.map { all in
          let kept = Buffer(count: count, of: Int32.self)
          let out = kept.mutable(Int32.self)
          let source = all.pointer(Int32.self)
          let rows = selection.indices
          for row in 0..<count { out[row] = source[Int(rows[row])] }
          return kept
        }
      }
      if mode == .final {
        if let rowGroups {
          try accumulator.merge(groups: rowGroups.pointer(Int32.self), states: arguments, count: count)
        } else {
          let zeros = Buffer.zeroed(byteCount: count * 4)
          try accumulator.merge(groups: zeros.pointer(Int32.self), states: arguments, count: count)
        }
      } else if let rowGroups {
        try accumulator.update(groups: rowGroups.pointer(Int32.self), arguments: arguments, count: count)
      } else {
        try accumulator.updateSingle(arguments: arguments, count: count)
      }
    }
  }
}
