import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// `describe`.
  func resolveDescribe(_ columns: [String], _ child: LogicalPlan) throws -> LogicalPlan {
    var chosen = child.output
    if !columns.isEmpty {
      let scope = Scope(child, context)
      chosen = try columns.map { name in
        guard case .attribute(let attribute)? = try scope.find(name.split(separator: ".").map(String.init), .none) else {
          throw unresolvedColumn([name], child.output, .none)
        }
        return attribute
      }
    }
    return try statistics(["count", "mean", "stddev", "min", "max"], chosen, child)
  }

  /// `summary`.
  func resolveSummary(_ wanted: [String], _ child: LogicalPlan) throws -> LogicalPlan {
    let all = ["count", "mean", "stddev", "min", "25%", "50%", "75%", "max"]
    return try statistics(wanted.isEmpty ? all : wanted, child.output, child)
  }

  /// One row for each statistic, all columns as text: an aggregate of one row, spread by a cross join with the names.
  private func statistics(_ wanted: [String], _ columns: [Attribute], _ child: LogicalPlan) throws -> LogicalPlan {
    let chosen = columns.filter { $0.type.isNumeric || $0.type.isString }
    var computed: [Expression] = []
    var cells: [[Attribute]] = []
    for column in chosen {
      var row: [Attribute] = []
      for name in wanted {
        let value = try statistic(name, column)
        let text = value.type.isString ? value : coerced(value, to: .string)
        let alias = Alias(text, "\(name)(\(column.name))")
        computed.append(.alias(alias))
        if let attribute = Expression.alias(alias).asAttribute { row.append(attribute) }
      }
      cells.append(row)
    }
    let summary = Attribute("summary", .string)
    let position = Attribute("position", .integer, nullable: false)
    let names = LogicalPlan.localRelation(
      LocalRelation(
        output: [summary, position],
        batches: [
          RecordBatch(
            [
              .of(wanted.map { .string($0) }, type: .string),
              .of(wanted.indices.map { .integer(Int64($0)) }, type: .integer),
            ], count: wanted.count)
        ]))
    let aggregate = LogicalPlan.aggregate(Aggregate([], computed, child))
    let shown = zip(chosen, cells).map { column, row -> Expression in
      let branches = row.enumerated().map { index, attribute in
        CaseBranch(
          .comparison(.equal, .attribute(position), .literal(.integer(Int32(index)))), Expression.attribute(attribute))
      }
      return .alias(Alias(.caseWhen(branches, otherwise: nil), column.name))
    }
    if computed.isEmpty { return .project([.attribute(summary)], names) }
    return .project([.attribute(summary)] + shown, .join(Join(names, aggregate, .cross)))
  }

  private func statistic(_ name: String, _ column: Attribute) throws -> Expression {
    let plain = Expression.attribute(column)
    let number =
      column.type.isString
      ? Expression.cast(Cast(plain, .double, mode: .try, isImplicit: true, timeZone: context.binding.timeZone)) : plain
    switch name.lowercased() {
    case "count": return try bind(["count"], [plain], .none)
    case "count_distinct": return try bindDistinct("count", [plain])
    case "approx_count_distinct": return try bind(["approx_count_distinct"], [plain], .none)
    case "mean": return try bind(["avg"], [number], .none)
    case "stddev": return try bind(["stddev"], [number], .none)
    case "min": return try bind(["min"], [plain], .none)
    case "max": return try bind(["max"], [plain], .none)
    default:
      guard name.hasSuffix("%"), let percent = Double(name.dropLast()), percent >= 0, percent <= 100 else {
        throw SparkError("_LEGACY_ERROR_TEMP_2114", ["statistics": name])
      }
      return try bind(["percentile_approx"], [number, .literal(.double(percent / 100)), .literal(.integer(10000))], .none)
    }
  }
}
