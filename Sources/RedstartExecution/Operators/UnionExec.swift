import RedstartColumnar
import RedstartLogicalPlan

/// The rows of several inputs, one input after the other.
public struct UnionExec: PhysicalPlan {
  public let id = PlanID.fresh()
  public let output: [Attribute]
  public let children: [any PhysicalPlan]

  public init(output: [Attribute], _ children: [any PhysicalPlan]) {
    self.output = output
    self.children = children
  }

  public var nodeName: String { "Union" }
  public var arguments: String { "" }

  public func partitionCount(_ job: JobContext) throws -> Int {
    try children.reduce(0) { $0 + (try $1.partitionCount(job)) }
  }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    var index = partition
    for child in children {
      let count = try child.partitionCount(task.job)
      if index < count { return try child.execute(index, task) }
      index -= count
    }
    return BatchListIterator([])
  }
}
