import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartTypes

extension PhysicalPlanner {
  /// Partial aggregates, an exchange by key, final aggregates, and a projection of what is computed from them.
  func planAggregate(_ node: Aggregate) throws -> any PhysicalPlan {
    var keys: [Expression] = []
    var keyColumns: [(expression: Expression, column: Attribute)] = []
    for expression in node.grouping {
      let plain = expression.withoutAlias
      if keyColumns.contains(where: { $0.expression == plain }) { continue }
      let named: Expression
      if case .attribute = expression {
        named = expression
      } else if case .alias = expression {
        named = expression
      } else {
        named = .alias(Alias(plain, plain.prettySQL))
      }
      guard let column = named.asAttribute else { throw SparkError.internal("a grouping key has no name") }
      keys.append(named)
      keyColumns.append((plain, column))
    }
    var calls: [AggregateCall] = []
    let results = try node.aggregates.map { expression -> Expression in
      try rewrite(expression, keyColumns, &calls)
    }
    let functions = try calls.map { HashAggregateExec.Function(try $0.removingDuplicates(isGrouped: !keys.isEmpty)) }
    let used = Set((keys + calls.flatMap { $0.arguments + ($0.filter.map { [$0] } ?? []) }).flatMap { $0.references.map(\.id) })
    let child = try plan(node.child, required: used)
    let aggregated: any PhysicalPlan
    if knownPartitionCount(child) == 1 {
      aggregated = try HashAggregateExec(.complete, grouping: keys, functions: functions, child)
    } else {
      let partial = try HashAggregateExec(.partial, grouping: keys, functions: functions, child)
      let columns = keyColumns.map { Expression.attribute($0.column) }
      let exchange = try ShuffleExchangeExec(columns.isEmpty ? .single : .hash(columns, context.shufflePartitions), partial)
      aggregated = try HashAggregateExec(.final, grouping: columns, functions: functions, exchange)
    }
    let isPlain =
      results.count == aggregated.output.count
      && zip(results, aggregated.output).allSatisfy { if case .attribute(let a) = $0 { a.id == $1.id } else { false } }
    return isPlain ? aggregated : try ProjectExec(results, aggregated)
  }

  /// The expression over the aggregate's output: calls and keys become columns.
  private func rewrite(
    _ expression: Expression, _ keys: [(expression: Expression, column: Attribute)], _ calls: inout [AggregateCall]
  ) throws -> Expression {
    func walk(_ node: Expression) throws -> Expression {
      if let key = keys.first(where: { $0.expression == node }) { return .attribute(key.column) }
      if case .aggregate(let call) = node {
        let found = calls.first { $0 == call }
        let kept = found ?? call
        if found == nil { calls.append(call) }
        return .attribute(HashAggregateExec.Function(kept).result)
      }
      return try node.mapChildren(walk)
    }
    if case .attribute(let attribute) = expression {
      // A key keeps its own identity where it is put out as it is.
      guard let key = keys.first(where: { $0.expression == expression }) else {
        throw SparkError.internal("the column \(attribute.name) is neither grouped nor aggregated")
      }
      return .attribute(key.column)
    }
    if case .alias(var alias) = expression {
      if let key = keys.first(where: { $0.column.id == alias.id }) { return .attribute(key.column) }
      alias.metadata = alias.metadata ?? alias.child.metadata
      alias.child = try walk(alias.child)
      return .alias(alias)
    }
    return try walk(expression)
  }
}
