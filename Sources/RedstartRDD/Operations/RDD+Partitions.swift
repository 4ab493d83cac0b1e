import RedstartDiagnostics
import RedstartExecution

extension RDD {
  /// The same elements in another number of partitions.
  ///
  /// Without `shuffle` neighbouring partitions are joined into fewer, and nothing moves. With it the elements are dealt out evenly
  /// over as many as are wanted.
  @inlinable
  public func coalesce(
    _ numPartitions: Int, shuffle: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<Element> {
    coalesced(numPartitions, shuffle, CallSite("coalesce", file, line))
  }

  /// The elements dealt out evenly over a number of partitions, by a shuffle.
  @inlinable
  public func repartition(_ numPartitions: Int, file: StaticString = #fileID, line: UInt = #line) -> RDD<Element> {
    coalesced(numPartitions, true, CallSite("repartition", file, line))
  }

  @inlinable
  func coalesced(_ wanted: Int, _ shuffle: Bool, _ site: CallSite) -> RDD<Element> {
    guard wanted > 0 else {
      return RDD(
        context, "CoalescedRDD", site, failure: .requirement("Number of partitions (\(wanted)) must be positive"),
        dependencies: [.narrow(self)])
    }
    guard shuffle else { return joined(wanted, site) }
    let dealt: RDD<(Int, Element)> = derived(site, codec: .pair()) { partition, input, _ in
      var position = SampleSeeds.start(partition, wanted)
      return ChunkIterator {
        try input.next()?.map { element in
          position += 1
          return (position, element)
        }
      }
    }
    return dealt.shuffled(by: HashPartitioner(wanted), site).joined(wanted, site).chunkwise(site) { $0.map(\.1) }
  }

  /// Neighbouring partitions joined, without a shuffle.
  @usableFromInline
  func joined(_ wanted: Int, _ site: CallSite) -> RDD<Element> {
    let count = Swift.min(wanted, numPartitions)
    let total = numPartitions
    return RDD(context, "CoalescedRDD", site, partitions: count, dependencies: [.narrow(self)]) { partition, task in
      var next = partition * total / count
      let end = (partition + 1) * total / count
      var current: ChunkIterator<Element>?
      return ChunkIterator {
        while true {
          if let chunk = try current?.next() { return chunk }
          guard next < end else { return nil }
          current = try self.iterator(next, task)
          next += 1
        }
      }
    }
  }

  /// Pairs of the elements at the same places of both RDDs.
  ///
  /// Both must have the same number of partitions, and of elements in each partition.
  @inlinable
  public func zip<U: Sendable>(_ other: RDD<U>, file: StaticString = #fileID, line: UInt = #line) -> RDD<(Element, U)> {
    let site = CallSite("zip", file, line)
    let kind = "ZippedPartitionsRDD2"
    guard numPartitions == other.numPartitions else {
      return RDD<(Element, U)>(
        context, kind, site,
        failure: .requirement(
          "Can't zip RDDs with unequal numbers of partitions: List(\(numPartitions), \(other.numPartitions))"),
        dependencies: [.narrow(self), .narrow(other)])
    }
    return RDD<(Element, U)>(
      context, kind, site, partitions: numPartitions, dependencies: [.narrow(self), .narrow(other)], codec: .pair()
    ) { partition, task in
      let left = try self.iterator(partition, task)
      let right = try other.iterator(partition, task)
      var (first, second): (ArraySlice<Element>, ArraySlice<U>) = ([], [])
      return ChunkIterator {
        while first.isEmpty, let chunk = try left.next() { first = chunk[...] }
        while second.isEmpty, let chunk = try right.next() { second = chunk[...] }
        if first.isEmpty, second.isEmpty { return nil }
        let count = Swift.min(first.count, second.count)
        guard count > 0 else { throw SparkError("_LEGACY_ERROR_TEMP_3013") }
        let pairs = Array(Swift.zip(first.prefix(count), second.prefix(count)))
        first = first.dropFirst(count)
        second = second.dropFirst(count)
        return pairs
      }
    }
  }

  /// Each element with its place in the RDD; a job of its own counts the partitions before.
  @inlinable
  public func zipWithIndex(file: StaticString = #fileID, line: UInt = #line) -> RDD<(Element, Int)> {
    let counted = Array(0..<Swift.max(0, numPartitions - 1))
    let starts = Prepared<[Int]> { run in
      let counts = try run.run(self, counted) { input, task in
        var count = 0
        while let chunk = try input.next() {
          try task.checkCancelled()
          count += chunk.count
        }
        return count
      }
      return counts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    }
    return derived(CallSite("zipWithIndex", file, line), kind: "ZippedWithIndexRDD", preparations: [starts], codec: .pair()) {
      partition, input, _ in
      var position = try starts.value[partition]
      return ChunkIterator {
        guard let chunk = try input.next() else { return nil }
        defer { position += chunk.count }
        return Array(Swift.zip(chunk, position..<(position + chunk.count)))
      }
    }
  }

  /// Each element with a number that no other has: the partition's, then steps of the number of partitions.
  @inlinable
  public func zipWithUniqueId(file: StaticString = #fileID, line: UInt = #line) -> RDD<(Element, Int)> {
    let step = numPartitions
    return derived(CallSite("zipWithUniqueId", file, line), codec: .pair()) { partition, input, _ in
      var next = partition
      return ChunkIterator {
        try input.next()?.map { element in
          defer { next += step }
          return (element, next)
        }
      }
    }
  }

  /// What `body` makes of the partitions with the same number of both RDDs.
  @inlinable
  public func zipPartitions<U: Sendable, S: Sequence & SendableMetatype>(
    _ other: RDD<U>, _ body: @escaping @Sendable (PartitionIterator<Element>, PartitionIterator<U>) throws -> S,
    file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<S.Element> where S.Element: Sendable {
    let site = CallSite("zipPartitions", file, line)
    let kind = "ZippedPartitionsRDD2"
    let dependencies = [Dependency.narrow(self), .narrow(other)]
    guard numPartitions == other.numPartitions else {
      return RDD<S.Element>(
        context, kind, site,
        failure: .requirement(
          "Can't zip RDDs with unequal numbers of partitions: List(\(numPartitions), \(other.numPartitions))"),
        dependencies: dependencies)
    }
    return RDD<S.Element>(context, kind, site, partitions: numPartitions, dependencies: dependencies) { partition, task in
      let left = PartitionIterator(try self.iterator(partition, task), task)
      let right = PartitionIterator(try other.iterator(partition, task), task)
      return ChunkIterator(once: {
        let result = Array(try body(left, right))
        try left.check()
        try right.check()
        return result
      })
    }
  }
}
