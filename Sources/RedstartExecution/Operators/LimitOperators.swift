import RedstartColumnar
import RedstartLogicalPlan

/// At most `limit` rows of each partition.
public struct LocalLimitExec: PhysicalPlan {
  public let id = PlanID.fresh()
  public let limit: Int
  public let child: any PhysicalPlan

  public init(_ limit: Int, _ child: any PhysicalPlan) {
    self.limit = limit
    self.child = child
  }

  public var output: [Attribute] { child.output }
  public var children: [any PhysicalPlan] { [child] }
  public var nodeName: String { "LocalLimit" }
  public var arguments: String { String(limit) }
  public func partitionCount(_ job: JobContext) throws -> Int { try child.partitionCount(job) }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    if limit == 0 { return BatchListIterator([]) }
    let input = try child.execute(partition, task)
    var left = limit
    return ClosureIterator {
      guard left > 0, let batch = try input.next() else { return nil }
      let taken = batch.count <= left ? batch : batch.slice(0..<left)
      left -= taken.count
      return taken
    }
  }
}

/// The first `limit` rows after the first `offset`, in partition order; starts no more tasks than needed.
public struct GlobalLimitExec: PhysicalPlan, ExchangeExec {
  public let id = PlanID.fresh()
  public let limit: Int?
  public let offset: Int
  public let child: any PhysicalPlan

  public init(limit: Int?, offset: Int = 0, _ child: any PhysicalPlan) {
    self.limit = limit
    self.offset = offset
    self.child = child
  }

  public var output: [Attribute] { child.output }
  public var children: [any PhysicalPlan] { [child] }
  public var nodeName: String { "CollectLimit" }
  public var arguments: String { offset == 0 ? "\(limit ?? -1)" : "limit=\(limit ?? -1), offset=\(offset)" }
  public func partitionCount(_ job: JobContext) -> Int { 1 }

  public func prepare(_ job: JobContext) throws {
    var rows: [RecordBatch] = []
    if limit != 0 {
      let wanted = limit.map { $0.addingReportingOverflow(offset) }.map { $0.overflow ? Int.max : $0.partialValue }
      var skip = offset
      var left = limit ?? Int.max
      for batch in try StageRunner(job).collectPartitions(child, rowLimit: wanted).joined() {
        let start = min(skip, batch.count)
        skip -= start
        let taken = min(left, batch.count - start)
        if taken > 0 { rows.append(batch.slice(start..<(start + taken))) }
        left -= taken
        if left == 0 { break }
      }
    }
    job.setState(id, rows)
  }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    BatchListIterator(task.job.state(id, as: [RecordBatch].self) ?? [])
  }
}

/// The last `count` rows, in order.
public struct TailExec: PhysicalPlan, ExchangeExec {
  public let id = PlanID.fresh()
  public let count: Int
  public let child: any PhysicalPlan

  public init(_ count: Int, _ child: any PhysicalPlan) {
    self.count = count
    self.child = child
  }

  public var output: [Attribute] { child.output }
  public var children: [any PhysicalPlan] { [child] }
  public var nodeName: String { "CollectTail" }
  public var arguments: String { String(count) }
  public func partitionCount(_ job: JobContext) -> Int { 1 }

  public func prepare(_ job: JobContext) throws {
    var rows: [RecordBatch] = []
    var left = count
    for batch in try StageRunner(job).collect(child).reversed() where left > 0 {
      let taken = min(left, batch.count)
      rows.append(batch.slice((batch.count - taken)..<batch.count))
      left -= taken
    }
    job.setState(id, Array(rows.reversed()))
  }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    BatchListIterator(task.job.state(id, as: [RecordBatch].self) ?? [])
  }
}
