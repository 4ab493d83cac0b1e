import Synchronization

/// Numbers the rows of a query's batches as they come.
final class RowCounter: Sendable {
  private let next = Atomic<Int>(0)

  /// The number of the first of `count` rows.
  func take(_ count: Int) -> Int64 { Int64(next.add(count, ordering: .relaxed).oldValue) }
}
