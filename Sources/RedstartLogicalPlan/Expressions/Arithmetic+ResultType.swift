import RedstartTypes

extension Arithmetic {
  /// The result's type for operands of those types; nil when the operator does not take them.
  ///
  /// Decimals follow Spark's rules of precision: results that would need more than 38 digits give up digits behind the point,
  /// but keep at least six of them; without `allowPrecisionLoss` the result is just cut to 38 digits.
  public static func resultType(
    _ op: Operator, _ left: DataType, _ right: DataType, allowPrecisionLoss: Bool = true
  ) -> DataType? {
    if case .decimal(let p1, let s1) = left.storage, case .decimal(let p2, let s2) = right.storage {
      return decimalResult(op, p1, s1, p2, s2, allowPrecisionLoss)
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

  private static func decimalResult(
    _ op: Operator, _ p1: Int, _ s1: Int, _ p2: Int, _ s2: Int, _ allowPrecisionLoss: Bool
  ) -> DataType {
    func result(_ precision: Int, _ scale: Int) -> DataType {
      allowPrecisionLoss ? adjusted(precision, scale) : .decimal(precision: min(precision, 38), scale: min(scale, 38))
    }
    switch op {
    case .add, .subtract:
      let scale = max(s1, s2)
      return result(max(p1 - s1, p2 - s2) + scale + 1, scale)
    case .multiply: return result(p1 + p2 + 1, s1 + s2)
    case .divide:
      if allowPrecisionLoss {
        let scale = max(6, s1 + p2 + 1)
        return adjusted(p1 - s1 + s2 + scale, scale)
      }
      var digits = min(38, p1 - s1 + s2)
      var scale = min(38, max(6, s1 + p2 + 1))
      let excess = digits + scale - 38
      if excess > 0 {
        scale -= excess / 2 + 1
        digits = 38 - scale
      }
      return .decimal(precision: min(digits + scale, 38), scale: scale)
    case .remainder:
      let scale = max(s1, s2)
      return result(min(p1 - s1, p2 - s2) + scale, scale)
    case .integralDivide: return .long
    }
  }

  /// A type of at most 38 digits that keeps the whole part and as much of the fraction as possible, at least six digits.
  public static func adjusted(_ precision: Int, _ scale: Int) -> DataType {
    if precision <= 38 { return .decimal(precision: precision, scale: scale) }
    let digits = precision - scale
    return .decimal(precision: 38, scale: max(38 - digits, min(scale, 6)))
  }
}
