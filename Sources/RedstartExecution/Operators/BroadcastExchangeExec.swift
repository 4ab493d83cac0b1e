import RedstartColumnar
import RedstartLogicalPlan
import RedstartMemory

/// Collects all rows of its child for every task of the stage above: the build side of a join.
public struct BroadcastExchangeExec: ExchangeExec {
  public let id = PlanID.fresh()
  public let child: any PhysicalPlan

  public init(_ child: any PhysicalPlan) { self.child = child }

  public var output: [Attribute] { child.output }
  public var children: [any PhysicalPlan] { [child] }
  public var nodeName: String { "BroadcastExchange" }
  public var arguments: String { "HashedRelationBroadcastMode" }
  public func partitionCount(_ job: JobContext) -> Int { 1 }

  public func prepare(_ job: JobContext) throws {
    let batches = try StageRunner(job).collect(child)
    job.metrics.operator(id).bytes.add(batches.reduce(0) { $0 + $1.byteCount }, ordering: .relaxed)
    job.setState(id, RecordBatch.concatenate(batches, types: output.map(\.type)))
  }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    BatchListIterator([rows(task.job)])
  }

  /// All rows, as one batch.
  func rows(_ job: JobContext) -> RecordBatch {
    job.state(id, as: RecordBatch.self) ?? RecordBatch.concatenate([], types: output.map(\.type))
  }
}
