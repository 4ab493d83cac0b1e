import RedstartLogicalPlan

/// Filters on filters are one.
struct CombineFilters: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    plan.rewritingUp { node in
      guard case .filter(let outer, .filter(let inner, let child)) = node, outer.isDeterministic, inner.isDeterministic else {
        return nil
      }
      let all = BooleanSimplification.distinct(inner.conjuncts + outer.conjuncts)
      return .filter(Expression.conjunction(all) ?? inner, child)
    }
  }
}
