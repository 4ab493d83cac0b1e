import Foundation
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartTypes

/// A Swift value that may stand in a query as a constant.
public protocol LiteralConvertible: Sendable {
  /// The value with its Spark type.
  var literal: Literal { get }
  /// The type of a value that is missing.
  static var nullType: DataType { get }
}

extension Bool: LiteralConvertible {
  public var literal: Literal { .boolean(self) }
  public static var nullType: DataType { .boolean }
}

extension Int8: LiteralConvertible {
  public var literal: Literal { Literal(.integer(Int64(self)), .byte) }
  public static var nullType: DataType { .byte }
}

extension Int16: LiteralConvertible {
  public var literal: Literal { Literal(.integer(Int64(self)), .short) }
  public static var nullType: DataType { .short }
}

extension Int32: LiteralConvertible {
  public var literal: Literal { .integer(self) }
  public static var nullType: DataType { .integer }
}

extension Int64: LiteralConvertible {
  public var literal: Literal { .long(self) }
  public static var nullType: DataType { .long }
}

/// A number written in a program is an `int` of Spark when it fits, as in Python; use `Int32` or `Int64` to choose.
extension Int: LiteralConvertible {
  public var literal: Literal { Int32(exactly: self).map { .integer($0) } ?? .long(Int64(self)) }
  public static var nullType: DataType { .integer }
}

extension Float: LiteralConvertible {
  public var literal: Literal { Literal(.double(Double(self)), .float) }
  public static var nullType: DataType { .float }
}

extension Double: LiteralConvertible {
  public var literal: Literal { .double(self) }
  public static var nullType: DataType { .double }
}

extension String: LiteralConvertible {
  public var literal: Literal { .string(self) }
  public static var nullType: DataType { .string }
}

/// A `timestamp`; for a `date` there is ``LocalDate``.
extension Date: LiteralConvertible {
  public var literal: Literal { Literal(.integer(microseconds), .timestamp) }
  public static var nullType: DataType { .timestamp }
}

extension LocalDate: LiteralConvertible {
  public var literal: Literal { Literal(.integer(Int64(daysSinceEpoch)), .date) }
  public static var nullType: DataType { .date }
}

extension Decimal: LiteralConvertible {
  public var literal: Literal {
    let (digits, scale) = sparkDigits
    return Literal(.decimal(digits), .decimal(precision: max(Decimal128.precision(of: digits), scale, 1), scale: scale))
  }
  public static var nullType: DataType { .systemDefaultDecimal }
}

extension Data: LiteralConvertible {
  public var literal: Literal { Literal(.binary(Array(self)), .binary) }
  public static var nullType: DataType { .binary }
}

extension Optional: LiteralConvertible where Wrapped: LiteralConvertible {
  public var literal: Literal { self?.literal ?? .null(Wrapped.nullType) }
  public static var nullType: DataType { Wrapped.nullType }
}

extension Array: LiteralConvertible where Element: LiteralConvertible {
  public var literal: Literal {
    let elements = map(\.literal)
    return Literal(
      .array(elements.map(\.value)),
      .array(Literal.commonType(elements, Element.nullType), containsNull: elements.contains(where: \.isNull)))
  }
  public static var nullType: DataType { .array(Element.nullType, containsNull: true) }
}

extension Dictionary: LiteralConvertible where Key: LiteralConvertible & Comparable, Value: LiteralConvertible {
  public var literal: Literal {
    let entries = sorted { $0.key < $1.key }.map { (key: $0.key.literal, value: $0.value.literal) }
    return Literal(
      .map(entries.map(\.key.value), entries.map(\.value.value)),
      .map(
        Literal.commonType(entries.map(\.key), Key.nullType), Literal.commonType(entries.map(\.value), Value.nullType),
        valueContainsNull: entries.contains { $0.value.isNull }))
  }
  public static var nullType: DataType { .map(Key.nullType, Value.nullType, valueContainsNull: true) }
}

/// A value that has been a literal before.
extension Literal: LiteralConvertible {
  public var literal: Literal { self }
  public static var nullType: DataType { .null }
}

extension Literal {
  /// The widest type among values of one Swift type: some numbers may need a `bigint`, some decimals more digits.
  static func commonType(_ literals: [Literal], _ fallback: DataType) -> DataType {
    let types = Set(literals.filter { !$0.isNull }.map(\.type))
    if types.count <= 1 { return types.first ?? fallback }
    if types.contains(.long) { return .long }
    return types.max { ($0.simpleString.count, $0.simpleString) < ($1.simpleString.count, $1.simpleString) } ?? fallback
  }

  /// The constant as a message. All values that programs can make have one.
  var expression: Spark_Connect_Expression {
    var result = Spark_Connect_Expression()
    result.literal = (try? message()) ?? Spark_Connect_Expression.Literal()
    return result
  }
}
