/// The type of a column or expression, as Spark SQL knows it.
public indirect enum DataType: Hashable, Sendable {
  /// The type of a bare `NULL`.
  case null
  case boolean
  case byte, short, integer, long
  case float, double
  /// 1 to 38 digits, of which `scale` stand after the point. Stored as `Int64` up to 18 digits and as `Int128` above.
  case decimal(precision: Int, scale: Int)
  case string
  /// A string padded to a length; in expressions it behaves as ``string``.
  case char(Int)
  /// A string of bounded length; in expressions it behaves as ``string``.
  case varchar(Int)
  case binary
  /// Days since 1970-01-01, `Int32`.
  case date
  /// Microseconds since the epoch, `Int64`, shown in the session's time zone.
  case timestamp
  /// Microseconds since the epoch of a wall clock without zone, `Int64`.
  case timestampNTZ
  /// Months, `Int32`.
  case yearMonthInterval(YearMonthField, YearMonthField)
  /// Microseconds, `Int64`.
  case dayTimeInterval(DayTimeField, DayTimeField)
  /// Months, days and microseconds: ``CalendarInterval``.
  case calendarInterval
  case array(DataType, containsNull: Bool)
  case map(DataType, DataType, valueContainsNull: Bool)
  case `struct`(StructType)
  /// A user-defined type, stored as another type.
  case udt(UserDefinedType)

  /// The decimal type of any `Int64`.
  public static let longDecimal = DataType.decimal(precision: 20, scale: 0)
  /// `decimal(38,18)`: what PySpark's `Decimal` objects become.
  public static let systemDefaultDecimal = DataType.decimal(precision: 38, scale: 18)
  /// `interval day to second`.
  public static let dayTime = DataType.dayTimeInterval(.day, .second)
  /// `interval year to month`.
  public static let yearMonth = DataType.yearMonthInterval(.year, .month)
}

/// A field of a year-month interval.
public enum YearMonthField: Int, Hashable, Sendable {
  case year, month
  public var name: String { self == .year ? "year" : "month" }
}

/// A field of a day-time interval.
public enum DayTimeField: Int, Hashable, Sendable {
  case day, hour, minute, second
  public var name: String { ["day", "hour", "minute", "second"][rawValue] }
}

/// A type that programs define over a stored type, such as MLlib's vectors.
public struct UserDefinedType: Hashable, Sendable {
  /// The JVM class that Spark clients know it by.
  public let jvmClass: String
  /// The Python class of PySpark, if any.
  public let pythonClass: String?
  /// How values are stored.
  public let sqlType: DataType
  /// The name shown in schemas: `vector`, `matrix`.
  public let displayName: String
  /// The pickled Python class, when a program defined it in its main module.
  public let serializedClass: String?

  public init(
    jvmClass: String, pythonClass: String?, sqlType: DataType, displayName: String, serializedClass: String? = nil
  ) {
    self.jvmClass = jvmClass
    self.pythonClass = pythonClass
    self.sqlType = sqlType
    self.displayName = displayName
    self.serializedClass = serializedClass
  }

  /// MLlib's vector: `struct<type tinyint, size int, indices array<int>, values array<double>>`, type 0 sparse, 1 dense.
  public static let vector = UserDefinedType(
    jvmClass: "org.apache.spark.ml.linalg.VectorUDT", pythonClass: "pyspark.ml.linalg.VectorUDT",
    sqlType: .struct(
      StructType([
        StructField("type", .byte, nullable: false), StructField("size", .integer),
        StructField("indices", .array(.integer, containsNull: false)),
        StructField("values", .array(.double, containsNull: false)),
      ])), displayName: "vector")
}

extension DataType {
  public var isIntegral: Bool {
    switch self {
    case .byte, .short, .integer, .long: true
    default: false
    }
  }
  public var isFloating: Bool { self == .float || self == .double }
  public var isDecimal: Bool { if case .decimal = self { true } else { false } }
  public var isNumeric: Bool { isIntegral || isFloating || isDecimal }
  /// `string`, `char(n)` or `varchar(n)`.
  public var isString: Bool {
    switch self {
    case .string, .char, .varchar: true
    default: false
    }
  }
  public var isDateOrTimestamp: Bool { self == .date || self == .timestamp || self == .timestampNTZ }
  public var isInterval: Bool {
    switch self {
    case .yearMonthInterval, .dayTimeInterval, .calendarInterval: true
    default: false
    }
  }
  public var isNested: Bool {
    switch self {
    case .array, .map, .struct: true
    default: false
    }
  }
  /// The stored type: a user-defined type's own, `string` for `char` and `varchar`, else the type itself.
  public var storage: DataType {
    switch self {
    case .udt(let udt): udt.sqlType.storage
    case .char, .varchar: .string
    default: self
    }
  }
}
