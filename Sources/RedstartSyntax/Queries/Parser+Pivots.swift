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
      plan = at(.pivot) ? try pivot(plan) : try unpivot(plan)
    }
    return plan
  }

  /// `PIVOT (aggregate [AS name], … FOR column IN (value [AS name], …)) [alias]`.
  private mutating func pivot(_ child: LogicalPlan) throws -> LogicalPlan {
    advance()
    try expect(.leftParenthesis)
    let aggregates = try commaSeparated { parser -> Expression in
      let aggregate = try parser.expression()
      guard parser.accept(.as) || (parser.isName(parser.current) && !parser.at(.for)) else { return aggregate }
      return .alias(Alias(aggregate, try parser.identifier()))
    }
    try expect(.for)
    let column = try pivotColumn()
    try expect(.in)
    let values = try parenthesized { try $0.namedExpression() }
    try expect(.rightParenthesis)
    let pivot = Aggregate.Pivot(column: column, values: values, groupsByOtherColumns: true)
    return try aliased(.aggregate(Aggregate([], aggregates, child, kind: .pivot(pivot))), orElse: nil)
  }

  /// A column, or several between parentheses.
  private mutating func pivotColumn() throws -> Expression {
    let start = position
    func name(_ parser: inout Parser) throws -> Expression {
      let start = parser.position
      return .unresolvedAttribute(UnresolvedAttribute([try parser.identifier()], origin: parser.origin(from: start)))
    }
    guard at(.leftParenthesis) else { return try name(&self) }
    return row(try parenthesized(name), start)
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
