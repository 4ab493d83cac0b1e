/// One value outside of a column: a literal, an option, a cell of a result.
///
/// The form follows the physical type; the ``DataType`` that gives it meaning travels beside it.
public enum Value: Hashable, Sendable {
  case null
  case boolean(Bool)
  /// Every integral type, `date` (days), `timestamp` (microseconds) and the two ANSI interval types.
  case integer(Int64)
  /// `float` is held as a double of the same value.
  case double(Double)
  /// The digits of a decimal without its point; the scale is in the type.
  case decimal(Int128)
  case string(String)
  case binary([UInt8])
  case interval(CalendarInterval)
  case array([Value])
  /// Keys and values in order.
  case map([Value], [Value])
  case structure([Value])

  public var isNull: Bool { self == .null }
}

/// A value with its type.
public struct Literal: Hashable, Sendable {
  public let value: Value
  public let type: DataType

  public init(_ value: Value, _ type: DataType) {
    self.value = value
    self.type = type
  }

  public static func null(_ type: DataType) -> Literal { Literal(.null, type) }
  public static func boolean(_ value: Bool) -> Literal { Literal(.boolean(value), .boolean) }
  public static func integer(_ value: Int32) -> Literal { Literal(.integer(Int64(value)), .integer) }
  public static func long(_ value: Int64) -> Literal { Literal(.integer(value), .long) }
  public static func double(_ value: Double) -> Literal { Literal(.double(value), .double) }
  public static func string(_ value: String) -> Literal { Literal(.string(value), .string) }

  public var isNull: Bool { value.isNull }
}
