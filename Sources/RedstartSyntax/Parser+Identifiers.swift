import RedstartDiagnostics
import RedstartLogicalPlan

extension Parser {
  /// One name, plain or in back-ticks.
  mutating func identifier() throws -> String {
    let token = current
    switch token.kind {
    case .quoted:
      advance()
      return StringEscapes.identifier(source.bytes[token.start..<token.end])
    case .word:
      if source.bytes[token.start..<token.end].contains(where: { $0 >= 0x80 }) {
        throw SparkError("INVALID_IDENTIFIER", ["ident": text(token)], context: [source.context(token.start, token.end)])
      }
      advance()
      return text(token)
    default: throw syntaxError(expected: "a name")
    }
  }

  /// A name that may not hold a hyphen without back-ticks: `a-b` gets an error that says so.
  mutating func errorCapturingIdentifier() throws -> String {
    let first = current
    let name = try identifier()
    guard first.kind == .word, at(.minus), current.start == first.end, peek().kind == .word, peek().start == current.end else {
      return name
    }
    var last = peek()
    var offset = 2
    while peek(offset).symbol == .minus, peek(offset).start == last.end, peek(offset + 1).kind == .word {
      last = peek(offset + 1)
      offset += 2
    }
    throw SparkError(
      "INVALID_IDENTIFIER", ["ident": source.slice(first.start, last.end)], context: [source.context(first.start, last.end)])
  }

  /// `a.b.c`.
  mutating func multipartIdentifier() throws -> [String] {
    if at(.identifier), peek().symbol == .leftParenthesis, peek(2).kind == .string { return try identifierClause() }
    var parts = [try errorCapturingIdentifier()]
    while accept(.dot) { parts.append(try errorCapturingIdentifier()) }
    return parts
  }

  /// `IDENTIFIER('a.b')`, of a constant text.
  private mutating func identifierClause() throws -> [String] {
    position += 2
    let name = try stringLiteral()
    try expect(.rightParenthesis)
    var nested = try Parser(name, timeZone: timeZone)
    let parts = try nested.multipartIdentifier()
    try nested.expectEnd()
    return parts
  }

  /// `(a, b)`.
  mutating func identifierList() throws -> [String] { try parenthesized { try $0.errorCapturingIdentifier() } }

  /// Strings side by side make one.
  mutating func stringLiteral() throws -> String {
    guard current.kind == .string else { throw syntaxError(expected: "a string") }
    var value = ""
    while current.kind == .string {
      value += StringEscapes.value(source.bytes[current.start..<current.end])
      advance()
    }
    return value
  }
}
