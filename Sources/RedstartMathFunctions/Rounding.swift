import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// How numbers are rounded to a number of digits.
enum RoundingMode: Sendable { case halfUp, halfEven, ceiling, floor }

enum Rounding {
  /// `value` divided by `divisor`, rounded.
  static func divide(_ value: Int128, by divisor: Int128, _ mode: RoundingMode) -> Int128 {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    if rest == 0 { return quotient }
    let away = quotient &+ (value < 0 ? -1 : 1)
    switch mode {
    case .ceiling: return value > 0 ? away : quotient
    case .floor: return value < 0 ? away : quotient
    case .halfUp: return rest.magnitude &* 2 >= divisor.magnitude ? away : quotient
    case .halfEven:
      let twice = rest.magnitude &* 2
      if twice == divisor.magnitude { return quotient & 1 == 0 ? quotient : away }
      return twice > divisor.magnitude ? away : quotient
    }
  }

  /// A double rounded as its shortest decimal text is.
  static func round(_ value: Double, _ digits: Int, _ mode: RoundingMode) -> Double {
    guard value.isFinite, value != 0 else { return value }
    if digits >= 0, digits <= 15 {
      let power = powers[digits]
      let scaled = value * power
      let size = scaled.magnitude
      if size < 4_503_599_627_370_496 {
        let below = size.rounded(.down)
        let fraction = size - below
        // Near a half the shortest text decides, elsewhere the nearest whole number is certain.
        let doubt = max(size * 4.5e-16, 1e-300)
        let isCertain =
          mode == .halfUp || mode == .halfEven
          ? (fraction - 0.5).magnitude > doubt : fraction > doubt && 1 - fraction > doubt
        if isCertain {
          let up: Bool =
            switch mode {
            case .ceiling: value > 0
            case .floor: value < 0
            default: fraction > 0.5
            }
          let whole = (up ? below + 1 : below) / power
          return value < 0 ? -whole : whole
        }
      }
    }
    return exactly(value, digits, mode)
  }

  private static let powers: [Double] = (0...15).map { Double(sign: .plus, exponent: 0, significand: 1) * pow10($0) }

  private static func pow10(_ n: Int) -> Double { (0..<n).reduce(1.0) { power, _ in power * 10 } }

  /// Rounds the digits of the shortest text.
  private static func exactly(_ value: Double, _ digits: Int, _ mode: RoundingMode) -> Double {
    var whole: Int128 = 0
    var exponent = 0
    var afterPoint = false
    var inPower = false
    var power = ""
    for byte in value.magnitude.description.utf8 {
      switch byte {
      case 48...57:
        if inPower {
          power.append(Character(UnicodeScalar(byte)))
        } else {
          whole = whole * 10 + Int128(byte - 48)
          if afterPoint { exponent -= 1 }
        }
      case 46: afterPoint = true
      case 45 where inPower: power = "-"
      case 101: inPower = true
      default: break
      }
    }
    exponent += Int(power) ?? 0
    let drop = -exponent - digits
    if drop <= 0 { return value }
    let signed = value < 0 ? -whole : whole
    let result: Int128
    if drop > 38 {
      result = mode == .ceiling && value > 0 ? 1 : mode == .floor && value < 0 ? -1 : 0
    } else {
      result = divide(signed, by: Decimal128.powersOfTen[drop], mode)
    }
    if result == 0 { return value < 0 ? -0.0 + 0 : 0 }
    return Double("\(result)e\(-digits)") ?? value
  }
}

extension FunctionBinding {
  /// `round`, `bround` and the two-argument `ceil` and `floor`.
  func bindRounding(_ mode: RoundingMode) throws -> Expression {
    try requireCount(1, 2)
    var value = try argument(0, .numeric)
    var places = 0
    if arguments.count == 2 {
      let scale = try argument(1, .integer)
      try requireConstant(1, "scale", .integer)
      guard case .integer(let number)? = constant(1) ?? scale.constantLiteral?.value else {
        return .literal(.null(value.type))
      }
      places = Int(max(-400, min(400, number)))
    }
    if mode == .ceiling || mode == .floor, !value.type.isDecimal, let type = TypeCoercion.decimalType(for: value.type) {
      value = value.implicitlyCast(to: type)
    }
    let digits = places
    let type = Self.roundedType(value.type, digits)
    let ansi = environment.ansi
    let shown = "\(name.lowercased())"
    let suffix = arguments.count == 2 ? arguments[1].prettySQL : "0"
    let sql: @Sendable ([String]) -> String = { "\(shown)(\($0[0]), \(suffix))" }
    let source = value.type
    return scalar("\(shown) \(digits)", [value], type, canGiveNull: true, sql: sql) { arguments, count in
      switch source {
      case .double:
        let values = FixedColumn<Double>(arguments[0])
        return RowLoop.fixed(arguments, count, type, as: Double.self) { Rounding.round(values[$0], digits, mode) }
      case .float:
        let values = FixedColumn<Float>(arguments[0])
        return RowLoop.fixed(arguments, count, type, as: Float.self) {
          Float(Rounding.round(Double(values[$0]), digits, mode))
        }
      case .decimal(_, let scale): return try roundDecimals(arguments, count, scale, type, digits, mode, ansi)
      case .byte: return try roundIntegers(arguments, count, Int8.self, type, digits, mode, ansi)
      case .short: return try roundIntegers(arguments, count, Int16.self, type, digits, mode, ansi)
      case .integer: return try roundIntegers(arguments, count, Int32.self, type, digits, mode, ansi)
      default: return try roundIntegers(arguments, count, Int64.self, type, digits, mode, ansi)
      }
    }
  }

  private static func roundedType(_ type: DataType, _ digits: Int) -> DataType {
    guard case .decimal(let precision, let scale) = type else { return type }
    let whole = precision - scale + 1
    if digits < 0 { return .decimal(precision: min(max(whole, 1 - digits), 38), scale: 0) }
    let newScale = min(scale, digits)
    return .decimal(precision: min(whole + newScale, 38), scale: newScale)
  }

  /// `ceil` and `floor` to whole numbers.
  func bindWhole(_ mode: RoundingMode, _ shown: String) throws -> Expression {
    if arguments.count == 2 { return try bindRounding(mode) }
    try requireCount(1, 2)
    let argument = try argument(0, .oneOf([.type(.double), .decimal, .type(.long)]))
    let name = name.lowercased() == "ceiling" ? "ceiling" : shown
    let sql: @Sendable ([String]) -> String = { "\(name)(\($0[0]))" }
    if case .decimal(let precision, let scale) = argument.type {
      let type = TypeCoercion.bounded(precision: precision - scale + 1, scale: 0)
      let ansi = environment.ansi
      return scalar(nil, [argument], type, canGiveNull: true, sql: sql) { arguments, count in
        try roundDecimals(arguments, count, scale, type, 0, mode, ansi)
      }
    }
    if argument.type == .long {
      return scalar(nil, [argument], .long, canGiveNull: true, sql: sql) { arguments, _ in arguments[0] }
    }
    return scalar(nil, [argument], .long, canGiveNull: true, sql: sql) { arguments, count in
      let values = FixedColumn<Double>(arguments[0])
      return RowLoop.fixed(arguments, count, .long, as: Int64.self) { row in
        // As Java converts: NaN is 0, and what is too large becomes the limit.
        let whole = mode == .ceiling ? values[row].rounded(.up) : values[row].rounded(.down)
        return Int64(exactly: whole) ?? (whole.isNaN ? 0 : whole < 0 ? .min : .max)
      }
    }
  }
}

private func roundDecimals(
  _ arguments: [Vector], _ count: Int, _ scale: Int, _ type: DataType, _ digits: Int, _ mode: RoundingMode, _ ansi: Bool
) throws -> Vector {
  guard case .decimal(let precision, let newScale) = type else { return arguments[0] }
  let drop = scale - digits
  func rounded(_ value: Int128) throws -> Int128? {
    var result = value
    if drop > 0 {
      if drop > 38 { return 0 }
      result = Rounding.divide(value, by: Decimal128.powersOfTen[drop], mode)
      // Digits before the point that were rounded away are zeros.
      if digits < 0 {
        guard let wide = Decimal128.rescale(result, from: 0, to: -digits) else { return nil }
        result = wide
      }
    }
    if Decimal128.fits(result, precision: precision) { return result }
    if ansi {
      throw SparkError(
        "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
        [
          "value": Decimal128.text(result, scale: newScale), "precision": String(precision), "scale": String(newScale),
          "config": ansiConfigParameter,
        ])
    }
    return nil
  }
  func narrow<In: FixedWidthInteger & BitwiseCopyable>(_: In.Type) throws -> Vector {
    let values = FixedColumn<In>(arguments[0])
    if type.physical == .int64 {
      return try RowLoop.optional(arguments, count, type, as: Int64.self) {
        try rounded(Int128(truncatingIfNeeded: values[$0])).map { Int64(truncatingIfNeeded: $0) }
      }
    }
    return try RowLoop.optional(arguments, count, type, as: Int128.self) {
      try rounded(Int128(truncatingIfNeeded: values[$0]))
    }
  }
  return arguments[0].type.physical == .int64 ? try narrow(Int64.self) : try narrow(Int128.self)
}

private func roundIntegers<T: FixedWidthInteger & SignedInteger & BitwiseCopyable>(
  _ arguments: [Vector], _ count: Int, _: T.Type, _ type: DataType, _ digits: Int, _ mode: RoundingMode, _ ansi: Bool
) throws -> Vector {
  if digits >= 0 { return arguments[0] }
  let values = FixedColumn<T>(arguments[0])
  let drop = -digits
  return try RowLoop.fixed(arguments, count, type, as: T.self) { row in
    if drop > 19 { return 0 }
    let power = Decimal128.powersOfTen[drop]
    let result = Rounding.divide(Int128(values[row]), by: power, mode) &* power
    if let exact = T(exactly: result) { return exact }
    if ansi {
      throw SparkError("ARITHMETIC_OVERFLOW", ["message": "Overflow", "alternative": "", "config": ansiConfigParameter])
    }
    return T(truncatingIfNeeded: result)
  }
}
