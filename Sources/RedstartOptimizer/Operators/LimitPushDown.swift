import RedstartLogicalPlan
import RedstartTypes

/// Limits below projections, into the branches of unions, and as a hint into scans.
struct LimitPushDown: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    plan.rewritingUp { node in
      guard case .limit(let count, let child) = node, let rows = count.wholeNumber else { return nil }
      switch child {
      case .project(let list, let input) where !isSorted(input) && list.allSatisfy(\.isDeterministic):
        return .project(list, .limit(count, input))
      case .setOperation(var union) where union.kind == .union:
        var isChanged = false
        union.children = union.children.map { branch in
          if let most = maximumRows(branch), most <= rows { return branch }
          isChanged = true
          return .limit(count, branch)
        }
        return isChanged ? .limit(count, .setOperation(union)) : nil
      case .relation(var relation):
        if let known = relation.limit, known <= Int(rows) { return nil }
        relation.limit = Int(rows)
        return .limit(count, .relation(relation))
      default: return nil
      }
    }
  }

  /// A projection over a sort is how top-k looks.
  private func isSorted(_ plan: LogicalPlan) -> Bool { if case .sort = plan { true } else { false } }

  private func maximumRows(_ plan: LogicalPlan) -> Int64? {
    switch plan {
    case .limit(let count, _): count.wholeNumber
    case .project(_, let child), .filter(_, let child), .sort(_, _, let child): maximumRows(child)
    case .oneRow: 1
    case .aggregate(let node): node.grouping.isEmpty ? 1 : nil
    case .localRelation(let relation): Int64(relation.batches.reduce(0) { $0 + $1.count })
    default: nil
    }
  }
}
