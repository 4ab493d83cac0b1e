import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartTypes

extension DataType {
  /// The type that a client's message names.
  /// - Throws: `UNSUPPORTED_FEATURE` for types that do not exist here, parse errors of a type given as text.
  public init(_ message: Spark_Connect_DataType) throws {
    switch message.kind {
    case .null: self = .null
    case .binary: self = .binary
    case .boolean: self = .boolean
    case .byte: self = .byte
    case .short: self = .short
    case .integer: self = .integer
    case .long: self = .long
    case .float: self = .float
    case .double: self = .double
    case .decimal(let decimal):
      self = try DataType.checkedDecimal(
        decimal.hasPrecision ? Int(decimal.precision) : 10, decimal.hasScale ? Int(decimal.scale) : 0)
    case .string: self = .string
    case .char(let char): self = .char(Int(char.length))
    case .varChar(let char): self = .varchar(Int(char.length))
    case .date: self = .date
    case .timestamp: self = .timestamp
    case .timestampNtz: self = .timestampNTZ
    case .calendarInterval: self = .calendarInterval
    case .yearMonthInterval(let interval):
      self = .yearMonthInterval(
        YearMonthField(rawValue: Int(interval.startField)) ?? .year,
        YearMonthField(rawValue: interval.hasEndField ? Int(interval.endField) : 1) ?? .month)
    case .dayTimeInterval(let interval):
      self = .dayTimeInterval(
        DayTimeField(rawValue: Int(interval.startField)) ?? .day,
        DayTimeField(rawValue: interval.hasEndField ? Int(interval.endField) : 3) ?? .second)
    case .array(let array): self = .array(try DataType(array.elementType), containsNull: array.containsNull)
    case .map(let map):
      self = .map(try DataType(map.keyType), try DataType(map.valueType), valueContainsNull: map.valueContainsNull)
    case .struct(let structure):
      self = .struct(
        StructType(
          try structure.fields.map { field in
            StructField(
              field.name, try DataType(field.dataType), nullable: field.nullable,
              metadata: field.hasMetadata ? Metadata(json: field.metadata) : .empty)
          }))
    case .udt(let udt):
      if udt.jvmClass == UserDefinedType.vector.jvmClass {
        self = .udt(.vector)
      } else {
        self = .udt(
          UserDefinedType(
            jvmClass: udt.jvmClass, pythonClass: udt.hasPythonClass ? udt.pythonClass : nil,
            sqlType: try DataType(udt.sqlType), displayName: UserDefinedType.displayName(udt.jvmClass),
            serializedClass: udt.hasSerializedPythonClass ? udt.serializedPythonClass : nil))
      }
    case .unparsed(let text): self = try DataType(ddl: text.dataTypeString)
    case .variant: throw SparkError.unsupported("the type VARIANT", "Use a string with JSON text.")
    case .time: throw SparkError.unsupported("the type TIME", "Use a timestamp or a string.")
    case .geometry, .geography: throw SparkError.unsupported("geospatial types", "Use binary data.")
    case .timestampNtzNanos, .timestampLtzNanos: throw SparkError.unsupported("timestamps of nanoseconds", "Use microseconds.")
    case nil: throw SparkError.invalidPlan("a data type without a kind")
    }
  }

  /// The type as clients receive it.
  public var message: Spark_Connect_DataType {
    var result = Spark_Connect_DataType()
    switch self {
    case .null: result.kind = .null(.init())
    case .boolean: result.kind = .boolean(.init())
    case .byte: result.kind = .byte(.init())
    case .short: result.kind = .short(.init())
    case .integer: result.kind = .integer(.init())
    case .long: result.kind = .long(.init())
    case .float: result.kind = .float(.init())
    case .double: result.kind = .double(.init())
    case .decimal(let precision, let scale):
      result.decimal.precision = Int32(precision)
      result.decimal.scale = Int32(scale)
    case .string: result.string.collation = "UTF8_BINARY"
    case .char(let length): result.char.length = Int32(clamping: length)
    case .varchar(let length): result.varChar.length = Int32(clamping: length)
    case .binary: result.kind = .binary(.init())
    case .date: result.kind = .date(.init())
    case .timestamp: result.kind = .timestamp(.init())
    case .timestampNTZ: result.kind = .timestampNtz(.init())
    case .yearMonthInterval(let start, let end):
      result.yearMonthInterval.startField = Int32(start.rawValue)
      result.yearMonthInterval.endField = Int32(end.rawValue)
    case .dayTimeInterval(let start, let end):
      result.dayTimeInterval.startField = Int32(start.rawValue)
      result.dayTimeInterval.endField = Int32(end.rawValue)
    case .calendarInterval: result.kind = .calendarInterval(.init())
    case .array(let element, let containsNull):
      result.array.elementType = element.message
      result.array.containsNull = containsNull
    case .map(let key, let value, let containsNull):
      result.map.keyType = key.message
      result.map.valueType = value.message
      result.map.valueContainsNull = containsNull
    case .struct(let type): result = type.message
    case .udt(let udt):
      result.udt.type = "udt"
      result.udt.jvmClass = udt.jvmClass
      if let pythonClass = udt.pythonClass { result.udt.pythonClass = pythonClass }
      if let serialized = udt.serializedClass {
        result.udt.serializedPythonClass = serialized
        result.udt.sqlType = udt.sqlType.message
      }
    }
    return result
  }
}

extension StructType {
  /// The schema as clients receive it.
  public var message: Spark_Connect_DataType {
    var result = Spark_Connect_DataType()
    result.struct.fields = fields.map { field in
      var message = Spark_Connect_DataType.StructField()
      message.name = field.name
      message.dataType = field.type.message
      message.nullable = field.nullable
      if !field.metadata.isEmpty { message.metadata = field.metadata.json }
      return message
    }
    return result
  }

  /// Reads a schema as clients write it: JSON or DDL; empty text gives no columns.
  public init(clientText text: String) throws {
    if text.allSatisfy(\.isWhitespace) {
      self.init()
    } else if text.first(where: { !$0.isWhitespace }) == "{" {
      self = try StructType(json: text)
    } else {
      self = try StructType(ddl: text)
    }
  }
}

extension SparkError {
  /// A message that no client of Spark sends.
  public static func invalidPlan(_ detail: String) -> SparkError {
    SparkError("CONNECT_INVALID_PLAN.ASSERTION_FAILURE", ["message": detail])
  }
}
