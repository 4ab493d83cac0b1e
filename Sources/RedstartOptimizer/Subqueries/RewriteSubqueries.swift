import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Subqueries as joins: EXISTS and IN as semi and anti joins, correlated scalar subqueries as outer joins with aggregates.
/// Scalar subqueries that stand alone are left for the run.
struct RewriteSubqueries: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) throws -> LogicalPlan? {
    try plan.rewritingUp { node in
      guard node.expressions.contains(where: \.containsSubquery) else { return nil }
      switch node {
      case .filter(let condition, let child): return try filter(condition, child, context)
      default: return try other(node, context)
      }
    }
  }

  /// The subquery's own plan without subqueries that are correlated to it.
  private func prepared(_ subquery: Subquery, _ context: OptimizerContext) throws -> LogicalPlan {
    try apply(subquery.plan, context) ?? subquery.plan
  }

  private func filter(_ condition: Expression, _ child: LogicalPlan, _ context: OptimizerContext) throws -> LogicalPlan {
    var plan = child
    var later: [Expression] = []
    let parts = condition.conjuncts
    let plain = parts.filter { !$0.containsSubquery }
    if let below = Expression.conjunction(plain) { plan = .filter(below, plan) }
    for part in parts where part.containsSubquery {
      switch part {
      case .subquery(let subquery): plan = try semiJoin(subquery, isNegated: false, plan, context) ?? hold(part, &later, plan)
      case .not(.subquery(let subquery)):
        plan = try semiJoin(subquery, isNegated: true, plan, context) ?? hold(part, &later, plan)
      default: later.append(part)
      }
    }
    if later.isEmpty { return plan }
    let output = child.output
    var rewriter = ExpressionSubqueries(context: context, rule: self, plan: plan)
    let conditions = try later.map { try rewriter.rewrite($0) }
    let filtered = LogicalPlan.filter(Expression.conjunction(conditions) ?? .literal(.boolean(true)), rewriter.plan)
    return filtered.output.map(\.id) == output.map(\.id) ? filtered : .project(output.map { .attribute($0) }, filtered)
  }

  private func hold(_ part: Expression, _ later: inout [Expression], _ plan: LogicalPlan) -> LogicalPlan {
    later.append(part)
    return plan
  }

  private func other(_ node: LogicalPlan, _ context: OptimizerContext) throws -> LogicalPlan? {
    let needsRewrite = node.expressions.contains { expression in
      expression.contains { part in
        guard case .subquery(let subquery) = part else { return false }
        if case .scalar = subquery.kind { return !subquery.plan.outerReferences.isEmpty }
        return true
      }
    }
    if !needsRewrite { return nil }
    guard node.children.count == 1, let child = node.children.first else {
      throw SparkError.unsupported("subqueries in join conditions", "Move the condition to WHERE.")
    }
    var rewriter = ExpressionSubqueries(context: context, rule: self, plan: child)
    let rewritten = try node.mapExpressions { try rewriter.rewrite($0) }
    let input = rewriter.plan
    let result = rewritten.mapChildren { _ in input }
    return result.output.map(\.id) == node.output.map(\.id) ? result : .project(node.output.map { .attribute($0) }, result)
  }

  /// EXISTS or IN as a semi join, NOT EXISTS or NOT IN as an anti join; nil for scalar subqueries.
  private func semiJoin(
    _ subquery: Subquery, isNegated: Bool, _ plan: LogicalPlan, _ context: OptimizerContext
  ) throws -> LogicalPlan? {
    switch subquery.kind {
    case .scalar: return nil
    case .exists:
      let inner = try prepared(subquery, context)
      if Decorrelation.isAlwaysOneRow(inner) { return isNegated ? .filter(.literal(.boolean(false)), plan) : plan }
      let pulled = try Decorrelation.pull(Decorrelation.withoutOrder(inner), outer: plan, context)
      if pulled.conditions.isEmpty {
        let first = LogicalPlan.limit(.literal(.integer(1)), pulled.plan)
        return .join(Join(plan, first, isNegated ? .leftAnti : .leftSemi))
      }
      return .join(
        Join(plan, pulled.plan, isNegated ? .leftAnti : .leftSemi, condition: Expression.conjunction(pulled.conditions)))
    case .in(let values):
      if values.contains(where: \.containsSubquery) { return nil }
      let inner = try prepared(subquery, context)
      let pulled = try Decorrelation.pull(inner, outer: plan, context)
      let equalities = zip(values, pulled.output).map { Expression.comparison(.equal, $0, .attribute($1)) }
      let isNullable = equalities.contains { $0.nullable }
      if !isNegated || !isNullable {
        let condition = Expression.conjunction(equalities + pulled.conditions)
        return .join(Join(plan, pulled.plan, isNegated ? .leftAnti : .leftSemi, condition: condition))
      }
      if equalities.count == 1, pulled.conditions.isEmpty {
        return .join(Join(plan, pulled.plan, .leftAnti, condition: equalities[0], isNullAware: true))
      }
      // A comparison that is null counts as a match: the row is not certain to be absent.
      let open = equalities.map { Expression.or($0, .isNull($0)) }
      return .join(Join(plan, pulled.plan, .leftAnti, condition: Expression.conjunction(open + pulled.conditions)))
    }
  }

  /// Rewrites the subqueries inside expressions over a plan, which grows a join for each.
  struct ExpressionSubqueries {
    let context: OptimizerContext
    let rule: RewriteSubqueries
    var plan: LogicalPlan
    private var known: [ExpressionID: Expression] = [:]

    init(context: OptimizerContext, rule: RewriteSubqueries, plan: LogicalPlan) {
      self.context = context
      self.rule = rule
      self.plan = plan
    }

    mutating func rewrite(_ expression: Expression) throws -> Expression {
      if case .not(.subquery(let subquery)) = expression, case .in(let values) = subquery.kind,
        values.contains(where: \.nullable) || subquery.plan.output.contains(where: \.nullable)
      {
        throw SparkError.unsupported(
          "NOT IN with a subquery of nullable columns outside of a plain condition", "Use NOT EXISTS, or test for null first.")
      }
      if case .subquery(let subquery) = expression {
        if let done = known[subquery.id] { return done }
        let result = try replace(subquery)
        known[subquery.id] = result
        return result
      }
      if case .aggregate = expression { return expression }
      // `mapChildren` takes no mutating closure: children one by one.
      var copy = self
      let result = try expression.mapChildren { child in try copy.rewrite(child) }
      self = copy
      return result
    }

    private mutating func replace(_ subquery: Subquery) throws -> Expression {
      switch subquery.kind {
      case .scalar:
        if subquery.plan.outerReferences.isEmpty {
          var own = subquery
          own.plan = try rule.prepared(subquery, context)
          return .subquery(own)
        }
        return try scalar(subquery)
      case .exists: return try existence(subquery, [])
      case .in(let values): return try existence(subquery, values)
      }
    }

    /// A left outer join with one row for each combination of the outer columns.
    private mutating func scalar(_ subquery: Subquery) throws -> Expression {
      let inner = Decorrelation.withoutOrder(try rule.prepared(subquery, context))
      guard Decorrelation.isAggregated(inner) else { return try onlyRow(inner) }
      let pulled = try Decorrelation.pull(inner, outer: plan, context)
      guard let value = pulled.output.first else { throw SparkError.internal("a scalar subquery without a column") }
      var right = pulled.plan
      var result = Expression.attribute(value.asNullable)
      if let empty = try Decorrelation.valueOfNoRows(inner), !empty.isNull {
        // Where no row matches, COUNT is 0 and not null: a column that is never null tells those rows.
        let flag = Alias(.literal(.boolean(true)), "alwaysTrue")
        right = .project(right.output.map { .attribute($0) } + [.alias(flag)], right)
        let matched = Attribute("alwaysTrue", .boolean, nullable: true, id: flag.id)
        result = .caseWhen(
          [CaseBranch(.isNull(.attribute(matched)), .literal(empty))], otherwise: .attribute(value.asNullable))
      }
      plan = .join(Join(plan, right, .leftOuter, condition: Expression.conjunction(pulled.conditions)))
      return result
    }

    /// The value of a subquery that may have several rows for a row around it, which is an error where it happens: a left outer
    /// join with the first row of each key and the number of its rows.
    private mutating func onlyRow(_ inner: LogicalPlan) throws -> Expression {
      let pulled = try Decorrelation.pull(inner, outer: plan, byKeys: true, context)
      guard let value = pulled.output.first else { throw SparkError.internal("a scalar subquery without a column") }
      let sides = pulled.conditions.compactMap { Decorrelation.key($0, of: pulled.plan) }
      guard sides.count == pulled.conditions.count else { throw SparkError.internal("a subquery that is not joined by keys") }
      let keys = sides.map { Alias($0.own, "key") }
      let first = Alias(try context.call("first", [.attribute(value)]), value.name)
      let rows = Alias(try context.call("count", [.literal(.integer(1))]), "rows")
      let grouped = LogicalPlan.aggregate(
        Aggregate(keys.map(\.child), (keys + [first, rows]).map { .alias($0) }, pulled.plan))
      let columns = (keys + [first, rows]).compactMap { Expression.alias($0).asAttribute?.asNullable }
      let conditions = zip(sides, columns).map { Expression.comparison($0.op, $0.other, .attribute($1)) }
      plan = .join(Join(plan, grouped, .leftOuter, condition: Expression.conjunction(conditions)))
      let (result, number) = (columns[columns.count - 2], columns[columns.count - 1])
      let check = BoundFunction(
        "scalarsubquery", type: result.type, nullable: true, nullPolicy: .custom, isFoldable: false
      ) { arguments, count in
        let numbers = FixedColumn<Int64>(arguments[1])
        let isNull = NullColumn(arguments[1])
        for row in 0..<count where !isNull(row) && numbers[row] > 1 {
          throw SparkError("SCALAR_SUBQUERY_TOO_MANY_ROWS", as: .runtime)
        }
        return arguments[0]
      }
      return .call(FunctionCall(check, [.attribute(result), .attribute(number)]))
    }

    /// Whether a row exists, as a column: a left outer join with the distinct keys of the subquery.
    private mutating func existence(_ subquery: Subquery, _ values: [Expression]) throws -> Expression {
      var values = values
      for index in values.indices { values[index] = try rewrite(values[index]) }
      let inner = Decorrelation.withoutOrder(try rule.prepared(subquery, context))
      let pulled = try Decorrelation.pull(inner, outer: plan, context)
      let equalities = zip(values, pulled.output).map { Expression.comparison(.equal, $0, .attribute($1)) }
      let conditions = equalities + pulled.conditions
      let own = Set(pulled.plan.output)
      var keys: [Attribute] = []
      for condition in conditions {
        guard case .comparison(let op, let a, let b) = condition, op == .equal || op == .nullSafeEqual,
          a.references.isDisjoint(with: own) || b.references.isDisjoint(with: own)
        else {
          throw SparkError.unsupported(
            "EXISTS with conditions other than equality outside of a plain condition", "Split the query with UNION.")
        }
        for column in condition.references.intersection(own).sorted() where !keys.contains(column) { keys.append(column) }
      }
      let flag = Alias(.literal(.boolean(true)), "exists")
      let list = keys.map { Expression.attribute($0) }
      let right: LogicalPlan
      if keys.isEmpty {
        right = .project([.alias(flag)], .limit(.literal(.integer(1)), pulled.plan))
      } else {
        right = .project(list + [.alias(flag)], .aggregate(Aggregate(list, list, pulled.plan)))
      }
      plan = .join(Join(plan, right, .leftOuter, condition: Expression.conjunction(conditions)))
      return .isNotNull(.attribute(Attribute("exists", .boolean, nullable: true, id: flag.id)))
    }
  }
}
