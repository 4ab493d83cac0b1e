import RedstartExecution
import RedstartKernels
import Synchronization

extension RDD {
  /// The elements in the order of a key. Elements with equal keys keep their order.
  @inlinable
  public func sortBy<K: Comparable & Sendable>(
    ascending: Bool = true, numPartitions: Int? = nil, _ key: @escaping @Sendable (Element) throws -> K,
    file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<Element> {
    let site = CallSite("sortBy", file, line)
    let keyed: RDD<(K, Element)> = chunkwise(site, codec: .pair()) { try $0.map { (try key($0), $0) } }
    return keyed.sortedByKey(site, ascending, numPartitions).chunkwise(site) { $0.map(\.1) }
  }

  /// The pairs in the order of their keys. Pairs with equal keys keep their order.
  ///
  /// A job of its own looks at some keys, to cut them into ranges of about the same size.
  @inlinable
  public func sortByKey<K: Comparable & Sendable, V: Sendable>(
    ascending: Bool = true, numPartitions: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(K, V)> where Element == (K, V) {
    sortedByKey(CallSite("sortByKey", file, line), ascending, numPartitions)
  }

  @inlinable
  func sortedByKey<K: Comparable & Sendable, V: Sendable>(
    _ site: CallSite, _ ascending: Bool, _ wanted: Int?
  ) -> RDD<(K, V)> where Element == (K, V) {
    sortedWithin(RangePartitioner(wanted ?? numPartitions, self, ascending: ascending), site, ascending)
  }

  /// The pairs spread by a partitioner, and in order of their keys in each partition: cheaper than sorting afterwards.
  @inlinable
  public func repartitionAndSortWithinPartitions<P: Partitioner, V: Sendable>(
    _ partitioner: P, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(P.Key, V)> where Element == (P.Key, V), P.Key: Comparable {
    sortedWithin(partitioner, CallSite("repartitionAndSortWithinPartitions", file, line), true)
  }

  @inlinable
  func sortedWithin<P: Partitioner, V: Sendable>(
    _ partitioner: P, _ site: CallSite, _ ascending: Bool
  ) -> RDD<(P.Key, V)> where Element == (P.Key, V), P.Key: Comparable {
    let (dependency, read) = exchanged(by: partitioner, always: true)
    return RDD<(P.Key, V)>(
      context, "ShuffledRDD", site, partitions: partitioner.numPartitions, dependencies: [dependency], partitioner: partitioner,
      codec: .pair()
    ) { partition, task in
      ChunkIterator(once: {
        var pairs = try read(partition, task).collect()
        // The library's sort is stable.
        if ascending { pairs.sort { $0.0 < $1.0 } } else { pairs.sort { $0.0 > $1.0 } }
        return pairs
      })
    }
  }
}

/// Spreads keys by ranges of about the same size, so that every key of a partition comes before those of the next.
///
/// The bounds come from a sample of the keys, which a job draws before the first task that places a key.
public final class RangePartitioner<Key: Comparable & Sendable>: Partitioner {
  public let numPartitions: Int
  public let ascending: Bool
  private let bounds: Prepared<[Key]>

  /// - Parameters:
  ///   - partitions: How many ranges; some stay empty when there are fewer different keys.
  ///   - rdd: The pairs whose keys are sampled.
  public init<V: Sendable>(_ partitions: Int, _ rdd: RDD<(Key, V)>, ascending: Bool = true) {
    numPartitions = max(1, partitions)
    self.ascending = ascending
    let count = numPartitions
    bounds = Prepared { run in
      if count == 1 { return [] }
      // Twenty keys a range, three times as many from each partition, so that uneven partitions are seen well enough.
      let wanted = min(20 * count, 1_000_000)
      let perPartition = max(1, 3 * wanted / max(1, rdd.numPartitions))
      let samples = try run.run(rdd, Array(0..<rdd.numPartitions)) { input, task in
        try Reservoir(perPartition, seed: Int64(task.partition)).sample(input, task)
      }
      return Self.bounds(samples, count, ascending)
    }
  }

  public var preparations: [any Preparation] { [bounds] }

  /// The upper bounds of all ranges but the last, by the weights of the partitions that the samples stand for.
  private static func bounds(_ samples: [(keys: [Key], count: Int)], _ count: Int, _ ascending: Bool) -> [Key] {
    var weighted = samples.flatMap { sample in
      sample.keys.map { (key: $0, weight: Double(sample.count) / Double(sample.keys.count)) }
    }
    weighted.sort { ascending ? $0.key < $1.key : $0.key > $1.key }
    let step = weighted.reduce(0) { $0 + $1.weight } / Double(count)
    var result: [Key] = []
    var (sum, target) = (0.0, step)
    for (key, weight) in weighted where result.count < count - 1 {
      sum += weight
      guard sum >= target else { continue }
      if let last = result.last, ascending ? last >= key : last <= key { continue }
      result.append(key)
      target += step
    }
    return result
  }

  /// The number of the range that holds the key.
  public func partition(of key: Key) throws -> Int {
    let bounds = try self.bounds.value
    var (low, high) = (0, bounds.count)
    while low < high {
      let middle = (low + high) / 2
      if ascending ? bounds[middle] < key : bounds[middle] > key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  public func isSame(as other: any Partitioner) -> Bool { (other as? RangePartitioner<Key>) === self }
}

/// Keeps some elements of a partition, each with the same probability.
private struct Reservoir {
  let size: Int
  var random: XORShiftRandom

  init(_ size: Int, seed: Int64) {
    self.size = size
    random = XORShiftRandom(seed: seed)
  }

  func sample<Key, V>(_ input: ChunkIterator<(Key, V)>, _ task: TaskContext) throws -> (keys: [Key], count: Int) {
    var random = self.random
    var keys: [Key] = []
    var count = 0
    while let chunk = try input.next() {
      try task.checkCancelled()
      for (key, _) in chunk {
        count += 1
        if keys.count < size {
          keys.append(key)
        } else {
          let place = Int(random.nextDouble() * Double(count))
          if place < size { keys[place] = key }
        }
      }
    }
    return (keys, count)
  }
}
