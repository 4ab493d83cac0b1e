import RedstartLogicalPlan
import RedstartTypes

/// What is null, or cannot be, for certain.
struct NullPropagation: ExpressionRule {
  func rewrite(_ expression: Expression, _ context: OptimizerContext) -> Expression? {
    switch expression {
    case .isNull(let child) where !child.nullable: return .literal(.boolean(false))
    case .isNotNull(let child) where !child.nullable: return .literal(.boolean(true))
    case .comparison(let op, let a, let b) where op != .nullSafeEqual && (a.isNullLiteral || b.isNullLiteral):
      return .literal(.null(.boolean))
    case .arithmetic(let node) where node.left.isNullLiteral || node.right.isNullLiteral:
      return .literal(.null(expression.type))
    case .cast(let cast) where cast.child.isNullLiteral: return .literal(.null(cast.type))
    case .inList(let child, _) where child.isNullLiteral: return .literal(.null(.boolean))
    default: return nil
    }
  }
}
