import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// `WITH`: every use of a name becomes that query, with columns of its own.
  func resolveWith(_ tables: [CommonTable], isRecursive: Bool, _ child: LogicalPlan) throws -> LogicalPlan {
    var seen: Set<String> = []
    for table in tables where !seen.insert(context.key(table.name)).inserted {
      throw SparkError("DUPLICATED_CTE_NAMES", ["duplicateNames": quoted(table.name)])
    }
    commonTables.append([:])
    defer { commonTables.removeLast() }
    for table in tables {
      if isRecursive, refersTo(table.name, table.plan) {
        throw SparkError.unsupported("recursive common table expressions", "Write the steps as separate queries.")
      }
      let savedOuter = outerScopes
      let plan = try resolve(table.plan)
      outerScopes = savedOuter
      try checkColumnAliases(table.columns, plan.output.count)
      commonTables[commonTables.count - 1][context.key(table.name)] = CommonTable(table.name, columns: table.columns, plan)
    }
    return try resolve(child)
  }

  /// The common table of that name, with fresh column identities.
  func commonTable(_ name: String) -> LogicalPlan? {
    for scope in commonTables.reversed() {
      if let table = scope[context.key(name)] {
        return .subqueryAlias(SubqueryAlias(table.name, columns: table.columns, table.plan.withFreshIdentities()))
      }
    }
    return nil
  }

  private func refersTo(_ name: String, _ plan: LogicalPlan) -> Bool {
    var found = false
    plan.visit { node in
      if case .unresolvedRelation(let relation) = node, relation.nameParts.count == 1,
        context.sameName(relation.nameParts[0], name)
      {
        found = true
      }
    }
    return found
  }
}
