import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// How tightly operators bind, loosest first.
enum Precedence: Int {
  case or = 1
  case and, not, predicate, comparison, bitOr, bitXor, bitAnd, shift, additive, multiplicative, unary
}

extension Parser {
  /// Any expression.
  mutating func expression() throws -> Expression { try expression(.or) }

  /// An expression without AND, OR, NOT and predicates at its top: `valueExpression` of the grammar.
  mutating func valueExpression() throws -> Expression { try expression(.comparison) }

  /// Precedence climbing: operators that bind at least as tightly as `lowest`.
  mutating func expression(_ lowest: Precedence) throws -> Expression {
    try enter()
    defer { leave() }
    let start = position
    return try operators(after: try prefixed(lowest), lowest, start)
  }

  /// What an operand that begins at `start` goes on to.
  mutating func expression(after operand: Expression, _ start: Int) throws -> Expression {
    try operators(after: operand, .or, start)
  }

  private mutating func operators(after operand: Expression, _ lowest: Precedence, _ start: Int) throws -> Expression {
    var left = operand
    // A predicate is no operand of a tighter operator: after one only AND and OR may follow.
    var tightest = Precedence.unary
    var chain = 0
    while true {
      if lowest.rawValue <= Precedence.and.rawValue, at(.and) {
        left = try junction(left, .and)
        tightest = .and
        continue
      }
      if lowest.rawValue <= Precedence.or.rawValue, at(.or) {
        left = try junction(left, .or)
        tightest = .and
        continue
      }
      if tightest.rawValue >= Precedence.predicate.rawValue, lowest.rawValue <= Precedence.predicate.rawValue, atPredicate {
        left = try predicate(left, start)
        tightest = .and
        continue
      }
      guard let operation = binaryOperator, operation.rawValue >= lowest.rawValue, operation.rawValue <= tightest.rawValue else {
        return left
      }
      chain += 1
      guard chain <= Parser.maximumChain else {
        throw SparkError("FAILED_TO_PARSE_TOO_COMPLEX", context: contexts(from: start))
      }
      left = try binary(left, operation, start)
    }
  }

  private mutating func prefixed(_ lowest: Precedence) throws -> Expression {
    if lowest.rawValue <= Precedence.not.rawValue, at(.exclamation) || (at(.not) && !isOperand(at: position + 1, end: true)) {
      advance()
      return .not(try expression(.not))
    }
    return try unary()
  }

  /// Whether the token at `index` cannot begin an expression, so that the word before it is a name.
  private func isOperand(at index: Int, end: Bool) -> Bool {
    let token = tokens[min(index, tokens.count - 1)]
    switch token.kind {
    case .end: return end
    case .symbol:
      switch token.symbol {
      case .rightParenthesis, .comma, .dot, .semicolon, .equal, .doubleEqual, .notEqual, .exclamationEqual: return true
      default: return false
      }
    case .word: return token.keyword == .from || token.keyword == .and || token.keyword == .or || token.keyword == .is
    default: return false
    }
  }

  /// All operands of a run of ANDs or ORs, as a balanced tree: long conditions stay shallow.
  private mutating func junction(_ first: Expression, _ operation: Precedence) throws -> Expression {
    let keyword: Keyword = operation == .and ? .and : .or
    let next: Precedence = operation == .and ? .not : .and
    var operands = [first]
    while accept(keyword) { operands.append(try expression(next)) }
    func tree(_ low: Int, _ high: Int) -> Expression {
      if low == high { return operands[low] }
      let middle = low + (high - low) / 2
      let left = tree(low, middle)
      let right = tree(middle + 1, high)
      return operation == .and ? .and(left, right) : .or(left, right)
    }
    return tree(0, operands.count - 1)
  }

  private var binaryOperator: Precedence? {
    let token = current
    if token.kind == .word { return token.keyword == .div ? .multiplicative : nil }
    switch token.symbol {
    case .equal, .doubleEqual, .nullSafeEqual, .notEqual, .exclamationEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return .comparison
    case .pipe: return .bitOr
    case .caret: return .bitXor
    case .ampersand: return .bitAnd
    case .shiftLeft, .shiftRight, .shiftRightUnsigned: return .shift
    case .plus, .minus, .concatenation: return .additive
    case .star, .slash, .percent: return .multiplicative
    default: return nil
    }
  }

  private mutating func binary(_ left: Expression, _ precedence: Precedence, _ start: Int) throws -> Expression {
    let sign = current
    advance()
    let right = try expression(Precedence(rawValue: precedence.rawValue + 1) ?? .unary)
    func arithmetic(_ operation: Arithmetic.Operator) -> Expression {
      .arithmetic(Arithmetic(operation, left, right, origin: origin(from: start)))
    }
    switch sign.symbol {
    case .equal, .doubleEqual: return .comparison(.equal, left, right)
    case .nullSafeEqual: return .comparison(.nullSafeEqual, left, right)
    case .notEqual, .exclamationEqual: return .not(.comparison(.equal, left, right))
    case .less: return .comparison(.less, left, right)
    case .lessOrEqual: return .comparison(.lessOrEqual, left, right)
    case .greater: return .comparison(.greater, left, right)
    case .greaterOrEqual: return .comparison(.greaterOrEqual, left, right)
    case .plus: return arithmetic(.add)
    case .minus: return arithmetic(.subtract)
    case .star: return arithmetic(.multiply)
    case .slash: return arithmetic(.divide)
    case .percent: return arithmetic(.remainder)
    case .concatenation: return call("concat", [left, right], start)
    case .none: return arithmetic(.integralDivide)
    case .some(let other): return call(other.rawValue, [left, right], start)
    }
  }

  private mutating func unary() throws -> Expression {
    let start = position
    switch current.symbol {
    case .minus:
      advance()
      if current.isNumber, tokens[position - 1].symbol == .minus {
        return try postfix(.literal(try numericLiteral(negative: true, from: start)), start)
      }
      return call("negative", [try nestedUnary()], start)
    case .plus:
      advance()
      return call("positive", [try nestedUnary()], start)
    case .tilde:
      advance()
      return call("~", [try nestedUnary()], start)
    default: return try postfix(try primaryExpression(), start)
    }
  }

  private mutating func nestedUnary() throws -> Expression {
    try enter()
    defer { leave() }
    return try unary()
  }

  /// Field access, subscripts, `::type` and COLLATE behind an operand.
  private mutating func postfix(_ base: Expression, _ start: Int) throws -> Expression {
    var result = base
    var chain = 0
    while true {
      chain += 1
      guard chain <= Parser.maximumDepth else {
        throw SparkError("FAILED_TO_PARSE_TOO_COMPLEX", context: contexts(from: start))
      }
      switch current.symbol {
      case .dot:
        advance()
        if case .unresolvedAttribute(let attribute) = result {
          if accept(.star) { return try starExcept(target: attribute.nameParts, start) }
          let name = try identifier()
          result = .unresolvedAttribute(UnresolvedAttribute(attribute.nameParts + [name], origin: origin(from: start)))
        } else {
          result = .unresolvedExtract(result, .literal(.string(try identifier())))
        }
      case .leftBracket:
        advance()
        let key = try valueExpression()
        try expect(.rightBracket)
        result = .unresolvedExtract(result, key)
      case .doubleColon:
        advance()
        let type = try dataType()
        result = .cast(Cast(result, type, origin: origin(from: start)))
      default:
        guard at(.collate), isName(peek()) else { return result }
        advance()
        let collation = try multipartIdentifier()
        guard collation.last?.uppercased() == "UTF8_BINARY" else {
          throw SparkError.unsupported("the collation \(collation.joined(separator: "."))", "Use the collation UTF8_BINARY.")
        }
      }
    }
  }

  /// A call of a function by a name of the parser's own.
  func call(_ name: String, _ arguments: [Expression], _ start: Int) -> Expression {
    .unresolvedFunction(UnresolvedFunction([name], arguments, origin: origin(from: start)))
  }
}
