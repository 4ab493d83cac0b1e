import RedstartKernels
import RedstartLogicalPlan
import Synchronization

/// The numbers of one call of a random function: in each partition a sequence of its own that goes on from batch to batch, and
/// that begins anew whenever the partition is computed.
final class RandomSequence: Sendable {
  private let seed: Int64

  private final class State: Sendable {
    let numbers: Mutex<XORShiftRandom>
    init(seed: Int64) { numbers = Mutex(XORShiftRandom(seed: seed)) }
  }

  init(seed: Int64) { self.seed = seed }

  func withNumbers<R: Sendable>(_ body: (inout XORShiftRandom) -> R) -> R {
    let context = PartitionContext.current
    let seed = seed &+ Int64(context?.partition ?? 0)
    let state = context?.state(of: self) { State(seed: seed) } ?? State(seed: seed)
    return state.numbers.withLock { body(&$0) }
  }
}
