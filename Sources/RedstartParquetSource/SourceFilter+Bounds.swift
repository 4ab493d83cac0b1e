import RedstartConnectors
import RedstartTypes

extension SourceFilter {
  /// The same condition with negations only where nothing else says it.
  var normalized: SourceFilter {
    switch self {
    case .and(let a, let b): .and(a.normalized, b.normalized)
    case .or(let a, let b): .or(a.normalized, b.normalized)
    case .not(let inner): inner.negated
    default: self
    }
  }

  private var negated: SourceFilter {
    switch self {
    case .equal(let name, let literal): .notEqual(name, literal)
    case .notEqual(let name, let literal): .equal(name, literal)
    case .less(let name, let literal): .greaterOrEqual(name, literal)
    case .lessOrEqual(let name, let literal): .greater(name, literal)
    case .greater(let name, let literal): .lessOrEqual(name, literal)
    case .greaterOrEqual(let name, let literal): .less(name, literal)
    case .isNull(let name): .isNotNull(name)
    case .isNotNull(let name): .isNull(name)
    case .and(let a, let b): .or(a.negated, b.negated)
    case .or(let a, let b): .and(a.negated, b.negated)
    case .not(let inner): inner.normalized
    case .in, .startsWith: .not(self)
    }
  }

  /// The column of a condition on one column.
  var column: String? {
    switch self {
    case .equal(let name, _), .notEqual(let name, _), .less(let name, _), .lessOrEqual(let name, _), .greater(let name, _),
      .greaterOrEqual(let name, _), .in(let name, _), .isNull(let name), .isNotNull(let name), .startsWith(let name, _):
      name
    case .not(let inner): inner.column
    case .and, .or: nil
    }
  }

  /// Whether rows with such values of the column can meet this condition (on one column, normalized).
  func canMatch(_ bounds: ColumnBounds) -> Bool {
    switch self {
    case .isNull: return bounds.nullCount != 0
    case .isNotNull: return !bounds.isAllNull
    case .and, .or: return true
    default: break
    }
    // A comparison with null is never true.
    if bounds.isAllNull { return false }
    let isReal = bounds.type.storage.isFloating
    func order(_ bound: StatisticsBound?, _ literal: Literal) -> Int? {
      guard let bound, let other = StatisticsBound(literal, for: bounds.type) else { return nil }
      return bound.compare(other)
    }
    switch self {
    case .equal(_, let literal):
      if literal.isNull { return false }
      return (order(bounds.minimum, literal) ?? 0) <= 0 && (order(bounds.maximum, literal) ?? 0) >= 0
    case .in(_, let literals): return literals.contains { SourceFilter.equal("", $0).canMatch(bounds) }
    case .notEqual(_, let literal):
      if literal.isNull { return false }
      // Bounds of reals leave NaN out, those of texts may be cut.
      guard !isReal, bounds.type.storage.physical != .bytes else { return true }
      return !(order(bounds.minimum, literal) == 0 && order(bounds.maximum, literal) == 0)
    case .less(_, let literal):
      if literal.isNull { return false }
      return (order(bounds.minimum, literal) ?? -1) < 0
    case .lessOrEqual(_, let literal):
      if literal.isNull { return false }
      return (order(bounds.minimum, literal) ?? -1) <= 0
    case .greater(_, let literal):
      if literal.isNull { return false }
      // NaN is greater than every number and stands outside of the bounds.
      return isReal || (order(bounds.maximum, literal) ?? 1) > 0
    case .greaterOrEqual(_, let literal):
      if literal.isNull { return false }
      return isReal || (order(bounds.maximum, literal) ?? 1) >= 0
    case .startsWith(_, let prefix):
      let bytes = Array(prefix.utf8)
      guard bounds.type.storage.isString else { return true }
      if case .bytes(let low)? = bounds.minimum,
        let order = StatisticsBound.bytes(Array(low.prefix(bytes.count))).compare(.bytes(bytes)),
        order > 0
      {
        return false
      }
      if case .bytes(let high)? = bounds.maximum, let order = StatisticsBound.bytes(high).compare(.bytes(bytes)), order < 0 {
        return false
      }
      return true
    case .not, .and, .or, .isNull, .isNotNull: return true
    }
  }
}
