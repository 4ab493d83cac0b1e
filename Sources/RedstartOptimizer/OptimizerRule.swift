import RedstartLogicalPlan

/// A rewrite of plans that keeps their meaning.
protocol OptimizerRule: Sendable {
  /// The rewritten plan, or nil when there was nothing to do.
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) throws -> LogicalPlan?
}

/// A rewrite of one expression node at a time, from the leaves up.
protocol ExpressionRule: OptimizerRule {
  func rewrite(_ expression: Expression, _ context: OptimizerContext) throws -> Expression?
}

extension ExpressionRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) throws -> LogicalPlan? {
    try plan.rewritingExpressions { try rewrite($0, context) }
  }
}

/// Rules that run together.
struct RuleBatch: Sendable {
  enum Strategy: Sendable {
    case once
    /// Until nothing changes, at most so many times.
    case fixedPoint(Int)
  }
  let name: String
  let strategy: Strategy
  let rules: [any OptimizerRule]

  init(_ name: String, _ strategy: Strategy, _ rules: [any OptimizerRule]) {
    self.name = name
    self.strategy = strategy
    self.rules = rules
  }

  var iterations: Int { if case .fixedPoint(let count) = strategy { count } else { 1 } }
}

extension LogicalPlan {
  /// The plan rewritten from its leaves up, or nil when the rule never answered.
  func rewritingUp(_ rule: (LogicalPlan) throws -> LogicalPlan?) rethrows -> LogicalPlan? {
    var isChanged = false
    let result = try transformUp { node in
      guard let next = try rule(node) else { return nil }
      isChanged = true
      return next
    }
    return isChanged ? result : nil
  }

  /// The plan rewritten from its root down, or nil when the rule never answered.
  func rewritingDown(_ rule: (LogicalPlan) throws -> LogicalPlan?) rethrows -> LogicalPlan? {
    var isChanged = false
    let result = try transformDown { node in
      guard let next = try rule(node) else { return nil }
      isChanged = true
      return next
    }
    return isChanged ? result : nil
  }

  /// The plan with its expressions rewritten from their leaves up, or nil when the rule never answered. Plans of subqueries
  /// are left to their own optimisation, except that correlated ones are simplified with the query.
  func rewritingExpressions(_ rule: (Expression) throws -> Expression?) rethrows -> LogicalPlan? {
    var isChanged = false
    let result = try transformUp { node in
      var isNodeChanged = false
      let next = try node.mapExpressions { expression in
        try expression.transformUp { part in
          guard let rewritten = try rule(part) else { return nil }
          isNodeChanged = true
          return rewritten
        }
      }
      if !isNodeChanged { return nil }
      isChanged = true
      return next
    }
    return isChanged ? result : nil
  }
}
