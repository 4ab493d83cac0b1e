import RedstartExecution

extension RDD {
  /// The values of each key combined into one of another type: the operation behind all that sum up by key.
  ///
  /// - Parameters:
  ///   - createCombiner: Makes a combiner of a key's first value.
  ///   - mergeValue: Adds a value to a combiner.
  ///   - mergeCombiners: Adds a combiner of another map task.
  ///   - mapSideCombine: Whether map tasks combine what they have before it is exchanged.
  @inlinable
  public func combineByKey<K: Hashable & Sendable, V: Sendable, C: Sendable>(
    _ createCombiner: @escaping @Sendable (V) throws -> C, _ mergeValue: @escaping @Sendable (inout C, V) throws -> Void,
    _ mergeCombiners: @escaping @Sendable (inout C, C) throws -> Void, numPartitions: Int? = nil, mapSideCombine: Bool = true,
    file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, C)> where Element == (K, V) {
    combined(
      CallSite("combineByKey", file, line), numPartitions, mapSide: mapSideCombine, createCombiner, mergeValue, mergeCombiners)
  }

  /// The values of each key reduced to one by a function that must be associative and commutative.
  @inlinable
  public func reduceByKey<K: Hashable & Sendable, V: Sendable>(
    numPartitions: Int? = nil, _ reduce: @escaping @Sendable (V, V) throws -> V, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, V)> where Element == (K, V) {
    reducedByKey(CallSite("reduceByKey", file, line), numPartitions, reduce)
  }

  /// Likewise, with partitions chosen by a partitioner.
  @inlinable
  public func reduceByKey<P: Partitioner, V: Sendable>(
    partitioner: P, _ reduce: @escaping @Sendable (V, V) throws -> V, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(P.Key, V)> where Element == (P.Key, V), P.Key: Hashable {
    combined(
      CallSite("reduceByKey", file, line), by: partitioner, mapSide: true, { $0 }, { $0 = try reduce($0, $1) },
      { $0 = try reduce($0, $1) })
  }

  @inlinable
  func reducedByKey<K: Hashable & Sendable, V: Sendable>(
    _ site: CallSite, _ numPartitions: Int?, _ reduce: @escaping @Sendable (V, V) throws -> V
  ) -> RDD<(K, V)> where Element == (K, V) {
    combined(site, numPartitions, mapSide: true, { $0 }, { $0 = try reduce($0, $1) }, { $0 = try reduce($0, $1) })
  }

  /// The values of each key folded, starting from `zero` in each map task.
  @inlinable
  public func foldByKey<K: Hashable & Sendable, V: Sendable>(
    _ zero: V, numPartitions: Int? = nil, _ fold: @escaping @Sendable (V, V) throws -> V,
    file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, V)> where Element == (K, V) {
    combined(
      CallSite("foldByKey", file, line), numPartitions, mapSide: true, { try fold(zero, $0) }, { $0 = try fold($0, $1) },
      { $0 = try fold($0, $1) })
  }

  /// The values of each key taken into an aggregate that starts from `zero` in each map task.
  @inlinable
  public func aggregateByKey<K: Hashable & Sendable, V: Sendable, U: Sendable>(
    _ zero: U, numPartitions: Int? = nil, _ add: @escaping @Sendable (inout U, V) throws -> Void,
    _ merge: @escaping @Sendable (inout U, U) throws -> Void, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, U)> where Element == (K, V) {
    combined(
      CallSite("aggregateByKey", file, line), numPartitions, mapSide: true,
      { value in
        var start = zero
        try add(&start, value)
        return start
      }, add, merge)
  }

  /// All values of each key. Where they are summed up afterwards, ``reduceByKey(numPartitions:_:file:line:)`` moves far less.
  @inlinable
  public func groupByKey<K: Hashable & Sendable, V: Sendable>(
    numPartitions: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, [V])> where Element == (K, V) {
    groupedByKey(CallSite("groupByKey", file, line), numPartitions)
  }

  @inlinable
  func groupedByKey<K: Hashable & Sendable, V: Sendable>(
    _ site: CallSite, _ numPartitions: Int?
  ) -> RDD<(K, [V])> where Element == (K, V) {
    let groups: RDD<(K, [V])> = combined(
      site, numPartitions, mapSide: false, { [$0] }, { $0.append($1) }, { $0.append(contentsOf: $1) })
    // Spark's lineage has a step that makes the groups readable.
    return groups.chunkwise(site, preservesPartitioning: true, codec: .pair()) { $0 }
  }

  /// The elements by a key that `key` makes of them.
  @inlinable
  public func groupBy<K: Hashable & Sendable>(
    numPartitions: Int? = nil, _ key: @escaping @Sendable (Element) throws -> K, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, [Element])> {
    let site = CallSite("groupBy", file, line)
    let keyed: RDD<(K, Element)> = chunkwise(site, codec: .pair()) { try $0.map { (try key($0), $0) } }
    return keyed.groupedByKey(site, numPartitions)
  }

  @inlinable
  func combined<K: Hashable & Sendable, V: Sendable, C: Sendable>(
    _ site: CallSite, _ wanted: Int?, mapSide: Bool, _ create: @escaping @Sendable (V) throws -> C,
    _ add: @escaping @Sendable (inout C, V) throws -> Void, _ merge: @escaping @Sendable (inout C, C) throws -> Void
  ) -> RDD<(K, C)> where Element == (K, V) {
    if wanted == nil, let known = commonPartitioner([]), !(known is HashPartitioner<K>), let typed = known as? any Partitioner<K>
    {
      return combined(site, opening: typed, mapSide: mapSide, create, add, merge)
    }
    let count = wanted == nil ? (commonPartitioner([])?.numPartitions ?? defaultPartitions(nil)) : defaultPartitions(wanted)
    return combined(site, by: HashPartitioner<K>(count), mapSide: mapSide, create, add, merge)
  }

  /// For partitioners whose type is only known at run time.
  @usableFromInline
  func combined<K: Hashable & Sendable, V: Sendable, C: Sendable>(
    _ site: CallSite, opening partitioner: any Partitioner<K>, mapSide: Bool, _ create: @escaping @Sendable (V) throws -> C,
    _ add: @escaping @Sendable (inout C, V) throws -> Void, _ merge: @escaping @Sendable (inout C, C) throws -> Void
  ) -> RDD<(K, C)> where Element == (K, V) {
    func opened<P: Partitioner>(_ partitioner: P) -> RDD<(K, C)> where P.Key == K {
      combined(site, by: partitioner, mapSide: mapSide, create, add, merge)
    }
    return opened(partitioner)
  }

  @inlinable
  func combined<P: Partitioner, V: Sendable, C: Sendable>(
    _ site: CallSite, by partitioner: P, mapSide: Bool, _ create: @escaping @Sendable (V) throws -> C,
    _ add: @escaping @Sendable (inout C, V) throws -> Void, _ merge: @escaping @Sendable (inout C, C) throws -> Void
  ) -> RDD<(P.Key, C)> where Element == (P.Key, V), P.Key: Hashable {
    let combineAll: @Sendable (ChunkIterator<(P.Key, V)>, TaskContext) throws -> [(P.Key, C)] = { input, task in
      let table = CombineTable<P.Key, C>()
      while let chunk = try input.next() {
        try task.checkCancelled()
        for (key, value) in chunk { try table.combine(key, insert: { try create(value) }, merge: { try add(&$0, value) }) }
      }
      return table.entries
    }
    if let own = self.partitioner, partitioner.isSame(as: own) {
      // All values of a key are in one partition already.
      return derived(site, preservesPartitioning: true, codec: .pair()) { _, input, task in
        ChunkIterator(once: { try combineAll(input, task) })
      }
    }
    if mapSide {
      let shuffle = ShuffleDependency<(P.Key, C)>(
        self, in: context, preparations: partitioner.preparations, codec: .pair()
      ) { partition, task in
        var buckets = Buckets<P, C>(partitioner)
        try buckets.add(try combineAll(try self.iterator(partition, task), task))
        return buckets.buckets
      }
      return RDD<(P.Key, C)>(
        context, "ShuffledRDD", site, partitions: partitioner.numPartitions, dependencies: [.shuffle(shuffle)],
        partitioner: partitioner, codec: .pair()
      ) { partition, task in
        ChunkIterator(once: {
          let table = CombineTable<P.Key, C>()
          for block in try shuffle.read(partition) {
            try task.checkCancelled()
            for (key, part) in block { try table.combine(key, insert: { part }, merge: { try merge(&$0, part) }) }
          }
          return table.entries
        })
      }
    }
    let (dependency, read) = exchanged(by: partitioner)
    return RDD<(P.Key, C)>(
      context, "ShuffledRDD", site, partitions: partitioner.numPartitions, dependencies: [dependency], partitioner: partitioner,
      codec: .pair()
    ) { partition, task in
      ChunkIterator(once: { try combineAll(try read(partition, task), task) })
    }
  }
}
