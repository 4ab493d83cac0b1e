import RedstartColumnar
import RedstartTypes

/// The order of boxed values of one type: nulls first, NaN after all numbers, strings by bytes, nested values part by part.
///
/// For few values; columns are compared without boxing.
public enum ValueOrder {
  public static func compare(_ a: Value, _ b: Value) -> Int {
    switch (a, b) {
    case (.null, .null): return 0
    case (.null, _): return -1
    case (_, .null): return 1
    case (.boolean(let x), .boolean(let y)): return x == y ? 0 : x ? 1 : -1
    case (.integer(let x), .integer(let y)): return x < y ? -1 : x > y ? 1 : 0
    case (.decimal(let x), .decimal(let y)): return x < y ? -1 : x > y ? 1 : 0
    case (.double(let x), .double(let y)): return compare(x, y)
    case (.string(let x), .string(let y)): return lexicographic(Array(x.utf8), Array(y.utf8))
    case (.binary(let x), .binary(let y)): return lexicographic(x, y)
    case (.array(let x), .array(let y)), (.structure(let x), .structure(let y)):
      for (left, right) in zip(x, y) {
        let order = compare(left, right)
        if order != 0 { return order }
      }
      return x.count - y.count
    case (.interval(let x), .interval(let y)):
      let left = (x.months, x.days, x.microseconds)
      let right = (y.months, y.days, y.microseconds)
      return left < right ? -1 : left > right ? 1 : 0
    default: return 0
    }
  }

  /// NaN is the greatest, and 0.0 equals -0.0.
  @inlinable @inline(__always)
  public static func compare<T: BinaryFloatingPoint>(_ x: T, _ y: T) -> Int {
    if x < y { return -1 }
    if x > y { return 1 }
    if x == y { return 0 }
    return x.isNaN ? (y.isNaN ? 0 : 1) : -1
  }

  private static func lexicographic(_ a: [UInt8], _ b: [UInt8]) -> Int {
    for (x, y) in zip(a, b) where x != y { return x < y ? -1 : 1 }
    return a.count - b.count
  }

  /// Whether values of the type have an order.
  public static func isOrderable(_ type: DataType) -> Bool {
    switch type {
    case .map, .calendarInterval: false
    case .array(let element, _): isOrderable(element)
    case .struct(let fields): fields.fields.allSatisfy { isOrderable($0.type) }
    case .udt(let udt): isOrderable(udt.sqlType)
    default: true
    }
  }
}

extension FunctionBinding {
  /// Fails with `DATATYPE_MISMATCH.INVALID_ORDERING_TYPE` for a type without order.
  public func requireOrder(_ type: DataType) throws {
    if ValueOrder.isOrderable(type) { return }
    throw mismatch(
      "INVALID_ORDERING_TYPE", ["functionName": quoted(name.lowercased()), "dataType": "\"\(type.sql)\""])
  }
}

extension ValueOrder {
  /// A form of the value whose equality is SQL's: all NaNs alike, zero without a sign.
  public static func key(_ value: Value) -> Value {
    switch value {
    case .double(let number): return number.isNaN ? .string("NaN") : .double(number + 0)
    case .array(let elements): return .array(elements.map(key))
    case .structure(let fields): return .structure(fields.map(key))
    default: return value
    }
  }
}
