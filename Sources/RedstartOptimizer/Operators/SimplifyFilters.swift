import RedstartLogicalPlan
import RedstartTypes

/// Filters that keep everything or nothing.
struct SimplifyFilters: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    plan.rewritingUp { node in
      guard case .filter(let condition, let child) = node else { return nil }
      if condition.isLiteral(true) { return child }
      if condition.isLiteral(false) || condition.isNullLiteral {
        if case .localRelation(let relation) = child, relation.batches.isEmpty { return child }
        return .localRelation(LocalRelation(output: child.output, batches: []))
      }
      return nil
    }
  }
}
