import RedstartLogicalPlan
import Synchronization

/// Numbers the rows of a partition as its batches come; numbers of different partitions lie 2³³ apart, as in Spark.
final class RowCounter: Sendable {
  private final class State: Sendable { let next = Atomic<Int>(0) }

  /// The number of the first of `count` rows.
  func take(_ count: Int) -> Int64 {
    let context = PartitionContext.current
    let state = context?.state(of: self) { State() } ?? State()
    return Int64(context?.partition ?? 0) << 33 + Int64(state.next.add(count, ordering: .relaxed).oldValue)
  }
}
