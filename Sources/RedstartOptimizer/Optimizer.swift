import RedstartAnalyzer
import RedstartDiagnostics
import RedstartLogicalPlan

/// Rewrites resolved plans into equal ones that run faster.
public struct Optimizer: Sendable {
  public let context: OptimizerContext

  public init(_ context: OptimizerContext) { self.context = context }

  /// The optimised plan: aliases of relations, correlated subqueries, DISTINCT aggregates and set operations other than UNION
  /// ALL are gone; scalar subqueries that stand alone remain as expressions over optimised plans.
  /// - Throws: conditions of subqueries that cannot be rewritten.
  public func optimize(_ plan: LogicalPlan) throws -> LogicalPlan {
    var current = plan
    for batch in Self.batches { current = try run(batch, current) }
    return try optimizeSubqueries(current)
  }

  /// Estimated rows and bytes of a plan.
  public func estimate(_ plan: LogicalPlan) -> (rows: Double, bytes: Double) {
    let statistics = context.statistics.estimate(plan)
    return (statistics.rows, statistics.rows * rowWidth(plan.output))
  }

  static let batches: [RuleBatch] = [
    RuleBatch("Finish Analysis", .once, [EliminateSubqueryAliases(), ReplaceOperators()]),
    RuleBatch("Simplify", .fixedPoint(10), simplification),
    RuleBatch("Subqueries", .once, [RewriteSubqueries(), RewriteNestedKeys()]),
    RuleBatch("Operator Optimization", .fixedPoint(20), operators + simplification),
    RuleBatch("Join Reorder", .once, [ReorderJoin(), PushLeftSemiLeftAntiThroughJoin(), PushSemiJoinIntoAggregate()]),
    RuleBatch("Operator Optimization after Join Reorder", .fixedPoint(10), operators + simplification),
    RuleBatch("Distinct Aggregate Rewrite", .once, [RewriteDistinctAggregates(), RewriteNestedKeys()]),
    RuleBatch("Column Pruning", .fixedPoint(5), [ColumnPruning(), CollapseProject(), RemoveNoopOperators()]),
    RuleBatch("Push Filters into Scans", .once, [PushFilterIntoScan()]),
  ]

  private static let simplification: [any OptimizerRule] = [
    ConstantFolding(), BooleanSimplification(), SimplifyCasts(), SimplifyConditionals(), NullPropagation(),
    LikeSimplification(), OptimizeIn(), SimplifyFilters(),
  ]

  private static let operators: [any OptimizerRule] = [
    CombineFilters(), PushDownPredicates(), PushPredicateThroughJoin(), InferFiltersFromConstraints(), EliminateOuterJoin(),
    CollapseProject(), CombineUnions(), CombineLimits(), LimitPushDown(), EliminateSorts(), RemoveNoopOperators(),
  ]

  private func run(_ batch: RuleBatch, _ plan: LogicalPlan) throws -> LogicalPlan {
    var current = plan
    for _ in 0..<batch.iterations {
      var isChanged = false
      for rule in batch.rules {
        let start = ContinuousClock.now
        if let next = try rule.apply(current, context) {
          current = next
          isChanged = true
        }
        context.timing.add(String(describing: type(of: rule)), ContinuousClock.now - start)
      }
      if !isChanged { break }
    }
    return current
  }

  /// Plans of scalar subqueries are optimised like queries of their own.
  private func optimizeSubqueries(_ plan: LogicalPlan) throws -> LogicalPlan {
    try plan.transformUp { node in
      guard node.expressions.contains(where: \.containsSubquery) else { return nil }
      return try node.mapExpressions { expression in
        try expression.transformUp { part in
          guard case .subquery(var subquery) = part else { return nil }
          subquery.plan = try optimize(subquery.plan)
          return .subquery(subquery)
        }
      }
    }
  }
}
