import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// DISTINCT, dropDuplicates, INTERSECT and EXCEPT as aggregates and joins.
struct ReplaceOperators: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) throws -> LogicalPlan? {
    try replace(plan, context)
  }

  private func replace(_ plan: LogicalPlan, _ context: OptimizerContext) throws -> LogicalPlan {
    try plan.transformUp { node in
      switch node {
      case .distinct(let child): return Self.distinct(child)
      case .deduplicate(let keys, let child): return try deduplicate(keys, child, context)
      case .setOperation(var operation):
        switch operation.kind {
        case .union:
          if operation.isAll { return nil }
          operation.isAll = true
          return Self.distinct(.setOperation(operation))
        case .intersect, .except:
          return operation.isAll ? try joinedByNumber(operation, context) : try joined(operation)
        }
      default:
        guard node.expressions.contains(where: \.containsSubquery) else { return nil }
        return try node.mapExpressions { expression in
          try expression.transformUp { part in
            guard case .subquery(var subquery) = part else { return nil }
            subquery.plan = try replace(subquery.plan, context)
            return .subquery(subquery)
          }
        }
      }
    }
  }

  static func distinct(_ child: LogicalPlan) -> LogicalPlan {
    let columns = child.output.map { Expression.attribute($0) }
    return .aggregate(Aggregate(columns, columns, child))
  }

  private func deduplicate(_ keys: [Expression], _ child: LogicalPlan, _ context: OptimizerContext) throws -> LogicalPlan {
    let keySet = Set(keys)
    if child.output.allSatisfy({ keySet.contains(.attribute($0)) }) { return Self.distinct(child) }
    let list = try child.output.map { column -> Expression in
      if keySet.contains(.attribute(column)) { return .attribute(column) }
      let first = try context.call("first", [.attribute(column)])
      return .alias(Alias(first, column.name, id: column.id, metadata: column.metadata))
    }
    // The result keeps the columns' identities, so the input needs others.
    var mapping: [ExpressionID: ExpressionID] = [:]
    for column in child.output where !keySet.contains(.attribute(column)) { mapping[column.id] = .fresh() }
    let renamed = child.output.map { column -> Expression in
      guard let id = mapping[column.id] else { return .attribute(column) }
      return .alias(Alias(.attribute(column), column.name, id: id))
    }
    let inner = list.map { item -> Expression in
      guard case .alias(var alias) = item else { return item }
      alias.child = alias.child.replacingIdentities(mapping)
      return .alias(alias)
    }
    return .aggregate(Aggregate(keys, inner, .project(renamed, child)))
  }

  /// INTERSECT ALL and EXCEPT ALL: equal rows are numbered on each side, and the n-th of the first stands against the n-th of the
  /// other.
  private func joinedByNumber(_ operation: SetOperation, _ context: OptimizerContext) throws -> LogicalPlan {
    var result = operation.children[0]
    for other in operation.children.dropFirst() {
      let output = result.output
      let taken = Set(output.map(\.id))
      let right = other.output.contains { taken.contains($0.id) } ? other.withFreshIdentities() : other
      let (a, aNumber) = try numbered(result, context)
      let (b, bNumber) = try numbered(right, context)
      var conditions = zip(output, right.output).map { Expression.comparison(.nullSafeEqual, .attribute($0), .attribute($1)) }
      conditions.append(.comparison(.equal, .attribute(aNumber), .attribute(bNumber)))
      let join = Join(
        a, b, operation.kind == .intersect ? .leftSemi : .leftAnti, condition: Expression.conjunction(conditions))
      result = .project(output.map { .attribute($0) }, .join(join))
    }
    return result
  }

  /// The plan with a column that numbers equal rows from 1 on.
  private func numbered(_ plan: LogicalPlan, _ context: OptimizerContext) throws -> (LogicalPlan, Attribute) {
    let columns = plan.output.map { Expression.attribute($0) }
    let frame = WindowFrame(unit: .rows, lower: .unboundedPreceding, upper: .currentRow)
    let window = WindowSpecification(partition: columns, order: [], frame: frame)
    let alias = Alias(.window(WindowExpression(try context.call("row_number", []), window)), "number")
    guard let column = Expression.alias(alias).asAttribute else { throw SparkError.internal("a number without a column") }
    return (.window([.alias(alias)], plan), column)
  }

  /// Rows of the first that are, or are not, among the rows of the others; nulls equal nulls.
  private func joined(_ operation: SetOperation) throws -> LogicalPlan {
    var result = operation.children[0]
    for other in operation.children.dropFirst() {
      let left = result.output
      let taken = Set(left.map(\.id))
      let right = other.output.contains { taken.contains($0.id) } ? other.withFreshIdentities() : other
      let conditions = zip(left, right.output).map { Expression.comparison(.nullSafeEqual, .attribute($0), .attribute($1)) }
      result = .join(
        Join(
          Self.distinct(result), right, operation.kind == .intersect ? .leftSemi : .leftAnti,
          condition: Expression.conjunction(conditions)))
    }
    return result
  }
}
