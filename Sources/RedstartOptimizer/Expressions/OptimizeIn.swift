import RedstartLogicalPlan
import RedstartTypes

/// IN lists without doubled members; a list of one is a comparison.
struct OptimizeIn: ExpressionRule {
  func rewrite(_ expression: Expression, _ context: OptimizerContext) -> Expression? {
    guard case .inList(let child, let list) = expression else { return nil }
    if list.isEmpty { return child.nullable ? nil : .literal(.boolean(false)) }
    let distinct = BooleanSimplification.distinct(list)
    if distinct.count == 1 { return .comparison(.equal, child, distinct[0]) }
    return distinct.count < list.count ? .inList(child, distinct) : nil
  }
}
