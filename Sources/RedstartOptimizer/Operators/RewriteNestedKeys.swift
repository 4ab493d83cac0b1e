import RedstartLogicalPlan
import RedstartTypes

/// Arrays, maps and structs as keys of groups and joins: hash tables compare them by their bytes.
struct RewriteNestedKeys: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) throws -> LogicalPlan? {
    try plan.rewritingUp { node in
      switch node {
      case .aggregate(let aggregate) where aggregate.grouping.contains(where: { Self.isNested($0) }):
        return try grouped(aggregate, context)
      case .join(var join):
        guard let condition = join.condition else { return nil }
        let parts = condition.conjuncts
        guard parts.contains(where: { Self.keyed($0) != nil }) else { return nil }
        join.condition = Expression.conjunction(parts.map { Self.keyed($0) ?? $0 })
        return .join(join)
      default: return nil
      }
    }
  }

  private static func isNested(_ expression: Expression) -> Bool { expression.type.storage.isNested }

  /// An equality of nested values as one of their bytes; nil for anything else.
  private static func keyed(_ condition: Expression) -> Expression? {
    guard case .comparison(let op, let a, let b) = condition, op == .equal || op == .nullSafeEqual, isNested(a), isNested(b)
    else { return nil }
    return .comparison(op, NestedKey.expression(a), NestedKey.expression(b))
  }

  /// Groups by the bytes; the value of a group is that of its first row.
  private func grouped(_ aggregate: Aggregate, _ context: OptimizerContext) throws -> LogicalPlan {
    var node = aggregate
    // A result keeps the identity of its grouping column, so the input needs another.
    var renamed: [ExpressionID: ExpressionID] = [:]
    for case .attribute(let column) in aggregate.grouping where column.type.storage.isNested { renamed[column.id] = .fresh() }
    node.child = .project(
      aggregate.child.output.map { column in
        renamed[column.id].map { .alias(Alias(.attribute(column), column.name, id: $0, metadata: column.metadata)) }
          ?? .attribute(column)
      }, aggregate.child)
    let nested = aggregate.grouping.filter { Self.isNested($0) }
    var values: [Expression: Expression] = [:]
    for key in nested { values[key] = try context.call("first", [key.replacingIdentities(renamed)]) }
    node.grouping = aggregate.grouping.map { key in
      let own = key.replacingIdentities(renamed)
      return Self.isNested(key) ? NestedKey.expression(own) : own
    }
    func replaced(_ expression: Expression) -> Expression {
      if let value = values[expression] { return value }
      if case .aggregate = expression { return expression.replacingIdentities(renamed) }
      return expression.mapChildren(replaced)
    }
    node.aggregates = aggregate.aggregates.map { item in
      guard case .attribute(let column) = item, let value = values[item] else { return replaced(item) }
      return .alias(Alias(value, column.name, id: column.id, metadata: column.metadata))
    }
    return .aggregate(node)
  }
}
