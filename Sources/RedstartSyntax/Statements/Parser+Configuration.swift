import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  /// SET and RESET, whose keys and values are free text.
  mutating func configuration() throws -> Command {
    let start = position
    let isReset = at(.reset)
    advance()
    if isReset { return try reset(start) }
    if at(.time), peek().keyword == .zone { return try setTimeZone(start) }
    if at(.role) { throw unsupported("SET ROLE") }
    if at(.catalog), isName(peek()) || peek().kind == .string { throw unsupported("SET CATALOG") }
    if at(.variable) || at(.var), isName(peek()) { throw unsupported("SET VARIABLE") }
    if at(.minus), text(peek()) == "v" {
      position = tokens.count - 1
      return .setConfiguration(key: nil, value: nil)
    }
    let raw = rest()
    position = tokens.count - 1
    guard !raw.isEmpty else { return .setConfiguration(key: nil, value: nil) }
    guard let equal = raw.utf8.firstIndex(of: UInt8(ascii: "=")) else {
      return .setConfiguration(key: try key(raw, start), value: nil)
    }
    let value = String(raw[raw.index(after: equal)...]).trimmedASCII
    return .setConfiguration(key: try key(String(raw[..<equal]).trimmedASCII, start), value: Parser.unquoted(value))
  }

  /// The text from here to the end, without blanks and semicolons at its end.
  private func rest() -> String {
    var text = source.slice(current.start, source.bytes.count).trimmedASCII
    while text.hasSuffix(";") { text = String(text.dropLast()).trimmedASCII }
    return text
  }

  private static func unquoted(_ text: String) -> String {
    guard text.utf8.count >= 2, text.hasPrefix("`"), text.hasSuffix("`") else { return text }
    return String(text.dropFirst().dropLast())
  }

  private func key(_ text: String, _ start: Int) throws -> String {
    if text.hasPrefix("`") { return Parser.unquoted(text) }
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 32 }) else {
      throw SparkError("INVALID_SET_SYNTAX", context: [source.context(tokens[start].start, source.bytes.count)])
    }
    return text
  }

  private mutating func reset(_ start: Int) throws -> Command {
    let raw = rest()
    position = tokens.count - 1
    guard !raw.isEmpty else { return .resetConfiguration(key: nil) }
    let key = Parser.unquoted(raw)
    guard raw.hasPrefix("`") || key.utf8.allSatisfy({ $0 > 32 }) else {
      throw SparkError("INVALID_RESET_COMMAND_FORMAT", context: [source.context(tokens[start].start, source.bytes.count)])
    }
    return .resetConfiguration(key: key)
  }

  private mutating func setTimeZone(_ start: Int) throws -> Command {
    position += 2
    let key = "spark.sql.session.timeZone"
    let fault = SparkError("_LEGACY_ERROR_TEMP_0045", context: [source.context(tokens[start].start, source.bytes.count)])
    if at(.local), peek().kind == .end || peek().symbol == .semicolon {
      advance()
      return .resetConfiguration(key: key)
    }
    if at(.interval), atInterval {
      guard case .literal(let literal) = try interval(), case .dayTimeInterval = literal.type,
        case .integer(let micros) = literal.value,
        abs(micros) <= 64_800_000_000, micros % 1_000_000 == 0
      else { throw SparkError("INVALID_INTERVAL_FORMAT.TIMEZONE_INTERVAL_OUT_OF_RANGE", context: contexts(from: start)) }
      let seconds = abs(micros) / 1_000_000
      func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
      var zone = "\(micros < 0 ? "-" : "+")\(two(seconds / 3600)):\(two(seconds / 60 % 60))"
      if seconds % 60 != 0 { zone += ":" + two(seconds % 60) }
      return .setConfiguration(key: key, value: zone)
    }
    guard current.kind == .string, peek().kind == .end || peek().symbol == .semicolon else { throw fault }
    return .setConfiguration(key: key, value: try stringLiteral())
  }
}
