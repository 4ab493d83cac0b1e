import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// `unpivot`: a row for each value column, by a cross join with the columns' names.
  func resolveUnpivot(
    _ ids: [Expression], _ values: [Expression]?, _ variable: String, _ value: String, _ child: LogicalPlan
  ) throws -> LogicalPlan {
    let scope = Scope(child, context)
    let idColumns = try resolveList(ids, scope)
    scope.lateral = [:]
    var valueColumns: [Expression]
    if let values {
      valueColumns = try resolveList(values, scope)
    } else {
      let taken = Set(idColumns.compactMap { $0.asAttribute?.id })
      valueColumns = child.output.filter { !taken.contains($0.id) }.map { .attribute($0) }
    }
    if valueColumns.isEmpty { throw SparkError("UNPIVOT_REQUIRES_VALUE_COLUMNS") }
    let columns = valueColumns.compactMap(\.asAttribute)
    var common = columns[0].type
    for column in columns.dropFirst() {
      guard let wider = TypeCoercion.tightestCommonType(common, column.type) ?? TypeCoercion.widerDecimal(common, column.type)
      else { throw unpivotMismatch(columns) }
      common = wider
    }
    let position = Attribute("position", .integer, nullable: false)
    let name = Attribute(variable, .string, nullable: false)
    let list = LogicalPlan.localRelation(
      LocalRelation(
        output: [position, name],
        batches: [
          RecordBatch(
            [
              .of(columns.indices.map { .integer(Int64($0)) }, type: .integer),
              .of(columns.map { .string($0.name) }, type: .string),
            ], count: columns.count)
        ]))
    let branches = valueColumns.enumerated().map { index, column in
      CaseBranch(
        .comparison(.equal, .attribute(position), .literal(.integer(Int32(index)))), coerced(column.withoutAlias, to: common))
    }
    let last = branches.last.map(\.value)
    let spread = Expression.caseWhen(Array(branches.dropLast()), otherwise: last)
    let shown = branches.count == 1 ? (last ?? spread) : spread
    return .project(
      idColumns + [.attribute(name), .alias(Alias(shown, value))], .join(Join(child, list, .cross)))
  }

  private func unpivotMismatch(_ columns: [Attribute]) -> SparkError {
    var byType: [(String, [String])] = []
    for column in columns {
      let type = "\"\(column.type.sql)\""
      if let index = byType.firstIndex(where: { $0.0 == type }) {
        byType[index].1.append(quoted(column.name))
      } else {
        byType.append((type, [quoted(column.name)]))
      }
    }
    let shown = byType.map { "\($0.0) (\($0.1.joined(separator: ", ")))" }.joined(separator: ", ")
    return SparkError("UNPIVOT_VALUE_DATA_TYPE_MISMATCH", ["types": shown])
  }
}
