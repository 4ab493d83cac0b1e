import Foundation
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartTypes

extension Literal {
  /// The constant that a client's message holds.
  public init(_ message: Spark_Connect_Expression.Literal) throws {
    switch message.literalType {
    case .null(let type): self = .null(try DataType(type))
    case .binary(let data): self.init(.binary(Array(data)), .binary)
    case .boolean(let flag): self = .boolean(flag)
    case .byte(let number): self.init(.integer(Int64(number)), .byte)
    case .short(let number): self.init(.integer(Int64(number)), .short)
    case .integer(let number): self = .integer(number)
    case .long(let number): self = .long(number)
    case .float(let number): self.init(.double(Double(number)), .float)
    case .double(let number): self = .double(number)
    case .decimal(let decimal): self = try Literal.decimal(decimal)
    case .string(let text): self = .string(text)
    case .date(let days): self.init(.integer(Int64(days)), .date)
    case .timestamp(let micros): self.init(.integer(micros), .timestamp)
    case .timestampNtz(let micros): self.init(.integer(micros), .timestampNTZ)
    case .calendarInterval(let interval):
      self.init(
        .interval(CalendarInterval(months: interval.months, days: interval.days, microseconds: interval.microseconds)),
        .calendarInterval)
    case .yearMonthInterval(let months): self.init(.integer(Int64(months)), .yearMonth)
    case .dayTimeInterval(let micros): self.init(.integer(micros), .dayTime)
    case .array(let array):
      let elements = try array.elements.map { try Literal($0) }
      let element =
        message.hasDataType
        ? try DataType(message.dataType.array.elementType)
        : array.hasElementType ? try DataType(array.elementType) : elements.first?.type ?? .null
      self.init(.array(elements.map(\.value)), .array(element, containsNull: elements.contains { $0.isNull }))
    case .map(let map):
      let keys = try map.keys.map { try Literal($0) }
      let values = try map.values.map { try Literal($0) }
      let keyType =
        message.hasDataType
        ? try DataType(message.dataType.map.keyType) : map.hasKeyType ? try DataType(map.keyType) : keys.first?.type ?? .null
      let valueType =
        message.hasDataType
        ? try DataType(message.dataType.map.valueType)
        : map.hasValueType ? try DataType(map.valueType) : values.first?.type ?? .null
      self.init(
        .map(keys.map(\.value), values.map(\.value)),
        .map(keyType, valueType, valueContainsNull: values.contains { $0.isNull }))
    case .struct(let structure):
      let type = try DataType(message.hasDataType ? message.dataType : structure.structType)
      self.init(.structure(try structure.elements.map { try Literal($0).value }), type)
    case .specializedArray(let array): self = try Literal.specialized(array)
    case .time: throw SparkError.unsupported("literals of the type TIME", "Use a timestamp.")
    case .timestampNtzNanos, .timestampLtzNanos: throw SparkError.unsupported("timestamps of nanoseconds", "Use microseconds.")
    case nil: throw SparkError.invalidPlan("a literal without a value")
    }
  }

  private static func decimal(_ message: Spark_Connect_Expression.Literal.Decimal) throws -> Literal {
    let parts = message.value.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    let scale = message.hasScale ? Int(message.scale) : fraction.count
    let padded = fraction + String(repeating: "0", count: max(0, scale - fraction.count))
    guard let first = parts.first, padded.count == scale, let digits = Int128(first + padded) else {
      throw SparkError.invalidPlan("the decimal '\(message.value)'")
    }
    let whole = first.filter(\.isNumber).count
    let precision = message.hasPrecision ? Int(message.precision) : max(whole + scale, 1)
    return Literal(.decimal(digits), try DataType.checkedDecimal(precision, scale))
  }

  private static func specialized(_ message: Spark_Connect_Expression.Literal.SpecializedArray) throws -> Literal {
    func array(_ values: [Value], _ type: DataType) -> Literal { Literal(.array(values), .array(type, containsNull: false)) }
    switch message.valueType {
    case .bools(let list): return array(list.values.map { .boolean($0) }, .boolean)
    case .ints(let list): return array(list.values.map { .integer(Int64($0)) }, .integer)
    case .longs(let list): return array(list.values.map { .integer($0) }, .long)
    case .floats(let list): return array(list.values.map { .double(Double($0)) }, .float)
    case .doubles(let list): return array(list.values.map { .double($0) }, .double)
    case .strings(let list): return array(list.values.map { .string($0) }, .string)
    case nil: throw SparkError.invalidPlan("an array literal without values")
    }
  }

  /// The constant as clients read it, with the inner types that PySpark looks for.
  public func message() throws -> Spark_Connect_Expression.Literal {
    if case .udt(let udt) = type, case .structure(let fields) = value { return try Literal.userDefined(fields, udt) }
    var result = Spark_Connect_Expression.Literal()
    switch (value, type.storage) {
    case (.null, let type): result.null = type.message
    case (.boolean(let flag), _): result.boolean = flag
    case (.integer(let number), .byte): result.byte = Int32(truncatingIfNeeded: number)
    case (.integer(let number), .short): result.short = Int32(truncatingIfNeeded: number)
    case (.integer(let number), .integer): result.integer = Int32(truncatingIfNeeded: number)
    case (.integer(let number), .date): result.date = Int32(truncatingIfNeeded: number)
    case (.integer(let number), .timestamp): result.timestamp = number
    case (.integer(let number), .timestampNTZ): result.timestampNtz = number
    case (.integer(let number), .yearMonthInterval): result.yearMonthInterval = Int32(truncatingIfNeeded: number)
    case (.integer(let number), .dayTimeInterval): result.dayTimeInterval = number
    case (.integer(let number), _): result.long = number
    case (.double(let number), .float): result.float = Float(number)
    case (.double(let number), _): result.double = number
    case (.decimal(let digits), .decimal(let precision, let scale)):
      result.decimal.value = Decimal128.text(digits, scale: scale)
      result.decimal.precision = Int32(precision)
      result.decimal.scale = Int32(scale)
    case (.string(let text), _): result.string = text
    case (.binary(let bytes), _): result.binary = Data(bytes)
    case (.array(let values), .array(let element, _)):
      result.array.elementType = element.message
      result.array.elements = try values.map { try Literal($0, element).message() }
    case (.map(let keys, let values), .map(let key, let value, _)):
      result.map.keyType = key.message
      result.map.valueType = value.message
      result.map.keys = try keys.map { try Literal($0, key).message() }
      result.map.values = try values.map { try Literal($0, value).message() }
    case (.structure(let fields), .struct(let structure)):
      result.struct.structType = structure.message
      result.struct.elements = try zip(fields, structure.fields).map { try Literal($0, $1.type).message() }
    default: throw SparkError.internal("a literal of the type \(type.simpleString) cannot be sent")
    }
    return result
  }

  /// A value of a user-defined type that is stored as a struct. Spark reads MLlib's vectors in this form only: the type under its
  /// class, numbers as plain arrays.
  private static func userDefined(_ fields: [Value], _ udt: UserDefinedType) throws -> Spark_Connect_Expression.Literal {
    guard case .struct(let stored) = udt.sqlType, stored.count == fields.count else {
      throw SparkError.internal("a literal of the type \(udt.displayName) cannot be sent")
    }
    var result = Spark_Connect_Expression.Literal()
    var type = DataType.udt(udt).message
    type.udt.sqlType = udt.sqlType.message
    result.struct.structType = type
    result.struct.elements = try zip(fields, stored.fields).map { value, field in
      var element = Spark_Connect_Expression.Literal()
      switch (value, field.type) {
      case (.array(let values), .array(.integer, _)):
        element.specializedArray.ints.values = values.map {
          if case .integer(let number) = $0 { Int32(clamping: number) } else { 0 }
        }
      case (.array(let values), .array(.double, _)):
        element.specializedArray.doubles.values = values.map { if case .double(let number) = $0 { number } else { 0 } }
      default: element = try Literal(value, field.type).message()
      }
      return element
    }
    return result
  }
}
