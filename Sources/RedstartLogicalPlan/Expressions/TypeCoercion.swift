import RedstartTypes

/// Which types meet where, as Spark's ANSI type coercion has it.
public enum TypeCoercion {
  /// The numeric types from narrow to wide, decimals apart.
  private static let numericPrecedence: [DataType] = [.byte, .short, .integer, .long, .float, .double]

  /// The one of the two types that loses nothing: equal types, `void` with anything, numbers, date-times and intervals of one
  /// family. No strings with other types.
  public static func tightestCommonType(_ a: DataType, _ b: DataType) -> DataType? {
    if a == b { return a }
    if a == .null { return b }
    if b == .null { return a }
    if a.isString, b.isString { return .string }
    switch (a, b) {
    case (.decimal, .decimal): return nil
    case (.decimal, _) where b.isIntegral: return isWider(a, than: b) ? a : nil
    case (_, .decimal) where a.isIntegral: return isWider(b, than: a) ? b : nil
    case (.dayTimeInterval(let start, let end), .dayTimeInterval(let otherStart, let otherEnd)):
      return .dayTimeInterval(
        start.rawValue < otherStart.rawValue ? start : otherStart, end.rawValue > otherEnd.rawValue ? end : otherEnd)
    case (.yearMonthInterval(let start, let end), .yearMonthInterval(let otherStart, let otherEnd)):
      return .yearMonthInterval(
        start.rawValue < otherStart.rawValue ? start : otherStart, end.rawValue > otherEnd.rawValue ? end : otherEnd)
    default: break
    }
    if let x = numericPrecedence.firstIndex(of: a), let y = numericPrecedence.firstIndex(of: b) {
      let wider = numericPrecedence[max(x, y)]
      // An integer may not fit a float: both become doubles.
      return wider == .float ? .double : wider
    }
    if a.isDateOrTimestamp, b.isDateOrTimestamp {
      return a == .timestamp || b == .timestamp ? .timestamp : .timestampNTZ
    }
    return complexType(a, b, tightestCommonType)
  }

  /// The type to which two branches, elements or operands are brought: decimals widen and strings become the other's type.
  public static func commonType(_ a: DataType, _ b: DataType) -> DataType? {
    tightestCommonType(a, b) ?? widerDecimal(a, b) ?? stringPromotion(a, b) ?? complexType(a, b, commonType)
  }

  /// The common type of all; nil when there is none. No types at all are `void`.
  public static func commonType(_ types: [DataType]) -> DataType? {
    // Strings last, so that the other types settle first.
    let ordered = types.filter { !containsString($0) } + types.filter(containsString)
    return ordered.dropFirst().reduce(ordered.first ?? .null) { current, next in current.flatMap { commonType($0, next) } }
  }

  /// The common type without turning strings into other types: `greatest`, `array_contains`, `concat` of arrays.
  public static func commonTypeWithoutStringPromotion(_ a: DataType, _ b: DataType) -> DataType? {
    tightestCommonType(a, b) ?? widerDecimal(a, b) ?? complexType(a, b, commonTypeWithoutStringPromotion)
  }

  /// The common type of all without turning strings into other types.
  public static func commonTypeWithoutStringPromotion(_ types: [DataType]) -> DataType? {
    types.dropFirst().reduce(types.first ?? .null) { current, next in
      current.flatMap { commonTypeWithoutStringPromotion($0, next) }
    }
  }

  /// The type in which `a` and `b` are compared.
  public static func comparisonType(_ a: DataType, _ b: DataType) -> DataType? { commonType(a, b) }

  /// The decimal type of a number that is not a decimal: 10 digits for `int`, 38 with 18 after the point for strings.
  public static func decimalType(for type: DataType) -> DataType? {
    switch type {
    case .decimal: type
    case .byte: .decimal(precision: 3, scale: 0)
    case .short: .decimal(precision: 5, scale: 0)
    case .integer: .decimal(precision: 10, scale: 0)
    case .long: .longDecimal
    case .float: .decimal(precision: 14, scale: 7)
    case .double: .decimal(precision: 30, scale: 15)
    default: nil
    }
  }

  /// The decimal type that holds both: the larger scale and the larger whole part, at most 38 digits.
  public static func widerDecimal(_ a: DataType, _ b: DataType) -> DataType? {
    guard a.isDecimal || b.isDecimal, a.isNumeric, b.isNumeric else { return nil }
    if a.isFloating || b.isFloating { return .double }
    guard case .decimal(let p1, let s1)? = decimalType(for: a), case .decimal(let p2, let s2)? = decimalType(for: b) else {
      return nil
    }
    return boundedPreferringIntegralDigits(whole: max(p1 - s1, p2 - s2), scale: max(s1, s2))
  }

  /// A decimal type of so many digits before and after the point; beyond 38 the digits behind the point give way.
  public static func boundedPreferringIntegralDigits(whole: Int, scale: Int) -> DataType {
    whole + scale <= 38
      ? .decimal(precision: whole + scale, scale: scale) : .decimal(precision: 38, scale: max(0, 38 - whole))
  }

  /// Precision and scale cut to 38 digits each.
  public static func bounded(precision: Int, scale: Int) -> DataType {
    .decimal(precision: min(precision, 38), scale: min(scale, 38))
  }

  /// Precision and scale of an arithmetic result: beyond 38 digits the scale gives way, down to 6.
  public static func adjusted(precision: Int, scale: Int) -> DataType {
    if precision <= 38 { return .decimal(precision: precision, scale: scale) }
    if scale < 0 { return .decimal(precision: 38, scale: scale) }
    let whole = precision - scale
    return .decimal(precision: 38, scale: max(38 - whole, min(scale, 6)))
  }

  /// The type of `a op b` on decimals.
  public static func arithmeticType(_ op: Arithmetic.Operator, _ a: (Int, Int), _ b: (Int, Int)) -> DataType {
    let (p1, s1) = a
    let (p2, s2) = b
    switch op {
    case .add, .subtract:
      let scale = max(s1, s2)
      return adjusted(precision: max(p1 - s1, p2 - s2) + scale + 1, scale: scale)
    case .multiply: return adjusted(precision: p1 + p2 + 1, scale: s1 + s2)
    case .divide:
      let scale = max(6, s1 + p2 + 1)
      return adjusted(precision: p1 - s1 + s2 + scale, scale: scale)
    case .remainder:
      let scale = max(s1, s2)
      return adjusted(precision: min(p1 - s1, p2 - s2) + scale, scale: scale)
    case .integralDivide:
      let whole = p1 - s1 + s2
      return bounded(precision: whole == 0 ? 1 : whole, scale: 0)
    }
  }

  /// Whether every value of `narrow` is one of the decimal type `wide`.
  public static func isWider(_ wide: DataType, than narrow: DataType) -> Bool {
    guard case .decimal(let p1, let s1) = wide, case .decimal(let p2, let s2)? = decimalType(for: narrow),
      !narrow.isFloating
    else { return false }
    return p1 - s1 >= p2 - s2 && s1 >= s2
  }

  /// What a string becomes beside another type: `bigint` beside integers, `double` beside fractions, else the other type.
  private static func stringPromotion(_ a: DataType, _ b: DataType) -> DataType? {
    func promote(_ other: DataType) -> DataType? {
      if other.isIntegral { return .long }
      if other.isNumeric { return .double }
      switch other {
      case .boolean, .binary, .date, .timestamp, .timestampNTZ: return other
      default: return nil
      }
    }
    if a.isString { return promote(b) }
    if b.isString { return promote(a) }
    return nil
  }

  private static func complexType(
    _ a: DataType, _ b: DataType, _ common: (DataType, DataType) -> DataType?
  ) -> DataType? {
    switch (a, b) {
    case (.array(let x, let xNull), .array(let y, let yNull)):
      guard let element = common(x, y) else { return nil }
      return .array(element, containsNull: xNull || yNull || canGiveNull(x, element) || canGiveNull(y, element))
    case (.map(let xKey, let xValue, let xNull), .map(let yKey, let yValue, let yNull)):
      guard let key = common(xKey, yKey), let value = common(xValue, yValue), !canGiveNull(xKey, key),
        !canGiveNull(yKey, key)
      else { return nil }
      return .map(key, value, valueContainsNull: xNull || yNull || canGiveNull(xValue, value) || canGiveNull(yValue, value))
    case (.struct(let x), .struct(let y)):
      guard x.count == y.count else { return nil }
      var fields: [StructField] = []
      for (f, g) in zip(x.fields, y.fields) {
        guard f.name.lowercased() == g.name.lowercased(), let type = common(f.type, g.type) else { return nil }
        fields.append(
          StructField(
            f.name, type, nullable: f.nullable || g.nullable || canGiveNull(f.type, type) || canGiveNull(g.type, type)))
      }
      return .struct(StructType(fields))
    default: return nil
    }
  }

  private static func canGiveNull(_ from: DataType, _ to: DataType) -> Bool { Cast.forcesNull(from: from, to: to) }

  private static func containsString(_ type: DataType) -> Bool {
    switch type {
    case .array(let element, _): containsString(element)
    default: type.isString
    }
  }
}

extension TypeCoercion {
  /// What a parameter takes.
  public indirect enum Expected: Sendable {
    case type(DataType)
    /// Any number.
    case numeric
    /// Any whole number.
    case integral
    /// `float` or `double` or a decimal.
    case fractional
    /// Any decimal.
    case decimal
    /// `timestamp` or `timestamp_ntz`.
    case anyTimestamp
    /// `interval day to second` and its parts.
    case dayTimeInterval
    case yearMonthInterval
    /// Either of the two ANSI interval families.
    case ansiInterval
    case array(Expected)
    /// Any array.
    case anyArray
    case anyMap
    case anyStruct
    case any
    /// The first of these that the argument is, else the first that it converts to.
    case oneOf([Expected])

    /// The name in messages: `"NUMERIC"`, `("STRING" or "BINARY")`.
    public var text: String {
      guard case .oneOf(let choices) = self else { return "\"\(name)\"" }
      let families = choices.flatMap { choice -> [Expected] in
        if case .ansiInterval = choice { [.dayTimeInterval, .yearMonthInterval] } else { [choice] }
      }
      return "(" + families.map(\.text).joined(separator: " or ") + ")"
    }

    /// The name as SQL: `NUMERIC`, `STRING`.
    public var name: String {
      switch self {
      case .type(let type): type.sql
      case .numeric: "NUMERIC"
      case .integral: "INTEGRAL"
      case .fractional: "FRACTIONAL"
      case .decimal: "DECIMAL"
      case .anyTimestamp: "(TIMESTAMP OR TIMESTAMP WITHOUT TIME ZONE)"
      case .dayTimeInterval: "INTERVAL DAY TO SECOND"
      case .yearMonthInterval: "INTERVAL YEAR TO MONTH"
      case .ansiInterval: "ANSI INTERVAL"
      case .array(let element): "ARRAY<\(element.name)>"
      case .anyArray: "ARRAY"
      case .anyMap: "MAP"
      case .anyStruct: "STRUCT"
      case .any: "ANY"
      case .oneOf(let choices): choices.map(\.name).joined(separator: " or ")
      }
    }

    /// Whether the type is taken as it is.
    public func accepts(_ type: DataType) -> Bool {
      switch self {
      case .type(let expected):
        switch (expected, type) {
        case (.array(let a, let aNull), .array(let b, let bNull)):
          return Expected.type(a).accepts(b) && (aNull || !bNull)
        default: return expected == type || (expected == .string && type.isString)
        }
      case .numeric: return type.isNumeric
      case .integral: return type.isIntegral
      case .fractional: return type.isFloating || type.isDecimal
      case .decimal: return type.isDecimal
      case .anyTimestamp: return type == .timestamp || type == .timestampNTZ
      case .dayTimeInterval: if case .dayTimeInterval = type { return true } else { return false }
      case .yearMonthInterval: if case .yearMonthInterval = type { return true } else { return false }
      case .ansiInterval:
        switch type {
        case .dayTimeInterval, .yearMonthInterval: return true
        default: return false
        }
      case .array(let element): if case .array(let found, _) = type { return element.accepts(found) } else { return false }
      case .anyArray: if case .array = type { return true } else { return false }
      case .anyMap: if case .map = type { return true } else { return false }
      case .anyStruct: if case .struct = type { return true } else { return false }
      case .any: return true
      case .oneOf(let choices): return choices.contains { $0.accepts(type) }
      }
    }

    /// The type that a bare NULL takes.
    public var defaultType: DataType {
      switch self {
      case .type(let type): type
      case .numeric, .fractional: .double
      case .integral: .integer
      case .decimal: .systemDefaultDecimal
      case .anyTimestamp: .timestamp
      case .dayTimeInterval, .ansiInterval: .dayTime
      case .yearMonthInterval: .yearMonth
      case .array(let element): .array(element.defaultType, containsNull: true)
      case .anyArray: .array(.null, containsNull: true)
      case .anyMap: .map(.null, .null, valueContainsNull: true)
      case .anyStruct: .struct(StructType())
      case .any: .null
      case .oneOf(let choices): choices.first?.defaultType ?? .null
      }
    }
  }

  /// The type to which an argument of type `from` is converted for a parameter; nil when that is not allowed.
  public static func implicitCast(from: DataType, to expected: Expected) -> DataType? {
    if expected.accepts(from) { return from }
    if case .oneOf(let choices) = expected {
      if from == .null { return choices.first?.defaultType }
      for choice in choices { if let type = implicitCast(from: from, to: choice) { return type } }
      return nil
    }
    if from == .null { return expected.defaultType }
    switch expected {
    case .type(let type): return implicitCast(from: from, toConcrete: type)
    case .numeric, .fractional: return from.isString ? .double : nil
    case .integral: return from.isString ? .long : nil
    case .decimal: return from.isString ? .systemDefaultDecimal : decimalType(for: from)
    case .anyTimestamp: return from.isString || from == .date ? .timestamp : nil
    case .array(let element):
      guard case .array(let found, let containsNull) = from, let type = implicitCast(from: found, to: element) else {
        return nil
      }
      return .array(type, containsNull: containsNull || canGiveNull(found, type))
    default: return nil
    }
  }

  private static func implicitCast(from: DataType, toConcrete to: DataType) -> DataType? {
    switch (from, to) {
    case (.array(let a, let aNull), .array(let b, let bNull)):
      guard let element = implicitCast(from: a, to: .type(b)), bNull || !(aNull || canGiveNull(a, element)) else { return nil }
      return .array(element, containsNull: bNull)
    case (.map(let aKey, let aValue, let aNull), .map(let bKey, let bValue, let bNull)):
      guard let key = implicitCast(from: aKey, to: .type(bKey)), let value = implicitCast(from: aValue, to: .type(bValue)),
        bNull || !(aNull || canGiveNull(aValue, value))
      else { return nil }
      return .map(key, value, valueContainsNull: bNull)
    default: break
    }
    if from.isNested || to.isNested { return nil }
    if to.isString { return .string }
    if from.isString {
      switch to {
      case .null, .udt: return nil
      default: return to
      }
    }
    if from.isNumeric, to.isNumeric { return to }
    if from.isDateOrTimestamp, to.isDateOrTimestamp { return to }
    switch (from, to) {
    case (.dayTimeInterval, .dayTimeInterval), (.yearMonthInterval, .yearMonthInterval): return to
    default: return nil
    }
  }

  /// The argument, converted as the parameter wants it; nil when that is not allowed.
  public static func implicitCast(_ argument: Expression, to expected: Expected) -> Expression? {
    implicitCast(from: argument.type, to: expected).map { argument.implicitlyCast(to: $0) }
  }

  /// The argument, converted to that type; nil when that is not allowed.
  public static func implicitCast(_ argument: Expression, to expected: DataType) -> Expression? {
    implicitCast(argument, to: .type(expected))
  }
}

extension Expression {
  /// The expression under a cast that does not show in names; itself when it has the type already.
  public func implicitlyCast(to type: DataType) -> Expression {
    if self.type == type { return self }
    if case .literal(let literal) = self, literal.isNull { return .literal(.null(type)) }
    return .cast(Cast(self, type, isImplicit: true))
  }
}

extension Cast {
  /// Whether a conversion can turn a value into null whatever the mode, as Spark's schemas have it.
  public static func forcesNull(from: DataType, to: DataType) -> Bool {
    if from == to || from == .null { return false }
    if from.isString { return !(to.isString || to == .binary) }
    if to.isString { return false }
    switch (from, to) {
    case (.timestamp, .date), (.timestampNTZ, .date), (.date, .timestamp): return false
    case (.timestamp, .timestampNTZ), (.timestampNTZ, .timestamp), (.date, .timestampNTZ): return false
    case (_, .date), (.date, _), (_, .calendarInterval): return true
    case (_, .timestamp): return from.isFloating
    case (_, .decimal):
      if case .decimal(let digits, let places) = from, case .decimal(let precision, let scale) = to, scale < places {
        // Rounding may carry into one more digit.
        return precision - scale <= digits - places
      }
      if from == .boolean || from.isIntegral || from.isDecimal {
        return from != .boolean && !TypeCoercion.isWider(to, than: from)
      }
      return true
    case (_, _) where (from.isFloating || from.isDecimal) && to.isIntegral: return true
    default: return false
    }
  }
}
