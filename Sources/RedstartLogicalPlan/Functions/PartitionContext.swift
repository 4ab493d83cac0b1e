import Synchronization

/// The partition whose rows a task computes, for functions whose values depend on it or go on from batch to batch.
///
/// A bound function is shared by all tasks and runs of a plan, so what it keeps between batches belongs to the task.
public final class PartitionContext: Sendable {
  public let partition: Int
  private let states = Mutex<[ObjectIdentifier: any Sendable]>([:])

  /// The partition of the task that runs on this thread.
  @TaskLocal public static var current: PartitionContext?

  public init(partition: Int) { self.partition = partition }

  /// What `owner` keeps for the rows of this partition; made when it is first asked for.
  public func state<State: Sendable>(of owner: AnyObject, _ make: () -> State) -> State {
    let key = ObjectIdentifier(owner)
    if let known = states.withLock({ $0[key] }) as? State { return known }
    let made = make()
    states.withLock { $0[key] = made }
    return made
  }
}
