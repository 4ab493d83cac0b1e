import RedstartDiagnostics
import RedstartLogicalPlan

/// Puts the values of `:name` and `?` markers into a plan.
struct ParameterBinding {
  let named: [String: Expression]
  let positional: [Expression]

  /// - Throws: `UNBOUND_SQL_PARAMETER` for a marker without a value.
  func bind(_ plan: LogicalPlan) throws -> LogicalPlan {
    var offsets: Set<Int> = []
    collect(plan, &offsets)
    let order = offsets.sorted()
    return try rewrite(plan, Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) }))
  }

  private func collect(_ plan: LogicalPlan, _ offsets: inout Set<Int>) {
    plan.visit { node in
      if case .with(let tables, _, _) = node { for table in tables { collect(table.plan, &offsets) } }
      for expression in node.expressions {
        expression.visit { part in
          if case .parameter(.positional(let offset)) = part { offsets.insert(offset) }
          if case .subquery(let subquery) = part { collect(subquery.plan, &offsets) }
        }
      }
    }
  }

  private func rewrite(_ plan: LogicalPlan, _ positions: [Int: Int]) throws -> LogicalPlan {
    try plan.transformUp { node in
      var changed = try node.mapExpressions { try rewrite($0, positions) }
      if case .with(var tables, let isRecursive, let child) = changed {
        for index in tables.indices { tables[index].plan = try rewrite(tables[index].plan, positions) }
        changed = .with(tables, isRecursive: isRecursive, child)
      }
      return changed
    }
  }

  private func rewrite(_ expression: Expression, _ positions: [Int: Int]) throws -> Expression {
    try expression.transformUp { node in
      switch node {
      case .parameter(.named(let name)):
        guard let value = named[name] else { throw SparkError("UNBOUND_SQL_PARAMETER", ["name": name]) }
        return value
      case .parameter(.positional(let offset)):
        guard let index = positions[offset], index < positional.count else {
          throw SparkError("UNBOUND_SQL_PARAMETER", ["name": "_\(offset)"])
        }
        return positional[index]
      case .subquery(var subquery):
        subquery.plan = try rewrite(subquery.plan, positions)
        return .subquery(subquery)
      default: return nil
      }
    }
  }
}
