import RedstartLogicalPlan

/// Outer joins whose rows made of nulls a filter above throws away.
struct EliminateOuterJoin: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    plan.rewritingUp { node in
      guard case .filter(let condition, .join(var join)) = node else { return nil }
      let left = Set(join.left.output)
      let right = Set(join.right.output)
      let parts = condition.conjuncts
      let noNullLeft = parts.contains { $0.rejectsNulls(of: left) }
      let noNullRight = parts.contains { $0.rejectsNulls(of: right) }
      switch join.type {
      case .leftOuter where noNullRight, .rightOuter where noNullLeft: join.type = .inner
      case .fullOuter where noNullLeft && noNullRight: join.type = .inner
      case .fullOuter where noNullLeft: join.type = .leftOuter
      case .fullOuter where noNullRight: join.type = .rightOuter
      default: return nil
      }
      return .filter(condition, .join(join))
    }
  }
}

extension Expression {
  /// Whether the condition is never true when all those columns are null.
  func rejectsNulls(of columns: Set<Attribute>) -> Bool {
    switch self {
    case .and(let a, let b): a.rejectsNulls(of: columns) || b.rejectsNulls(of: columns)
    case .or(let a, let b): a.rejectsNulls(of: columns) && b.rejectsNulls(of: columns)
    case .isNotNull(let child): child.isNullWhenNull(columns)
    default: isNullWhenNull(columns)
    }
  }

  /// Whether the expression is null when all those columns are.
  func isNullWhenNull(_ columns: Set<Attribute>) -> Bool {
    switch self {
    case .attribute(let attribute): columns.contains(attribute)
    case .comparison(let op, let a, let b):
      op != .nullSafeEqual && (a.isNullWhenNull(columns) || b.isNullWhenNull(columns))
    case .arithmetic(let node): node.left.isNullWhenNull(columns) || node.right.isNullWhenNull(columns)
    case .cast(let cast): cast.child.isNullWhenNull(columns)
    case .not(let child), .getField(let child, _, _): child.isNullWhenNull(columns)
    case .inList(let child, _): child.isNullWhenNull(columns)
    case .call(let call): call.function.nullPolicy == .propagate && call.arguments.contains { $0.isNullWhenNull(columns) }
    default: false
    }
  }
}
