import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  /// Whether a predicate such as `IS NULL`, `NOT IN (…)` or `LIKE …` follows an operand here.
  var atPredicate: Bool {
    let next = at(.not) || at(.exclamation) ? peek() : current
    switch next.keyword {
    case .between, .in, .like, .ilike, .rlike, .regexp: return true
    case .is: return !at(.not) && !at(.exclamation)
    default: return false
    }
  }

  mutating func predicate(_ operand: Expression, _ start: Int) throws -> Expression {
    let here = position
    if accept(.is) { return try isPredicate(operand) }
    let negated = accept(.not) || accept(.exclamation)
    let result: Expression
    switch current.keyword {
    case .between:
      advance()
      let lower = try valueExpression()
      try expect(.and)
      result = call("between", [operand, lower, try valueExpression()], start)
    case .in:
      advance()
      result = try inPredicate(operand, here, start)
    case .like, .ilike: result = try likePredicate(operand, negated: negated, start)
    default:
      advance()
      result = call("rlike", [operand, try valueExpression()], start)
    }
    return negated ? .not(result) : result
  }

  private mutating func isPredicate(_ operand: Expression) throws -> Expression {
    let negated = accept(.not)
    let token = current
    advance()
    let result: Expression
    switch token.keyword {
    case .null: return negated ? .isNotNull(operand) : .isNull(operand)
    case .unknown: return negated ? .isNotNull(operand) : .isNull(operand)
    case .true: result = .comparison(.nullSafeEqual, operand, .literal(.boolean(true)))
    case .false: result = .comparison(.nullSafeEqual, operand, .literal(.boolean(false)))
    case .distinct:
      try expect(.from)
      let same = Expression.comparison(.nullSafeEqual, operand, try valueExpression())
      return negated ? same : .not(same)
    default:
      throw syntaxError(
        at: tokens[position - 1].end == token.end ? position - 1 : position,
        expected: "NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM")
    }
    return negated ? .not(result) : result
  }

  private mutating func inPredicate(_ operand: Expression, _ here: Int, _ start: Int) throws -> Expression {
    try expect(.leftParenthesis)
    if accept(.rightParenthesis) {
      throw SparkError("INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE", context: contexts(from: here))
    }
    if startsQuery(position) {
      let plan = try query()
      try expect(.rightParenthesis, missing: true)
      // A row on the left is compared column by column.
      var values = [operand]
      if case .unresolvedFunction(let row) = operand, row.isInternal, row.nameParts == ["named_struct"] {
        values = stride(from: 1, to: row.arguments.count, by: 2).map { row.arguments[$0] }
      }
      return .subquery(Subquery(.in(values), plan, origin: origin(from: start)))
    }
    let list = try commaSeparated { try $0.expression() }
    try expect(.rightParenthesis)
    return .inList(operand, list)
  }

  /// `LIKE pattern [ESCAPE c]`, `LIKE ANY | SOME | ALL (patterns)`.
  private mutating func likePredicate(_ operand: Expression, negated: Bool, _ start: Int) throws -> Expression {
    let name = at(.like) ? "like" : "ilike"
    advance()
    let isAll = at(.all)
    if isAll || at(.any) || at(.some), peek().symbol == .leftParenthesis {
      advance()
      if peek().symbol == .rightParenthesis {
        throw SparkError(
          "INVALID_SQL_SYNTAX.EMPTY_QUANTIFIED_PATTERN", context: contexts(from: start))
      }
      let patterns = try parenthesized { try $0.expression() }
      let tests = patterns.map { pattern -> Expression in
        let test = call(name, [operand, pattern], start)
        return negated ? .not(test) : test
      }
      let all = tests.dropFirst().reduce(tests[0]) { isAll ? .and($0, $1) : .or($0, $1) }
      // The caller negates the whole; here each pattern is negated.
      return negated ? .not(all) : all
    }
    let pattern = try valueExpression()
    guard at(.escape), peek().kind == .string else { return call(name, [operand, pattern], start) }
    advance()
    let escape = try stringLiteral()
    guard escape.utf16.count == 1 else {
      throw SparkError("INVALID_ESCAPE_CHAR", ["sqlExpr": "\"\(escape)\""], context: contexts(from: start))
    }
    return call(name, [operand, pattern, .literal(.string(escape))], start)
  }
}
