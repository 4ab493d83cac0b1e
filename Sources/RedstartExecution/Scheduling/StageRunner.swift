import RedstartColumnar
import RedstartDiagnostics
import Synchronization

/// Runs a physical plan: its stages one after the other, the tasks of a stage on all cores.
///
/// A stage is what lies between exchanges; each of its partitions is a task. Exchanges run their own child stage when they are
/// prepared, so preparing a plan's nodes from the leaves up runs its stages in the right order.
public struct StageRunner: Sendable {
  public let job: JobContext

  public init(_ job: JobContext) { self.job = job }

  /// Runs `plan` to its end and hands the result's batches to `consume` in partition order, one at a time.
  public func run(_ plan: any PhysicalPlan, consume: @escaping @Sendable (RecordBatch) throws -> Void) throws {
    let output = OrderedOutput(consume)
    try runStage(plan) { partition, iterator in
      while let batch = try iterator.next() {
        if batch.count > 0 { try output.add(batch, partition) }
      }
    } completed: { partition in
      try output.finish(partition)
      return true
    }
  }

  /// All batches of `plan`, in partition order.
  public func collect(_ plan: any PhysicalPlan) throws -> [RecordBatch] {
    let partitions = try collectPartitions(plan)
    return partitions.flatMap { $0 }
  }

  /// The batches of each partition. With `rowLimit`, stops once the first partitions hold that many rows.
  public func collectPartitions(_ plan: any PhysicalPlan, rowLimit: Int? = nil) throws -> [[RecordBatch]] {
    let collected = Mutex<[Int: [RecordBatch]]>([:])
    let done = Mutex<(set: Set<Int>, prefix: Int, rows: Int)>(([], 0, 0))
    let count = try runStage(plan) { partition, iterator in
      var batches: [RecordBatch] = []
      var rows = 0
      while let batch = try iterator.next() {
        if batch.count == 0 { continue }
        batches.append(batch)
        rows += batch.count
        if let rowLimit, rows >= rowLimit { break }
      }
      let finished = batches
      collected.withLock { $0[partition] = finished }
    } completed: { partition in
      guard let rowLimit else { return true }
      return done.withLock { done in
        done.set.insert(partition)
        while done.set.contains(done.prefix) {
          done.rows += collected.withLock { $0[done.prefix]?.reduce(0) { $0 + $1.count } ?? 0 }
          done.prefix += 1
        }
        return done.rows < rowLimit
      }
    }
    return collected.withLock { table in (0..<count).map { table[$0] ?? [] } }
  }

  /// Prepares the stage and runs `body` once for each partition; a task that fails for a passing reason is tried again, so
  /// `body` must start anew each time. `completed` is called after a partition succeeded and answers whether to go on.
  /// - Returns: the number of partitions.
  @discardableResult
  public func runStage(
    _ plan: any PhysicalPlan, _ body: @escaping @Sendable (Int, any BatchIterator) throws -> Void,
    completed: @escaping @Sendable (Int) throws -> Bool = { _ in true }
  ) throws -> Int {
    try prepare(plan)
    let count = try plan.partitionCount(job)
    let stage = job.progress.begin(tasks: count)
    // Tasks start in order, so of all failures the one of the first partition is always known in the end.
    let failure = Mutex<(partition: Int, error: any Error)?>(nil)
    job.pool.run(count: count) { partition in
      if failure.withLock({ ($0?.partition ?? .max) < partition }) { return false }
      do {
        try runTask(plan, stage, partition, body)
        job.progress.taskDone(stage)
        return try completed(partition)
      } catch {
        failure.withLock { if partition < $0?.partition ?? .max { $0 = (partition, error) } }
        job.markFailed()
        return false
      }
    }
    job.progress.end(stage)
    if let (_, error) = failure.withLock({ $0 }) { throw error }
    return count
  }

  /// Runs the stages below the last one of `plan`, so that its partitions can be counted and opened.
  public func prepare(_ plan: any PhysicalPlan) throws {
    try job.checkCancelled()
    if !(plan is any ExchangeExec) { for child in plan.children { try prepare(child) } }
    try plan.prepare(job)
  }

  private func runTask(
    _ plan: any PhysicalPlan, _ stage: Int, _ partition: Int, _ body: (Int, any BatchIterator) throws -> Void
  ) throws {
    var attempt = 0
    while true {
      let task = TaskContext(job: job, stage: stage, partition: partition, attempt: attempt)
      do {
        try task.run {
          try job.faults?(stage, partition, attempt)
          try body(partition, try plan.execute(partition, task))
        }
        task.complete(succeeded: true)
        return
      } catch let failure as TransientFailure {
        task.complete(succeeded: false)
        attempt += 1
        if attempt >= job.maxTaskAttempts {
          throw SparkError(
            "TASK_FAILED", ["stage": String(stage), "task": String(partition), "attempts": String(attempt)],
            cause: failure.reason)
        }
      } catch {
        task.complete(succeeded: false)
        throw error
      }
    }
  }
}

/// Passes batches on in partition order; those of later partitions wait until the earlier ones are through.
private final class OrderedOutput: Sendable {
  private struct State {
    var current = 0
    var waiting: [Int: [RecordBatch]] = [:]
    var finished: Set<Int> = []
  }
  private let state = Mutex(State())
  private let consume: @Sendable (RecordBatch) throws -> Void

  init(_ consume: @escaping @Sendable (RecordBatch) throws -> Void) { self.consume = consume }

  func add(_ batch: RecordBatch, _ partition: Int) throws {
    // Held back until the task has succeeded: an attempt that fails must leave nothing behind.
    state.withLock { $0.waiting[partition, default: []].append(batch) }
  }

  func finish(_ partition: Int) throws {
    try state.withLock { state in
      state.finished.insert(partition)
      while state.finished.contains(state.current) {
        for batch in state.waiting.removeValue(forKey: state.current) ?? [] { try consume(batch) }
        state.current += 1
      }
    }
  }
}
