import RedstartExecution
import RedstartLogicalPlan

extension PhysicalPlanner {
  /// A generator over its input; columns that the parent does not need are not repeated for every row made.
  func planGenerate(_ node: Generate, required: Set<ExpressionID>?) throws -> any PhysicalPlan {
    let used = required.map { $0.union(node.generator.references.map(\.id)) }
    return try GenerateExec(node, required: required, try plan(node.child, required: used))
  }
}
