import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Subqueries of one row that the optimizer left in expressions: they run before their query and become literals.
enum ScalarSubqueries {
  /// The plan with each subquery's value in its place.
  /// - Throws: `SCALAR_SUBQUERY_TOO_MANY_ROWS`, and what running throws.
  static func computed(_ plan: LogicalPlan, by execution: QueryExecution) throws -> LogicalPlan {
    var known: [ExpressionID: Literal] = [:]
    return try rewrite(plan) { subquery in
      if let value = known[subquery.id] { return .literal(value) }
      let inner = try computed(subquery.plan, by: execution)
      let value = try value(of: inner, subquery, execution)
      known[subquery.id] = value
      return .literal(value)
    }
  }

  /// The plan with a stand-in for each subquery, for `explain`.
  static func asPlaceholders(_ plan: LogicalPlan) throws -> LogicalPlan {
    try rewrite(plan) { subquery in
      let name = "scalar-subquery#\(subquery.id.number)"
      let function = BoundFunction(
        name, type: subquery.plan.output.first?.type ?? .null, nullable: true, isFoldable: false,
        sql: { _ in "Subquery \(name)" }
      ) { _, _ in throw SparkError.internal("a subquery in an explained plan was run") }
      return .call(FunctionCall(function, []))
    }
  }

  private static func rewrite(_ plan: LogicalPlan, _ replace: (Subquery) throws -> Expression) throws -> LogicalPlan {
    try plan.transformUp { node in
      guard node.expressions.contains(where: { $0.containsSubquery }) else { return nil }
      return try node.mapExpressions { expression in
        try expression.transformUp { part in
          guard case .subquery(let subquery) = part else { return nil }
          switch subquery.kind {
          case .scalar: return try replace(subquery)
          case .exists, .in: throw SparkError.unsupported("this EXISTS or IN subquery", "Write it as a join.")
          }
        }
      }
    }
  }

  private static func value(of plan: LogicalPlan, _ subquery: Subquery, _ execution: QueryExecution) throws -> Literal {
    let type = plan.output.first?.type ?? .null
    let batches = try execution.nested(plan).collect()
    let rows = batches.reduce(0) { $0 + $1.count }
    if rows > 1 { throw SparkError("SCALAR_SUBQUERY_TOO_MANY_ROWS", context: subquery.origin.contexts) }
    guard let batch = batches.first(where: { $0.count > 0 }) else { return .null(type) }
    return Literal(batch.columns[0].value(at: 0), type)
  }
}
