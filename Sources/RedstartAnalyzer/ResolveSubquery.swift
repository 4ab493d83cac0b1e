import RedstartDiagnostics
import RedstartEvaluation
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// A query inside an expression; names that it lacks are columns of the query around it.
  func resolveSubquery(_ subquery: Subquery, _ scope: Scope) throws -> Expression {
    var subquery = subquery
    outerScopes.append(scope)
    defer { outerScopes.removeLast() }
    subquery.plan = try resolve(subquery.plan)
    switch subquery.kind {
    case .scalar:
      let count = subquery.plan.output.count
      if count != 1 {
        throw SparkError(
          "INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN", ["number": String(count)],
          context: subquery.origin.contexts)
      }
      return .subquery(subquery)
    case .exists: return .subquery(subquery)
    case .in(let values):
      outerScopes.removeLast()
      defer { outerScopes.append(scope) }
      return try coerceInSubquery(subquery, try values.map { try resolve($0, scope) })
    }
  }

  /// `values IN (query)`: both sides of one type, column by column.
  private func coerceInSubquery(_ subquery: Subquery, _ values: [Expression]) throws -> Expression {
    var subquery = subquery
    var values = values
    // A row value is a struct when the query has several columns.
    if values.count == 1, case .call(let call) = values[0], call.function.name == "named_struct", subquery.plan.output.count > 1 {
      values = stride(from: 1, to: call.arguments.count, by: 2).map { call.arguments[$0] }
    }
    let columns = subquery.plan.output
    subquery.kind = .in(values)
    let whole = Expression.subquery(subquery)
    if columns.count != values.count {
      throw mismatch(
        "IN_SUBQUERY_LENGTH_MISMATCH", whole,
        [
          "leftLength": String(values.count), "rightLength": String(columns.count),
          "leftColumns": values.map { quotedText($0) }.joined(separator: ", "),
          "rightColumns": columns.map { "\"\($0.name)\"" }.joined(separator: ", "),
        ], subquery.origin)
    }
    var newColumns: [Expression] = []
    for (index, column) in columns.enumerated() {
      let left = values[index].type
      if left == column.type {
        newColumns.append(.attribute(column))
        continue
      }
      guard let common = TypeCoercion.comparisonType(left, column.type) else {
        var qualified = names
        qualified.isQualified = true
        let pair =
          "(\(qualified.text(values[index])):\(left.simpleString), \(qualified.text(.attribute(column))):\(column.type.simpleString))"
        throw mismatch(
          "IN_SUBQUERY_DATA_TYPE_MISMATCH", whole,
          ["mismatchedColumns": pair, "leftType": "\"\(left.sql)\"", "rightType": "\"\(column.type.sql)\""], subquery.origin)
      }
      values[index] = coerced(values[index], to: common)
      newColumns.append(
        column.type == common ? .attribute(column) : .alias(Alias(coerced(.attribute(column), to: common), column.name)))
    }
    if newColumns.contains(where: { if case .alias = $0 { true } else { false } }) {
      subquery.plan = .project(newColumns, subquery.plan)
    }
    subquery.kind = .in(values)
    return .subquery(subquery)
  }

  /// The value of a constant expression.
  func constantValue(_ expression: Expression) throws -> Value {
    if case .literal(let literal) = expression { return literal.value }
    return try ExpressionCompiler.evaluateConstant(expression).value
  }
}
