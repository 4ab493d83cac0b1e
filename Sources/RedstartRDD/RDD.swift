import RedstartDiagnostics
import RedstartExecution
import Synchronization

/// A resilient distributed dataset: a collection in partitions that is computed from its lineage when an action asks for it.
///
/// Transformations return at once and run nothing. Actions run a job: stages of tasks, one a partition, on the engine's threads.
/// A task that fails is run again, up to four times; a cached partition or a shuffle output that was lost is computed again from
/// what it came from. Closures therefore must give the same result each time they are called.
///
/// RDDs of pairs, `RDD<(Key, Value)>`, have the keyed operations.
public final class RDD<Element: Sendable>: LineageNode {
  public let context: SparkContext
  /// Number of the RDD in its context.
  public let id: Int
  public let numPartitions: Int
  /// How keys are spread over the partitions, when that is known: joins of RDDs with the same partitioner need no shuffle.
  public let partitioner: (any Partitioner)?
  public let preparations: [any Preparation]
  /// Spark's name of the kind of RDD, such as `MapPartitionsRDD`.
  let kind: String
  let site: CallSite
  let state: Mutex<State>

  /// How to compute a partition.
  public typealias Compute = @Sendable (Int, TaskContext) throws -> ChunkIterator<Element>

  struct State {
    var name: String?
    var level = StorageLevel.none
    var codec: BlockCodec<Element>?
    var dependencies: [Dependency]
    var compute: Compute
    var checkpoint = Checkpoint.none
  }

  enum Checkpoint { case none, reliable, local, done }

  @usableFromInline
  init(
    _ context: SparkContext, _ kind: String, _ site: CallSite, partitions: Int, dependencies: [Dependency] = [],
    partitioner: (any Partitioner)? = nil, preparations: [any Preparation] = [], codec: BlockCodec<Element>? = nil,
    compute: @escaping Compute
  ) {
    self.context = context
    self.id = context.newRDD()
    self.kind = kind
    self.site = site
    self.numPartitions = partitions
    self.partitioner = partitioner
    self.preparations = preparations
    self.state = Mutex(State(codec: codec ?? .automatic(), dependencies: dependencies, compute: compute))
  }

  /// An RDD whose every job throws that error: for arguments that make no sense.
  @usableFromInline
  convenience init(
    _ context: SparkContext, _ kind: String, _ site: CallSite, failure: SparkError, dependencies: [Dependency] = []
  ) {
    self.init(
      context, kind, site, partitions: 0, dependencies: dependencies, preparations: [Prepared<Void> { _ in throw failure }]
    ) { _, _ in throw failure }
  }

  deinit { context.blocks.remove(rdd: id) }

  public var dependencies: [Dependency] { state.withLock { $0.dependencies } }
  public var storageLevel: StorageLevel { state.withLock { $0.level } }

  /// How many partitions it has.
  public func getNumPartitions() -> Int { numPartitions }

  /// The elements of a partition: from where they are kept, or computed.
  public func iterator(_ partition: Int, _ task: TaskContext) throws -> ChunkIterator<Element> {
    let (level, compute, codec) = state.withLock { ($0.level, $0.compute, $0.codec) }
    guard level.useMemory || level.useDisk else { return try compute(partition, task) }
    let block = BlockID(rdd: id, partition: partition)
    if let kept = try context.blocks.chunks(block, of: Element.self) { return ChunkIterator(chunks: kept) }
    let input = try compute(partition, task)
    var chunks: [[Element]] = []
    while let chunk = try input.next() {
      try task.checkCancelled()
      if !chunk.isEmpty { chunks.append(chunk) }
    }
    try context.blocks.put(block, chunks, level, codec)
    return ChunkIterator(chunks: chunks)
  }

  public var isStored: Bool {
    let level = storageLevel
    guard level.useMemory || level.useDisk else { return false }
    return (0..<numPartitions).allSatisfy { context.blocks.contains(BlockID(rdd: id, partition: $0)) }
  }
}

extension RDD {
  /// An RDD whose partitions are computed from this one's, one by one.
  @inlinable
  func derived<U: Sendable>(
    _ site: CallSite, kind: String = "MapPartitionsRDD", preservesPartitioning: Bool = false,
    preparations: [any Preparation] = [],
    codec: BlockCodec<U>? = nil,
    _ body: @escaping @Sendable (Int, ChunkIterator<Element>, TaskContext) throws -> ChunkIterator<U>
  ) -> RDD<U> {
    RDD<U>(
      context, kind, site, partitions: numPartitions, dependencies: [.narrow(self)],
      partitioner: preservesPartitioning ? partitioner : nil, preparations: preparations, codec: codec
    ) { partition, task in
      try body(partition, try self.iterator(partition, task), task)
    }
  }

  /// An RDD whose chunks are computed from this one's, one by one.
  @inlinable
  func chunkwise<U: Sendable>(
    _ site: CallSite, preservesPartitioning: Bool = false, codec: BlockCodec<U>? = nil,
    _ body: @escaping @Sendable ([Element]) throws -> [U]
  ) -> RDD<U> {
    derived(site, preservesPartitioning: preservesPartitioning, codec: codec) { _, input, _ in
      ChunkIterator {
        guard let chunk = try input.next() else { return nil }
        return try body(chunk)
      }
    }
  }
}
