import RedstartLogicalPlan
import RedstartTypes

/// Three-valued logic made shorter: constants, doubled conditions, negated comparisons, and what all sides of an OR share.
struct BooleanSimplification: ExpressionRule {
  func rewrite(_ expression: Expression, _ context: OptimizerContext) -> Expression? {
    switch expression {
    case .and(let a, let b): return and(a, b)
    case .or(let a, let b): return or(a, b)
    case .not(let child): return not(child)
    default: return nil
    }
  }

  private func and(_ a: Expression, _ b: Expression) -> Expression? {
    if a.isLiteral(true) { return b }
    if b.isLiteral(true) { return a }
    if a.isLiteral(false) || b.isLiteral(false) { return .literal(.boolean(false)) }
    let all = a.conjuncts + b.conjuncts
    let distinct = Self.distinct(all)
    return distinct.count < all.count ? Expression.conjunction(distinct) : nil
  }

  private func or(_ a: Expression, _ b: Expression) -> Expression? {
    if a.isLiteral(false) { return b }
    if b.isLiteral(false) { return a }
    if a.isLiteral(true) || b.isLiteral(true) { return .literal(.boolean(true)) }
    let all = a.disjuncts + b.disjuncts
    let distinct = Self.distinct(all)
    if distinct.count < all.count { return Self.disjunction(distinct) }
    // (x AND y) OR (x AND z) is x AND (y OR z): a join condition hidden in an OR comes to light.
    let sides = all.map(\.conjuncts)
    let common = sides[0].filter { part in part.isDeterministic && sides.dropFirst().allSatisfy { $0.contains(part) } }
    if common.isEmpty { return nil }
    let rests = sides.map { side in Expression.conjunction(side.filter { !common.contains($0) }) }
    // A side that is nothing but the shared part makes the rest irrelevant.
    guard let known = rests as? [Expression] else { return Expression.conjunction(common) }
    guard let rest = Self.disjunction(known) else { return nil }
    return Expression.conjunction(common + [rest])
  }

  private func not(_ child: Expression) -> Expression? {
    switch child {
    case .literal(let literal):
      guard case .boolean(let flag) = literal.value else { return nil }
      return .literal(.boolean(!flag))
    case .not(let inner): return inner
    case .comparison(let op, let a, let b):
      switch op {
      case .equal: return .comparison(.notEqual, a, b)
      case .notEqual: return .comparison(.equal, a, b)
      case .less: return .comparison(.greaterOrEqual, a, b)
      case .lessOrEqual: return .comparison(.greater, a, b)
      case .greater: return .comparison(.lessOrEqual, a, b)
      case .greaterOrEqual: return .comparison(.less, a, b)
      case .nullSafeEqual: return nil
      }
    case .isNull(let inner): return .isNotNull(inner)
    case .isNotNull(let inner): return .isNull(inner)
    case .and(let a, let b): return .or(.not(a), .not(b))
    case .or(let a, let b): return .and(.not(a), .not(b))
    default: return nil
    }
  }

  static func distinct(_ parts: [Expression]) -> [Expression] {
    var seen: Set<Expression> = []
    return parts.filter { !$0.isDeterministic || seen.insert($0).inserted }
  }

  static func disjunction(_ parts: [Expression]) -> Expression? {
    parts.isEmpty ? nil : parts.dropFirst().reduce(parts[0]) { .or($0, $1) }
  }
}

extension Expression {
  func isLiteral(_ flag: Bool) -> Bool {
    if case .literal(let literal) = self, case .boolean(flag) = literal.value { true } else { false }
  }

  var isNullLiteral: Bool { if case .literal(let literal) = self { literal.isNull } else { false } }

  /// The conditions that OR joins.
  var disjuncts: [Expression] {
    if case .or(let a, let b) = self { return a.disjuncts + b.disjuncts }
    return [self]
  }
}
