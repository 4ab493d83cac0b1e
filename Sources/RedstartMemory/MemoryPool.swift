import Synchronization

/// Counts the memory that operators hold, against one limit.
///
/// Operators that grow with the data (aggregate, join, sort, exchange, cache) reserve before they allocate; a reservation
/// that does not fit fails, so that the operator can spill or report.
public final class MemoryPool: Sendable {
  /// Most bytes that may be reserved at once.
  public let limit: Int
  private let used = Atomic<Int>(0)
  private let peak = Atomic<Int>(0)

  public init(limit: Int) { self.limit = limit }

  /// Bytes reserved now.
  public var reserved: Int { used.load(ordering: .relaxed) }
  /// Most bytes that were ever reserved at once.
  public var peakReserved: Int { peak.load(ordering: .relaxed) }

  /// Takes `bytes` from the pool; false when they do not fit.
  public func reserve(_ bytes: Int) -> Bool {
    let now = used.add(bytes, ordering: .relaxed).newValue
    if now > limit {
      used.subtract(bytes, ordering: .relaxed)
      return false
    }
    peak.max(now, ordering: .relaxed)
    return true
  }

  /// Gives `bytes` back.
  public func release(_ bytes: Int) { used.subtract(bytes, ordering: .relaxed) }
}

/// A growing share of a ``MemoryPool`` that is given back when it goes away.
public final class MemoryReservation: Sendable {
  private let pool: MemoryPool
  private let held = Atomic<Int>(0)

  public init(_ pool: MemoryPool) { self.pool = pool }
  deinit { pool.release(held.load(ordering: .relaxed)) }

  /// Bytes held.
  public var bytes: Int { held.load(ordering: .relaxed) }

  /// Takes `bytes` more; false when the pool has no room.
  public func grow(by bytes: Int) -> Bool {
    guard pool.reserve(bytes) else { return false }
    held.add(bytes, ordering: .relaxed)
    return true
  }

  /// Gives everything back.
  public func free() { pool.release(held.exchange(0, ordering: .relaxed)) }
}
