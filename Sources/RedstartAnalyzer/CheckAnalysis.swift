import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// What must hold for a resolved plan and is not checked where it is made.
struct CheckAnalysis {
  let names: ExpressionText

  func check(_ plan: LogicalPlan) throws {
    for child in plan.children { try check(child) }
    for expression in plan.expressions {
      try expression.visit { node in
        switch node {
        case .unresolvedAttribute, .unresolvedFunction, .unresolvedStar, .unresolvedExtract, .unresolvedRegex,
          .unresolvedWindow, .parameter:
          throw SparkError.internal("unresolved after analysis: \(names.text(node))")
        case .subquery(let subquery): try check(subquery, in: plan)
        case .aggregate(let call) where ["grouping", "grouping_id"].contains(call.function.name):
          throw SparkError("UNSUPPORTED_GROUPING_EXPRESSION")
        default: break
        }
      }
    }
  }

  private func check(_ subquery: Subquery, in plan: LogicalPlan) throws {
    try check(subquery.plan)
    let isCorrelated = !subquery.plan.outerReferences.isEmpty
    if case .scalar = subquery.kind, isCorrelated {
      switch plan {
      case .project, .filter, .aggregate, .join, .sort: break
      default:
        throw SparkError(
          "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_SCALAR_SUBQUERY", ["treeNode": "subquery"])
      }
    }
  }
}
