import RedstartDiagnostics
import RedstartLogicalPlan

extension PlanResolver {
  /// `dropDuplicates`: all columns when none is named; a name stands for every column of that name.
  func resolveDeduplicate(_ keys: [Expression], _ child: LogicalPlan) throws -> LogicalPlan {
    if keys.isEmpty { return .deduplicate(child.output.map { .attribute($0) }, child) }
    var columns: [Expression] = []
    for key in keys {
      guard case .unresolvedAttribute(let name) = key else {
        columns.append(try resolve(key, Scope(child, context)))
        continue
      }
      let wanted = name.nameParts.joined(separator: ".")
      let matching = child.output.filter { context.sameName($0.name, wanted) }
      if matching.isEmpty { throw unresolvedColumn(name.nameParts, child.output, name.origin) }
      columns += matching.map { .attribute($0) }
    }
    var seen: Set<Expression> = []
    return .deduplicate(columns.filter { seen.insert($0).inserted }, child)
  }
}
