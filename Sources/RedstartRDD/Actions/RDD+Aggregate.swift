import RedstartDiagnostics
import RedstartExecution

extension RDD {
  /// All elements reduced to one by a function that must be associative and commutative.
  /// - Throws: `_LEGACY_ERROR_TEMP_3014` when there are none.
  @inlinable
  public func reduce(_ reduce: @escaping @Sendable (Element, Element) throws -> Element) async throws -> Element {
    let parts = try await context.runJob(self) { input, task -> Element? in
      var result: Element?
      while let chunk = try input.next() {
        try task.checkCancelled()
        guard let first = chunk.first else { continue }
        result = try chunk.dropFirst().reduce(result.map { try reduce($0, first) } ?? first, reduce)
      }
      return result
    }.compactMap { $0 }
    guard let first = parts.first else { throw SparkError("_LEGACY_ERROR_TEMP_3014") }
    return try parts.dropFirst().reduce(first, reduce)
  }

  /// The elements folded, starting from `zero` in each partition and once more for the partitions' results.
  @inlinable
  public func fold(_ zero: Element, _ fold: @escaping @Sendable (Element, Element) throws -> Element) async throws -> Element {
    let parts = try await context.runJob(self) { input, task in
      var result = zero
      while let chunk = try input.next() {
        try task.checkCancelled()
        result = try chunk.reduce(result, fold)
      }
      return result
    }
    return try parts.reduce(zero, fold)
  }

  /// The elements taken into an aggregate that starts from `zero` in each partition; the partitions' aggregates are then merged.
  @inlinable
  public func aggregate<U: Sendable>(
    _ zero: U, _ add: @escaping @Sendable (inout U, Element) throws -> Void,
    _ merge: @escaping @Sendable (inout U, U) throws -> Void
  ) async throws -> U {
    let parts = try await context.runJob(self) { input, task in try task.aggregate(input, zero, add) }
    return try parts.reduce(into: zero, merge)
  }

  /// Like ``aggregate(_:_:_:)``, with the partitions' aggregates merged in a tree of `depth` levels, by tasks.
  @inlinable
  public func treeAggregate<U: Sendable>(
    _ zero: U, _ add: @escaping @Sendable (inout U, Element) throws -> Void,
    _ merge: @escaping @Sendable (inout U, U) throws -> Void, depth: Int = 2, file: StaticString = #fileID, line: UInt = #line
  ) async throws -> U {
    guard depth > 0 else { throw SparkError.requirement("Depth must be greater than or equal to 1 but got \(depth)") }
    let site = CallSite("treeAggregate", file, line)
    var partial: RDD<U> = derived(site) { _, input, task in ChunkIterator(once: { [try task.aggregate(input, zero, add)] }) }
    let scale = TreeShape.scale(numPartitions, depth)
    var count = numPartitions
    while TreeShape.needsLevel(count, scale) {
      count = TreeShape.next(count, scale)
      let wanted = count
      let keyed: RDD<(Int, U)> = partial.derived(site) { partition, input, _ in
        ChunkIterator { try input.next()?.map { (partition % wanted, $0) } }
      }
      partial = keyed.combined(site, by: HashPartitioner<Int>(wanted), mapSide: true, { $0 }, merge, merge)
        .chunkwise(site) { $0.map(\.1) }
    }
    return try await partial.collect().reduce(into: zero, merge)
  }

  /// Like ``reduce(_:)``, with the partitions' results reduced in a tree of `depth` levels, by tasks.
  @inlinable
  public func treeReduce(
    _ reduce: @escaping @Sendable (Element, Element) throws -> Element, depth: Int = 2,
    file: StaticString = #fileID, line: UInt = #line
  ) async throws -> Element {
    let result = try await treeAggregate(
      Element?.none, { result, element in result = try result.map { try reduce($0, element) } ?? element },
      { first, second in
        guard let second else { return }
        first = try first.map { try reduce($0, second) } ?? second
      }, depth: depth, file: file, line: line)
    guard let result else { throw SparkError("_LEGACY_ERROR_TEMP_3014") }
    return result
  }

  /// The smallest `count` elements by an order, smallest first.
  @inlinable
  public func takeOrdered(
    _ count: Int, by areInIncreasingOrder: @escaping @Sendable (Element, Element) throws -> Bool
  ) async throws -> [Element] {
    guard count > 0 else { return [] }
    let parts = try await context.runJob(self) { input, task -> [Element] in
      var smallest: [Element] = []
      while let chunk = try input.next() {
        try task.checkCancelled()
        // Kept in order; what is larger than the last is left out before it costs anything.
        if smallest.count == count, let last = smallest.last {
          smallest += try chunk.filter { try areInIncreasingOrder($0, last) }
        } else {
          smallest += chunk
        }
        try smallest.sort(by: areInIncreasingOrder)
        if smallest.count > count { smallest.removeLast(smallest.count - count) }
      }
      return smallest
    }
    return Array(try parts.joined().sorted(by: areInIncreasingOrder).prefix(count))
  }
}

extension RDD where Element: Comparable {
  /// The smallest `count` elements, smallest first.
  @inlinable
  public func takeOrdered(_ count: Int) async throws -> [Element] { try await takeOrdered(count, by: { $0 < $1 }) }

  /// The largest `count` elements, largest first.
  @inlinable
  public func top(_ count: Int) async throws -> [Element] { try await takeOrdered(count, by: { $0 > $1 }) }

  /// The smallest element.
  /// - Throws: `_LEGACY_ERROR_TEMP_3014` when there are none.
  @inlinable
  public func min() async throws -> Element { try await reduce { Swift.min($0, $1) } }

  /// The largest element.
  /// - Throws: `_LEGACY_ERROR_TEMP_3014` when there are none.
  @inlinable
  public func max() async throws -> Element { try await reduce { Swift.max($0, $1) } }
}

extension RDD where Element: Hashable {
  /// How often each element comes.
  @inlinable
  public func countByValue() async throws -> [Element: Int] {
    let parts = try await context.runJob(self) { input, task in
      let table = CombineTable<Element, Int>()
      while let chunk = try input.next() {
        try task.checkCancelled()
        for element in chunk { table.combine(element, insert: { 1 }, merge: { $0 += 1 }) }
      }
      return table.entries
    }
    return Dictionary(parts.joined(), uniquingKeysWith: +)
  }
}

extension RDD {
  /// How many pairs each key has.
  @inlinable
  public func countByKey<K: Hashable & Sendable, V: Sendable>() async throws -> [K: Int] where Element == (K, V) {
    let parts = try await context.runJob(self) { input, task in
      let table = CombineTable<K, Int>()
      while let chunk = try input.next() {
        try task.checkCancelled()
        for (key, _) in chunk { table.combine(key, insert: { 1 }, merge: { $0 += 1 }) }
      }
      return table.entries
    }
    return Dictionary(parts.joined(), uniquingKeysWith: +)
  }

  /// The pairs as a dictionary; of pairs with equal keys the last one stays.
  @inlinable
  public func collectAsMap<K: Hashable & Sendable, V: Sendable>() async throws -> [K: V] where Element == (K, V) {
    Dictionary(try await collect(), uniquingKeysWith: { $1 })
  }

  /// The values of a key; reads one partition when the partitioner is known.
  @inlinable
  public func lookup<K: Hashable & Sendable, V: Sendable>(_ key: K) async throws -> [V] where Element == (K, V) {
    var partitions: [Int]?
    if let known = partitioner as? HashPartitioner<K> { partitions = [known.partition(of: key)] }
    return try await context.runJob(self, partitions: partitions) { input, task in
      var found: [V] = []
      while let chunk = try input.next() {
        try task.checkCancelled()
        for (other, value) in chunk where other == key { found.append(value) }
      }
      return found
    }.flatMap { $0 }
  }
}

extension TaskContext {
  @inlinable
  func aggregate<T, U>(_ input: ChunkIterator<T>, _ zero: U, _ add: (inout U, T) throws -> Void) throws -> U {
    var result = zero
    while let chunk = try input.next() {
      try checkCancelled()
      for element in chunk { try add(&result, element) }
    }
    return result
  }
}

/// How many partial results each level of a tree has.
@usableFromInline
enum TreeShape {
  /// How many results a node takes in.
  @usableFromInline
  static func scale(_ partitions: Int, _ depth: Int) -> Int {
    var scale = 2
    func power(_ base: Int) -> Int { (0..<depth).reduce(1) { product, _ in min(product * base, 1 << 40) } }
    while power(scale) < partitions { scale += 1 }
    return scale
  }

  /// Whether another level makes less work than merging at once.
  @usableFromInline
  static func needsLevel(_ count: Int, _ scale: Int) -> Bool { count > scale + (count + scale - 1) / scale }

  @usableFromInline
  static func next(_ count: Int, _ scale: Int) -> Int { count / scale }
}
