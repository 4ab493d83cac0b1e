import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Aggregates of distinct values of one kind as aggregates of groups: the values are grouped first, then aggregated, both on all
/// threads.
///
/// Where a query asks for several kinds, or for other aggregates beside them, the aggregation itself drops duplicates in one pass;
/// only values that are lists, maps or structs are grouped first, each kind by itself, and the results joined by group.
struct RewriteDistinctAggregates: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) throws -> LogicalPlan? {
    try plan.rewritingUp { node in
      guard case .aggregate(let aggregate) = node else { return nil }
      let isDistinct = aggregate.aggregates.contains { item in
        item.contains { if case .aggregate(let call) = $0 { call.isDistinct } else { false } }
      }
      return isDistinct ? try rewrite(aggregate) : nil
    }
  }

  private func rewrite(_ original: Aggregate) throws -> LogicalPlan {
    // Duplicates change nothing for `max`.
    var node = original
    node.aggregates = original.aggregates.map { item in
      item.transformUp { part in
        guard case .aggregate(var call) = part, call.isDistinct, call.function.ignoresDuplicates else { return nil }
        call.isDistinct = false
        return .aggregate(call)
      }
    }
    var calls: [AggregateCall] = []
    for item in node.aggregates {
      item.visit { part in
        if case .aggregate(let call) = part, !calls.contains(call) { calls.append(call) }
      }
    }
    let distinct = calls.filter(\.isDistinct)
    if distinct.isEmpty { return .aggregate(node) }
    let plain = calls.filter { !$0.isDistinct }
    var groups: [(arguments: Set<Expression>, filter: Expression?, calls: [AggregateCall])] = []
    for call in distinct {
      let arguments = Set(call.arguments)
      if let index = groups.firstIndex(where: { $0.arguments == arguments && $0.filter == call.filter }) {
        groups[index].calls.append(call)
      } else {
        groups.append((arguments, call.filter, [call]))
      }
    }
    let isNested = distinct.contains { $0.arguments.contains { $0.type.storage.isNested } }
    if !isNested, groups.count > 1 || !plain.isEmpty { return .aggregate(node) }
    // The grouping columns get names of their own in every branch, to be joined by.
    let keys = node.grouping.map { key -> (expression: Expression, column: Attribute) in
      if case .attribute(let column) = key { return (key, column) }
      return (key, Attribute(key.prettySQL, key.type, nullable: key.nullable))
    }
    var values: [AggregateCall: Expression] = [:]
    var branches: [(plan: LogicalPlan, keys: [Attribute])] = []
    if !plain.isEmpty { branches.append(plainBranch(plain, keys.map(\.expression), node.child, &values)) }
    for group in groups {
      branches.append(distinctBranch(group.calls, group.filter, keys.map(\.expression), node.child, &values))
    }
    var (result, first) = branches[0]
    for branch in branches.dropFirst() {
      // Each branch reads the input anew: its columns need identities of their own.
      let conditions = zip(first, branch.keys).map { Expression.comparison(.nullSafeEqual, .attribute($0), .attribute($1)) }
      result = .join(
        Join(result, branch.plan, conditions.isEmpty ? .cross : .inner, condition: Expression.conjunction(conditions)))
    }
    let list = node.aggregates.map { item -> Expression in
      let replaced = item.transformDown { part in
        if let position = keys.firstIndex(where: { $0.expression == part }) { return .attribute(first[position]) }
        if case .aggregate(let call) = part { return values[call] }
        return nil
      }
      if case .attribute(let column) = item, case .attribute(let own) = replaced, own.id != column.id {
        return .alias(Alias(replaced, column.name, id: column.id, metadata: column.metadata))
      }
      return replaced
    }
    return .project(list, result)
  }

  private func plainBranch(
    _ calls: [AggregateCall], _ keys: [Expression], _ child: LogicalPlan, _ values: inout [AggregateCall: Expression]
  ) -> (plan: LogicalPlan, keys: [Attribute]) {
    let (input, mapping) = copy(of: child)
    let names = keyAliases(keys, mapping)
    var list = names.map { Expression.alias($0) }
    for call in calls {
      let alias = Alias(Expression.aggregate(call).replacingIdentities(mapping), call.function.name)
      list.append(.alias(alias))
      values[call] = Expression.alias(alias).asAttribute.map { .attribute($0) }
    }
    let grouping = keys.map { $0.replacingIdentities(mapping) }
    return (.aggregate(Aggregate(grouping, list, input)), names.compactMap { Expression.alias($0).asAttribute })
  }

  private func distinctBranch(
    _ calls: [AggregateCall], _ filter: Expression?, _ keys: [Expression], _ child: LogicalPlan,
    _ values: inout [AggregateCall: Expression]
  ) -> (plan: LogicalPlan, keys: [Attribute]) {
    let (input, mapping) = copy(of: child)
    let names = keyAliases(keys, mapping)
    // With a filter, groups without a fitting row must still appear: the arguments are null for the others, and aggregates
    // pass over nulls.
    let arguments = calls[0].arguments.map { argument -> (original: Expression, alias: Alias) in
      var value = argument
      if let filter { value = .caseWhen([CaseBranch(filter, argument)], otherwise: .literal(.null(argument.type))) }
      return (argument, Alias(value.replacingIdentities(mapping), argument.prettySQL))
    }
    let prepared = LogicalPlan.project(names.map { .alias($0) } + arguments.map { .alias($0.alias) }, input)
    let columns = prepared.output.map { Expression.attribute($0) }
    let deduplicated = LogicalPlan.aggregate(Aggregate(columns, columns, prepared))
    let keyColumns = names.compactMap { Expression.alias($0).asAttribute }
    var list = keyColumns.map { Expression.attribute($0) }
    for call in calls {
      var own = call
      own.isDistinct = false
      own.filter = nil
      own.arguments = call.arguments.map { argument in
        arguments.first { $0.original == argument }.flatMap { Expression.alias($0.alias).asAttribute }.map { .attribute($0) }
          ?? argument
      }
      let alias = Alias(.aggregate(own), call.function.name)
      list.append(.alias(alias))
      values[call] = Expression.alias(alias).asAttribute.map { .attribute($0) }
    }
    return (.aggregate(Aggregate(keyColumns.map { .attribute($0) }, list, deduplicated)), keyColumns)
  }

  private func copy(of child: LogicalPlan) -> (LogicalPlan, [ExpressionID: ExpressionID]) {
    let mapping = child.freshIdentities()
    return (child.replacingIdentities(mapping), mapping)
  }

  private func keyAliases(_ keys: [Expression], _ mapping: [ExpressionID: ExpressionID]) -> [Alias] {
    keys.map { key in Alias(key.replacingIdentities(mapping), key.prettySQL, metadata: key.metadata) }
  }
}
