import RedstartDiagnostics
import RedstartEvaluation
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// PIVOT as two aggregates: one for each combination of the groups and the pivot column, then one for each group that spreads
  /// those values over columns. Where a group lacks a value of the pivot column, its aggregates are null.
  func resolvePivot(_ node: Aggregate, _ pivot: Aggregate.Pivot, _ child: LogicalPlan) throws -> LogicalPlan {
    let scope = Scope(child, context)
    let column = trimAliases(try resolve(pivot.column, scope))
    if case .map = column.type.storage {
      throw SparkError("INCOMPARABLE_PIVOT_COLUMN", ["columnName": quoted(names.text(column))])
    }
    let aggregates = try resolveList(node.aggregates, scope)
    for aggregate in aggregates where !aggregate.containsAggregate {
      var qualified = names
      qualified.isQualified = true
      throw SparkError("_LEGACY_ERROR_TEMP_1006", ["sql": qualified.text(aggregate.withoutAlias)])
    }
    let grouping: [Expression]
    if pivot.groupsByOtherColumns {
      let used = aggregates.reduce(into: column.references) { $0.formUnion($1.references) }
      grouping = child.output.filter { !used.contains($0) }.map { .attribute($0) }
    } else {
      grouping = try node.grouping.map { try groupingExpression($0, [], scope) }
    }
    let values = try pivot.values.map { try pivotValue($0, column, scope) }

    let keys = grouping.map { named($0, written: $0) }
    let position = Alias(column, "pivot")
    let input = try withMissing(grouping + [column] + aggregates, child)
    let inner = try finishAggregate(
      grouping: grouping + [column], keys + [.alias(position)] + aggregates, input)

    let groups = keys.compactMap(\.asAttribute).map { Expression.attribute($0) }
    guard let place = Expression.alias(position).asAttribute else { throw SparkError.internal("a pivot without a column") }
    let results = aggregates.compactMap(\.asAttribute)
    var output = groups
    for value in values {
      let isHere = equals(.attribute(place), value.literal)
      for result in results {
        guard case .aggregate(var first) = try bind(["first"], [.attribute(result)], .none) else {
          throw SparkError.internal("first() is no aggregate function")
        }
        first.filter = isHere
        output.append(.alias(Alias(.aggregate(first), results.count == 1 ? value.name : "\(value.name)_\(result.name)")))
      }
    }
    return .aggregate(Aggregate(groups, output, inner))
  }

  /// Whether a column holds a value; rows are compared field by field.
  private func equals(_ column: Expression, _ literal: Literal) -> Expression {
    guard case .struct(let fields) = column.type.storage, case .structure(let values) = literal.value else {
      return .comparison(.nullSafeEqual, column, .literal(literal))
    }
    let parts = fields.fields.indices.map { index in
      let field = fields.fields[index]
      return equals(.getField(column, ordinal: index, name: field.name), Literal(values[index], field.type))
    }
    return Expression.conjunction(parts) ?? .literal(.boolean(true))
  }

  /// A value of a pivot as a constant of the column's type, with the name of its columns.
  private func pivotValue(_ written: Expression, _ column: Expression, _ scope: Scope) throws -> (literal: Literal, name: String)
  {
    let value = trimAliases(try resolve(written, scope))
    guard value.isFoldable else { throw SparkError("NON_LITERAL_PIVOT_VALUES", ["expression": quotedText(value)]) }
    guard Self.canCast(value.type.storage, column.type.storage, ansi: context.binding.ansi) else {
      throw SparkError(
        "PIVOT_VALUE_DATA_TYPE_MISMATCH",
        [
          "value": names.text(value), "valueType": value.type.simpleString, "pivotType": column.type.simpleString,
        ])
    }
    let constant = try ExpressionCompiler.evaluateConstant(coerced(value, to: column.type))
    let literal = Literal(constant.value, column.type)
    if case .alias(let alias) = written { return (literal, alias.name) }
    guard case .string(let text) = try ExpressionCompiler.evaluateConstant(coerced(value, to: .string)).value else {
      return (literal, "null")
    }
    return (literal, text)
  }
}
