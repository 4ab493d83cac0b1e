import RedstartExecution

extension RDD {
  /// The keys of pairs.
  @inlinable
  public func keys<K: Sendable, V: Sendable>(file: StaticString = #fileID, line: UInt = #line) -> RDD<K> where Element == (K, V) {
    chunkwise(CallSite("keys", file, line)) { $0.map(\.0) }
  }

  /// The values of pairs.
  @inlinable
  public func values<K: Sendable, V: Sendable>(file: StaticString = #fileID, line: UInt = #line) -> RDD<V>
  where Element == (K, V) {
    chunkwise(CallSite("values", file, line)) { $0.map(\.1) }
  }

  /// Pairs with other values; keys stay in their partitions.
  @inlinable
  public func mapValues<K: Sendable, V: Sendable, U: Sendable>(
    _ transform: @escaping @Sendable (V) throws -> U, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, U)> where Element == (K, V) {
    chunkwise(CallSite("mapValues", file, line), preservesPartitioning: true, codec: .pair()) {
      try $0.map { ($0.0, try transform($0.1)) }
    }
  }

  /// A pair for each of the values that are made of a value; keys stay in their partitions.
  @inlinable
  public func flatMapValues<K: Sendable, V: Sendable, S: Sequence & SendableMetatype>(
    _ transform: @escaping @Sendable (V) throws -> S, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, S.Element)> where Element == (K, V), S.Element: Sendable {
    flattened(CallSite("flatMapValues", file, line), transform)
  }

  @inlinable
  func flattened<K: Sendable, V: Sendable, S: Sequence & SendableMetatype>(
    _ site: CallSite, _ transform: @escaping @Sendable (V) throws -> S
  ) -> RDD<(K, S.Element)> where Element == (K, V), S.Element: Sendable {
    chunkwise(site, preservesPartitioning: true, codec: .pair()) { chunk in
      var result: [(K, S.Element)] = []
      result.reserveCapacity(chunk.count)
      for (key, value) in chunk {
        for item in try transform(value) { result.append((key, item)) }
      }
      return result
    }
  }

  /// Pairs spread by a partitioner; nothing moves when they are spread like that already.
  @inlinable
  public func partitionBy<P: Partitioner, V: Sendable>(
    _ partitioner: P, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(P.Key, V)> where Element == (P.Key, V) {
    if let own = self.partitioner, partitioner.isSame(as: own) { return self }
    return shuffled(by: partitioner, CallSite("partitionBy", file, line))
  }

  @inlinable
  func shuffled<P: Partitioner, V: Sendable>(
    by partitioner: P, _ site: CallSite
  ) -> RDD<(P.Key, V)> where Element == (P.Key, V) {
    let (dependency, read) = exchanged(by: partitioner, always: true)
    return RDD<(P.Key, V)>(
      context, "ShuffledRDD", site, partitions: partitioner.numPartitions, dependencies: [dependency], partitioner: partitioner,
      codec: .pair(), compute: read)
  }

  /// How many partitions a keyed operation makes: as wanted, else as many as the largest of its RDDs has.
  @usableFromInline
  func defaultPartitions(_ wanted: Int?, _ others: [any LineageNode] = []) -> Int {
    wanted ?? others.reduce(numPartitions) { Swift.max($0, $1.numPartitions) }
  }

  /// The largest partitioner among this RDD and others, if it has about as many partitions as the largest RDD.
  @usableFromInline
  func commonPartitioner(_ others: [(node: any LineageNode, partitioner: (any Partitioner)?)]) -> (any Partitioner)? {
    let known = ([partitioner] + others.map(\.partitioner)).compactMap { $0 }
    guard let largest = known.max(by: { $0.numPartitions < $1.numPartitions }) else { return nil }
    let most = others.reduce(numPartitions) { Swift.max($0, $1.node.numPartitions) }
    return most < largest.numPartitions * 10 ? largest : nil
  }
}
