import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// Conversions between types, as Spark's CAST makes them in its three modes.
public enum CastKernel {
  /// The rows as another type. Constants stay constant; dictionaries are decoded.
  /// - Throws: in ANSI mode, Spark's condition of the first row that has no such value.
  public static func cast(_ vector: Vector, to type: DataType, mode: FailureMode, zone: TimeZoneRules) throws -> Vector {
    let from = vector.type.storage
    let to = type.storage
    if vector.count == 0 || vector.allNull || from == .null { return .nulls(type, count: vector.count) }
    if from == to { return vector.retyped(type) }
    if case .constant(let value) = vector.layout {
      return .constant(try cast(value, to: type, mode: mode, zone: zone).flattened(), count: vector.count)
    }
    let step = CastStep(source: vector.flattened(), from: from, to: to, mode: mode, zone: zone)
    return try step.run().retyped(type)
  }
}

/// One conversion of one flat or nested vector.
struct CastStep {
  let source: Vector
  let from: DataType
  let to: DataType
  let mode: FailureMode
  let zone: TimeZoneRules
  var count: Int { source.count }

  /// Numbers that leave their range on the way from or to an interval fail outside of ANSI mode too.
  private var failsInLegacyMode: Bool { from.isInterval && to.isIntegral || to.isInterval && from.isNumeric }

  func run() throws -> Vector {
    switch to {
    case .boolean: return try toBoolean()
    case .byte: return try toInteger(Int8.self)
    case .short: return try toInteger(Int16.self)
    case .integer: return try toInteger(Int32.self)
    case .long: return try toInteger(Int64.self)
    case .float: return try toFloating(Float.self)
    case .double: return try toFloating(Double.self)
    case .decimal(let precision, let scale):
      return precision <= 18
        ? try toDecimal(Int64.self, precision, scale) : try toDecimal(Int128.self, precision, scale)
    case .string: return try toText()
    case .binary: return try toBinary()
    case .date: return try toDate()
    case .timestamp: return try toTimestamp()
    case .timestampNTZ: return try toTimestampNTZ()
    case .yearMonthInterval, .dayTimeInterval, .calendarInterval: return try toInterval()
    case .array, .map, .struct: return try toNested()
    case .null, .char, .varchar, .udt: throw unsupported()
    }
  }

  func unsupported() -> SparkError { SparkError.internal("No conversion from \(from.sql) to \(to.sql).") }

  // MARK: Loops

  /// Conversion of every row, null rows included; it cannot fail.
  @inline(__always)
  func map<A: BitwiseCopyable, R: BitwiseCopyable>(_: A.Type, _ body: (A) -> R) -> Vector {
    let input = source.values(A.self)
    let buffer = Buffer(count: count, of: R.self)
    let out = buffer.mutable(R.self)
    for row in 0..<count { out[row] = body(input[row]) }
    return Vector(type: to, count: count, values: buffer, validity: source.validity)
  }

  /// Conversion of the valid rows. A row without a result fails in ANSI mode when `failure` gives an error, else is null.
  @inline(__always)
  func mapValid<A: BitwiseCopyable, R: BitwiseCopyable>(
    _: A.Type, zero: R, failure: (A, Int) -> SparkError?, _ body: (A) -> R?
  ) throws -> Vector {
    try rows(zero: zero, failure: { failure(source.values(A.self)[$0], $0) }) { body(source.values(A.self)[$0]) }
  }

  @inline(__always)
  func rows<R: BitwiseCopyable>(zero: R, failure: (Int) -> SparkError?, _ body: (Int) -> R?) throws -> Vector {
    let buffer = Buffer(count: count, of: R.self)
    let out = buffer.mutable(R.self)
    let validity = source.validity
    var eraser = ValidityEraser(validity, count: count)
    for row in 0..<count {
      if let validity, !validity[row] {
        out[row] = zero
        continue
      }
      if let value = body(row) {
        out[row] = value
      } else {
        if mode == .ansi || (failsInLegacyMode && mode == .legacy), let error = failure(row) { throw error }
        out[row] = zero
        eraser.erase(row)
      }
    }
    return Vector(type: to, count: count, values: buffer, validity: eraser.finish())
  }

  /// Parses text of which padding is stripped; malformed text is `CAST_INVALID_INPUT`.
  @inline(__always)
  func parse<R: BitwiseCopyable>(
    zero: R, as family: ExceptionClass, _ body: (UnsafePointer<UInt8>, Int) -> R?
  ) throws -> Vector {
    let views = source.views
    return try rows(zero: zero, failure: { invalidInput(textLiteral(StringView.string(at: views + $0)), family) }) { row in
      let view = views + row
      var start = StringView.bytes(of: view)
      var length = view.pointee.count
      while length > 0, DateText.isPadding(start[0]) {
        start += 1
        length &-= 1
      }
      while length > 0, DateText.isPadding(start[length &- 1]) { length &-= 1 }
      return body(start, length)
    }
  }

  // MARK: Failures

  func invalidInput(_ expression: String, _ family: ExceptionClass) -> SparkError {
    SparkError(
      "CAST_INVALID_INPUT",
      [
        "expression": expression, "sourceType": "\"\(from.sql)\"", "targetType": "\"\(to.sql)\"",
        "ansiConfig": ansiConfigParameter,
      ], as: family)
  }

  func overflow(_ value: String) -> SparkError {
    SparkError(
      "CAST_OVERFLOW",
      [
        "value": value, "sourceType": "\"\(from.sql)\"", "targetType": "\"\(to.sql)\"", "ansiConfig": ansiConfigParameter,
      ])
  }

  /// A value as SQL writes it, for messages: `300`, `128S`, `3000000000L`, `1.0E20D`, `1.5BD`.
  func sqlValue(_ row: Int) -> String {
    let value = source.value(at: row)
    switch (value, from) {
    case (.integer(let number), .byte): return "\(number)Y"
    case (.integer(let number), .short): return "\(number)S"
    case (.integer(let number), .long): return "\(number)L"
    case (.integer, .timestamp), (.integer, .timestampNTZ), (.integer, .date):
      let name = from == .date ? "DATE" : from == .timestamp ? "TIMESTAMP" : "TIMESTAMP_NTZ"
      return "\(name) '\(CellText.text(source, row, zone: zone))'"
    case (.double(let number), .double): return number.isFinite ? javaText(number) + "D" : javaText(number)
    case (.decimal, _): return CellText.text(source, row, zone: zone) + "BD"
    case (.string(let text), _): return textLiteral(text)
    default: return CellText.text(source, row, zone: zone)
    }
  }

  func textLiteral(_ text: String) -> String {
    var result = "'"
    for character in text {
      if character == "'" || character == "\\" { result += "\\" }
      result.append(character)
    }
    return result + "'"
  }
}
