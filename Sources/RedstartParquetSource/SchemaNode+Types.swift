import RedstartDiagnostics
import RedstartTypes

extension SchemaNode {
  /// The type that Spark gives a field of this node; a repeated node outside of a list is a list itself.
  func dataType() throws -> DataType {
    repetition == .repeated ? .array(try elementType(), containsNull: false) : try elementType()
  }

  /// The fields of a group.
  func structType() throws -> StructType {
    StructType(try children.map { StructField($0.name, try $0.dataType(), nullable: $0.repetition == .optional) })
  }

  private func elementType() throws -> DataType {
    guard let type else { return try groupType() }
    switch (type, logical) {
    case (.boolean, nil): return .boolean
    case (.float, nil): return .float
    case (.double, nil): return .double
    case (.int96, nil): return .timestamp
    case (.int32, nil), (.int32, .integer(32, true)), (.int32, .unknown): return .integer
    case (.int32, .integer(8, true)): return .byte
    case (.int32, .integer(16, true)), (.int32, .integer(8, false)): return .short
    case (.int32, .integer(16, false)): return .integer
    case (.int32, .integer(32, false)): return .long
    case (.int32, .date): return .date
    case (.int32, .decimal(let precision, let scale)): return try decimal(precision, scale, most: 9)
    case (.int64, nil), (.int64, .integer(64, true)), (.int64, .unknown): return .long
    case (.int64, .integer(64, false)): return .longDecimal
    case (.int64, .decimal(let precision, let scale)): return try decimal(precision, scale, most: 18)
    case (.int64, .timestamp(_, let utc)): return utc ? .timestamp : .timestampNTZ
    case (.byteArray, .string), (.byteArray, .enumeration), (.byteArray, .json): return .string
    case (.byteArray, nil), (.byteArray, .bson), (.byteArray, .unknown): return .binary
    case (.byteArray, .decimal(let precision, let scale)): return try decimal(precision, scale, most: 38)
    case (.fixedLengthByteArray, .decimal(let precision, let scale)):
      return try decimal(precision, scale, most: Self.maxPrecision(bytes: typeLength))
    case (.fixedLengthByteArray, nil): return .binary
    case (.boolean, .unknown), (.float, .unknown), (.double, .unknown):
      return type == .boolean ? .boolean : type == .float ? .float : .double
    case (.int64, .time): throw SparkError("UNSUPPORTED_TIME_TYPE")
    default: throw illegal
    }
  }

  private func groupType() throws -> DataType {
    if logical == .list {
      guard let (repeated, element) = listParts else { throw illegal }
      let type = element === repeated ? try repeated.elementType() : try element.dataType()
      return .array(type, containsNull: element.repetition == .optional)
    }
    if logical == .map {
      guard let (_, key, value) = mapParts else { throw illegal }
      return .map(try key.dataType(), try value.dataType(), valueContainsNull: value.repetition == .optional)
    }
    return .struct(try structType())
  }

  private func decimal(_ precision: Int, _ scale: Int, most: Int) throws -> DataType {
    guard precision <= 38 else {
      throw SparkError("DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION", ["precision": "\(precision)", "maxPrecision": "38"])
    }
    guard precision >= 1, precision <= most, scale >= 0, scale <= precision else { throw illegal }
    return .decimal(precision: precision, scale: scale)
  }

  private var illegal: SparkError { SparkError("PARQUET_TYPE_ILLEGAL", ["parquetType": typeText]) }

  /// Digits that always fit in so many bytes of two's complement.
  static func maxPrecision(bytes: Int) -> Int {
    bytes >= 17 ? 38 : [0, 2, 4, 6, 9, 11, 14, 16, 18, 21, 23, 26, 28, 31, 33, 35, 38][bytes]
  }
}
