import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  var isPivot: Bool {
    if at(.pivot) { return peek().symbol == .leftParenthesis }
    guard at(.unpivot) else { return false }
    return peek().symbol == .leftParenthesis || ([.include, .exclude].contains(peek().keyword) && peek(2).keyword == .nulls)
  }

  mutating func pivots(_ child: LogicalPlan) throws -> LogicalPlan {
    var plan = child
    while isPivot {
      if at(.pivot) {
        throw SparkError.unsupported(
          "PIVOT", "Aggregate with CASE expressions, one for each value, or use unpivot's inverse in the client.")
      }
      plan = try unpivot(plan)
    }
    return plan
  }

  /// `UNPIVOT [INCLUDE | EXCLUDE NULLS] (value FOR name IN (a [AS 'x'], b)) [alias]`.
  private mutating func unpivot(_ child: LogicalPlan) throws -> LogicalPlan {
    advance()
    var keepsNulls = false
    if !at(.leftParenthesis) {
      keepsNulls = at(.include)
      position += 2
    }
    try expect(.leftParenthesis)
    if at(.leftParenthesis) { throw SparkError.unsupported("UNPIVOT of several value columns", "Unpivot one column at a time.") }
    let value = try identifier()
    try expect(.for)
    let variable = try identifier()
    try expect(.in)
    let columns = try parenthesized { parser -> Expression in
      let start = parser.position
      let column = try parser.multipartIdentifier()
      let attribute = Expression.unresolvedAttribute(UnresolvedAttribute(column, origin: parser.origin(from: start)))
      guard parser.accept(.as) || parser.isName(parser.current) else { return attribute }
      let name = parser.current.kind == .string ? try parser.stringLiteral() : try parser.identifier()
      return .alias(Alias(attribute, name))
    }
    try expect(.rightParenthesis)
    // The star stands for "all other columns" as identifiers.
    let star = Expression.unresolvedStar(target: [], planID: nil)
    var plan = LogicalPlan.transformColumns(.unpivot(ids: [star], values: columns, variable: variable, value: value), child)
    if !keepsNulls { plan = .filter(.isNotNull(.unresolvedAttribute(UnresolvedAttribute([value]))), plan) }
    return try aliased(plan, orElse: nil)
  }
}
