import RedstartExecution
import RedstartLogicalPlan

extension PhysicalPlanner {
  /// The most rows that top-k keeps in memory per task; larger limits sort everything.
  private static let topRowsLimit = 1 << 20

  /// LIMIT and OFFSET in any combination, over a sort as a top-k.
  func planLimit(_ logical: LogicalPlan) throws -> any PhysicalPlan {
    var limit: Int?
    var offset = 0
    var child = logical
    // LIMIT over OFFSET is one step; an OFFSET over a LIMIT is two.
    if case .limit(let count, let inner) = child {
      limit = try rowCount(count)
      child = inner
    }
    if case .offset(let count, let inner) = child {
      offset = try rowCount(count)
      child = inner
    }
    if let limit, limit <= Self.topRowsLimit, offset <= Self.topRowsLimit {
      if case .sort(let order, isGlobal: true, let rows) = child {
        return try TakeOrderedAndProjectExec(limit: limit, offset: offset, order, try plan(rows))
      }
      if case .project(let list, .sort(let order, isGlobal: true, let rows)) = child {
        return try ProjectExec(list, TakeOrderedAndProjectExec(limit: limit, offset: offset, order, try plan(rows)))
      }
    }
    let rows = try plan(child)
    guard let limit else { return GlobalLimitExec(limit: nil, offset: offset, rows) }
    return GlobalLimitExec(
      limit: limit, offset: offset, LocalLimitExec(limit.addingReportingOverflow(offset).partialValue, rows))
  }
}
