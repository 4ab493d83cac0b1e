import RedstartConnectors
import RedstartDiagnostics
import RedstartExecution
import RedstartMemory
import Synchronization

/// The door to RDDs: makes them, runs their jobs, keeps their blocks, broadcasts and accumulators.
///
/// One context serves all sessions that share an engine; take it from `session.sparkContext`.
public final class SparkContext: Sendable {
  let pool: WorkerPool
  /// Cached partitions.
  let blocks: BlockStore
  let shuffles = ShuffleRegistry()
  let jobs = JobRegistry()
  let checkpoints = Mutex<String?>(nil)
  /// Called before each attempt of a task; tests make it throw and lose things.
  let faults = Mutex<(@Sendable (Int, Int, Int) throws -> Void)?>(nil)
  private let rdds = Atomic<Int>(0)
  private let shuffleCount = Atomic<Int>(0)
  private let accumulators = Atomic<Int>(0)
  private let broadcasts = Atomic<Int>(0)

  /// - Parameters:
  ///   - pool: The threads that tasks run on.
  ///   - memory: What cached partitions and shuffles are reserved from.
  ///   - cacheLimit: Most bytes of cached partitions in memory; half of the pool when nil.
  public init(pool: WorkerPool = .shared, memory: MemoryPool, cacheLimit: Int? = nil) {
    self.pool = pool
    self.blocks = BlockStore(memory, limit: cacheLimit)
  }

  /// Partitions of RDDs that are made without a number of them.
  public var defaultParallelism: Int { pool.threadCount }

  /// Least partitions of files that are read without a number of them.
  public var defaultMinPartitions: Int { min(defaultParallelism, 2) }

  @usableFromInline func newRDD() -> Int { rdds.add(1, ordering: .relaxed).oldValue }
  @usableFromInline func newShuffle() -> Int { shuffleCount.add(1, ordering: .relaxed).oldValue }
  func newAccumulator() -> Int { accumulators.add(1, ordering: .relaxed).oldValue }
  func newBroadcast() -> Int { broadcasts.add(1, ordering: .relaxed).oldValue }
}
