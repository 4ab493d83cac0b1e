import RedstartTypes

extension Arithmetic {
  /// The result's type for operands of those types; nil when the operator does not take them.
  ///
  /// Decimals follow ``TypeCoercion/arithmeticType(_:_:_:)``; without `allowPrecisionLoss` the result is just cut to 38 digits.
  public static func resultType(
    _ op: Operator, _ left: DataType, _ right: DataType, allowPrecisionLoss: Bool = true
  ) -> DataType? {
    if case .decimal(let p1, let s1) = left.storage, case .decimal(let p2, let s2) = right.storage {
      if op == .integralDivide { return .long }
      return allowPrecisionLoss
        ? TypeCoercion.arithmeticType(op, (p1, s1), (p2, s2)) : boundedType(op, p1, s1, p2, s2)
    }
    guard let common = widerNumber(left.storage, right.storage) else { return nil }
    switch op {
    case .add, .subtract, .multiply, .remainder: return common
    case .divide: return .double
    case .integralDivide: return common.isFloating ? nil : .long
    }
  }

  private static func widerNumber(_ a: DataType, _ b: DataType) -> DataType? {
    let order: [DataType] = [.byte, .short, .integer, .long, .float, .double]
    guard let x = order.firstIndex(of: a), let y = order.firstIndex(of: b) else { return nil }
    return order[max(x, y)]
  }

  private static func boundedType(_ op: Operator, _ p1: Int, _ s1: Int, _ p2: Int, _ s2: Int) -> DataType {
    let common = max(s1, s2)
    switch op {
    case .add, .subtract: return TypeCoercion.bounded(precision: max(p1 - s1, p2 - s2) + common + 1, scale: common)
    case .multiply: return TypeCoercion.bounded(precision: p1 + p2 + 1, scale: s1 + s2)
    case .remainder: return TypeCoercion.bounded(precision: min(p1 - s1, p2 - s2) + common, scale: common)
    case .integralDivide: return .long
    case .divide:
      var whole = min(38, p1 - s1 + s2)
      var scale = min(38, max(6, s1 + p2 + 1))
      let excess = whole + scale - 38
      if excess > 0 {
        scale -= excess / 2 + 1
        whole = 38 - scale
      }
      return TypeCoercion.bounded(precision: whole + scale, scale: scale)
    }
  }
}
