import RedstartExecution

extension RDD {
  /// Each element's result.
  @inlinable
  public func map<U: Sendable>(
    _ transform: @escaping @Sendable (Element) throws -> U, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<U> {
    chunkwise(CallSite("map", file, line)) { try $0.map(transform) }
  }

  /// The results of all elements, one sequence after the other.
  @inlinable
  public func flatMap<S: Sequence & SendableMetatype>(
    _ transform: @escaping @Sendable (Element) throws -> S, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<S.Element> where S.Element: Sendable {
    chunkwise(CallSite("flatMap", file, line)) { try $0.flatMap(transform) }
  }

  /// The elements that `isIncluded` accepts.
  @inlinable
  public func filter(
    _ isIncluded: @escaping @Sendable (Element) throws -> Bool, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<Element> {
    chunkwise(CallSite("filter", file, line), preservesPartitioning: true) { try $0.filter(isIncluded) }
  }

  /// What `body` makes of each partition.
  @inlinable
  public func mapPartitions<S: Sequence & SendableMetatype>(
    preservesPartitioning: Bool = false, _ body: @escaping @Sendable (PartitionIterator<Element>) throws -> S,
    file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<S.Element> where S.Element: Sendable {
    partitionwise(CallSite("mapPartitions", file, line), preservesPartitioning) { try body($1) }
  }

  /// What `body` makes of each partition and its number.
  @inlinable
  public func mapPartitionsWithIndex<S: Sequence & SendableMetatype>(
    preservesPartitioning: Bool = false, _ body: @escaping @Sendable (Int, PartitionIterator<Element>) throws -> S,
    file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<S.Element> where S.Element: Sendable {
    partitionwise(CallSite("mapPartitionsWithIndex", file, line), preservesPartitioning, body)
  }

  @inlinable
  func partitionwise<S: Sequence & SendableMetatype>(
    _ site: CallSite, _ preservesPartitioning: Bool, _ body: @escaping @Sendable (Int, PartitionIterator<Element>) throws -> S
  ) -> RDD<S.Element> where S.Element: Sendable {
    derived(site, preservesPartitioning: preservesPartitioning) { partition, source, task in
      let input = PartitionIterator(source, task)
      // The sequence may be lazy: it is drawn from chunk by chunk, and after each the input is asked whether it failed.
      var output: SequenceChunks<S>?
      return ChunkIterator {
        let elements = try output ?? SequenceChunks(try body(partition, input))
        output = elements
        let chunk = elements.next()
        try input.check()
        return chunk
      }
    }
  }

  /// Each partition as one array.
  @inlinable
  public func glom(file: StaticString = #fileID, line: UInt = #line) -> RDD<[Element]> {
    derived(CallSite("glom", file, line)) { _, input, _ in ChunkIterator(once: { [try input.collect()] }) }
  }

  /// Each element with a key that `key` makes of it.
  @inlinable
  public func keyBy<K: Sendable>(
    _ key: @escaping @Sendable (Element) throws -> K, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, Element)> {
    chunkwise(CallSite("keyBy", file, line), codec: .pair()) { try $0.map { (try key($0), $0) } }
  }

  /// The elements of both RDDs, those of the other one last.
  public func union(_ other: RDD<Element>, file: StaticString = #fileID, line: UInt = #line) -> RDD<Element> {
    context.union([self, other], CallSite("union", file, line))
  }

  /// The elements of both RDDs.
  public static func ++ (left: RDD<Element>, right: RDD<Element>) -> RDD<Element> { left.union(right) }

  /// All pairs of an element of this and one of the other RDD.
  @inlinable
  public func cartesian<U: Sendable>(
    _ other: RDD<U>, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(Element, U)> {
    let columns = other.numPartitions
    return RDD<(Element, U)>(
      context, "CartesianRDD", CallSite("cartesian", file, line), partitions: numPartitions * columns,
      dependencies: [.narrow(self), .narrow(other)], codec: .pair()
    ) { partition, task in
      let left = try self.iterator(partition / columns, task)
      // Read once and kept while the task goes through the left side.
      let right = try other.iterator(partition % columns, task).collect()
      var pending: [Element] = []
      var position = 0
      return ChunkIterator {
        while position == pending.count {
          guard let chunk = try left.next() else { return nil }
          pending = chunk
          position = 0
        }
        try task.checkCancelled()
        let element = pending[position]
        position += 1
        return right.map { (element, $0) }
      }
    }
  }

  /// The results of running each element through a command: elements are lines of its input, lines of its output are elements.
  public func pipe(_ command: [String], file: StaticString = #fileID, line: UInt = #line) -> RDD<String> {
    derived(CallSite("pipe", file, line), kind: "PipedRDD") { _, input, task in
      ChunkIterator(once: { try PipedCommand(command).run(input, task) })
    }
  }
}

infix operator ++ : AdditionPrecedence
