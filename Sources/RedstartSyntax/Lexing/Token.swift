/// A word of SQL text with its place, in bytes.
struct Token {
  enum Kind: UInt8 {
    /// An unquoted identifier or keyword.
    case word
    /// An identifier in back-ticks.
    case quoted
    case string
    case integer, decimal, exponent
    case tinyInt, smallInt, bigInt, float, double, bigDecimal
    case symbol
    /// `/*+` after SELECT, and the `*/` that ends it.
    case hintStart, hintEnd
    /// A character that starts no token; also the quote of a string without an end.
    case unrecognized
    case end
  }

  var kind: Kind
  var start: Int
  /// Exclusive.
  var end: Int
  /// The keyword that a word spells; none for other words.
  var keyword: Keyword?
  /// The sign of a symbol.
  var symbol: Symbol?

  var isNumber: Bool {
    switch kind {
    case .integer, .decimal, .exponent, .tinyInt, .smallInt, .bigInt, .float, .double, .bigDecimal: true
    default: false
    }
  }
}

/// Operators and punctuation.
enum Symbol: String {
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case leftBrace = "{"
  case rightBrace = "}"
  case comma = ","
  case dot = "."
  case semicolon = ";"
  case colon = ":"
  case doubleColon = "::"
  case question = "?"
  case star = "*"
  case plus = "+"
  case minus = "-"
  case slash = "/"
  case percent = "%"
  case caret = "^"
  case ampersand = "&"
  case pipe = "|"
  case concatenation = "||"
  case pipeOperator = "|>"
  case tilde = "~"
  case exclamation = "!"
  case equal = "="
  case doubleEqual = "=="
  case nullSafeEqual = "<=>"
  case notEqual = "<>"
  case exclamationEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case shiftRightUnsigned = ">>>"
  case arrow = "->"
  case fatArrow = "=>"
}
