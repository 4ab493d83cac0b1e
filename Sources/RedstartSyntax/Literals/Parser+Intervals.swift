import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  /// Whether `INTERVAL` here begins a literal and is no name.
  var atInterval: Bool {
    guard at(.interval) else { return false }
    var next = 1
    if peek().symbol == .minus || peek().symbol == .plus { next = 2 }
    let value = peek(next)
    if value.kind == .string { return true }
    // `interval - 1` is a subtraction unless a unit follows.
    guard value.kind == .integer || value.kind == .decimal else { return false }
    return next == 1 || (peek(next + 1).kind == .word && IntervalUnit(text(peek(next + 1))) != nil)
  }

  /// `INTERVAL 3 DAYS`, `INTERVAL '1-2' YEAR TO MONTH`, `INTERVAL '1 day 2 hours'`, …
  mutating func interval() throws -> Expression {
    let start = position
    advance()
    let valueStart = position
    if current.kind == .string, !isUnit(peek()) {
      let value = StringEscapes.value(source.bytes[current.start..<current.end])
      advance()
      return try intervalLiteral(text: value, start)
    }
    var sum = IntervalSum()
    var count = 0
    while isIntervalValue {
      let isText = current.kind == .string || peek().kind == .string
      let (value, negated) = intervalValue()
      guard isUnit(current), let unit = IntervalUnit(text(current)) else { throw syntaxError(expected: "an interval unit") }
      let unitWord = text(current)
      advance()
      count += 1
      if count == 1, at(.to), isUnit(peek()) {
        return try unitToUnit(value, negated: negated, isText: isText, from: unit, valueStart)
      }
      do {
        try sum.add(value.trimmedASCII, unit, negated: negated)
      } catch {
        throw intervalFault(error, value, unitWord, valueStart)
      }
    }
    guard count > 0 else { throw syntaxError(expected: "an interval value") }
    return try intervalExpression(sum, start)
  }

  private func isUnit(_ token: Token) -> Bool { token.kind == .word && IntervalUnit(text(token)) != nil }

  private var isIntervalValue: Bool {
    if current.kind == .integer || current.kind == .decimal || current.kind == .string { return true }
    guard at(.minus) || at(.plus) else { return false }
    let value = peek()
    return (value.kind == .integer || value.kind == .decimal || value.kind == .string) && isUnit(peek(2))
  }

  private mutating func intervalValue() -> (String, negated: Bool) {
    let negated = at(.minus)
    if at(.minus) || at(.plus) { advance() }
    let token = current
    advance()
    let bytes = source.bytes[token.start..<token.end]
    return (token.kind == .string ? StringEscapes.value(bytes) : text(token), negated)
  }

  private func intervalFault(_ fault: IntervalSum.Fault, _ value: String, _ unit: String, _ start: Int) -> SparkError {
    switch fault {
    case .overflow:
      SparkError("INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION", ["input": " \(value) \(unit)"], context: contexts(from: start))
    case .fraction:
      SparkError(
        "INVALID_INTERVAL_FORMAT.INVALID_FRACTION", ["input": " \(value) \(unit)", "unit": unit], context: contexts(from: start))
    case .notANumber:
      SparkError("_LEGACY_ERROR_TEMP_0026", ["value": value], context: contexts(from: start))
    }
  }

  private func intervalExpression(_ sum: IntervalSum, _ start: Int) throws -> Expression {
    guard let literal = sum.literal else {
      let origin = origin(from: start)
      let written = origin.context?.fragment ?? ""
      throw SparkError("_LEGACY_ERROR_TEMP_0029", ["literal": written], context: origin.contexts)
    }
    return .literal(literal)
  }

  /// The text of `INTERVAL '…'`, with or without the word `interval` in it.
  func intervalLiteral(text: String, _ start: Int) throws -> Expression {
    var words = text.split { $0 == " " || $0 == "\t" || $0 == "\n" }
    if words.first?.lowercased() == "interval" { words.removeFirst() }
    var sum = IntervalSum()
    var index = 0
    while index < words.count {
      var value = String(words[index])
      index += 1
      if value == "-" || value == "+", index < words.count {
        value += words[index]
        index += 1
      }
      guard index < words.count, let unit = IntervalUnit(String(words[index])) else {
        throw invalidTypedLiteral("INTERVAL", text, start)
      }
      index += 1
      do {
        try sum.add(value, unit)
      } catch {
        throw invalidTypedLiteral("INTERVAL", text, start)
      }
    }
    guard index > 0 else { throw invalidTypedLiteral("INTERVAL", text, start) }
    return try intervalExpression(sum, start)
  }

  /// `'1-2' YEAR TO MONTH`, `'1 02:03:04.5' DAY TO SECOND` and the ranges between.
  private mutating func unitToUnit(
    _ value: String, negated: Bool, isText: Bool, from: IntervalUnit, _ start: Int
  ) throws -> Expression {
    advance()
    let last = text(current)
    advance()
    guard isText else { throw SparkError("_LEGACY_ERROR_TEMP_0027", context: contexts(from: start)) }
    let to = IntervalUnit(last) ?? .second
    if from == .year, to == .month {
      return .literal(Literal(.integer(try yearToMonth(value, negated, start)), .yearMonth))
    }
    guard let first = from.dayTimeField, let second = to.dayTimeField, first.rawValue < second.rawValue, from >= .day,
      to <= .second
    else {
      throw SparkError(
        "INVALID_INTERVAL_FORMAT.UNSUPPORTED_FROM_TO_EXPRESSION",
        ["input": value, "from": "\(from)", "to": "\(to)"], context: contexts(from: start))
    }
    let micros = try dayToSecond(value, negated, first, second, start)
    return .literal(Literal(.integer(micros), .dayTimeInterval(first, second)))
  }

  private func yearToMonth(_ value: String, _ negated: Bool, _ start: Int) throws -> Int64 {
    var digits = Substring(value.trimmedASCII)
    var negative = negated
    if let sign = digits.first, sign == "-" || sign == "+" {
      if sign == "-" { negative.toggle() }
      digits = digits.dropFirst()
    }
    let parts = digits.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let years = Parser.digits(parts[0]), let months = Parser.digits(parts[1]) else {
      throw unmatchedInterval(value, "year-month", "year to month", "`[+|-]y-m`, `INTERVAL [+|-]'[+|-]y-m' YEAR TO MONTH`", start)
    }
    guard months <= 11, years <= Int64(Int32.max) / 12 - 1 else {
      throw SparkError(
        "INVALID_INTERVAL_FORMAT.INTERVAL_PARSING", ["input": value, "interval": "year-month"], context: contexts(from: start))
    }
    return (negative ? -1 : 1) * (years * 12 + months)
  }

  private func dayToSecond(
    _ value: String, _ negated: Bool, _ first: DayTimeField, _ last: DayTimeField, _ start: Int
  ) throws -> Int64 {
    var digits = Substring(value.trimmedASCII)
    var negative = negated
    if let sign = digits.first, sign == "-" || sign == "+" {
      if sign == "-" { negative.toggle() }
      digits = digits.dropFirst()
    }
    let pattern = ["d", "h", "m", "s.n"][first.rawValue...last.rawValue]
    let shape = pattern.joined(separator: ":").replacingDayColon
    let mismatch = unmatchedInterval(
      value, "day-time", "interval \(first.name) to \(last.name)",
      "`[+|-]\(shape)`, `INTERVAL [+|-]'[+|-]\(shape)' \(first.name.uppercased()) TO \(last.name.uppercased())`", start)
    var fields: [Substring] = []
    if first == .day {
      let halves = digits.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      guard halves.count == 2 else { throw mismatch }
      fields = [halves[0]] + halves[1].split(separator: ":", omittingEmptySubsequences: false)
    } else {
      fields = digits.split(separator: ":", omittingEmptySubsequences: false)
    }
    guard fields.count == last.rawValue - first.rawValue + 1 else { throw mismatch }
    var total: Int64 = 0
    for (offset, field) in fields.enumerated() {
      let unit = first.rawValue + offset
      let parts = field.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 1 || (unit == DayTimeField.second.rawValue && parts.count == 2 && parts[1].count <= 9),
        let whole = Parser.digits(parts[0])
      else { throw mismatch }
      let limit: Int64 = offset == 0 ? 106_751_991 : [0, 23, 59, 59][unit]
      guard whole <= limit else {
        throw SparkError(
          "_LEGACY_ERROR_TEMP_0063",
          ["msg": "requirement failed: \(DayTimeField(rawValue: unit)?.name ?? "") \(whole) outside range [0, \(limit)]"],
          context: contexts(from: start))
      }
      total += whole * [86_400_000_000, 3_600_000_000, 60_000_000, 1_000_000][unit]
      if parts.count == 2 {
        guard let fraction = Parser.digits((parts[1] + "000000").prefix(6)) else { throw mismatch }
        total += fraction
      }
    }
    return negative ? -total : total
  }

  private func unmatchedInterval(
    _ value: String, _ kind: String, _ type: String, _ formats: String, _ start: Int
  ) -> SparkError {
    SparkError(
      "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE",
      ["input": value, "intervalStr": kind, "typeName": type, "supportedFormat": formats], context: contexts(from: start))
  }

  /// One to ten digits as a number.
  private static func digits(_ text: Substring) -> Int64? {
    guard !text.isEmpty, text.utf8.count <= 10, text.utf8.allSatisfy({ $0 &- 48 < 10 }) else { return nil }
    return Int64(text)
  }
}

extension String {
  /// `d:h` as intervals write it: `d h`.
  fileprivate var replacingDayColon: String { hasPrefix("d:") ? "d " + dropFirst(2) : self }
}
