import RedstartColumnar
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What an operator did in a job, summed over its tasks.
public final class OperatorMetrics: Sendable {
  public let outputRows = Atomic<Int>(0)
  public let outputBatches = Atomic<Int>(0)
  /// Nanoseconds inside the operator and those below it in its stage.
  public let nanoseconds = Atomic<Int>(0)
  /// Bytes read from or written to files, or kept by an exchange.
  public let bytes = Atomic<Int>(0)
  /// Most bytes held by one task.
  public let peakMemory = Atomic<Int>(0)
}

/// The metrics of all operators of a job.
public final class MetricsRegistry: Sendable {
  private let table = Mutex<[PlanID: OperatorMetrics]>([:])

  public func `operator`(_ id: PlanID) -> OperatorMetrics {
    table.withLock { table in
      if let found = table[id] { return found }
      let made = OperatorMetrics()
      table[id] = made
      return made
    }
  }
}

/// Nanoseconds of a clock that only goes forward.
@inline(__always)
public func monotonicNanoseconds() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
}

/// Counts what passes and looks for cancellation.
final class MeteredIterator: BatchIterator {
  private let inner: any BatchIterator
  private let metrics: OperatorMetrics
  private let task: TaskContext
  private var rows = 0
  private var batches = 0
  private var time = 0

  init(_ inner: any BatchIterator, _ metrics: OperatorMetrics, _ task: TaskContext) {
    self.inner = inner
    self.metrics = metrics
    self.task = task
  }

  deinit {
    metrics.outputRows.add(rows, ordering: .relaxed)
    metrics.outputBatches.add(batches, ordering: .relaxed)
    metrics.nanoseconds.add(time, ordering: .relaxed)
  }

  func next() throws -> RecordBatch? {
    try task.checkCancelled()
    let start = monotonicNanoseconds()
    let batch = try inner.next()
    time += monotonicNanoseconds() &- start
    if let batch {
      rows += batch.count
      batches += 1
    }
    return batch
  }
}
