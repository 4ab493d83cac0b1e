/// Decides which partition a key belongs to.
///
/// RDDs whose partitioners are the same have equal keys in equal partitions: joining them moves nothing.
public protocol Partitioner<Key>: Sendable {
  associatedtype Key: Sendable
  var numPartitions: Int { get }
  /// The partition of a key, from 0 to ``numPartitions`` - 1; the same for equal keys.
  func partition(of key: Key) throws -> Int
  /// Whether the other one sends every key to the same partition.
  func isSame(as other: any Partitioner) -> Bool
  /// What must be computed before keys can be placed.
  var preparations: [any Preparation] { get }
}

extension Partitioner {
  public var preparations: [any Preparation] { [] }
}

extension Partitioner where Self: Equatable {
  public func isSame(as other: any Partitioner) -> Bool { (other as? Self) == self }
}

/// Spreads keys by their hash.
///
/// Numbers, booleans and strings go to the partitions that Apache Spark chooses, on every run. Keys of other types are placed by
/// `hashValue`, which Swift salts anew for each process.
public struct HashPartitioner<Key: Hashable & Sendable>: Partitioner, Equatable {
  public let numPartitions: Int

  @inlinable
  public init(_ numPartitions: Int) { self.numPartitions = max(1, numPartitions) }

  @inlinable
  public func partition(of key: Key) -> Int {
    let remainder = Int(StableHash.hash(key)) % numPartitions
    return remainder < 0 ? remainder + numPartitions : remainder
  }
}
