import RedstartExecution
import RedstartMemory
import RedstartRDD
import Synchronization

/// Two values in one row, in the columns `_1` and `_2`.
public struct Pair<First: Codable & Sendable, Second: Codable & Sendable>: Codable, Sendable {
  public var _1: First
  public var _2: Second

  public init(_ first: First, _ second: Second) {
    _1 = first
    _2 = second
  }
}

extension Pair: Equatable where First: Equatable, Second: Equatable {}
extension Pair: Hashable where First: Hashable, Second: Hashable {}

/// The values of a Dataset by a key that a function makes of them.
///
/// Values are exchanged by key once, and groups are handed to the functions with all their values, in the order of the data.
public struct KeyValueGroupedDataset<Key: Hashable & Codable & Sendable, Value: Codable & Sendable>: Sendable {
  let sparkSession: SparkSession
  let groups: TypedRows<(Key, [Value])>

  /// The keys, each once.
  public func keys() -> Dataset<Key> { mapGroups { key, _ in key } }

  /// What `body` makes of each key and its values.
  public func mapGroups<U: Codable & Sendable>(_ body: @escaping @Sendable (Key, [Value]) throws -> U) -> Dataset<U> {
    Dataset<U>(
      sparkSession,
      .typed(
        groups.derived { input, _ in
          ChunkIterator {
            guard let chunk = try input.next() else { return nil }
            return try chunk.map { try body($0.0, $0.1) }
          }
        }))
  }

  /// All that `body` makes of each key and its values.
  public func flatMapGroups<S: Sequence & SendableMetatype>(
    _ body: @escaping @Sendable (Key, [Value]) throws -> S
  ) -> Dataset<S.Element> where S.Element: Codable & Sendable {
    Dataset<S.Element>(
      sparkSession,
      .typed(
        groups.derived { input, _ in
          ChunkIterator {
            guard let chunk = try input.next() else { return nil }
            return try chunk.flatMap { try body($0.0, $0.1) }
          }
        }))
  }

  /// The groups with other values.
  public func mapValues<U: Codable & Sendable>(
    _ transform: @escaping @Sendable (Value) throws -> U
  ) -> KeyValueGroupedDataset<Key, U> {
    KeyValueGroupedDataset<Key, U>(
      sparkSession: sparkSession,
      groups: groups.derived { input, _ in
        ChunkIterator {
          guard let chunk = try input.next() else { return nil }
          return try chunk.map { ($0.0, try $0.1.map(transform)) }
        }
      })
  }

  /// The values of each key reduced to one.
  public func reduceGroups(_ reduce: @escaping @Sendable (Value, Value) throws -> Value) -> Dataset<Pair<Key, Value>> {
    mapGroups { key, values in Pair(key, try values.dropFirst().reduce(values[0], reduce)) }
  }

  /// The values of each key taken into an aggregate.
  public func agg<U: Codable & Sendable>(
    _ zero: U, _ add: @escaping @Sendable (inout U, Value) throws -> Void
  ) -> Dataset<Pair<Key, U>> {
    mapGroups { key, values in Pair(key, try values.reduce(into: zero, add)) }
  }

  /// How many values each key has.
  public func count() -> Dataset<Pair<Key, Int>> { mapGroups { Pair($0, $1.count) } }
}

extension Dataset {
  /// The values by a key.
  public func groupByKey<Key: Hashable & Codable & Sendable>(
    _ key: @escaping @Sendable (Element) throws -> Key
  ) -> KeyValueGroupedDataset<Key, Element> {
    KeyValueGroupedDataset(sparkSession: sparkSession, groups: KeyExchange(rows, key).rows)
  }
}

/// Brings the values of each key together, by a stage of its own.
private struct KeyExchange<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let id = PlanID.fresh()
  private let input: TypedRows<Value>
  private let key: @Sendable (Value) throws -> Key

  init(_ input: TypedRows<Value>, _ key: @escaping @Sendable (Value) throws -> Key) {
    self.input = input
    self.key = key
  }

  /// What the stage has made: for each partition the buckets of all tasks, in their order.
  private struct Exchanged: Sendable {
    let partitions: [[[(Key, Value)]]]
    let reservation: MemoryReservation
  }

  var rows: TypedRows<(Key, [Value])> {
    TypedRows(
      prepare: { try prepare($0) }, partitionCount: { try exchanged($0).partitions.count },
      open: { partition, task in
        let buckets = try exchanged(task.job).partitions[partition]
        return ChunkIterator(once: { group(buckets) })
      }, resources: input.resources)
  }

  private func exchanged(_ job: JobContext) throws -> Exchanged {
    guard let state = job.state(id, as: Exchanged.self) else { throw SparkError.internal("groups were not prepared.") }
    return state
  }

  private func prepare(_ job: JobContext) throws {
    let partitioner = HashPartitioner<Key>(job.pool.threadCount * 2)
    let written = Mutex<[Int: [[(Key, Value)]]]>([:])
    let reservation = MemoryReservation(job.memory)
    try TypedStage(rows: input) { partition, chunks, task in
      var buckets = [[(Key, Value)]](repeating: [], count: partitioner.numPartitions)
      while let chunk = try chunks.next() {
        try task.checkCancelled()
        for value in chunk {
          let key = try self.key(value)
          buckets[partitioner.partition(of: key)].append((key, value))
        }
      }
      let size = buckets.reduce(0) { $0 + $1.count } * MemoryLayout<(Key, Value)>.stride
      guard reservation.grow(by: size) else {
        throw SparkError(
          "UNABLE_TO_ACQUIRE_MEMORY",
          ["requestedBytes": String(size), "receivedBytes": String(max(0, job.memory.limit - job.memory.reserved))])
      }
      let made = buckets
      written.withLock { $0[partition] = made }
    }.run(job)
    let tasks = written.withLock { table in table.keys.sorted().compactMap { table[$0] } }
    job.setState(
      id,
      Exchanged(
        partitions: (0..<partitioner.numPartitions).map { place in tasks.map { $0[place] } }, reservation: reservation))
  }

  /// The groups of a partition, in the order in which their keys came.
  private func group(_ buckets: [[(Key, Value)]]) -> [(Key, [Value])] {
    var places: [Key: Int] = [:]
    var groups: [(Key, [Value])] = []
    for (key, value) in buckets.joined() {
      if let place = places[key] {
        groups[place].1.append(value)
      } else {
        places[key] = groups.count
        groups.append((key, [value]))
      }
    }
    return groups
  }
}
