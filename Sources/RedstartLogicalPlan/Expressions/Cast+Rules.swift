import RedstartTypes

/// Which conversions exist, as Spark's tables have them.
extension Cast {
  /// Whether CAST takes the pair; TRY_CAST takes what ANSI mode takes.
  public static func isAllowed(from: DataType, to: DataType, ansi: Bool) -> Bool {
    isAllowed(from: from, to: to, mode: ansi ? .ansi : .legacy)
  }

  /// Whether CAST takes the pair in that mode.
  public static func isAllowed(from: DataType, to: DataType, mode: Mode) -> Bool {
    let source = from.storage
    let target = to.storage
    if source == target || source == .null { return true }
    switch (source, target) {
    case (.null, _): return true
    case (_, .null): return false
    case (_, .string): return true
    case (.array(let a, let aNull), .array(let b, let bNull)):
      let mayBeNull = aNull || (mode != .ansi && forcesNull(from: a, to: b))
      return isAllowed(from: a, to: b, mode: mode) && (bNull || !mayBeNull)
    case (.map(let k, let v, let vNull), .map(let k2, let v2, let v2Null)):
      let mayBeNull = vNull || (mode != .ansi && forcesNull(from: v, to: v2))
      return isAllowed(from: k, to: k2, mode: mode) && (mode == .ansi || !forcesNull(from: k, to: k2))
        && isAllowed(from: v, to: v2, mode: mode) && (v2Null || !mayBeNull)
    case (.struct(let a), .struct(let b)):
      return a.count == b.count
        && zip(a.fields, b.fields).allSatisfy { field, wanted in
          let mayBeNull = field.nullable || (mode != .ansi && forcesNull(from: field.type, to: wanted.type))
          return isAllowed(from: field.type, to: wanted.type, mode: mode) && (wanted.nullable || !mayBeNull)
        }
    default: return isAllowedScalar(source, target, legacy: mode == .legacy)
    }
  }

  private static func isAllowedScalar(_ source: DataType, _ target: DataType, legacy: Bool) -> Bool {
    if source == .string { return !target.isNested }
    if source.isNumeric || source == .boolean, target.isNumeric || target == .boolean { return true }
    switch (source, target) {
    case (.boolean, .timestamp): return legacy
    case (_, .timestamp) where source.isNumeric: return true
    case (_, .binary): return legacy && source.isIntegral
    case (_, .yearMonthInterval), (_, .dayTimeInterval):
      if source.isIntegral || source.isDecimal { return true }
      return isYearMonth(source) && isYearMonth(target) || isDayTime(source) && isDayTime(target)
    case (.date, .timestamp), (.date, .timestampNTZ): return true
    case (.date, _): return legacy && (target.isNumeric || target == .boolean)
    case (.timestamp, .date), (.timestamp, .timestampNTZ): return true
    case (.timestamp, .boolean): return legacy
    case (.timestamp, _): return target.isNumeric
    case (.timestampNTZ, .date), (.timestampNTZ, .timestamp): return true
    case (.yearMonthInterval, _), (.dayTimeInterval, _): return target.isIntegral || target.isDecimal
    default: return false
    }
  }

  private static func isYearMonth(_ type: DataType) -> Bool { if case .yearMonthInterval = type { true } else { false } }
  private static func isDayTime(_ type: DataType) -> Bool { if case .dayTimeInterval = type { true } else { false } }

  /// Whether the conversion keeps every value: what encoders and file readers do unasked.
  public static func isUpCast(from: DataType, to: DataType) -> Bool {
    let source = from.storage
    let target = to.storage
    if source == target || source == .null { return true }
    let widths: [DataType] = [.byte, .short, .integer, .long, .float, .double]
    if let a = widths.firstIndex(of: source), let b = widths.firstIndex(of: target) { return a <= b }
    switch (source, target) {
    case (.decimal(let precision, let scale), _) where target.isIntegral:
      guard case .decimal(let digits, _)? = TypeCoercion.decimalType(for: target) else { return false }
      return scale == 0 && precision < digits
    case (_, .decimal): return TypeCoercion.isWider(target, than: source)
    case (.date, .timestamp), (.date, .timestampNTZ), (.timestamp, .timestampNTZ), (.timestampNTZ, .timestamp): return true
    case (.long, .timestamp), (.timestamp, .long): return true
    case (_, .string): return !source.isNested
    case (.yearMonthInterval, .yearMonthInterval), (.dayTimeInterval, .dayTimeInterval): return true
    case (.array(let a, let aNull), .array(let b, let bNull)): return isUpCast(from: a, to: b) && (bNull || !aNull)
    case (.map(let k, let v, let vNull), .map(let k2, let v2, let v2Null)):
      return isUpCast(from: k, to: k2) && isUpCast(from: v, to: v2) && (v2Null || !vNull)
    case (.struct(let a), .struct(let b)):
      return a.count == b.count
        && zip(a.fields, b.fields).allSatisfy { isUpCast(from: $0.type, to: $1.type) && ($1.nullable || !$0.nullable) }
    default: return false
    }
  }

  /// Whether ANSI's rules let a value of one type be stored in a column of the other.
  public static func isStoreAssignable(from: DataType, to: DataType) -> Bool {
    let source = from.storage
    let target = to.storage
    if source == target || source == .null || source.isNumeric && target.isNumeric { return true }
    switch (source, target) {
    case (_, .string): return !source.isNested
    case (.date, .timestamp), (.date, .timestampNTZ), (.timestamp, .date), (.timestamp, .timestampNTZ), (.timestampNTZ, .date),
      (.timestampNTZ, .timestamp):
      return true
    case (.array(let a, let aNull), .array(let b, let bNull)): return isStoreAssignable(from: a, to: b) && (bNull || !aNull)
    case (.map(let k, let v, let vNull), .map(let k2, let v2, let v2Null)):
      return isStoreAssignable(from: k, to: k2) && isStoreAssignable(from: v, to: v2) && (v2Null || !vNull)
    case (.struct(let a), .struct(let b)):
      return a.count == b.count
        && zip(a.fields, b.fields).allSatisfy { isStoreAssignable(from: $0.type, to: $1.type) && ($1.nullable || !$0.nullable) }
    default: return false
    }
  }
}
