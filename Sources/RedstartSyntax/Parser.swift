import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// A recursive-descent parser of Spark SQL; its rules stand in extensions, one family of the grammar in each file.
struct Parser {
  /// Queries, expressions and types may nest this deep; deeper text is refused before the stack ends.
  static let maximumDepth = 500
  /// Operators of one chain (`a + b + …`) that stack up on the left.
  static let maximumChain = 2000

  let source: SourceText
  let tokens: [Token]
  /// Zone of timestamp literals without zone; without it they stay casts that analysis resolves.
  let timeZone: TimeZoneRules?
  var position = 0
  var depth = 0
  /// Closing angle brackets of types that a `>>` token still stands for.
  var pendingAngles = 0

  init(_ text: String, timeZone: TimeZoneRules? = nil) throws {
    source = SourceText(text)
    self.timeZone = timeZone
    let scan = Lexer.scan(source)
    tokens = scan.tokens
    if let start = scan.unclosedComment {
      throw SparkError("UNCLOSED_BRACKETED_COMMENT", context: [source.context(start, source.bytes.count)])
    }
    if source.bytes.allSatisfy({ $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0d) }) {
      throw SparkError("PARSE_EMPTY_STATEMENT", context: [source.context(0, source.bytes.count)])
    }
  }

  // MARK: Looking

  var current: Token { tokens[position] }
  func peek(_ offset: Int = 1) -> Token { tokens[min(position + offset, tokens.count - 1)] }
  func at(_ keyword: Keyword) -> Bool { tokens[position].keyword == keyword }
  func at(_ symbol: Symbol) -> Bool { tokens[position].symbol == symbol }
  func at(_ first: Keyword, _ second: Keyword) -> Bool { at(first) && peek().keyword == second }
  var atEnd: Bool { current.kind == .end }
  func text(_ token: Token) -> String { source.slice(token.start, token.end) }
  /// Whether the token can name something.
  func isName(_ token: Token) -> Bool { token.kind == .word || token.kind == .quoted }

  // MARK: Taking

  mutating func advance() { if position < tokens.count - 1 { position += 1 } }

  mutating func accept(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    advance()
    return true
  }

  mutating func accept(_ symbol: Symbol) -> Bool {
    guard at(symbol) else { return false }
    advance()
    return true
  }

  mutating func accept(_ first: Keyword, _ second: Keyword) -> Bool {
    guard at(first, second) else { return false }
    advance()
    advance()
    return true
  }

  mutating func expect(_ keyword: Keyword, missing: Bool = false) throws {
    guard accept(keyword) else {
      throw syntaxError(
        expected: keyword.rawValue.uppercased(), hint: missing ? ": missing '\(keyword.rawValue.uppercased())'" : "")
    }
  }

  /// - Parameter missing: whether the hint names the symbol, as Spark does where nothing else could stand there.
  mutating func expect(_ symbol: Symbol, missing: Bool = false) throws {
    guard accept(symbol) else {
      if !atEnd, peek().symbol == symbol { throw syntaxError(hint: ": extra input '\(text(current))'") }
      throw syntaxError(expected: "'\(symbol.rawValue)'", hint: missing ? ": missing '\(symbol.rawValue)'" : "")
    }
  }

  mutating func commaSeparated<T>(_ element: (inout Parser) throws -> T) throws -> [T] {
    var elements = [try element(&self)]
    while accept(.comma) { elements.append(try element(&self)) }
    return elements
  }

  mutating func parenthesized<T>(_ element: (inout Parser) throws -> T) throws -> [T] {
    try expect(.leftParenthesis)
    let elements = try commaSeparated(element)
    try expect(.rightParenthesis)
    return elements
  }

  // MARK: Depth

  /// Call before a rule that can contain itself, and ``leave()`` after it.
  mutating func enter() throws {
    depth += 1
    guard depth <= Parser.maximumDepth else {
      throw SparkError("FAILED_TO_PARSE_TOO_COMPLEX", context: [source.context(current.start, current.end)])
    }
  }

  mutating func leave() { depth -= 1 }

  // MARK: Places and errors

  /// The place from a token to the last one that was taken.
  func origin(from first: Int) -> Origin {
    let last = max(first, position - 1)
    return Origin(source.context(tokens[first].start, tokens[last].end))
  }

  func contexts(from first: Int) -> [QueryContext] { origin(from: first).contexts }

  func syntaxError(at index: Int? = nil, expected: String? = nil, hint: String = "") -> SparkError {
    let token = tokens[index ?? position]
    let shown = token.kind == .end ? "end of input" : "'\(text(token))'"
    return SparkError(
      "PARSE_SYNTAX_ERROR", ["error": shown, "hint": hint], context: [source.context(token.start, token.end)],
      cause: expected.map { "\($0) was expected here." })
  }

  /// Nothing may follow but semicolons.
  mutating func expectEnd() throws {
    while accept(.semicolon) {}
    guard atEnd else {
      throw syntaxError(expected: "the end of the statement", hint: peek().kind == .end ? ": extra input '\(text(current))'" : "")
    }
  }
}
