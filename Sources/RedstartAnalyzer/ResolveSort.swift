import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// ORDER BY: positions, names of the output, columns below it, aggregates.
  func resolveSort(_ order: [SortOrder], isGlobal: Bool, _ child: LogicalPlan) throws -> LogicalPlan {
    let output = child.output
    let expanded = try expandSortAll(order, output).map { try ordinalInOrderBy($0, output) }
    if let node = aggregateBelow(child) {
      let (resolved, wider) = try resolveOverAggregate(expanded.map(\.child), node, child)
      let newOrder = zip(expanded, resolved).map { SortOrder($1, $0.direction, nulls: $0.nulls) }
      return restored(.sort(newOrder, isGlobal: isGlobal, wider), output)
    }
    let scope = Scope(child, context)
    scope.fallback = missingScope(child)
    let resolved = try expanded.map { item in
      SortOrder(trimAliases(try resolve(item.child, scope)), item.direction, nulls: item.nulls)
    }
    for item in resolved {
      try checkNoGenerator(.sortOrder(item)) { "Sort [\($0)], \(isGlobal)" }
      if item.child.containsAggregate {
        throw SparkError(
          "UNSUPPORTED_EXPR_FOR_OPERATOR", ["operator": "Sort", "invalidExprSqls": quotedText(item.child)])
      }
      if case .map = item.child.type.storage {
        throw mismatch(
          "INVALID_ORDERING_TYPE", .sortOrder(item), ["functionName": "`sortorder`", "dataType": "\"\(item.child.type.sql)\""])
      }
    }
    let input = try withMissing(resolved.map(\.child), child)
    for item in resolved where item.child.containsWindow {
      throw SparkError(
        "UNSUPPORTED_EXPR_FOR_OPERATOR", ["operator": "Sort", "invalidExprSqls": quotedText(item.child)])
    }
    return restored(.sort(resolved, isGlobal: isGlobal, input), output)
  }

  /// The aggregate whose rows reach this plan through HAVING only.
  private func aggregateBelow(_ plan: LogicalPlan) -> Aggregate? {
    switch plan.untagged {
    case .aggregate(let node): node
    case .filter(_, let child): aggregateBelow(child)
    case .project(let list, let child):
      // Only the projection that HAVING put there.
      list.allSatisfy { if case .attribute = $0 { true } else { false } } && isFilter(child) ? aggregateBelow(child) : nil
    default: nil
    }
  }

  private func isFilter(_ plan: LogicalPlan) -> Bool { if case .filter = plan.untagged { true } else { false } }

  /// `ORDER BY ALL`, unless there is a column of that name.
  private func expandSortAll(_ order: [SortOrder], _ output: [Attribute]) -> [SortOrder] {
    guard order.count == 1, isAll(order[0].child), !output.contains(where: { context.sameName($0.name, "all") }) else {
      return order
    }
    return output.map { SortOrder(.attribute($0), order[0].direction, nulls: order[0].nulls) }
  }

  /// Whether it is the bare word ALL.
  func isAll(_ expression: Expression) -> Bool {
    if case .unresolvedAttribute(let name) = expression {
      name.nameParts.count == 1 && name.nameParts[0].lowercased() == "all" && name.planID == nil
    } else {
      false
    }
  }

  private func ordinalInOrderBy(_ order: SortOrder, _ output: [Attribute]) throws -> SortOrder {
    guard case .literal(let literal) = order.child, literal.type == .integer, case .integer(let index) = literal.value else {
      return order
    }
    guard index >= 1, index <= output.count else {
      throw SparkError("ORDER_BY_POS_OUT_OF_RANGE", ["index": String(index), "size": String(output.count)])
    }
    return SortOrder(.attribute(output[Int(index) - 1]), order.direction, nulls: order.nulls)
  }

  /// LIMIT, OFFSET: a constant whole number that is not negative.
  func resolveLimit(_ count: Expression, _ name: String) throws -> Expression {
    let empty = Scope([], context)
    let resolved: Expression
    do { resolved = try resolve(count, empty) } catch let error as SparkError {
      guard error.condition.hasPrefix("UNRESOLVED_COLUMN"), case .unresolvedAttribute(let attribute) = count else { throw error }
      throw SparkError(
        "INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE",
        ["name": name, "expr": "\"\(attribute.nameParts.joined(separator: "."))\""])
    }
    if !resolved.isFoldable {
      throw SparkError("INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE", ["name": name, "expr": quotedText(resolved)])
    }
    if resolved.type != .integer && !(resolved.type == .long && isLongLiteral(resolved)) {
      throw SparkError(
        "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE",
        ["name": name, "expr": quotedText(resolved), "dataType": "\"\(resolved.type.sql)\""])
    }
    let value = try constantValue(resolved)
    if value.isNull {
      throw SparkError("INVALID_LIMIT_LIKE_EXPRESSION.IS_NULL", ["name": name, "expr": quotedText(resolved)])
    }
    guard case .integer(let number) = value, number >= 0 else {
      throw SparkError(
        "INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE",
        ["name": name, "expr": quotedText(resolved), "v": ExpressionText().text(Literal(value, resolved.type))])
    }
    return .literal(Literal(value, resolved.type))
  }

  /// Offsets beyond 32 bits reach us from programs, never from SQL.
  private func isLongLiteral(_ expression: Expression) -> Bool { if case .literal = expression { true } else { false } }
}
