import RedstartDiagnostics
import RedstartEvaluation
import RedstartLogicalPlan
import RedstartTypes

/// A subquery's plan without references to the query around it, and the conditions that connect the two.
struct Decorrelation {
  var plan: LogicalPlan
  /// Over columns of both sides.
  var conditions: [Expression]
  /// The columns that the subquery had before conditions needed more.
  var output: [Attribute]

  /// Pulls the conditions on outer columns up; where that cannot be done, the subquery is joined with all values that the outer
  /// columns take.
  ///
  /// - Parameter byKeys: Whether every condition must be an equality of an inner with an outer value.
  static func pull(
    _ plan: LogicalPlan, outer: LogicalPlan, byKeys: Bool = false, _ context: OptimizerContext
  ) throws -> Decorrelation {
    let output = plan.output
    if plan.outerReferences.isEmpty { return Decorrelation(plan: plan, conditions: [], output: output) }
    if let (inner, conditions) = pullUp(plan), !byKeys || conditions.allSatisfy({ key($0, of: inner) != nil }) {
      return Decorrelation(plan: inner, conditions: conditions, output: output)
    }
    return try joinDomain(plan, outer: outer)
  }

  /// The two sides of an equality between values of the plan and of others; nil for other conditions.
  static func key(_ condition: Expression, of plan: LogicalPlan) -> (op: ComparisonOperator, own: Expression, other: Expression)?
  {
    guard case .comparison(let op, let a, let b) = condition, op == .equal || op == .nullSafeEqual else { return nil }
    let own = Set(plan.output)
    if a.references.isSubset(of: own), b.references.isDisjoint(with: own) { return (op, a, b) }
    if b.references.isSubset(of: own), a.references.isDisjoint(with: own) { return (op, b, a) }
    return nil
  }

  // MARK: Pulling up

  private static func pullUp(_ plan: LogicalPlan) -> (LogicalPlan, [Expression])? {
    if !hasOuter(plan) { return (plan, []) }
    switch plan {
    case .filter(let condition, let child):
      guard let (inner, below) = pullUp(child) else { return nil }
      let parts = condition.conjuncts
      let correlated = parts.filter(\.containsOuterReference).map(\.withOuterAsAttributes)
      if correlated.contains(where: { $0.containsSubquery }) { return nil }
      let own = Expression.conjunction(parts.filter { !$0.containsOuterReference })
      return (own.map { .filter($0, inner) } ?? inner, below + correlated)
    case .project(let list, let child):
      guard !list.contains(where: \.containsOuterReference), let (inner, conditions) = pullUp(child) else { return nil }
      return (.project(list + missing(conditions, inner, have: list), inner), conditions)
    case .aggregate(var node):
      guard !(node.grouping + node.aggregates).contains(where: \.containsOuterReference),
        let (inner, conditions) = pullUp(node.child)
      else { return nil }
      // Rows of one group must meet the condition all or none: only equality with outer values makes groups of it.
      let own = Set(inner.output)
      for condition in conditions {
        guard case .comparison(let op, let a, let b) = condition, op == .equal || op == .nullSafeEqual,
          a.references.isDisjoint(with: own) || b.references.isDisjoint(with: own)
        else { return nil }
      }
      let extra = missing(conditions, inner, have: node.aggregates)
      for column in conditions.flatMap({ $0.references.sorted() }) where own.contains(column) {
        if !node.grouping.contains(.attribute(column)) { node.grouping.append(.attribute(column)) }
      }
      node.aggregates += extra
      node.child = inner
      return (.aggregate(node), conditions)
    case .join(var node):
      switch node.type {
      case .inner, .cross:
        guard let (left, leftConditions) = pullUp(node.left), let (right, rightConditions) = pullUp(node.right) else {
          return nil
        }
        node.left = left
        node.right = right
        let parts = node.condition?.conjuncts ?? []
        let correlated = parts.filter(\.containsOuterReference).map(\.withOuterAsAttributes)
        node.condition = Expression.conjunction(parts.filter { !$0.containsOuterReference })
        return (.join(node), leftConditions + rightConditions + correlated)
      case .leftOuter, .leftSemi, .leftAnti:
        guard !hasOuter(node.right), node.condition?.containsOuterReference != true, let (left, conditions) = pullUp(node.left)
        else { return nil }
        node.left = left
        return (.join(node), conditions)
      case .rightOuter, .fullOuter: return nil
      }
    case .sort(let order, let isGlobal, let child):
      guard !order.contains(where: { $0.child.containsOuterReference }), let (inner, conditions) = pullUp(child) else {
        return nil
      }
      return (.sort(order, isGlobal: isGlobal, inner), conditions)
    default: return nil
    }
  }

  /// Columns of the input that conditions above need and the list does not put out.
  private static func missing(_ conditions: [Expression], _ input: LogicalPlan, have list: [Expression]) -> [Expression] {
    let own = Set(input.output)
    var present = Set(list.compactMap(\.asAttribute))
    var result: [Expression] = []
    for column in conditions.flatMap(\.references).sorted() where own.contains(column) {
      if present.insert(column).inserted { result.append(.attribute(column)) }
    }
    return result
  }

  private static func hasOuter(_ plan: LogicalPlan) -> Bool { !plan.outerReferences.isEmpty }

  // MARK: Joining the values of the outer columns

  private static func joinDomain(_ plan: LogicalPlan, outer: LogicalPlan) throws -> Decorrelation {
    let columns = Set(plan.outerReferences).sorted()
    let available = Set(outer.output)
    guard columns.allSatisfy({ available.contains($0) }) else {
      throw SparkError(
        "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.ACCESSING_OUTER_QUERY_COLUMN_IS_NOT_ALLOWED",
        ["treeNode": columns.map(\.name).joined(separator: ", ")])
    }
    let keys = columns.map { Expression.attribute($0) }
    let domain = LogicalPlan.aggregate(Aggregate(keys, keys, outer)).withFreshIdentities()
    // Columns that pass through keep their identity unless their source was renewed: give each a new one.
    let fresh = zip(columns, domain.output).map { column, source in
      Alias(.attribute(source), column.name)
    }
    let values = LogicalPlan.project(fresh.map { .alias($0) }, domain)
    let own = fresh.compactMap { Expression.alias($0).asAttribute }
    var mapping: [ExpressionID: Attribute] = [:]
    for (column, value) in zip(columns, own) { mapping[column.id] = value }
    let joined = try insertDomain(plan, values, own, mapping)
    let conditions = zip(columns, own).map { Expression.comparison(.nullSafeEqual, .attribute($0), .attribute($1)) }
    return Decorrelation(plan: joined, conditions: conditions, output: plan.output)
  }

  private static func insertDomain(
    _ plan: LogicalPlan, _ values: LogicalPlan, _ columns: [Attribute], _ mapping: [ExpressionID: Attribute]
  ) throws -> LogicalPlan {
    if !hasOuter(plan) { return .join(Join(plan, values, .cross)) }
    let keys = columns.map { Expression.attribute($0) }
    func local(_ expression: Expression) -> Expression {
      expression.transformUp { part in
        if case .outerReference(let column) = part, let own = mapping[column.id] { .attribute(own) } else { nil }
      }
    }
    switch plan {
    case .filter(let condition, let child):
      return .filter(local(condition), try insertDomain(child, values, columns, mapping))
    case .project(let list, let child):
      return .project(list.map(local) + keys, try insertDomain(child, values, columns, mapping))
    case .aggregate(var node):
      node.grouping = node.grouping.map(local) + keys
      node.aggregates = node.aggregates.map(local) + keys
      node.child = try insertDomain(node.child, values, columns, mapping)
      return .aggregate(node)
    case .sort(_, _, let child): return try insertDomain(child, values, columns, mapping)
    case .join(var node) where !hasOuter(node.right) && node.type != .rightOuter && node.type != .fullOuter:
      node.left = try insertDomain(node.left, values, columns, mapping)
      node.condition = node.condition.map(local)
      if node.type == .cross, node.condition != nil { node.type = .inner }
      return .join(node)
    case .join(var node) where !hasOuter(node.left) && [.inner, .cross, .rightOuter].contains(node.type):
      node.right = try insertDomain(node.right, values, columns, mapping)
      node.condition = node.condition.map(local)
      return .join(node)
    default:
      throw SparkError(
        "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.ACCESSING_OUTER_QUERY_COLUMN_IS_NOT_ALLOWED",
        ["treeNode": columns.map(\.name).joined(separator: ", ")])
    }
  }

  // MARK: Shapes

  /// The plan without an order or limit that does not matter for what is asked.
  static func withoutOrder(_ plan: LogicalPlan) -> LogicalPlan {
    switch plan {
    case .sort(_, _, let child): return withoutOrder(child)
    case .limit(.literal(let count), let child) where count.value != .integer(0) && isAlwaysOneRow(child):
      return withoutOrder(child)
    default: return plan
    }
  }

  /// Whether the plan gives exactly one row whatever its input.
  static func isAlwaysOneRow(_ plan: LogicalPlan) -> Bool {
    switch plan {
    case .project(_, let child), .sort(_, _, let child): isAlwaysOneRow(child)
    case .aggregate(let node): node.grouping.isEmpty
    default: false
    }
  }

  /// Whether the plan gives at most one row for each combination of outer values.
  static func isAggregated(_ plan: LogicalPlan) -> Bool {
    switch plan {
    case .project(_, let child), .sort(_, _, let child), .filter(_, let child): isAggregated(child)
    case .aggregate(let node): node.grouping.isEmpty
    case .oneRow: true
    default: false
    }
  }

  /// The value of a scalar subquery whose rows all fail to match: null, but 0 for COUNT and what is computed from it.
  static func valueOfNoRows(_ plan: LogicalPlan) throws -> Literal? {
    switch plan {
    case .sort(_, _, let child): return try valueOfNoRows(child)
    case .filter(_, let child):
      guard let value = try valueOfNoRows(child), !value.isNull else { return nil }
      throw SparkError.unsupported("HAVING in a correlated subquery over COUNT", "Compute the count in a join.")
    case .aggregate(let node) where node.grouping.isEmpty:
      guard let item = node.aggregates.first else { return nil }
      return try evaluate(item.withoutAlias)
    case .project(let list, let child):
      guard let item = list.first, case .aggregate(let node) = child, node.grouping.isEmpty else { return nil }
      return try evaluate(item.withoutAlias.substituting(node.aggregates))
    default: return nil
    }
  }

  private static func evaluate(_ expression: Expression) throws -> Literal? {
    let constant = expression.transformDown { part in
      guard case .aggregate(let call) = part else { return nil }
      return .literal(call.function.defaultResult ?? .null(call.function.type))
    }
    guard constant.isFoldable, !constant.containsSubquery, !constant.containsOuterReference else { return nil }
    return try ExpressionCompiler.evaluateConstant(constant)
  }
}

extension Expression {
  var containsOuterReference: Bool { contains { if case .outerReference = $0 { true } else { false } } }

  /// The expression with columns of the query around it as plain columns: above the join both sides are there.
  var withOuterAsAttributes: Expression {
    transformUp { if case .outerReference(let column) = $0 { .attribute(column) } else { nil } }
  }
}
