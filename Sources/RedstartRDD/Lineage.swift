import RedstartExecution

/// An RDD as the scheduler sees it: its place in the lineage, without its elements.
public protocol LineageNode: AnyObject, Sendable {
  /// Number of the RDD in its context.
  var id: Int { get }
  var numPartitions: Int { get }
  /// What it is computed from; empty once it was checkpointed.
  var dependencies: [Dependency] { get }
  /// What must be known before its tasks can run.
  var preparations: [any Preparation] { get }
  var storageLevel: StorageLevel { get }
  /// Whether every partition is kept, so that nothing above it is needed.
  var isStored: Bool { get }
  /// Spark's class name, number and place: `MapPartitionsRDD[1] at map at Delays.swift:12`.
  var description: String { get }
  /// Writes the checkpoint that was asked for, if any is due.
  func writeCheckpoint(_ run: JobRun) throws
}

/// How an RDD needs another one.
public enum Dependency: Sendable {
  /// A partition needs some partitions: both are computed in the same task.
  case narrow(any LineageNode)
  /// A partition needs a share of all partitions: stages are cut here.
  case shuffle(any ShuffleNode)

  /// The RDD that is needed.
  public var parent: any LineageNode {
    switch self {
    case .narrow(let node): node
    case .shuffle(let shuffle): shuffle.parent
    }
  }
}

/// A shuffle as the scheduler sees it: a map task for each partition of the parent, whose outputs are kept and used again.
public protocol ShuffleNode: AnyObject, Sendable {
  var id: Int { get }
  var parent: any LineageNode { get }
  var preparations: [any Preparation] { get }
  /// The map tasks whose output is not there: not computed yet, or lost.
  var missing: [Int] { get }
  /// Computes and keeps the output of one map task.
  func runMapTask(_ partition: Int, _ task: TaskContext) throws
  /// Forgets the output of one map task: it is computed again when it is needed.
  func lose(_ partition: Int)
}

/// A value that tasks need and that takes a job of its own: the bounds of a range partitioner, the sizes of partitions.
public protocol Preparation: AnyObject, Sendable {
  var isReady: Bool { get }
  func run(_ run: JobRun) throws
}

/// What a task throws that needs something its stage's parents no longer have. Not a failure of the task: the scheduler computes
/// what is missing and runs the task again.
struct MissingParent: Error {}
