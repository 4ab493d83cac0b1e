import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// What must hold for a resolved plan and is not checked where it is made.
struct CheckAnalysis {
  let names: ExpressionText

  func check(_ plan: LogicalPlan) throws {
    for child in plan.children { try check(child) }
    if case .window = plan {
    } else {
      for expression in plan.expressions { try checkWindows(expression, plan) }
    }
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

  /// Window functions stand in nodes of their own by now: others have no window, or a place where none can be.
  private func checkWindows(_ expression: Expression, _ plan: LogicalPlan) throws {
    try expression.visit { node in
      if case .windowFunction(let call) = node, !expression.containsWindow {
        throw SparkError(
          "WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE", ["funcName": "\"\(names.text(node))\""], context: call.origin.contexts)
      }
      if case .window = node {
        throw SparkError(
          "UNSUPPORTED_EXPR_FOR_OPERATOR",
          ["operator": operatorName(plan), "invalidExprSqls": "\"\(names.text(node))\""])
      }
    }
  }

  private func operatorName(_ plan: LogicalPlan) -> String {
    switch plan {
    case .aggregate: "Aggregate"
    case .join: "Join"
    case .filter: "Filter"
    case .generate: "Generate"
    case .sort: "Sort"
    default: "Project"
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
