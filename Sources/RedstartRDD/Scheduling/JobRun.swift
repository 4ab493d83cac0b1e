import RedstartDiagnostics
import RedstartExecution
import Synchronization

/// One job: the stages that an RDD needs and do not stand yet, parents first, then a task for each wanted partition of the RDD.
///
/// A stage ends at a shuffle. Outputs of map tasks are kept as long as the shuffle lives, so later jobs skip stages whose outputs
/// stand. When a task finds that an output is gone, only the missing map tasks run again, then the task.
public final class JobRun: Sendable {
  let context: SparkContext
  let job: JobContext

  /// Waves of tasks without any success, after which a job gives up.
  private static let maxIdleWaves = 4

  package init(_ context: SparkContext, _ job: JobContext) {
    self.context = context
    self.job = job
  }

  /// Runs `body` once for each partition and answers what it returned, in the order of `partitions`.
  /// - Throws: `TASK_FAILED` when a task failed too often, `OPERATION_CANCELED`.
  public func run<T, R: Sendable>(
    _ rdd: RDD<T>, _ partitions: [Int], _ body: @escaping @Sendable (ChunkIterator<T>, TaskContext) throws -> R
  ) throws -> [R] {
    let results = Mutex<[Int: R]>([:])
    var open = Array(partitions.indices)
    var stage: Int?
    var idle = 0
    repeat {
      try makeParents(of: rdd)
      if stage == nil { stage = job.progress.begin(tasks: partitions.count) }
      let tasks = open.map { index in
        StageTask(stage: stage ?? 0, partition: partitions[index]) { task in
          let result = try body(try rdd.iterator(partitions[index], task), task)
          results.withLock { $0[index] = result }
        }
      }
      let again = try runWave(tasks)
      idle = again.count == open.count ? idle + 1 : 0
      open = again.map { open[$0] }
      try check(idle, stage ?? 0)
    } while !open.isEmpty
    if let stage { job.progress.end(stage) }
    let table = results.withLock { $0 }
    return try partitions.indices.map { index in
      guard let result = table[index] else { throw SparkError.internal("task \(index) has no result.") }
      return result
    }
  }

  /// Computes what the RDD needs from other stages and is not there.
  package func makeParents(of rdd: any LineageNode) throws {
    var idle = 0
    while true {
      try job.checkCancelled()
      var plan = StagePlan()
      plan.visit(rdd)
      for preparation in plan.preparations { try preparation.run(self) }
      if !plan.preparations.isEmpty { continue }
      if plan.ready.isEmpty { return }
      let tasks = plan.ready.flatMap { shuffle -> [StageTask] in
        let missing = shuffle.missing
        let stage = job.progress.begin(tasks: missing.count)
        return missing.map { partition in
          StageTask(stage: stage, partition: partition) { try shuffle.runMapTask(partition, $0) }
        }
      }
      let again = try runWave(tasks)
      idle = again.count == tasks.count && !tasks.isEmpty ? idle + 1 : 0
      try check(idle, tasks.first?.stage ?? 0)
    }
  }

  private func check(_ idle: Int, _ stage: Int) throws {
    guard idle >= Self.maxIdleWaves else { return }
    throw SparkError(
      "TASK_FAILED", ["stage": String(stage), "task": "0", "attempts": String(idle)],
      cause: "the outputs of the stages before were lost each time.")
  }

  /// Runs tasks on all cores, each up to four times.
  /// - Returns: the positions of the tasks that must wait for a parent to be computed again.
  private func runWave(_ tasks: [StageTask]) throws -> [Int] {
    let state = Mutex<(failure: (task: Int, error: any Error)?, again: [Int])>((nil, []))
    job.pool.run(count: tasks.count) { [self] index in
      // Tasks start in order, so of all failures the one of the first task is always known in the end.
      if state.withLock({ ($0.failure?.task ?? .max) < index }) { return false }
      do {
        if try attempt(tasks[index]) {
          job.progress.taskDone(tasks[index].stage)
        } else {
          state.withLock { $0.again.append(index) }
        }
        return true
      } catch {
        state.withLock { if index < $0.failure?.task ?? .max { $0.failure = (index, error) } }
        return false
      }
    }
    return try state.withLock { state in
      if let failure = state.failure { throw failure.error }
      return state.again.sorted()
    }
  }

  /// Runs one task until it succeeds; false when it needs what its parents lost.
  private func attempt(_ wanted: StageTask) throws -> Bool {
    var number = 0
    while true {
      try job.checkCancelled()
      let task = TaskContext(job: job, stage: wanted.stage, partition: wanted.partition, attempt: number)
      do {
        try task.run {
          try job.faults?(wanted.stage, wanted.partition, number)
          try wanted.body(task)
        }
        task.complete(succeeded: true)
        return true
      } catch is MissingParent {
        task.complete(succeeded: false)
        return false
      } catch {
        task.complete(succeeded: false)
        try job.checkCancelled()
        number += 1
        if number >= job.maxTaskAttempts {
          throw SparkError(
            "TASK_FAILED",
            ["stage": String(wanted.stage), "task": String(wanted.partition), "attempts": String(number)],
            cause: String(describing: error))
        }
      }
    }
  }
}

/// One task of a wave.
private struct StageTask: Sendable {
  let stage: Int
  let partition: Int
  let body: @Sendable (TaskContext) throws -> Void
}

/// Finds the stages that an RDD waits for.
private struct StagePlan {
  /// Shuffles that miss outputs and whose own parents are complete.
  var ready: [any ShuffleNode] = []
  /// What has to be computed first, parents first.
  var preparations: [any Preparation] = []
  /// For each RDD whether something is missing above it.
  private var visited: [Int: Bool] = [:]
  private var seenShuffles: Set<Int> = []

  /// Whether the RDD has to wait.
  @discardableResult
  mutating func visit(_ node: any LineageNode) -> Bool {
    if let known = visited[node.id] { return known }
    var waits = false
    if !node.isStored {
      for dependency in node.dependencies {
        switch dependency {
        case .narrow(let parent): if visit(parent) { waits = true }
        case .shuffle(let shuffle): if visit(shuffle) { waits = true }
        }
      }
      if prepare(node.preparations) { waits = true }
    }
    visited[node.id] = waits
    return waits
  }

  private mutating func visit(_ shuffle: any ShuffleNode) -> Bool {
    if shuffle.missing.isEmpty { return false }
    guard seenShuffles.insert(shuffle.id).inserted else { return true }
    let parentWaits = visit(shuffle.parent)
    let needsPreparation = prepare(shuffle.preparations)
    if !parentWaits && !needsPreparation { ready.append(shuffle) }
    return true
  }

  private mutating func prepare(_ all: [any Preparation]) -> Bool {
    let open = all.filter { !$0.isReady }
    for one in open where !preparations.contains(where: { $0 === one }) { preparations.append(one) }
    return !open.isEmpty
  }
}
