import RedstartDiagnostics
import RedstartTypes

/// Intervals as text, in SQL's notation and in words.
public enum IntervalText {
  /// `INTERVAL '1-2' YEAR TO MONTH`.
  public static func ansi(months: Int32, _ start: YearMonthField, _ end: YearMonthField) -> String {
    let sign = months < 0 ? "-" : ""
    let magnitude = months.magnitude
    if start == end {
      return "INTERVAL '\(sign)\(start == .year ? magnitude / 12 : magnitude)' \(start.name.uppercased())"
    }
    return "INTERVAL '\(sign)\(magnitude / 12)-\(magnitude % 12)' YEAR TO MONTH"
  }

  /// `INTERVAL '1 02:03:04.5' DAY TO SECOND`.
  public static func ansi(microseconds: Int64, _ start: DayTimeField, _ end: DayTimeField) -> String {
    var rest = microseconds.magnitude
    var text = microseconds < 0 ? "-" : ""
    func two(_ number: UInt64) -> String { number < 10 ? "0\(number)" : String(number) }
    for raw in start.rawValue...max(start.rawValue, end.rawValue) {
      guard let field = DayTimeField(rawValue: raw) else { continue }
      let unit = UInt64(field.microseconds)
      let amount = rest / unit
      if raw > start.rawValue { text += field == .hour ? " " : ":" }
      text += field == .day ? String(amount) : two(amount)
      rest %= unit
      if field == .second, rest > 0 { text += "." + fraction(rest) }
    }
    let range = start == end ? start.name : "\(start.name) to \(end.name)"
    return "INTERVAL '\(text)' \(range.uppercased())"
  }

  /// `1 years 2 months 3 days 4 hours 5 minutes 6.5 seconds`, without the units that are zero.
  public static func text(_ interval: CalendarInterval) -> String {
    var parts: [String] = []
    func add(_ amount: Int64, _ unit: String) { if amount != 0 { parts.append("\(amount) \(unit)") } }
    add(Int64(interval.months / 12), "years")
    add(Int64(interval.months % 12), "months")
    add(Int64(interval.days), "days")
    add(interval.microseconds / 3_600_000_000, "hours")
    add(interval.microseconds % 3_600_000_000 / 60_000_000, "minutes")
    let rest = interval.microseconds % 60_000_000
    if rest != 0 {
      let part = rest.magnitude % 1_000_000
      let seconds = "\(rest < 0 ? "-" : "")\(rest.magnitude / 1_000_000)" + (part > 0 ? "." + fraction(part) : "")
      parts.append(seconds + " seconds")
    }
    return parts.isEmpty ? "0 seconds" : parts.joined(separator: " ")
  }

  /// Six digits without trailing zeros.
  private static func fraction(_ micros: UInt64) -> String {
    var digits = String(micros)
    digits = String(repeating: "0", count: 6 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return digits
  }
}
