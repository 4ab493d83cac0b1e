import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  /// An operand: literal, name, call, CASE, subquery, lambda, expression in parentheses.
  mutating func primaryExpression() throws -> Expression {
    let token = current
    switch token.kind {
    case .integer, .decimal, .exponent, .tinyInt, .smallInt, .bigInt, .float, .double, .bigDecimal:
      return .literal(try numericLiteral(negative: false, from: position))
    case .string: return .literal(.string(try stringLiteral()))
    case .symbol: return try symbolPrimary()
    case .quoted: return try namePrimary()
    case .word: return try wordPrimary()
    case .hintStart, .hintEnd, .unrecognized, .end: throw syntaxError(expected: "an expression")
    }
  }

  private mutating func symbolPrimary() throws -> Expression {
    let start = position
    switch current.symbol {
    case .leftParenthesis: return try parenthesizedPrimary()
    case .star:
      advance()
      return try starExcept(target: [], start)
    case .question:
      let token = current
      advance()
      return .parameter(.positional(source.unit(at: token.start)))
    case .colon:
      guard peek().kind == .word else { throw syntaxError(expected: "an expression") }
      advance()
      return .parameter(.named(try identifier()))
    default: throw syntaxError(expected: "an expression")
    }
  }

  private mutating func wordPrimary() throws -> Expression {
    let next = peek()
    if next.kind == .string, at(.interval) { return try interval() }
    switch current.keyword {
    case .null where next.symbol != .leftParenthesis && next.symbol != .dot:
      advance()
      return .literal(.null(.null))
    case .true where next.symbol != .leftParenthesis && next.symbol != .dot:
      advance()
      return .literal(.boolean(true))
    case .false where next.symbol != .leftParenthesis && next.symbol != .dot:
      advance()
      return .literal(.boolean(false))
    case .interval where atInterval: return try interval()
    case .case where isCase: return try caseExpression()
    case .exists where next.symbol == .leftParenthesis && startsQuery(position + 2):
      let start = position
      position += 2
      let plan = try query()
      try expect(.rightParenthesis, missing: true)
      return .subquery(Subquery(.exists, plan, origin: origin(from: start)))
    default: break
    }
    if next.kind == .string { return try typeConstructor() }
    return try namePrimary()
  }

  /// A column, a call, a special form or a lambda of one variable.
  private mutating func namePrimary() throws -> Expression {
    let start = position
    if peek().symbol == .arrow { return try lambda() }
    if current.kind == .word, let special = try specialForm() { return special }
    if let call = try functionCall() { return call }
    let name = try identifier()
    if !tokens[start].isQuotedName, let constant = currentLike(name) {
      return call(constant, [], start)
    }
    return .unresolvedAttribute(UnresolvedAttribute([name], origin: origin(from: start)))
  }

  /// The functions that need no parentheses.
  private func currentLike(_ name: String) -> String? {
    guard current.symbol != .dot else { return nil }
    switch name.lowercased() {
    case "current_date": return "current_date"
    case "current_timestamp": return "current_timestamp"
    case "current_user", "user", "session_user": return "current_user"
    default: return nil
    }
  }

  /// `x -> …` and `(x, y) -> …`.
  private mutating func lambda() throws -> Expression {
    var variables: [String] = []
    if accept(.leftParenthesis) {
      variables = try commaSeparated { try $0.identifier() }
      try expect(.rightParenthesis)
    } else {
      variables = [try identifier()]
    }
    try expect(.arrow)
    let body = try expression()
    return .lambda(variables.map { LambdaVariable($0) }, body)
  }

  /// The index of the parenthesis that closes the one at `open`, or nil.
  func closing(_ open: Int) -> Int? {
    var level = 0
    var index = open
    while index < tokens.count {
      if tokens[index].symbol == .leftParenthesis { level += 1 }
      if tokens[index].symbol == .rightParenthesis {
        level -= 1
        if level == 0 { return index }
      }
      index += 1
    }
    return nil
  }

  /// What an opening parenthesis begins: a lambda, a subquery, a row or a plain grouping.
  private mutating func parenthesizedPrimary() throws -> Expression {
    let start = position
    if isLambdaHead { return try lambda() }
    if startsQuery(position + 1) {
      advance()
      let plan = try query()
      try expect(.rightParenthesis, missing: true)
      return .subquery(Subquery(.scalar, plan, origin: origin(from: start)))
    }
    advance()
    let first = try namedExpression()
    guard at(.comma) else {
      try expect(.rightParenthesis)
      if case .alias = first { throw syntaxError(at: position - 1, expected: "','") }
      return first
    }
    var elements = [first]
    while accept(.comma) { elements.append(try namedExpression()) }
    try expect(.rightParenthesis)
    return row(elements, start)
  }

  /// Names, commas and then `) ->`.
  private var isLambdaHead: Bool {
    var index = position + 1
    while index + 1 < tokens.count, isName(tokens[index]) {
      let next = tokens[index + 1].symbol
      if next == .rightParenthesis { return index + 2 < tokens.count && tokens[index + 2].symbol == .arrow }
      guard next == .comma else { return false }
      index += 2
    }
    return false
  }

  /// `(a, b)` as a struct whose fields take the names of columns, or `col1`, `col2`, …
  func row(_ elements: [Expression], _ start: Int) -> Expression {
    var arguments: [Expression] = []
    for (index, element) in elements.enumerated() {
      let name: String
      switch element {
      case .alias(let alias): name = alias.name
      case .unresolvedAttribute(let attribute): name = attribute.nameParts.last ?? ""
      default: name = "col\(index + 1)"
      }
      arguments += [.literal(.string(name)), element.withoutAlias]
    }
    return .unresolvedFunction(UnresolvedFunction(["named_struct"], arguments, isInternal: true, origin: origin(from: start)))
  }

  /// `*`, perhaps with `EXCEPT (columns)`: analysis expands the call that stands for it.
  mutating func starExcept(target: [String], _ start: Int) throws -> Expression {
    let star = Expression.unresolvedStar(target: target, planID: nil)
    guard at(.except), peek().symbol == .leftParenthesis, !startsQuery(position + 2) else { return star }
    advance()
    let columns = try parenthesized { parser -> Expression in
      let first = parser.position
      let name = try parser.multipartIdentifier()
      return .unresolvedAttribute(UnresolvedAttribute(name, origin: parser.origin(from: first)))
    }
    return .unresolvedFunction(UnresolvedFunction(["except"], [star] + columns, isInternal: true, origin: origin(from: start)))
  }

  /// `CASE` as the beginning of a branch list, not as a name.
  private var isCase: Bool {
    if peek().keyword == .when { return true }
    switch peek().kind {
    case .end, .hintEnd, .hintStart: return false
    case .symbol:
      switch peek().symbol {
      case .leftParenthesis, .minus, .plus, .tilde, .exclamation, .question, .colon: break
      default: return false
      }
    case .word: if [.end, .from, .as].contains(peek().keyword) { return false }
    default: break
    }
    // `case (…)` may be a call: look for the WHEN that makes it a CASE.
    var level = 0
    var index = position + 1
    while index < tokens.count {
      if tokens[index].symbol == .leftParenthesis { level += 1 }
      if tokens[index].symbol == .rightParenthesis { level -= 1 }
      if level < 0 { return false }
      if level == 0, tokens[index].keyword == .when { return true }
      if level == 0, tokens[index].symbol == .comma || tokens[index].symbol == .semicolon { return false }
      index += 1
    }
    return false
  }

  private mutating func caseExpression() throws -> Expression {
    advance()
    let operand = at(.when) ? nil : try expression()
    var branches: [CaseBranch] = []
    repeat {
      try expect(.when)
      let condition = try expression()
      try expect(.then, missing: true)
      let value = try expression()
      branches.append(CaseBranch(operand.map { .comparison(.equal, $0, condition) } ?? condition, value))
    } while at(.when)
    let otherwise = accept(.else) ? try expression() : nil
    try expect(.end)
    return .caseWhen(branches, otherwise: otherwise)
  }
}

extension Token {
  var isQuotedName: Bool { kind == .quoted }
}
