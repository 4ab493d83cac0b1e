import RedstartLogicalPlan

/// Removes names of relations, marks and hints: only identities count from here on.
struct EliminateSubqueryAliases: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? { clean(plan) }

  private func clean(_ plan: LogicalPlan) -> LogicalPlan {
    plan.transformUp { node in
      switch node {
      case .subqueryAlias(let alias):
        // Renamed columns keep their identity; their names are given by the projections above.
        return alias.child
      case .tagged(_, let child), .hint(_, _, let child), .with(_, _, let child): return child
      default:
        guard node.expressions.contains(where: \.containsSubquery) else { return nil }
        return node.mapExpressions { expression in
          expression.transformUp { part in
            guard case .subquery(var subquery) = part else { return nil }
            subquery.plan = clean(subquery.plan)
            return .subquery(subquery)
          }
        }
      }
    }
  }
}
