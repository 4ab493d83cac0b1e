import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  /// `VALUES (1, 'a'), (2, 'b') [AS t (x, y)]`: a union of one projection a row, so that columns take a common type.
  mutating func inlineTable() throws -> LogicalPlan {
    let start = position
    try expect(.values)
    var rows: [[Expression]] = []
    repeat {
      if !rows.isEmpty, atEnd {
        throw syntaxError(at: position - 1, hint: ": extra input ','")
      }
      let element = try expression()
      if case .unresolvedFunction(let row) = element, row.isInternal || row.nameParts == ["struct"] {
        rows.append(
          row.isInternal
            ? stride(from: 1, to: row.arguments.count, by: 2).map { row.arguments[$0] } : row.arguments.map(\.withoutAlias))
      } else {
        rows.append([element])
      }
    } while accept(.comma)
    let width = rows[0].count
    for (index, row) in rows.enumerated() where row.count != width {
      throw SparkError(
        "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH",
        ["expectedNumCols": "\(width)", "actualNumCols": "\(row.count)", "rowIndex": "\(index)"], context: contexts(from: start))
    }
    let projections = rows.map { row in
      LogicalPlan.project(row.enumerated().map { .alias(Alias($1, "col\($0 + 1)")) }, .oneRow)
    }
    let plan = projections.count == 1 ? projections[0] : .setOperation(SetOperation(.union, isAll: true, projections))
    guard let alias = try tableAlias() else { return .subqueryAlias(SubqueryAlias(Parser.anonymous, plan)) }
    if !alias.columns.isEmpty, alias.columns.count != width {
      throw SparkError(
        "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH",
        ["expectedNumCols": "\(alias.columns.count)", "actualNumCols": "\(width)", "rowIndex": "0"],
        context: contexts(from: start))
    }
    return .subqueryAlias(SubqueryAlias(alias.name, columns: alias.columns, plan))
  }
}
