import RedstartDiagnostics
import RedstartTypes

extension IntervalText {
  /// Months of `[+-]y-m`, `[+-]n` for one field, or either inside `INTERVAL '…' YEAR TO MONTH`.
  /// - Throws: `INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING`.
  public static func parseYearMonth(_ text: String, _ start: YearMonthField, _ end: YearMonthField) throws -> Int32 {
    let range = start == end ? start.name : "\(start.name) to \(end.name)"
    let shape = start == end ? (start == .year ? "y" : "m") : "y-m"
    func failure() -> SparkError { mismatch(text, "year-month", shape, range) }
    guard let (negative, body) = unwrap(text, range) else { throw failure() }
    let parts = body.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == (start == end ? 1 : 2) else { throw failure() }
    guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }) else { throw failure() }
    let numbers = parts.compactMap { digits($0) }
    guard numbers.count == parts.count else {
      throw SparkError(
        "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING", ["input": text, "interval": "year-month"], as: .illegalArgument)
    }
    if numbers.count == 2, numbers[1] > 11 {
      throw SparkError(
        "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING", ["input": text, "interval": "year-month"], as: .illegalArgument)
    }
    // Years too many wrap around, as they do in Spark.
    let months = start == .month ? numbers[0] : numbers[0] &* 12 &+ (numbers.count == 2 ? numbers[1] : 0)
    guard let result = Int32(exactly: negative ? 0 &- months : months) else {
      throw SparkError(
        "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING", ["input": text, "interval": "year-month"], as: .illegalArgument)
    }
    return result
  }

  /// Microseconds of `[+-]d h:m:s.n` cut to the fields of the type, or that inside `INTERVAL '…' DAY TO SECOND`.
  /// - Throws: `INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE`.
  public static func parseDayTime(_ text: String, _ start: DayTimeField, _ end: DayTimeField) throws -> Int64 {
    let range = start == end ? start.name : "\(start.name) to \(end.name)"
    let letters = ["d", "h", "m", "s.n"]
    var shape = letters[start.rawValue]
    if end.rawValue > start.rawValue {
      for raw in (start.rawValue + 1)...end.rawValue { shape += (raw == 1 ? " " : ":") + letters[raw] }
    }
    func failure() -> SparkError { mismatch(text, "day-time", shape, range) }
    guard let (negative, body) = unwrap(text, range) else { throw failure() }
    let separators = start == .day ? body.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true) : [body[...]]
    var parts: [Substring] = []
    if start == .day {
      guard let first = separators.first else { throw failure() }
      parts = [first]
      if separators.count == 2 { parts += separators[1].split(separator: ":", omittingEmptySubsequences: false) }
    } else {
      parts = body.split(separator: ":", omittingEmptySubsequences: false)
    }
    guard parts.count == end.rawValue - start.rawValue + 1 else { throw failure() }
    var total: Int64 = 0
    let limits: [Int64] = [106_751_991, 24, 60, 60]
    for (index, part) in parts.enumerated() {
      guard let field = DayTimeField(rawValue: start.rawValue + index) else { throw failure() }
      var whole = part
      var micros: Int64 = 0
      if field == .second, let point = part.firstIndex(of: ".") {
        whole = part[..<point]
        let fraction = part[part.index(after: point)...].prefix(6)
        guard let value = digits(fraction) else { throw failure() }
        micros = value
        for _ in fraction.count..<6 { micros *= 10 }
      }
      guard let amount = digits(whole), index == 0 || amount < limits[field.rawValue] else { throw failure() }
      let (product, overflow) = amount.multipliedReportingOverflow(by: field.microseconds)
      let (sum, tooBig) = total.addingReportingOverflow(product)
      let (all, beyond) = sum.addingReportingOverflow(micros)
      if overflow || tooBig || beyond { throw failure() }
      total = all
    }
    return negative ? -total : total
  }

  /// An interval in words: `interval 1 year -2 days 3.5 seconds`.
  /// - Throws: `INVALID_INTERVAL_FORMAT.…`.
  public static func parse(_ text: String) throws -> CalendarInterval {
    var words = text.lowercased().split(whereSeparator: { $0.isWhitespace })
    func failure(_ kind: String, _ parameters: [String: String]) -> SparkError {
      SparkError("INVALID_INTERVAL_FORMAT." + kind, parameters.merging(["input": text]) { a, _ in a }, as: .illegalArgument)
    }
    if words.first == "interval" { words.removeFirst() }
    if words.isEmpty { throw failure("INPUT_IS_EMPTY", [:]) }
    var result = CalendarInterval()
    var index = 0
    while index < words.count {
      var number = String(words[index])
      index += 1
      if number == "-" || number == "+", index < words.count {
        number += words[index]
        index += 1
      }
      guard let value = signedMicros(number) else { throw failure("UNRECOGNIZED_NUMBER", ["number": number]) }
      guard index < words.count else { throw failure("MISSING_UNIT", ["word": number]) }
      let unit = String(words[index])
      index += 1
      guard add(value, unit, to: &result) else { throw failure("INVALID_UNIT", ["unit": unit]) }
    }
    return result
  }

  /// Adds millionths of a unit; false when there is no such unit or the interval overflows.
  private static func add(_ millionths: Int64, _ unit: String, to interval: inout CalendarInterval) -> Bool {
    let singular = unit.hasSuffix("s") && unit.count > 1 ? String(unit.dropLast()) : unit
    let whole = millionths / 1_000_000
    let exact = millionths % 1_000_000 == 0
    func months(_ factor: Int64) -> Bool {
      guard exact, whole.magnitude <= 1 << 32, let sum = Int32(exactly: Int64(interval.months) + whole * factor) else {
        return false
      }
      interval.months = sum
      return true
    }
    func days(_ factor: Int64) -> Bool {
      guard exact, whole.magnitude <= 1 << 32, let sum = Int32(exactly: Int64(interval.days) + whole * factor) else {
        return false
      }
      interval.days = sum
      return true
    }
    func micros(_ factor: Int64) -> Bool {
      let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
      let (sum, tooBig) = interval.microseconds.addingReportingOverflow(product)
      guard exact, !overflow, !tooBig else { return false }
      interval.microseconds = sum
      return true
    }
    switch singular {
    case "year": return months(12)
    case "month": return months(1)
    case "week": return days(7)
    case "day": return days(1)
    case "hour": return micros(3_600_000_000)
    case "minute": return micros(60_000_000)
    case "second":
      let (sum, overflow) = interval.microseconds.addingReportingOverflow(millionths)
      if overflow { return false }
      interval.microseconds = sum
      return true
    case "millisecond": return micros(1000)
    case "microsecond": return micros(1)
    default: return false
    }
  }

  /// A signed number with up to six digits behind the point, in millionths.
  private static func signedMicros(_ text: String) -> Int64? {
    let negative = text.hasPrefix("-")
    let body = text.drop { $0 == "-" || $0 == "+" }
    guard text.count - body.count <= 1, !body.isEmpty else { return nil }
    let parts = body.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts[0].isEmpty ? 0 : digits(parts[0]) else { return nil }
    var micros: Int64 = 0
    if parts.count == 2 {
      let fraction = parts[1].prefix(6)
      guard let value = fraction.isEmpty ? 0 : digits(fraction), parts[1].allSatisfy({ $0.isASCII && $0.isNumber }) else {
        return nil
      }
      micros = value
      for _ in fraction.count..<6 { micros *= 10 }
    }
    let (product, overflow) = whole.multipliedReportingOverflow(by: 1_000_000)
    let (sum, tooBig) = product.addingReportingOverflow(micros)
    return overflow || tooBig ? nil : (negative ? -sum : sum)
  }

  private static func digits(_ text: Substring) -> Int64? {
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    return Int64(text)
  }

  /// Sign and body of `[+-]body` or `INTERVAL [+-]'[+-]body' RANGE`.
  private static func unwrap(_ text: String, _ range: String) -> (negative: Bool, body: String)? {
    var rest = text[...]
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    var negative = false
    func takeSign() {
      if let first = rest.first, first == "-" || first == "+" {
        if first == "-" { negative.toggle() }
        rest.removeFirst()
      }
    }
    if rest.lowercased().hasPrefix("interval"), rest.lowercased().hasSuffix(range) {
      rest = rest.dropFirst("interval".count).dropLast(range.count)
      while rest.first == " " { rest.removeFirst() }
      while rest.last == " " { rest.removeLast() }
      takeSign()
      guard rest.count >= 2, rest.first == "'", rest.last == "'" else { return nil }
      rest = rest.dropFirst().dropLast()
    }
    takeSign()
    return rest.isEmpty ? nil : (negative, String(rest))
  }

  private static func mismatch(_ text: String, _ kind: String, _ shape: String, _ range: String) -> SparkError {
    SparkError(
      "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING" + (kind == "day-time" ? "_WITH_NOTICE" : ""),
      [
        "input": text, "intervalStr": kind, "typeName": "interval \(range)",
        "supportedFormat": "`[+|-]\(shape)`, `INTERVAL [+|-]'[+|-]\(shape)' \(range.uppercased())`",
      ], as: .illegalArgument)
  }
}
