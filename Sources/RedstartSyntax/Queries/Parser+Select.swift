import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  /// `SELECT … [FROM …] [WHERE …] [GROUP BY …] [HAVING …] [WINDOW …] [QUALIFY …]`.
  mutating func querySpecification(_ leadingFrom: LogicalPlan?) throws -> LogicalPlan {
    try expect(.select)
    let hints = try selectHints()
    if at(.transform), peek().symbol == .leftParenthesis, isScriptTransformation {
      throw SparkError.unsupported("SELECT TRANSFORM … USING", "Use functions or a Python UDF.")
    }
    var isDistinct = false
    if at(.distinct) || at(.all), !endsSelectItem(peek()) {
      isDistinct = at(.distinct)
      advance()
    }
    let list = try commaSeparated { try $0.namedExpression() }
    var plan = try leadingFrom ?? (at(.from) ? fromClause() : .oneRow)
    if leadingFrom != nil { plan = try lateralViews(plan) }
    if accept(.where) { plan = .filter(try expression(), plan) }
    plan = try aggregation(list, plan)
    if at(.window), isName(peek()), peek(2).keyword == .as { plan = try replaceWindows(plan, try windowClause()) }
    if accept(.qualify) { plan = .filter(try expression(), plan) }
    if isDistinct { plan = .distinct(plan) }
    return hints.reversed().reduce(plan) { .hint(name: $1.name, $1.parameters, $0) }
  }

  private var isScriptTransformation: Bool {
    guard let close = closing(position + 1) else { return false }
    return tokens[min(close + 1, tokens.count - 1)].keyword == .using
  }

  /// Whether a select item is over at that token, so that the word before it was a name.
  private func endsSelectItem(_ token: Token) -> Bool {
    token.kind == .end || token.keyword == .from || token.symbol == .comma || token.symbol == .rightParenthesis
      || token.symbol == .dot || token.symbol == .semicolon
  }

  /// `/*+ BROADCAST(t), REPARTITION(3) */`.
  private mutating func selectHints() throws -> [(name: String, parameters: [Expression])] {
    guard current.kind == .hintStart else { return [] }
    advance()
    var hints: [(name: String, parameters: [Expression])] = []
    repeat {
      _ = accept(.comma)
      let name = try identifier()
      var parameters: [Expression] = []
      if accept(.leftParenthesis) {
        parameters = try commaSeparated { try $0.expression() }
        try expect(.rightParenthesis)
      }
      hints.append((name, parameters))
    } while current.kind != .hintEnd && !atEnd
    guard current.kind == .hintEnd else { throw syntaxError(expected: "'*/'") }
    advance()
    return hints
  }

  /// `expression [[AS] name | AS (names)]`.
  mutating func namedExpression() throws -> Expression {
    let start = position
    let child = try expression()
    if accept(.as) {
      if at(.leftParenthesis) { return multiAlias(child, try identifierList(), start) }
      return .alias(Alias(child, try errorCapturingIdentifier()))
    }
    if at(.leftParenthesis), isName(peek()), case .unresolvedFunction = child {
      return multiAlias(child, try identifierList(), start)
    }
    guard isImplicitAlias else { return child }
    return .alias(Alias(child, try errorCapturingIdentifier()))
  }

  /// Several names for the columns of a generator: analysis looks for the internal call that stands for them.
  private func multiAlias(_ child: Expression, _ names: [String], _ start: Int) -> Expression {
    if names.count == 1 { return .alias(Alias(child, names[0])) }
    return .unresolvedFunction(
      UnresolvedFunction(
        ["multi_alias"], [child] + names.map { .literal(.string($0)) }, isInternal: true, origin: origin(from: start)))
  }

  /// Whether a word behind a select item names it: words that begin the next clause do only where that clause cannot stand.
  private var isImplicitAlias: Bool {
    if current.kind == .quoted { return true }
    guard current.kind == .word else { return false }
    let next = peek()
    switch current.keyword {
    case .from, .union, .except, .intersect, .minusWord, .setminus:
      return current.keyword != .from && endsSelectItem(next) && next.symbol != .rightParenthesis
    case .where, .having, .qualify, .limit, .offset: return endsSelectItem(next) || next.symbol == .equal
    case .group, .order, .sort, .cluster, .distribute: return next.keyword != .by
    case .window: return !(isName(next) && peek(2).keyword == .as)
    case .lateral: return next.keyword != .view
    case .then, .when, .else, .end, .preceding, .following: return endsSelectItem(next)
    case .using: return endsSelectItem(next)
    case .for, .placing: return endsSelectItem(next)
    case .and, .or, .in, .between, .like, .ilike, .rlike, .regexp, .is, .div, .not: return endsSelectItem(next)
    default: return true
    }
  }
}
