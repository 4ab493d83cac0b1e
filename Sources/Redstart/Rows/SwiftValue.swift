import Foundation
import RedstartMLCore
import RedstartTypes

/// Cells as the Swift values that stand for them.
enum SwiftValue {
  static func of(_ value: Value, _ type: DataType) -> (any Sendable)? {
    if type == .udt(.vector) { return MLVector(value) }
    switch (value, type.storage) {
    case (.null, _): return nil
    case (.boolean(let flag), _): return flag
    case (.integer(let number), .byte): return Int8(truncatingIfNeeded: number)
    case (.integer(let number), .short): return Int16(truncatingIfNeeded: number)
    case (.integer(let number), .integer), (.integer(let number), .yearMonthInterval):
      return Int32(truncatingIfNeeded: number)
    case (.integer(let number), .date): return LocalDate(daysSinceEpoch: Int32(truncatingIfNeeded: number))
    case (.integer(let number), .timestamp), (.integer(let number), .timestampNTZ): return Date(microseconds: number)
    case (.integer(let number), .dayTimeInterval): return Duration.microseconds(number)
    case (.integer(let number), _): return number
    case (.double(let number), .float): return Float(number)
    case (.double(let number), _): return number
    case (.decimal(let digits), .decimal(_, let scale)): return Decimal(digits: digits, scale: scale)
    case (.decimal(let digits), _): return Decimal(digits: digits, scale: 0)
    case (.string(let text), _): return text
    case (.binary(let bytes), _): return Data(bytes)
    case (.interval(let interval), _): return interval
    case (.array(let elements), .array(let element, _)): return elements.map { of($0, element) }
    case (.map(let keys, let values), .map(let key, let item, _)):
      return zip(keys, values).map { MapEntry(key: of($0, key), value: of($1, item)) }
    case (.structure(let fields), .struct(let schema)): return Row(fields, schema)
    default: return nil
    }
  }
}

/// One entry of a map, as ``Row`` gives it; maps decode into dictionaries.
public struct MapEntry: Sendable {
  public let key: (any Sendable)?
  public let value: (any Sendable)?
}
