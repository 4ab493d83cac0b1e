/// How the values of a type lie in memory.
public enum PhysicalType: Hashable, Sendable {
  /// One byte, 0 or 1.
  case boolean
  case int8, int16, int32, int64, int128
  case float, double
  /// ``CalendarInterval``, 16 bytes.
  case interval
  /// 16-byte string views: `string` and `binary`.
  case bytes
  /// Offsets and a child.
  case list
  /// Offsets, keys and values.
  case map
  /// One child a field.
  case structure
  /// No values at all.
  case null

  /// Bytes of a fixed-width value; nil for nested types.
  public var width: Int? {
    switch self {
    case .boolean, .int8: 1
    case .int16: 2
    case .int32, .float: 4
    case .int64, .double: 8
    case .int128, .interval, .bytes: 16
    case .list, .map, .structure, .null: nil
    }
  }
}

extension DataType {
  /// How the values of this type lie in memory.
  public var physical: PhysicalType {
    switch self {
    case .null: .null
    case .boolean: .boolean
    case .byte: .int8
    case .short: .int16
    case .integer, .date, .yearMonthInterval: .int32
    case .long, .timestamp, .timestampNTZ, .dayTimeInterval: .int64
    case .float: .float
    case .double: .double
    case .decimal(let precision, _): precision <= 18 ? .int64 : .int128
    case .string, .char, .varchar, .binary: .bytes
    case .calendarInterval: .interval
    case .array: .list
    case .map: .map
    case .struct: .structure
    case .udt(let udt): udt.sqlType.physical
    }
  }
}

/// A calendar interval: months, days and microseconds, each of its own sign.
@frozen
public struct CalendarInterval: Hashable, Sendable, BitwiseCopyable {
  public var months: Int32
  public var days: Int32
  public var microseconds: Int64

  public init(months: Int32 = 0, days: Int32 = 0, microseconds: Int64 = 0) {
    self.months = months
    self.days = days
    self.microseconds = microseconds
  }
}
