import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  /// `FROM relation, relation … [LATERAL VIEW …] [PIVOT …]`.
  mutating func fromClause() throws -> LogicalPlan {
    try expect(.from)
    var plan = try relation(nil)
    while accept(.comma) { plan = try relation(plan) }
    plan = try lateralViews(plan)
    return try pivots(plan)
  }

  /// A table with its joins; `left` is what a comma joins it to.
  private mutating func relation(_ left: LogicalPlan?) throws -> LogicalPlan {
    let isLateral = at(.lateral) && (peek().symbol == .leftParenthesis || (isName(peek()) && peek().keyword != .view))
    if isLateral { advance() }
    var plan = try joined(left, .cross, isComma: true, isLateral: isLateral) { try $0.relationPrimary() }
    while true {
      if let join = try joinRelation(plan) {
        plan = join
      } else if isPivot {
        plan = try pivots(plan)
      } else {
        return plan
      }
    }
  }

  /// Joins without a condition; a table function that may see the left side becomes a generator over it.
  private mutating func joined(
    _ left: LogicalPlan?, _ type: JoinType, isComma: Bool, isLateral: Bool, _ right: (inout Parser) throws -> LogicalPlan
  ) throws -> LogicalPlan {
    let plan = try right(&self)
    guard let left else { return plan }
    if isLateral, let generate = overLeft(plan, left) { return generate }
    return .join(Join(left, plan, isComma ? .inner : type, isLateral: isLateral))
  }

  private func overLeft(_ plan: LogicalPlan, _ left: LogicalPlan) -> LogicalPlan? {
    guard case .generate(var node) = plan, case .oneRow = node.child else { return nil }
    node.child = left
    return .generate(node)
  }

  // MARK: Joins

  private mutating func joinRelation(_ left: LogicalPlan) throws -> LogicalPlan? {
    let isNatural = at(.natural)
    let first = isNatural ? peek().keyword : current.keyword
    switch first {
    case .join, .inner, .cross, .left, .right, .full, .semi, .anti: break
    default:
      if isNatural { throw syntaxError(at: position + 1, expected: "JOIN") }
      return nil
    }
    if isNatural { advance() }
    let type: JoinType
    switch current.keyword {
    case .inner:
      advance()
      type = .inner
    case .cross:
      advance()
      type = .cross
    case .left:
      advance()
      if accept(.semi) {
        type = .leftSemi
      } else if accept(.anti) {
        type = .leftAnti
      } else {
        _ = accept(.outer)
        type = .leftOuter
      }
    case .right:
      advance()
      _ = accept(.outer)
      type = .rightOuter
    case .full:
      advance()
      _ = accept(.outer)
      type = .fullOuter
    case .semi:
      advance()
      type = .leftSemi
    case .anti:
      advance()
      type = .leftAnti
    default: type = .inner
    }
    try expect(.join, missing: tokens[position - 1].keyword == .outer)
    let isLateral = at(.lateral) && (peek().symbol == .leftParenthesis || isName(peek()))
    if isLateral {
      advance()
      guard [.inner, .cross, .leftOuter].contains(type) else {
        throw SparkError("INCOMPATIBLE_JOIN_TYPES", ["joinType1": "LATERAL", "joinType2": type.name.uppercased()])
      }
    }
    let right = try relationPrimary()
    var join = Join(left, right, type, isNatural: isNatural, isLateral: isLateral)
    if !isNatural {
      if accept(.on) {
        join.condition = try expression()
      } else if at(.using), peek().symbol == .leftParenthesis || !isName(peek()) {
        advance()
        join.using = try identifierList()
      }
    }
    if isLateral, join.condition == nil, join.using.isEmpty, case .generate(var node)? = overLeft(right, left) {
      node.isOuter = node.isOuter || type == .leftOuter
      return .generate(node)
    }
    return .join(join)
  }

  // MARK: Tables

  private mutating func relationPrimary() throws -> LogicalPlan {
    try enter()
    defer { leave() }
    let start = position
    if at(.leftParenthesis) {
      if startsQuery(position + 1) {
        advance()
        let plan = try query()
        try expect(.rightParenthesis, missing: true)
        return try aliased(try sample(plan), orElse: Parser.anonymous)
      }
      advance()
      var plan = try relation(nil)
      while accept(.comma) { plan = try relation(plan) }
      try expect(.rightParenthesis)
      return try aliased(try sample(plan), orElse: nil)
    }
    if at(.values), peek().kind != .end, !endsTable(peek()) { return try inlineTable() }
    guard isName(current) else {
      throw syntaxError(expected: "a table", hint: peek().kind == .end && !atEnd ? ": extra input '\(text(current))'" : "")
    }
    if peek().symbol == .leftParenthesis, !at(.identifier) { return try tableFunction() }
    let name = try multipartIdentifier()
    let origin = origin(from: start)
    if at(.version) || at(.timestamp), peek().keyword == .as, peek(2).keyword == .of {
      throw SparkError.unsupported("reading a table as of a time or version", "Read the current table.")
    }
    if at(.for), [.version, .timestamp, .system].contains(peek().keyword) {
      throw SparkError.unsupported("reading a table as of a time or version", "Read the current table.")
    }
    if at(.with), peek().symbol == .leftParenthesis {
      advance()
      let options = SourceOptionsReader.options(try propertyList())
      let relation = LogicalPlan.unresolvedRelation(UnresolvedRelation(name, options: options, origin: origin))
      return try aliased(try sample(relation), orElse: nil)
    }
    let relation = LogicalPlan.unresolvedRelation(UnresolvedRelation(name, origin: origin))
    return try aliased(try sample(relation), orElse: nil)
  }

  private func endsTable(_ token: Token) -> Bool {
    switch token.keyword {
    case .where, .join, .on, .group, .order, .limit, .as: true
    default: token.symbol == .comma && token.kind == .symbol || token.symbol == .rightParenthesis || token.symbol == .dot
    }
  }

  /// `[[AS] name [(columns)]]`.
  mutating func aliased(_ plan: LogicalPlan, orElse fallback: String?) throws -> LogicalPlan {
    guard let (name, columns) = try tableAlias() else {
      return fallback.map { .subqueryAlias(SubqueryAlias($0, plan)) } ?? plan
    }
    return .subqueryAlias(SubqueryAlias(name, columns: columns, plan))
  }

  mutating func tableAlias() throws -> (name: String, columns: [String])? {
    if at(.as), isName(peek()), !isStrictlyNotAlias(peek().keyword) {
      advance()
    } else if !isImplicitTableAlias {
      return nil
    }
    let name = try errorCapturingIdentifier()
    let columns = at(.leftParenthesis) && isName(peek()) ? try identifierList() : []
    return (name, columns)
  }

  /// The words that never name a table, as they continue the FROM clause.
  private func isStrictlyNotAlias(_ keyword: Keyword?) -> Bool {
    switch keyword {
    case .anti, .cross, .except, .full, .inner, .intersect, .join, .lateral, .left, .natural, .on, .right, .semi, .setminus,
      .union, .using:
      true
    default: false
    }
  }

  private var isImplicitTableAlias: Bool {
    if current.kind == .quoted { return true }
    guard current.kind == .word, !isStrictlyNotAlias(current.keyword) else { return false }
    let next = peek()
    let isLast = next.kind == .end || next.symbol == .rightParenthesis || next.symbol == .comma || next.symbol == .semicolon
    switch current.keyword {
    case .where, .having, .qualify, .limit, .offset: return isLast || next.keyword == .join || next.keyword == .on
    case .group, .order, .sort, .cluster, .distribute: return next.keyword != .by
    case .window: return !(isName(next) && peek(2).keyword == .as)
    case .minusWord: return isLast || next.keyword == .join
    case .select, .set, .when: return isLast
    case .pivot, .unpivot: return !isPivot
    case .tablesample: return next.symbol != .leftParenthesis
    case .values, .for: return isLast
    default: return true
    }
  }

  // MARK: Samples

  /// `TABLESAMPLE (10 PERCENT | 5 ROWS | BUCKET 1 OUT OF 4) [REPEATABLE (seed)]`.
  private mutating func sample(_ plan: LogicalPlan) throws -> LogicalPlan {
    guard at(.tablesample), peek().symbol == .leftParenthesis else { return plan }
    let start = position
    position += 2
    var fraction = 0.0
    var rows: Expression?
    if at(.bucket), peek().kind == .integer {
      advance()
      let numerator = Double(text(current)) ?? 0
      advance()
      try expect(.out)
      try expect(.of)
      let denominator = Double(text(current)) ?? 0
      guard current.kind == .integer, denominator > 0 else { throw syntaxError(expected: "a whole number") }
      advance()
      if at(.on) { throw SparkError.unsupported("TABLESAMPLE (BUCKET … ON …)", "Sample by percentage.") }
      fraction = numerator / denominator
    } else if current.isNumber || at(.minus), peek().keyword == .percent || peek(2).keyword == .percent {
      let negative = accept(.minus)
      fraction = (Double(text(current)) ?? 0) / (negative ? -100 : 100)
      position += 2
    } else {
      let count = try expression()
      guard accept(.rows) else {
        throw SparkError(
          "_LEGACY_ERROR_TEMP_0016", ["bytesStr": source.slice(tokens[start + 2].start, tokens[position - 1].end)],
          context: contexts(from: start))
      }
      rows = count
    }
    try expect(.rightParenthesis)
    var seed = Int64.random(in: 0...Int64.max)
    if at(.repeatable), peek().symbol == .leftParenthesis {
      position += 2
      guard current.kind == .integer, let number = Int64(text(current)) else { throw syntaxError(expected: "a whole number") }
      seed = number
      advance()
      try expect(.rightParenthesis)
    }
    if let rows { return .limit(rows, plan) }
    guard fraction >= 0, fraction <= 1 else {
      throw SparkError("INVALID_TABLESAMPLE_FRACTION", ["fraction": "\(fraction)"], context: contexts(from: start))
    }
    return .sample(Sample(lower: 0, upper: fraction, withReplacement: false, seed: seed, plan))
  }

  // MARK: Lateral views

  /// `LATERAL VIEW [OUTER] f(…) name [[AS] columns]`, any number of them.
  mutating func lateralViews(_ child: LogicalPlan) throws -> LogicalPlan {
    var plan = child
    var chain = 0
    while at(.lateral), peek().keyword == .view {
      chain += 1
      guard chain <= Parser.maximumDepth else { throw SparkError("FAILED_TO_PARSE_TOO_COMPLEX") }
      position += 2
      let isOuter = at(.outer) && isName(peek()) && peek(2).symbol != nil ? accept(.outer) : false
      guard let generator = try functionCall() else { throw syntaxError(expected: "a function") }
      let name = try identifier()
      var columns: [String] = []
      if accept(.as) || (isName(current) && isImplicitTableAlias) {
        columns = try commaSeparated { try $0.identifier() }
      }
      plan = .generate(Generate(generator, isOuter: isOuter, qualifier: name, columns: columns, plan))
    }
    return plan
  }
}
