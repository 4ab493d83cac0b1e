import Foundation
import RedstartConnectors
import RedstartDiagnostics
import RedstartExecution
import Synchronization

extension SparkContext {
  /// Runs `body` on the wanted partitions of an RDD, one task each, and answers what it returned, in order.
  ///
  /// Every action is such a job. Cancelling the Swift task that waits for it cancels the job.
  /// - Throws: `TASK_FAILED` when a task failed four times, with the last error as its cause; `OPERATION_CANCELED`.
  public func runJob<T, R: Sendable>(
    _ rdd: RDD<T>, partitions: [Int]? = nil, _ body: @escaping @Sendable (ChunkIterator<T>, TaskContext) throws -> R
  ) async throws -> [R] {
    let token = CancellationToken()
    let group = JobGroup.current ?? jobs.group
    let number = jobs.begin(token, group)
    defer { jobs.end(number) }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        JobThread.start { [self] in
          continuation.resume(
            with: Result {
              let run = JobRun(self, context(token))
              let result = try run.run(rdd, partitions ?? Array(0..<rdd.numPartitions), body)
              try rdd.writeCheckpoint(run)
              return result
            })
        }
      }
    } onCancel: {
      token.cancel()
    }
  }

  private func context(_ token: CancellationToken) -> JobContext {
    JobContext(
      pool: pool, memory: blocks.memory,
      environment: SourceEnvironment(parallelism: pool.threadCount, isCancelled: { token.isCancelled }), cancellation: token,
      faults: faults.withLock { $0 })
  }

  /// Puts the jobs that are started from now on into a group, so that they can be cancelled together; nil for none.
  public func setJobGroup(_ id: String?, description: String = "") {
    jobs.setGroup(id.map { JobGroup(id: $0, description: description) })
  }

  /// Runs `body` with its jobs in a group.
  public func withJobGroup<R>(_ id: String, description: String = "", _ body: () async throws -> R) async rethrows -> R {
    try await JobGroup.$current.withValue(JobGroup(id: id, description: description), operation: body)
  }

  /// Takes new jobs out of the group.
  public func clearJobGroup() { jobs.setGroup(nil) }

  /// Cancels the running jobs of a group: their actions throw `OPERATION_CANCELED`.
  public func cancelJobGroup(_ id: String) { jobs.cancel { $0?.id == id } }

  /// Cancels all running jobs.
  public func cancelAllJobs() { jobs.cancel { _ in true } }
}

/// What some jobs belong to.
struct JobGroup: Sendable {
  var id: String
  var description: String

  /// The group of the jobs that this Swift task starts.
  @TaskLocal static var current: JobGroup?
}

/// The jobs that run.
final class JobRegistry: Sendable {
  private struct State {
    var next = 0
    var group: JobGroup?
    var running: [Int: (token: CancellationToken, group: JobGroup?)] = [:]
  }
  private let state = Mutex(State())

  var group: JobGroup? { state.withLock { $0.group } }
  func setGroup(_ group: JobGroup?) { state.withLock { $0.group = group } }

  /// The groups of the jobs that run.
  var groupsRunning: [String] { state.withLock { $0.running.values.compactMap { $0.group?.id } } }

  func begin(_ token: CancellationToken, _ group: JobGroup?) -> Int {
    state.withLock { state in
      state.next += 1
      state.running[state.next] = (token, group)
      return state.next
    }
  }

  func end(_ number: Int) { state.withLock { $0.running[number] = nil } }

  func cancel(_ isMeant: (JobGroup?) -> Bool) {
    for job in state.withLock({ Array($0.running.values) }) where isMeant(job.group) { job.token.cancel() }
  }
}

/// Threads that wait for tasks, which Swift's own few threads must not.
enum JobThread {
  static func start(_ work: @escaping @Sendable () -> Void) {
    let thread = Thread(block: work)
    thread.name = "redstart-job"
    // Long lineages are walked by recursion.
    thread.stackSize = 16 << 20
    thread.start()
  }
}
