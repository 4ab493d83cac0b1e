import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMemory
import Synchronization

/// One run of a query: its resources, its shared state, its progress, and whether it was cancelled.
public final class JobContext: Sendable {
  public let pool: WorkerPool
  public let memory: MemoryPool
  public let environment: SourceEnvironment
  public let metrics = MetricsRegistry()
  public let progress: JobProgress
  /// Attempts that a task may take when it fails for a reason that may pass.
  public let maxTaskAttempts: Int
  /// Called before each attempt of a task; tests make it throw to see tasks retried.
  public let faults: (@Sendable (_ stage: Int, _ partition: Int, _ attempt: Int) throws -> Void)?
  private let cancelled: CancellationToken
  private let failed = Atomic<Bool>(false)
  private let shared = Mutex<[PlanID: any Sendable]>([:])

  public init(
    pool: WorkerPool, memory: MemoryPool, environment: SourceEnvironment, cancellation: CancellationToken = CancellationToken(),
    progress: JobProgress = JobProgress(), maxTaskAttempts: Int = 4,
    faults: (@Sendable (Int, Int, Int) throws -> Void)? = nil
  ) {
    self.pool = pool
    self.progress = progress
    self.memory = memory
    self.environment = environment
    self.cancelled = cancellation
    self.maxTaskAttempts = maxTaskAttempts
    self.faults = faults
  }

  public var isCancelled: Bool { cancelled.isCancelled }

  /// Whether a task has failed for good: tasks that wait for others give up.
  var hasFailed: Bool { failed.load(ordering: .relaxed) }
  func markFailed() { failed.store(true, ordering: .relaxed) }

  /// - Throws: `OPERATION_CANCELED` once the job was cancelled.
  public func checkCancelled() throws {
    if cancelled.isCancelled { throw SparkError("OPERATION_CANCELED") }
  }

  /// What an operator shares among its tasks.
  public func state<T: Sendable>(_ id: PlanID, as type: T.Type) -> T? { shared.withLock { $0[id] as? T } }

  public func setState(_ id: PlanID, _ value: any Sendable) { shared.withLock { $0[id] = value } }
}

/// A flag that asks a job to stop; any thread may set it.
public final class CancellationToken: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }
  public func cancel() { flag.store(true, ordering: .relaxed) }
}

/// What one attempt of a task knows.
public final class TaskContext: Sendable {
  public let job: JobContext
  public let stage: Int
  public let partition: Int
  public let attempt: Int
  /// Memory of the task's operators; given back when the task ends.
  public let reservation: MemoryReservation
  /// What functions keep for the partition's rows.
  let rows: PartitionContext
  private let ending = Mutex(Ending())

  /// What hangs on an attempt until it ends.
  private struct Ending {
    var attachments: [ObjectIdentifier: any Sendable] = [:]
    var listeners: [@Sendable (Bool) -> Void] = []
  }

  /// The attempt that runs on this thread.
  @TaskLocal public static var current: TaskContext?

  public init(job: JobContext, stage: Int, partition: Int, attempt: Int) {
    self.job = job
    self.stage = stage
    self.partition = partition
    self.attempt = attempt
    self.rows = PartitionContext(partition: partition)
    self.reservation = MemoryReservation(job.memory)
  }

  public func checkCancelled() throws { try job.checkCancelled() }

  /// Runs `body` as the work of this attempt: ``current`` is set, also for the functions of expressions.
  public func run<R>(_ body: () throws -> R) rethrows -> R {
    try Self.$current.withValue(self) { try PartitionContext.$current.withValue(rows, operation: body) }
  }

  /// What `owner` keeps for this attempt; made when it is first asked for.
  public func attachment<A: Sendable>(_ owner: ObjectIdentifier, _ make: () -> A) -> A {
    if let known = ending.withLock({ $0.attachments[owner] }) as? A { return known }
    let made = make()
    ending.withLock { $0.attachments[owner] = made }
    return made
  }

  /// Calls `body` when the attempt ends, with whether it succeeded.
  public func onCompletion(_ body: @escaping @Sendable (Bool) -> Void) { ending.withLock { $0.listeners.append(body) } }

  /// Ends the attempt; whoever runs it calls this once.
  public func complete(succeeded: Bool) {
    let listeners = ending.withLock { ending -> [@Sendable (Bool) -> Void] in
      defer { ending = Ending() }
      return ending.listeners
    }
    for listener in listeners { listener(succeeded) }
  }

  /// Takes memory for an operator.
  /// - Throws: `UNABLE_TO_ACQUIRE_MEMORY` when the limit is reached.
  public func reserve(_ bytes: Int) throws {
    guard reservation.grow(by: bytes) else {
      throw SparkError(
        "UNABLE_TO_ACQUIRE_MEMORY",
        ["requestedBytes": String(bytes), "receivedBytes": String(max(0, job.memory.limit - job.memory.reserved))])
    }
  }
}

/// A failure that may not happen again: the task is tried anew.
public struct TransientFailure: Error {
  public let reason: String
  public init(_ reason: String) { self.reason = reason }
}

/// How far a job is, for progress bars.
public final class JobProgress: Sendable {
  /// One stage: its tasks and how many are done.
  public struct Stage: Sendable {
    public var id: Int
    public var tasks: Int
    public var completed: Int
    public var isDone: Bool { completed >= tasks }
  }

  private let stages = Mutex<[Stage]>([])
  private let rows = Atomic<Int>(0)
  private let bytes = Atomic<Int>(0)

  public init() {}

  public var current: [Stage] { stages.withLock { $0 } }
  public var rowsRead: Int { rows.load(ordering: .relaxed) }
  public var bytesRead: Int { bytes.load(ordering: .relaxed) }

  /// A new stage of that many tasks, known by the number that is returned.
  public func begin(tasks: Int) -> Int {
    stages.withLock { stages in
      stages.append(Stage(id: stages.count, tasks: tasks, completed: 0))
      return stages.count - 1
    }
  }

  public func taskDone(_ stage: Int) { stages.withLock { $0[stage].completed += 1 } }
  public func end(_ stage: Int) { stages.withLock { $0[stage].completed = $0[stage].tasks } }
  func read(rows count: Int, bytes size: Int) {
    rows.add(count, ordering: .relaxed)
    bytes.add(size, ordering: .relaxed)
  }
}
