import RedstartLogicalPlan

/// Semi and anti joins over inner joins move to the side that they are about, where that side has fewer rows than the join.
struct PushLeftSemiLeftAntiThroughJoin: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    plan.rewritingDown { node in
      guard case .join(let semi) = node, semi.type == .leftSemi || semi.type == .leftAnti else { return nil }
      switch semi.left {
      case .project(let list, .join(let join)) where list.allSatisfy({ if case .attribute = $0 { true } else { false } }):
        return push(semi, join, context).map { .project(list, $0) }
      case .join(let join): return push(semi, join, context)
      default: return nil
      }
    }
  }

  private func push(_ semi: Join, _ join: Join, _ context: OptimizerContext) -> LogicalPlan? {
    guard join.type == .inner || join.type == .cross else { return nil }
    let references = (semi.condition?.references ?? []).subtracting(semi.right.output)
    let rows = context.statistics.estimate(.join(join)).rows
    var node = join
    var moved = semi
    if references.isSubset(of: Set(join.left.output)) {
      guard context.statistics.estimate(join.left).rows <= rows else { return nil }
      moved.left = join.left
      node.left = .join(moved)
      return .join(node)
    }
    if references.isSubset(of: Set(join.right.output)) {
      guard context.statistics.estimate(join.right).rows <= rows else { return nil }
      moved.left = join.right
      node.right = .join(moved)
      return .join(node)
    }
    return nil
  }
}
