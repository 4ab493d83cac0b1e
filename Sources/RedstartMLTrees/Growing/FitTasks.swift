import RedstartDiagnostics
import RedstartExecution
import RedstartMemory
import Synchronization

/// How a fit runs its steps: on whose threads, until when, seen by whom, in how much memory.
public struct FitTasks: Sendable {
  let pool: WorkerPool
  private let cancellation: CancellationToken
  private let progress: JobProgress
  private let memory: MemoryReservation?
  private let memoryPool: MemoryPool?

  /// - Parameter memory: What the fit's memory is taken from; nil takes none.
  public init(
    pool: WorkerPool, memory: MemoryPool? = nil, cancellation: CancellationToken = CancellationToken(),
    progress: JobProgress = JobProgress()
  ) {
    self.pool = pool
    self.cancellation = cancellation
    self.progress = progress
    memoryPool = memory
    self.memory = memory.map { MemoryReservation($0) }
  }

  /// - Throws: `OPERATION_CANCELED` once the fit was cancelled.
  func checkCancelled() throws {
    if cancellation.isCancelled { throw SparkError("OPERATION_CANCELED") }
  }

  /// Takes memory for the rest of the fit.
  /// - Throws: `UNABLE_TO_ACQUIRE_MEMORY` when there is not that much.
  func reserve(_ bytes: Int) throws {
    guard let memory, let memoryPool, !memory.grow(by: bytes) else { return }
    throw SparkError(
      "UNABLE_TO_ACQUIRE_MEMORY",
      ["requestedBytes": String(bytes), "receivedBytes": String(max(0, memoryPool.limit - memoryPool.reserved))])
  }

  /// Calls `body` for each of `0..<count` on all threads, as one stage of the fit's progress.
  /// - Throws: of all failures the one of the smallest number; `OPERATION_CANCELED`.
  func run(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
    try checkCancelled()
    let stage = progress.begin(tasks: count)
    let failure = Mutex<(number: Int, error: any Error)?>(nil)
    pool.run(count: count) { number in
      do {
        try checkCancelled()
        try body(number)
        progress.taskDone(stage)
        return true
      } catch {
        failure.withLock { if number < $0?.number ?? .max { $0 = (number, error) } }
        return false
      }
    }
    progress.end(stage)
    if let (_, error) = failure.withLock({ $0 }) { throw error }
  }

  /// What `body` makes of each of `0..<count`, in order.
  func map<Result: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Result) throws -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    try run(count) { number in
      let result = try body(number)
      results.withLock { $0[number] = result }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  /// Rows cut into runs, several for each thread.
  func shares(of rows: Int) -> [Range<Int>] {
    let count = max(1, min(pool.threadCount * 4, rows / 8192))
    return (0..<count).map { (rows * $0 / count)..<(rows * ($0 + 1) / count) }
  }
}
