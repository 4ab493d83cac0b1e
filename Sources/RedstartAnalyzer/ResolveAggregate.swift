import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// GROUP BY with its SELECT list.
  func resolveAggregate(_ node: Aggregate, _ child: LogicalPlan) throws -> LogicalPlan {
    if case .pivot(let pivot) = node.kind { return try resolvePivot(node, pivot, child) }
    let scope = Scope(child, context)
    let list = inlineLateral(try resolveList(node.aggregates, scope))
    switch node.kind {
    case .groupBy, .pivot:
      var grouping: [Expression] = []
      if node.grouping.count == 1, isAll(node.grouping[0]), !child.output.contains(where: { context.sameName($0.name, "all") }) {
        grouping = try groupByAll(list)
      } else {
        grouping = try node.grouping.map { try groupingExpression($0, list, scope) }
      }
      let input = try withMissing(grouping + list, child)
      return try finishAggregate(grouping: grouping, list, input)
    case .rollup, .cube, .groupingSets:
      let grouping = try node.grouping.map { try groupingExpression($0, list, scope) }
      let sets = try groupingSets(node.kind, grouping, list, scope)
      return try resolveGroupingAnalytics(grouping: grouping, sets: sets, list, child)
    }
  }

  /// A grouping expression: a position, a name of the input or of the SELECT list, or any expression of the input.
  func groupingExpression(_ expression: Expression, _ list: [Expression], _ scope: Scope) throws -> Expression {
    if case .literal(let literal) = expression, literal.type == .integer, case .integer(let index) = literal.value {
      guard index >= 1, index <= list.count else {
        throw SparkError("GROUP_BY_POS_OUT_OF_RANGE", ["index": String(index), "size": String(list.count)])
      }
      let item = list[Int(index) - 1]
      if item.containsAggregate {
        var qualified = names
        qualified.isQualified = true
        throw SparkError("GROUP_BY_POS_AGGREGATE", ["index": String(index), "aggExpr": qualified.text(item)])
      }
      return item.withoutAlias
    }
    scope.lateral = [:]
    do {
      let resolved = trimAliases(try resolve(expression, scope))
      try checkGrouping(resolved)
      return resolved
    } catch let error as SparkError where error.condition.hasPrefix("UNRESOLVED_COLUMN") {
      guard case .unresolvedAttribute(let name) = expression, name.nameParts.count == 1, name.planID == nil else { throw error }
      for item in list {
        if case .alias(let alias) = item, context.sameName(alias.name, name.nameParts[0]) {
          try checkGrouping(alias.child)
          return alias.child
        }
      }
      throw error
    }
  }

  private func checkGrouping(_ expression: Expression) throws {
    if expression.containsAggregate {
      var qualified = names
      qualified.isQualified = true
      var calls: [String] = []
      expression.visit { if case .aggregate = $0 { calls.append(qualified.text($0)) } }
      throw SparkError("GROUP_BY_AGGREGATE", ["sqlExpr": calls.joined(separator: ", ")])
    }
  }

  /// Every item without aggregate functions.
  private func groupByAll(_ list: [Expression]) throws -> [Expression] {
    var grouping: [Expression] = []
    for item in list {
      if !item.containsAggregate {
        if !item.isFoldable { grouping.append(item.withoutAlias) }
        continue
      }
      // Columns beside an aggregate function in one item cannot be guessed.
      var loose = false
      func look(_ expression: Expression) {
        if case .aggregate = expression { return }
        if case .attribute = expression { loose = true }
        expression.children.forEach(look)
      }
      look(item)
      if loose { throw SparkError("UNRESOLVED_ALL_IN_GROUP_BY") }
    }
    return grouping
  }

  /// Checks the list against the grouping and makes the node.
  func finishAggregate(grouping: [Expression], _ list: [Expression], _ child: LogicalPlan) throws -> LogicalPlan {
    if let generated = try generatorsOverAggregate(grouping, list, child) { return generated }
    for item in list { try checkAggregateItem(item.withoutAlias, grouping) }
    if list.contains(where: \.containsWindow) {
      let parts = splitWindows(grouping: grouping, list)
      return windowed(parts.list, .aggregate(Aggregate(grouping, parts.aggregates, child)))
    }
    return .aggregate(Aggregate(grouping, list, child))
  }

  private func checkAggregateItem(_ expression: Expression, _ grouping: [Expression]) throws {
    if grouping.contains(expression) { return }
    switch expression {
    case .aggregate: try checkNested(expression)
    case .window(let window):
      // The function over the window is not one of the groups; what it reads is.
      for part in window.function.children + expression.children.dropFirst() { try checkAggregateItem(part, grouping) }
    case .attribute(let attribute):
      if grouping.isEmpty { throw SparkError("MISSING_GROUP_BY") }
      throw SparkError(
        "MISSING_AGGREGATION",
        ["expression": "\"\(attribute.name)\"", "expressionAnyValue": "\"any_value(\(attribute.name))\""])
    case .subquery(let subquery):
      for outer in subquery.plan.outerReferences where !grouping.contains(.attribute(outer)) {
        if grouping.isEmpty { throw SparkError("MISSING_GROUP_BY") }
        throw SparkError(
          "MISSING_AGGREGATION", ["expression": "\"\(outer.name)\"", "expressionAnyValue": "\"any_value(\(outer.name))\""])
      }
      for child in expression.children { try checkAggregateItem(child, grouping) }
    default: for child in expression.children { try checkAggregateItem(child, grouping) }
    }
  }

  /// Aggregate functions do not nest.
  func checkNested(_ expression: Expression) throws {
    guard case .aggregate(let call) = expression else { return }
    if call.arguments.contains(where: \.containsWindow) { throw SparkError("_LEGACY_ERROR_TEMP_1031") }
    if call.arguments.contains(where: \.containsAggregate) || call.filter?.containsAggregate == true {
      throw SparkError("NESTED_AGGREGATE_FUNCTION", context: call.origin.contexts)
    }
    for argument in call.arguments where !argument.isDeterministic {
      throw SparkError(
        "AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION", ["sqlExpr": quotedText(expression)],
        context: call.origin.contexts)
    }
  }
}
