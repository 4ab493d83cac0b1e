import RedstartColumnar
import RedstartEvaluation
import RedstartLogicalPlan

/// Keeps the rows that meet a condition.
public struct FilterExec: PhysicalPlan {
  public let id = PlanID.fresh()
  public let condition: Expression
  public let child: any PhysicalPlan
  let predicate: CompiledPredicate

  public init(_ condition: Expression, _ child: any PhysicalPlan) throws {
    self.condition = condition
    self.child = child
    predicate = try CompiledPredicate([condition], input: child.output)
  }

  public var output: [Attribute] { child.output }
  public var children: [any PhysicalPlan] { [child] }
  public var nodeName: String { "Filter" }
  public var arguments: String { condition.explainText }
  public func partitionCount(_ job: JobContext) throws -> Int { try child.partitionCount(job) }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    let input = try child.execute(partition, task)
    let predicate = self.predicate
    return ClosureIterator {
      while let batch = try input.next() {
        guard let selection = try predicate.select(batch) else { return batch }
        if selection.count > 0 { return batch.gather(selection) }
      }
      return nil
    }
  }
}

/// Computes columns from columns; over a filter it computes them for the surviving rows without gathering the others.
public struct ProjectExec: PhysicalPlan {
  public let id = PlanID.fresh()
  public let list: [Expression]
  public let child: any PhysicalPlan
  public let output: [Attribute]
  private let projection: CompiledProjection

  public init(_ list: [Expression], _ child: any PhysicalPlan) throws {
    self.list = list
    self.child = child
    output = list.compactMap(\.asAttribute)
    projection = try CompiledProjection(list, input: child.output)
  }

  public var children: [any PhysicalPlan] { [child] }
  public var nodeName: String { "Project" }
  public var arguments: String { "[" + list.map(\.explainText).joined(separator: ", ") + "]" }
  public func partitionCount(_ job: JobContext) throws -> Int { try child.partitionCount(job) }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    let projection = self.projection
    guard let filter = child as? FilterExec else {
      let input = try child.execute(partition, task)
      return ClosureIterator {
        guard let batch = try input.next() else { return nil }
        return try projection.evaluate(batch)
      }
    }
    let input = try filter.child.execute(partition, task)
    let predicate = filter.predicate
    let survivors = task.job.metrics.operator(filter.id)
    return ClosureIterator {
      while let batch = try input.next() {
        let selection = try predicate.select(batch)
        let count = selection?.count ?? batch.count
        survivors.outputRows.add(count, ordering: .relaxed)
        if count > 0 { return try projection.evaluate(batch, selection: selection) }
      }
      return nil
    }
  }
}
