import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Cells as `show()` prints them.
public struct PrettyText: Sendable {
  private let zone: TimeZoneRules

  public init(timeZone: String) { zone = TimeZoneRules.find(timeZone) ?? .utc }

  public func text(_ value: Value, _ type: DataType) -> String {
    switch (value, type.storage) {
    case (.null, _): return "NULL"
    case (.boolean(let flag), _): return flag ? "true" : "false"
    case (.integer(let days), .date): return DateText.format(days: Int(days))
    case (.integer(let micros), .timestamp): return DateText.format(timestamp: micros, zone: zone)
    case (.integer(let micros), .timestampNTZ): return DateText.format(timestamp: micros, zone: .utc)
    case (.integer, .yearMonthInterval), (.integer, .dayTimeInterval), (.interval, _):
      return ExpressionText().text(Literal(value, type))
    case (.integer(let number), _): return String(number)
    case (.double(let number), .float): return javaText(Float(number))
    case (.double(let number), _): return javaText(number)
    case (.decimal(let digits), .decimal(_, let scale)): return Decimal128.text(digits, scale: scale)
    case (.decimal(let digits), _): return Decimal128.text(digits, scale: 0)
    case (.string(let text), _): return text
    case (.binary(let bytes), _):
      let pairs = bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
      return "[\(pairs.joined(separator: " "))]"
    case (.structure(let fields), _) where type == .udt(.vector): return vector(fields)
    case (.array(let elements), .array(let element, _)):
      return "[\(elements.map { text($0, element) }.joined(separator: ", "))]"
    case (.map(let keys, let values), .map(let key, let value, _)):
      return "{\(zip(keys, values).map { "\(text($0, key)) -> \(text($1, value))" }.joined(separator: ", "))}"
    case (.structure(let fields), .struct(let type)):
      return "{\(zip(fields, type.fields).map { text($0, $1.type) }.joined(separator: ", "))}"
    default: return "NULL"
    }
  }

  /// An MLlib vector: `[1.0,2.0]`, or `(3,[0,2],[1.0,5.0])` when sparse.
  private func vector(_ fields: [Value]) -> String {
    guard fields.count == 4, case .array(let values) = fields[3] else { return "NULL" }
    let numbers = values.map { text($0, .double) }.joined(separator: ",")
    guard case .integer(0) = fields[0], case .integer(let size) = fields[1], case .array(let indices) = fields[2] else {
      return "[\(numbers)]"
    }
    return "(\(size),[\(indices.map { text($0, .integer) }.joined(separator: ","))],[\(numbers)])"
  }
}
