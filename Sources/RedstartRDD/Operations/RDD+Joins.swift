import RedstartExecution

extension RDD {
  /// For each key the values of both RDDs.
  @inlinable
  public func cogroup<K: Hashable & Sendable, V: Sendable, W: Sendable>(
    _ other: RDD<(K, W)>, numPartitions: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, ([V], [W]))> where Element == (K, V) {
    cogrouped(other, CallSite("cogroup", file, line), numPartitions)
  }

  /// The pairs of values of keys that both RDDs have.
  @inlinable
  public func join<K: Hashable & Sendable, V: Sendable, W: Sendable>(
    _ other: RDD<(K, W)>, numPartitions: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, (V, W))> where Element == (K, V) {
    let site = CallSite("join", file, line)
    return cogrouped(other, site, numPartitions).flattened(site) { left, right in
      left.flatMap { value in right.map { (value, $0) } }
    }
  }

  /// Every value of this RDD with each of the other one's for its key, or with nil.
  @inlinable
  public func leftOuterJoin<K: Hashable & Sendable, V: Sendable, W: Sendable>(
    _ other: RDD<(K, W)>, numPartitions: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, (V, W?))> where Element == (K, V) {
    let site = CallSite("leftOuterJoin", file, line)
    return cogrouped(other, site, numPartitions).flattened(site) { left, right in
      left.flatMap { value -> [(V, W?)] in right.isEmpty ? [(value, nil)] : right.map { (value, $0) } }
    }
  }

  /// Every value of the other RDD with each of this one's for its key, or with nil.
  @inlinable
  public func rightOuterJoin<K: Hashable & Sendable, V: Sendable, W: Sendable>(
    _ other: RDD<(K, W)>, numPartitions: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, (V?, W))> where Element == (K, V) {
    let site = CallSite("rightOuterJoin", file, line)
    return cogrouped(other, site, numPartitions).flattened(site) { left, right in
      right.flatMap { value -> [(V?, W)] in left.isEmpty ? [(nil, value)] : left.map { ($0, value) } }
    }
  }

  /// Every value of both RDDs with each of the other side's for its key, or with nil.
  @inlinable
  public func fullOuterJoin<K: Hashable & Sendable, V: Sendable, W: Sendable>(
    _ other: RDD<(K, W)>, numPartitions: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, (V?, W?))> where Element == (K, V) {
    let site = CallSite("fullOuterJoin", file, line)
    return cogrouped(other, site, numPartitions).flattened(site) { left, right -> [(V?, W?)] in
      if right.isEmpty { return left.map { ($0, nil) } }
      if left.isEmpty { return right.map { (nil, $0) } }
      return left.flatMap { value in right.map { (value, $0) } }
    }
  }

  /// The pairs whose keys the other RDD does not have.
  @inlinable
  public func subtractByKey<K: Hashable & Sendable, V: Sendable, W: Sendable>(
    _ other: RDD<(K, W)>, numPartitions: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, V)> where Element == (K, V) {
    subtracted(other, CallSite("subtractByKey", file, line), numPartitions)
  }

  @inlinable
  func cogrouped<K: Hashable & Sendable, V: Sendable, W: Sendable>(
    _ other: RDD<(K, W)>, _ site: CallSite, _ wanted: Int?
  ) -> RDD<(K, ([V], [W]))> where Element == (K, V) {
    let groups: RDD<(K, ([V], [W]))> = withCommonPartitioner(other, wanted) { partitioner in
      let (left, readLeft) = partitioner.exchange(self)
      let (right, readRight) = partitioner.exchange(other)
      return RDD<(K, ([V], [W]))>(
        context, "CoGroupedRDD", site, partitions: partitioner.numPartitions, dependencies: [left, right],
        partitioner: partitioner.erased
      ) { partition, task in
        ChunkIterator(once: {
          let table = CombineTable<K, ([V], [W])>()
          let first = try readLeft(partition, task)
          while let chunk = try first.next() {
            try task.checkCancelled()
            for (key, value) in chunk { table.combine(key, insert: { ([value], []) }, merge: { $0.0.append(value) }) }
          }
          let second = try readRight(partition, task)
          while let chunk = try second.next() {
            try task.checkCancelled()
            for (key, value) in chunk { table.combine(key, insert: { ([], [value]) }, merge: { $0.1.append(value) }) }
          }
          return table.entries
        })
      }
    }
    // Spark's lineage has a step that gives the groups their types.
    return groups.chunkwise(site, preservesPartitioning: true) { $0 }
  }

  @inlinable
  func subtracted<K: Hashable & Sendable, V: Sendable, W: Sendable>(
    _ other: RDD<(K, W)>, _ site: CallSite, _ wanted: Int?
  ) -> RDD<(K, V)> where Element == (K, V) {
    // Spark takes the partitioner of the left side here, without looking at the right one.
    withCommonPartitioner(other, wanted ?? (partitioner == nil ? numPartitions : nil)) { partitioner in
      let (left, readLeft) = partitioner.exchange(self)
      let (right, readRight) = partitioner.exchange(other)
      return RDD<(K, V)>(
        context, "SubtractedRDD", site, partitions: partitioner.numPartitions, dependencies: [left, right],
        partitioner: partitioner.erased, codec: .pair()
      ) { partition, task in
        var unwanted: Set<K> = []
        let second = try readRight(partition, task)
        while let chunk = try second.next() {
          try task.checkCancelled()
          for (key, _) in chunk { unwanted.insert(key) }
        }
        let input = try readLeft(partition, task)
        return ChunkIterator { try input.next()?.filter { !unwanted.contains($0.0) } }
      }
    }
  }

  /// Calls `body` with the partitioner that suits both RDDs.
  @inlinable
  func withCommonPartitioner<K: Hashable & Sendable, V: Sendable, W: Sendable, R>(
    _ other: RDD<(K, W)>, _ wanted: Int?, _ body: (KeyPlacement<K>) -> R
  ) -> R where Element == (K, V) {
    if wanted == nil, let known = commonPartitioner([(other, other.partitioner)]) {
      if let hash = known as? HashPartitioner<K> { return body(.hash(hash)) }
      if let typed = known as? any Partitioner<K> { return body(.other(typed)) }
    }
    return body(.hash(HashPartitioner<K>(defaultPartitions(wanted, [other]))))
  }
}

/// A partitioner by hash, which is fast because its type is known, or any other.
@usableFromInline
enum KeyPlacement<Key: Hashable & Sendable> {
  case hash(HashPartitioner<Key>)
  case other(any Partitioner<Key>)

  @usableFromInline var numPartitions: Int { erased.numPartitions }

  @usableFromInline var erased: any Partitioner {
    switch self {
    case .hash(let partitioner): partitioner
    case .other(let partitioner): partitioner
    }
  }

  /// The RDD's pairs where this partitioner wants them.
  @inlinable
  func exchange<V: Sendable>(_ rdd: RDD<(Key, V)>) -> (
    dependency: Dependency, read: @Sendable (Int, TaskContext) throws -> ChunkIterator<(Key, V)>
  ) {
    switch self {
    case .hash(let partitioner): return rdd.exchanged(by: partitioner)
    case .other(let partitioner): return Self.opened(partitioner, rdd)
    }
  }

  @usableFromInline
  static func opened<P: Partitioner, V: Sendable>(_ partitioner: P, _ rdd: RDD<(Key, V)>) -> (
    dependency: Dependency, read: @Sendable (Int, TaskContext) throws -> ChunkIterator<(Key, V)>
  ) where P.Key == Key { rdd.exchanged(by: partitioner) }
}
