import RedstartLogicalPlan

/// Moves conditions of filters over joins, and of joins themselves, to the side that they are about.
struct PushPredicateThroughJoin: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    plan.rewritingDown { node in
      switch node {
      case .filter(let condition, .join(let join)): return filter(condition, join)
      case .join(let join): return condition(of: join)
      default: return nil
      }
    }
  }

  private struct Parts {
    var left: [Expression] = []
    var right: [Expression] = []
    var both: [Expression] = []

    init(_ condition: Expression?, _ join: Join) {
      let leftColumns = Set(join.left.output)
      let rightColumns = Set(join.right.output)
      for part in condition?.conjuncts ?? [] {
        let references = part.references
        // Subqueries that stand alone are constants; constants go to the left.
        if !part.isDeterministic {
          both.append(part)
        } else if references.isSubset(of: leftColumns) {
          left.append(part)
        } else if references.isSubset(of: rightColumns) {
          right.append(part)
        } else {
          both.append(part)
        }
      }
    }
  }

  private func filtered(_ plan: LogicalPlan, _ parts: [Expression]) -> LogicalPlan {
    Expression.conjunction(parts).map { .filter($0, plan) } ?? plan
  }

  private func filter(_ condition: Expression, _ join: Join) -> LogicalPlan? {
    let parts = Parts(condition, join)
    var node = join
    var above: [Expression] = []
    switch join.type {
    case .inner, .cross:
      node.left = filtered(join.left, parts.left)
      node.right = filtered(join.right, parts.right)
      let movable = parts.both.filter(\.isDeterministic)
      above = parts.both.filter { !$0.isDeterministic }
      if parts.left.isEmpty, parts.right.isEmpty, movable.isEmpty { return nil }
      node.condition = Expression.conjunction((join.condition?.conjuncts ?? []) + movable)
      if node.condition != nil { node.type = .inner }
    case .leftOuter, .leftSemi, .leftAnti:
      if parts.left.isEmpty { return nil }
      node.left = filtered(join.left, parts.left)
      above = parts.right + parts.both
    case .rightOuter:
      if parts.right.isEmpty { return nil }
      node.right = filtered(join.right, parts.right)
      above = parts.left + parts.both
    case .fullOuter: return nil
    }
    return Expression.conjunction(above).map { .filter($0, .join(node)) } ?? .join(node)
  }

  private func condition(of join: Join) -> LogicalPlan? {
    guard !join.isNullAware, let condition = join.condition else { return nil }
    let parts = Parts(condition, join)
    var node = join
    var kept = parts.both
    switch join.type {
    case .inner, .cross, .leftSemi:
      node.left = filtered(join.left, parts.left)
      node.right = filtered(join.right, parts.right)
    case .leftOuter, .leftAnti:
      node.right = filtered(join.right, parts.right)
      kept = parts.left + parts.both
    case .rightOuter:
      node.left = filtered(join.left, parts.left)
      kept = parts.right + parts.both
    case .fullOuter: return nil
    }
    if kept.count == condition.conjuncts.count { return nil }
    node.condition = Expression.conjunction(kept)
    return .join(node)
  }
}
