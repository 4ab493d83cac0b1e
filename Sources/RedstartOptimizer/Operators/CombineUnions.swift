import RedstartLogicalPlan

/// UNION ALLs of UNION ALLs are one.
struct CombineUnions: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    plan.rewritingUp { node in
      guard case .setOperation(var union) = node, union.kind == .union, union.isAll else { return nil }
      var isChanged = false
      union.children = union.children.flatMap { child -> [LogicalPlan] in
        if case .setOperation(let inner) = child, inner.kind == .union, inner.isAll {
          isChanged = true
          return inner.children
        }
        return [child]
      }
      return isChanged ? .setOperation(union) : nil
    }
  }
}
