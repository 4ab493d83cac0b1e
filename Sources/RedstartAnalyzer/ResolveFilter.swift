import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// WHERE; over an aggregate it is HAVING and may compute further aggregates.
  func resolveFilter(_ condition: Expression, _ child: LogicalPlan) throws -> LogicalPlan {
    if case .aggregate(let node) = child.untagged {
      let (resolved, wider) = try resolveOverAggregate([condition], node, child)
      if resolved[0].containsWindow { throw SparkError("WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE", ["clauseName": "HAVING"]) }
      let filtered = LogicalPlan.filter(try booleanCondition(resolved[0]), wider)
      return restored(filtered, child.output)
    }
    let scope = Scope(child, context)
    scope.fallback = missingScope(child)
    let resolved = trimAliases(try resolve(condition, scope))
    try checkNoGenerator(resolved) { "'Filter \($0)" }
    if resolved.containsWindow { throw SparkError("WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE", ["clauseName": "WHERE"]) }
    if resolved.containsAggregate {
      var calls: [String] = []
      var qualified = names
      qualified.isQualified = true
      resolved.visit { if case .aggregate = $0 { calls.append(qualified.text($0)) } }
      throw SparkError(
        "INVALID_WHERE_CONDITION", ["condition": quotedText(resolved), "expressionList": calls.joined(separator: ", ")])
    }
    let condition = try booleanCondition(resolved)
    let input = try withMissing([condition], child)
    return restored(.filter(condition, input), child.output)
  }

  private func booleanCondition(_ condition: Expression) throws -> Expression {
    if condition.type == .boolean { return condition }
    throw mismatch(
      "FILTER_NOT_BOOLEAN", condition, ["filter": quotedText(condition), "type": "\"\(condition.type.sql)\""])
  }

  /// The plan cut back to those columns, if it has others.
  func restored(_ plan: LogicalPlan, _ output: [Attribute]) -> LogicalPlan {
    plan.output.map(\.id) == output.map(\.id) ? plan : .project(output.map { .attribute($0) }, plan)
  }

  /// Columns below the plan that ORDER BY may use although the plan does not put them out.
  func missingScope(_ plan: LogicalPlan) -> Scope? {
    switch plan {
    case .project(_, let child):
      let scope = Scope(child, context)
      scope.fallback = missingScope(child)
      return scope
    case .filter(_, let child), .sort(_, _, let child), .tagged(_, let child), .limit(_, let child), .offset(_, let child):
      return missingScope(child)
    case .repartition(let node): return missingScope(node.child)
    default: return nil
    }
  }

  /// Resolves expressions that stand over an aggregate: they see its output, its input inside aggregate functions, and its
  /// grouping expressions. Answers them over the plan that is returned, which may compute more.
  func resolveOverAggregate(
    _ expressions: [Expression], _ node: Aggregate, _ plan: LogicalPlan
  ) throws -> ([Expression], LogicalPlan) {
    let output = plan.output
    let scope = Scope([plan], context)
    let input = Scope([node.child], context)
    scope.fallback = input
    let arguments = Scope([node.child], context)
    arguments.fallback = scope
    scope.aggregateInput = arguments
    var wider = node
    let resolved = try expressions.map { expression in
      try overAggregate(trimAliases(try resolve(expression, scope)), &wider, output)
    }
    return (resolved, wider.aggregates.count == node.aggregates.count ? plan : replacingAggregate(plan, wider))
  }

  private func overAggregate(_ expression: Expression, _ node: inout Aggregate, _ output: [Attribute]) throws -> Expression {
    if case .literal = expression { return expression }
    let isAggregate = if case .aggregate = expression { true } else { false }
    if isAggregate || (node.grouping.contains(expression) && !isOutput(expression, output)) {
      for item in node.aggregates where item.withoutAlias == expression {
        if let attribute = item.asAttribute { return .attribute(attribute) }
      }
      try checkNested(expression)
      let item: Expression =
        if case .attribute = expression { expression } else { .alias(Alias(expression, names.text(expression))) }
      node.aggregates.append(item)
      return item.asAttribute.map { .attribute($0) } ?? expression
    }
    if case .attribute(let attribute) = expression, !isOutput(expression, output) {
      throw unresolvedColumn([attribute.name], output, .none)
    }
    return try expression.mapChildren { try overAggregate($0, &node, output) }
  }

  private func isOutput(_ expression: Expression, _ output: [Attribute]) -> Bool {
    if case .attribute(let attribute) = expression { output.contains(attribute) } else { false }
  }

  private func replacingAggregate(_ plan: LogicalPlan, _ node: Aggregate) -> LogicalPlan {
    switch plan {
    case .aggregate: .aggregate(node)
    case .project(let list, let child):
      // A projection that restored the output of HAVING lets the new columns through.
      .project(list + node.output.filter { !plan.output.contains($0) }.map { .attribute($0) }, replacingAggregate(child, node))
    default: plan.mapChildren { replacingAggregate($0, node) }
    }
  }
}

extension Aggregate {
  var output: [Attribute] { aggregates.compactMap(\.asAttribute) }
}
