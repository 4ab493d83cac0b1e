import RedstartLogicalPlan
import RedstartTypes

/// Of two limits the smaller one; a limit of nothing is no rows.
struct CombineLimits: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    plan.rewritingUp { node in
      guard case .limit(let count, let child) = node, let rows = count.wholeNumber else { return nil }
      if rows == 0 {
        if case .localRelation(let relation) = child, relation.batches.isEmpty { return child }
        return .localRelation(LocalRelation(output: child.output, batches: []))
      }
      if case .limit(let inner, let input) = child, let other = inner.wholeNumber {
        return .limit(rows < other ? count : inner, input)
      }
      return nil
    }
  }
}

extension Expression {
  /// The value of a whole-number constant.
  var wholeNumber: Int64? {
    if case .literal(let literal) = self, case .integer(let value) = literal.value { value } else { nil }
  }
}
