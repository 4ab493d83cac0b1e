import RedstartDiagnostics
import RedstartLogicalPlan

/// Turns an unresolved plan into one whose names, types and columns are settled.
///
/// Nodes are resolved from the leaves up, one file for each of Spark's rules. The result holds no unresolved form, no
/// DataFrame tags and no column transformations; all casts are explicit.
public struct Analyzer: Sendable {
  public let context: AnalysisContext

  public init(_ context: AnalysisContext) { self.context = context }

  /// The resolved plan.
  /// - Throws: Spark's conditions of analysis, such as `UNRESOLVED_COLUMN.WITH_SUGGESTION`.
  public func analyze(_ plan: LogicalPlan) throws -> LogicalPlan {
    let resolver = PlanResolver(context)
    let resolved = try resolver.resolve(plan)
    try CheckAnalysis(names: resolver.names).check(resolved)
    let clean = resolved.withoutTags
    return context.cachedPlan == nil ? clean : useCache(clean)
  }

  /// Replaces the plans, largest first, whose rows the session keeps.
  private func useCache(_ plan: LogicalPlan) -> LogicalPlan {
    if let cached = context.cachedPlan?(plan) { return .cached(cached) }
    return plan.mapChildren(useCache).mapExpressions { expression in
      expression.transformUp { node in
        guard case .subquery(var subquery) = node else { return nil }
        subquery.plan = useCache(subquery.plan)
        return .subquery(subquery)
      }
    }
  }
}

extension LogicalPlan {
  /// The plan without the marks of DataFrames, in subqueries as well.
  var withoutTags: LogicalPlan {
    transformUp { node in
      if case .tagged(_, let child) = node { return child }
      return node.mapExpressions { expression in
        expression.containsSubquery
          ? expression.transformUp { part in
            guard case .subquery(var subquery) = part else { return nil }
            subquery.plan = subquery.plan.withoutTags
            return .subquery(subquery)
          } : expression
      }
    }
  }
}
