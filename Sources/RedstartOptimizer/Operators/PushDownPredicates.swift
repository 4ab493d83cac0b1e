import RedstartLogicalPlan

/// Moves filters below projections, aggregates, unions and sorts.
struct PushDownPredicates: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    plan.rewritingDown { node in
      guard case .filter(let condition, let child) = node, condition.isDeterministic else { return nil }
      switch child {
      case .project(let list, let input):
        guard list.allSatisfy(\.isDeterministic), !condition.containsSubquery || list.allSatisfy({ !$0.containsSubquery }) else {
          return nil
        }
        return .project(list, .filter(condition.substituting(list), input))
      case .aggregate(let aggregate): return throughAggregate(condition, aggregate)
      case .setOperation(var union) where union.kind == .union:
        let output = union.output
        union.children = union.children.map { branch in
          var mapping: [ExpressionID: Expression] = [:]
          for (column, own) in zip(output, branch.output) { mapping[column.id] = .attribute(own) }
          return .filter(condition.substituting(mapping), branch)
        }
        return .setOperation(union)
      case .sort(let order, let isGlobal, let input): return .sort(order, isGlobal: isGlobal, .filter(condition, input))
      case .repartition(var node):
        node.child = .filter(condition, node.child)
        return .repartition(node)
      case .generate(var node):
        let available = Set(node.child.output)
        let (below, above) = condition.split { $0.references.isSubset(of: available) }
        guard let below else { return nil }
        node.child = .filter(below, node.child)
        return above.map { .filter($0, .generate(node)) } ?? .generate(node)
      default: return nil
      }
    }
  }

  /// Conditions on grouping columns decide about whole groups.
  private func throughAggregate(_ condition: Expression, _ aggregate: Aggregate) -> LogicalPlan? {
    if aggregate.grouping.isEmpty { return nil }
    let keys = Set(
      aggregate.aggregates.filter { item in
        let plain = item.withoutAlias
        return !item.containsAggregate && item.isDeterministic && aggregate.grouping.contains(plain)
      }.compactMap(\.asAttribute))
    let (below, above) = condition.split { part in
      !part.references.isEmpty && part.references.isSubset(of: keys) && !part.containsSubquery
    }
    guard let below else { return nil }
    var node = aggregate
    node.child = .filter(below.substituting(aggregate.aggregates), aggregate.child)
    return above.map { .filter($0, .aggregate(node)) } ?? .aggregate(node)
  }
}

extension Expression {
  /// The expression with columns replaced by what a projection computes for them.
  func substituting(_ list: [Expression]) -> Expression {
    var mapping: [ExpressionID: Expression] = [:]
    for item in list { if case .alias(let alias) = item { mapping[alias.id] = alias.child } }
    return substituting(mapping)
  }

  /// The expression with columns replaced, also where correlated subqueries refer to them.
  func substituting(_ mapping: [ExpressionID: Expression]) -> Expression {
    if mapping.isEmpty { return self }
    return transformUp { node in
      switch node {
      case .attribute(let attribute): return mapping[attribute.id]
      default: return nil
      }
    }
  }

  /// The conjuncts that meet the test, and the others, each joined by AND.
  func split(_ test: (Expression) -> Bool) -> (matching: Expression?, rest: Expression?) {
    let parts = conjuncts
    return (Expression.conjunction(parts.filter(test)), Expression.conjunction(parts.filter { !test($0) }))
  }
}
