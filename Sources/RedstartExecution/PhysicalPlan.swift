import RedstartColumnar
import RedstartLogicalPlan
import Synchronization

/// An operator of a physical plan: an immutable node that makes one iterator for each partition.
///
/// The state of a run lives elsewhere: what all tasks share in ``JobContext``, what one task needs in the iterator. A plan can
/// run any number of times, also at once.
public protocol PhysicalPlan: Sendable {
  /// Identity of the node, for shared state and metrics.
  var id: PlanID { get }
  var output: [Attribute] { get }
  var children: [any PhysicalPlan] { get }
  /// The name in explain texts: `HashAggregate`.
  var nodeName: String { get }
  /// What follows the name in explain texts.
  var arguments: String { get }
  /// How many partitions the output has; exchanges below have run by then.
  func partitionCount(_ job: JobContext) throws -> Int
  /// Opens a partition on the thread of its task.
  func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator
  /// Makes what all tasks of the stage share, such as a broadcast hash table. Runs once, before the stage's tasks, children first.
  func prepare(_ job: JobContext) throws
}

extension PhysicalPlan {
  public func prepare(_ job: JobContext) throws {}

  /// The iterator of a partition, with metrics counted around it.
  public func execute(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    try task.checkCancelled()
    return MeteredIterator(try open(partition, task), task.job.metrics.operator(id), task)
  }

  /// Calls `body` for this node and all below it, parents first.
  public func visit(_ body: (any PhysicalPlan) throws -> Void) rethrows {
    try body(self)
    for child in children { try child.visit(body) }
  }
}

/// The identity of a physical plan node, unique within the process.
public struct PlanID: Sendable, Hashable {
  public let number: Int
  private static let counter = Atomic<Int>(0)

  /// An identity that was never used before.
  public static func fresh() -> PlanID { PlanID(number: counter.add(1, ordering: .relaxed).newValue) }
}

/// Gives the batches of one partition, one after the other; used by one thread.
public protocol BatchIterator: AnyObject {
  /// The next batch, never empty of meaning but possibly of rows; nil at the end.
  func next() throws -> RecordBatch?
}

/// Batches that are at hand.
public final class BatchListIterator: BatchIterator {
  private let batches: [RecordBatch]
  private var position = 0

  public init(_ batches: [RecordBatch]) { self.batches = batches }

  public func next() -> RecordBatch? {
    guard position < batches.count else { return nil }
    position += 1
    return batches[position - 1]
  }
}

/// Batches that a closure makes; for operators whose iterator is one function.
public final class ClosureIterator: BatchIterator {
  private let body: () throws -> RecordBatch?

  public init(_ body: @escaping () throws -> RecordBatch?) { self.body = body }

  public func next() throws -> RecordBatch? { try body() }
}

extension BatchIterator {
  /// All batches that have rows.
  public func collect() throws -> [RecordBatch] {
    var batches: [RecordBatch] = []
    while let batch = try next() {
      if batch.count > 0 { batches.append(batch) }
    }
    return batches
  }
}
