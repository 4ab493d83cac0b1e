import RedstartLogicalPlan

/// Casts to the type that a value has already.
struct SimplifyCasts: ExpressionRule {
  func rewrite(_ expression: Expression, _ context: OptimizerContext) -> Expression? {
    guard case .cast(let cast) = expression, cast.child.type == cast.type else { return nil }
    return cast.child
  }
}
