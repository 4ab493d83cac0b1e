import RedstartLogicalPlan
import RedstartTypes

/// CASE with constant conditions.
struct SimplifyConditionals: ExpressionRule {
  func rewrite(_ expression: Expression, _ context: OptimizerContext) -> Expression? {
    guard case .caseWhen(let branches, let otherwise) = expression else { return nil }
    guard
      branches.contains(where: { $0.condition.isLiteral(true) || $0.condition.isLiteral(false) || $0.condition.isNullLiteral })
    else { return nil }
    var kept: [CaseBranch] = []
    var last = otherwise
    for branch in branches {
      if branch.condition.isLiteral(false) || branch.condition.isNullLiteral { continue }
      if branch.condition.isLiteral(true) {
        last = branch.value
        break
      }
      kept.append(branch)
    }
    if kept.isEmpty { return last ?? .literal(.null(expression.type)) }
    return .caseWhen(kept, otherwise: last)
  }
}
