import RedstartDiagnostics
import RedstartExecution

/// Cuts pairs into the buckets of a shuffle by their keys.
@usableFromInline
struct Buckets<P: Partitioner, Value> {
  @usableFromInline let partitioner: P
  @usableFromInline var buckets: [[(P.Key, Value)]]

  @inlinable
  init(_ partitioner: P) {
    self.partitioner = partitioner
    buckets = Array(repeating: [], count: partitioner.numPartitions)
  }

  @inlinable
  mutating func add(_ pairs: [(P.Key, Value)]) throws {
    for pair in pairs {
      let place = try partitioner.partition(of: pair.0)
      guard place >= 0, place < buckets.count else { throw Self.outside(place, buckets.count) }
      buckets[place].append(pair)
    }
  }

  @usableFromInline
  static func outside(_ place: Int, _ count: Int) -> SparkError {
    SparkError("INVALID_PARTITION_NUMBER", ["partition": String(place), "count": String(count)])
  }
}

extension RDD {
  /// This RDD's pairs by the partitioner: its own partitions when they are spread like that already (unless `always`), else a
  /// shuffle.
  @inlinable
  func exchanged<P: Partitioner, V: Sendable>(by partitioner: P, always: Bool = false) -> (
    dependency: Dependency, read: @Sendable (Int, TaskContext) throws -> ChunkIterator<Element>
  ) where Element == (P.Key, V) {
    if !always, let own = self.partitioner, partitioner.isSame(as: own) { return (.narrow(self), { try self.iterator($0, $1) }) }
    let shuffle = ShuffleDependency<(P.Key, V)>(
      self, in: context, preparations: partitioner.preparations, codec: .pair()
    ) { partition, task in
      var buckets = Buckets<P, V>(partitioner)
      let input = try self.iterator(partition, task)
      while let chunk = try input.next() {
        try task.checkCancelled()
        try buckets.add(chunk)
      }
      return buckets.buckets
    }
    return (.shuffle(shuffle), { partition, _ in ChunkIterator(chunks: try shuffle.read(partition)) })
  }
}
