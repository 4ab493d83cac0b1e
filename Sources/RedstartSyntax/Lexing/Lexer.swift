/// Cuts SQL text into tokens in one pass over its bytes; never fails, the parser reports what it cannot use.
struct Lexer {
  private let bytes: [UInt8]
  private var at = 0
  private var tokens: [Token] = []
  private var inHint = false
  /// Where a bracketed comment starts that nothing ends.
  private(set) var unclosedComment: Int?

  init(_ source: SourceText) { bytes = source.bytes }

  /// The tokens, blanks and comments left out; the last one is the end.
  static func scan(_ source: SourceText) -> (tokens: [Token], unclosedComment: Int?) {
    var lexer = Lexer(source)
    lexer.run()
    return (lexer.tokens, lexer.unclosedComment)
  }

  private func byte(_ offset: Int) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }

  private mutating func add(_ kind: Token.Kind, to end: Int, keyword: Keyword? = nil, symbol: Symbol? = nil) {
    tokens.append(Token(kind: kind, start: at, end: end, keyword: keyword, symbol: symbol))
    at = end
  }

  private mutating func run() {
    tokens.reserveCapacity(bytes.count / 4 + 4)
    while at < bytes.count {
      let first = bytes[at]
      switch first {
      case 0x20, 0x09, 0x0a, 0x0d, 0x0b, 0x0c: at += 1
      case UInt8(ascii: "-") where byte(1) == first: skipLineComment()
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): bracketedCommentOrHint()
      case UInt8(ascii: "*") where inHint && byte(1) == UInt8(ascii: "/"):
        inHint = false
        add(.hintEnd, to: at + 2)
      case UInt8(ascii: "'"), UInt8(ascii: "\""): string(from: at, escapes: true)
      case UInt8(ascii: "`"): quotedIdentifier()
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number()
      case UInt8(ascii: ".") where isDigit(byte(1)) && !followsName: number()
      case UInt8(ascii: "r") where isQuote(byte(1)), UInt8(ascii: "R") where isQuote(byte(1)):
        string(from: at + 1, escapes: false)
      default:
        if isWordStart(first) { word() } else { symbol() }
      }
    }
    tokens.append(Token(kind: .end, start: bytes.count, end: bytes.count, keyword: nil, symbol: nil))
  }

  /// Whether the last token ends right here and is a name, so that `.1` would be its field.
  private var followsName: Bool {
    guard let last = tokens.last, last.end == at else { return false }
    return last.kind == .word || last.kind == .quoted
  }

  private mutating func skipLineComment() {
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\\"), byte(1) == 0x0a {
        at += 2
      } else if bytes[at] == 0x0a || bytes[at] == 0x0d {
        return
      } else {
        at += 1
      }
    }
  }

  private mutating func bracketedCommentOrHint() {
    if byte(2) == UInt8(ascii: "+"), let last = tokens.last, last.keyword == .select {
      inHint = true
      add(.hintStart, to: at + 3)
      return
    }
    let start = at
    var depth = 0
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
        depth += 1
        at += 2
      } else if bytes[at] == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
        depth -= 1
        at += 2
        if depth == 0 { return }
      } else {
        at += 1
      }
    }
    unclosedComment = start
  }

  /// A string whose quote stands at `open`; `r'…'` has no escapes.
  private mutating func string(from open: Int, escapes: Bool) {
    let quote = bytes[open]
    var index = open + 1
    while index < bytes.count {
      if escapes, bytes[index] == UInt8(ascii: "\\") {
        index += 2
      } else if bytes[index] == quote {
        if escapes, index + 1 < bytes.count, bytes[index + 1] == quote {
          index += 2
        } else {
          add(.string, to: index + 1)
          return
        }
      } else {
        index += 1
      }
    }
    if open > at { word() } else { add(.unrecognized, to: at + 1) }
  }

  private mutating func quotedIdentifier() {
    var index = at + 1
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "`") {
        if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "`") {
          index += 2
          continue
        }
        add(.quoted, to: index + 1)
        return
      }
      index += 1
    }
    add(.unrecognized, to: at + 1)
  }

  private mutating func word() {
    var index = at + 1
    while index < bytes.count, isWordPart(bytes[index]) { index += 1 }
    add(.word, to: index, keyword: Keyword.spelled(bytes[at..<index]))
  }

  private mutating func number() {
    var index = at
    while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    let wholeEnd = index
    var kind = Token.Kind.integer
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      kind = .decimal
      index += 1
      while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      var exponent = index + 1
      if exponent < bytes.count, bytes[exponent] == UInt8(ascii: "+") || bytes[exponent] == UInt8(ascii: "-") { exponent += 1 }
      let digits = exponent
      while exponent < bytes.count, isDigit(bytes[exponent]) { exponent += 1 }
      if exponent > digits {
        kind = .exponent
        index = exponent
      }
    }
    if index < bytes.count {
      let letter = bytes[index] | 0x20
      switch letter {
      case UInt8(ascii: "l") where kind == .integer: (kind, index) = (.bigInt, index + 1)
      case UInt8(ascii: "s") where kind == .integer: (kind, index) = (.smallInt, index + 1)
      case UInt8(ascii: "y") where kind == .integer: (kind, index) = (.tinyInt, index + 1)
      case UInt8(ascii: "f"): (kind, index) = (.float, index + 1)
      case UInt8(ascii: "d"): (kind, index) = (.double, index + 1)
      case UInt8(ascii: "b") where index + 1 < bytes.count && bytes[index + 1] | 0x20 == UInt8(ascii: "d"):
        (kind, index) = (.bigDecimal, index + 2)
      default: break
      }
    }
    guard index < bytes.count, isWordPart(bytes[index]) else {
      add(kind, to: index)
      return
    }
    // `1abc` is a name, `1.5abc` the number 1 and what follows.
    if wholeEnd == at {
      add(.symbol, to: at + 1, symbol: .dot)
    } else if bytes[wholeEnd] == UInt8(ascii: ".") {
      add(.integer, to: wholeEnd)
    } else {
      word()
    }
  }

  private mutating func symbol() {
    for length in [3, 2, 1] where at + length <= bytes.count {
      if let symbol = Lexer.symbols[Lexer.key(bytes[at..<(at + length)])] {
        add(.symbol, to: at + length, symbol: symbol)
        return
      }
    }
    var end = at + 1
    while end < bytes.count, bytes[end] & 0xc0 == 0x80 { end += 1 }
    add(.unrecognized, to: end)
  }

  private static func key(_ bytes: some Collection<UInt8>) -> UInt32 { bytes.reduce(0) { $0 << 8 | UInt32($1) } }

  private static let symbols: [UInt32: Symbol] = {
    let all: [Symbol] = [
      .leftParenthesis, .rightParenthesis, .leftBracket, .rightBracket, .leftBrace, .rightBrace, .comma, .dot, .semicolon,
      .colon, .doubleColon, .question, .star, .plus, .minus, .slash, .percent, .caret, .ampersand, .pipe, .concatenation,
      .pipeOperator, .tilde, .exclamation, .equal, .doubleEqual, .nullSafeEqual, .notEqual, .exclamationEqual, .less,
      .lessOrEqual, .greater, .greaterOrEqual, .shiftLeft, .shiftRight, .shiftRightUnsigned, .arrow, .fatArrow,
    ]
    var table: [UInt32: Symbol] = [:]
    for symbol in all { table[key(symbol.rawValue.utf8)] = symbol }
    table[key("!>".utf8)] = .lessOrEqual
    table[key("!<".utf8)] = .greaterOrEqual
    return table
  }()

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
  private func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") }
  private func isWordStart(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 || byte == UInt8(ascii: "_") || byte >= 0x80 }
  private func isWordPart(_ byte: UInt8) -> Bool { isWordStart(byte) || isDigit(byte) }
}
