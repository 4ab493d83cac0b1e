import RedstartKernels
import RedstartTypes

extension ExpressionText {
  /// The text of a constant: strings and numbers bare, others as SQL writes them.
  public func text(_ literal: Literal) -> String {
    if literal.isNull { return "NULL" }
    return text(literal.value, literal.type)
  }

  private func text(_ value: Value, _ type: DataType) -> String {
    switch (value, type.storage) {
    case (.null, _): return "NULL"
    case (.boolean(let flag), _): return flag ? "true" : "false"
    case (.integer(let days), .date): return "DATE '\(DateText.format(days: Int(days)))'"
    case (.integer(let micros), .timestamp):
      let zone = TimeZoneRules.find(timeZone) ?? .utc
      return "TIMESTAMP '\(DateText.format(timestamp: micros, zone: zone))'"
    case (.integer(let micros), .timestampNTZ):
      return "TIMESTAMP_NTZ '\(DateText.format(timestamp: micros, zone: .utc))'"
    case (.integer(let months), .yearMonthInterval(let start, let end)): return yearMonth(months, start, end)
    case (.integer(let micros), .dayTimeInterval(let start, let end)): return dayTime(micros, start, end)
    case (.integer(let number), _): return String(number)
    case (.double(let number), .float): return javaText(Float(number))
    case (.double(let number), _): return javaText(number)
    case (.decimal(let digits), .decimal(_, let scale)): return decimal(digits, scale)
    case (.decimal(let digits), _): return Decimal128.text(digits, scale: 0)
    case (.string(let text), _): return text
    case (.binary(let bytes), _):
      let hexadecimal = bytes.map { byte in
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
      }
      return "X'\(hexadecimal.joined())'"
    case (.interval(let interval), _): return calendar(interval)
    case (.array(let elements), .array(let element, _)):
      return "ARRAY(\(elements.map { text($0, element) }.joined(separator: ", ")))"
    case (.map(let keys, let values), .map(let key, let value, _)):
      let pairs = zip(keys, values).map { "\(text($0, key)), \(text($1, value))" }
      return "MAP(\(pairs.joined(separator: ", ")))"
    case (.structure(let fields), .struct(let type)):
      let parts = zip(fields, type.fields).map { "'\($1.name)', \(text($0, $1.type))" }
      return "NAMED_STRUCT(\(parts.joined(separator: ", ")))"
    default: return "?"
    }
  }

  /// A decimal as Java's BigDecimal writes it: small numbers with an exponent.
  private func decimal(_ digits: Int128, _ scale: Int) -> String {
    let shown = String(digits.magnitude)
    let exponent = shown.count - 1 - scale
    guard exponent < -6 else { return Decimal128.text(digits, scale: scale) }
    let mantissa = shown.count == 1 ? shown : "\(shown.prefix(1)).\(shown.dropFirst())"
    return "\(digits < 0 ? "-" : "")\(mantissa)E\(exponent)"
  }

  private func yearMonth(_ months: Int64, _ start: YearMonthField, _ end: YearMonthField) -> String {
    let sign = months < 0 ? "-" : ""
    let size = months.magnitude
    switch (start, end) {
    case (.year, .year): return "INTERVAL '\(sign)\(size / 12)' YEAR"
    case (.month, .month): return "INTERVAL '\(sign)\(size)' MONTH"
    default: return "INTERVAL '\(sign)\(size / 12)-\(size % 12)' YEAR TO MONTH"
    }
  }

  private func dayTime(_ micros: Int64, _ start: DayTimeField, _ end: DayTimeField) -> String {
    let sign = micros < 0 ? "-" : ""
    var rest = micros.magnitude
    func take(_ unit: UInt64) -> UInt64 {
      let count = rest / unit
      rest %= unit
      return count
    }
    func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : String(number) }
    let units: [UInt64] = [86_400_000_000, 3_600_000_000, 60_000_000, 1_000_000]
    let separators = ["", " ", ":", ":"]
    var shown = ""
    for field in start.rawValue...max(start.rawValue, end.rawValue) {
      let count = take(units[field])
      if field > start.rawValue { shown += separators[field] }
      shown += field == 0 ? String(count) : two(count)
      if field == 3, rest > 0 {
        var fraction = String(rest)
        fraction = String(repeating: "0", count: 6 - fraction.count) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        shown += "." + fraction
      }
    }
    let names = start == end ? start.name.uppercased() : "\(start.name.uppercased()) TO \(end.name.uppercased())"
    return "INTERVAL '\(sign)\(shown)' \(names)"
  }

  private func calendar(_ interval: CalendarInterval) -> String {
    var parts: [String] = []
    func add(_ number: Int64, _ unit: String) { if number != 0 { parts.append("\(number) \(unit)") } }
    add(Int64(interval.months / 12), "years")
    add(Int64(interval.months % 12), "months")
    add(Int64(interval.days), "days")
    add(interval.microseconds / 3_600_000_000, "hours")
    add(interval.microseconds / 60_000_000 % 60, "minutes")
    let rest = interval.microseconds % 60_000_000
    if rest != 0 { parts.append("\(Decimal128.text(Int128(rest), scale: 6)) seconds") }
    return "INTERVAL '\(parts.isEmpty ? "0 seconds" : parts.joined(separator: " "))'"
  }
}
