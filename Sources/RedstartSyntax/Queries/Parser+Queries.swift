import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  /// Whether a query begins at that token, perhaps behind opening parentheses.
  func startsQuery(_ index: Int) -> Bool {
    var inner = index
    while inner < tokens.count, tokens[inner].symbol == .leftParenthesis { inner += 1 }
    guard inner + 1 < tokens.count else { return false }
    let next = tokens[inner + 1]
    switch tokens[inner].keyword {
    case .select:
      // A column of that name is followed by what ends or joins an expression.
      if next.symbol == .rightParenthesis || next.symbol == .dot || next.kind == .end { return false }
    case .with: guard isName(next) else { return false }
    case .from, .table:
      guard isName(next) || (tokens[inner].keyword == .from && next.symbol == .leftParenthesis) else { return false }
    case .values:
      switch next.symbol {
      case .comma, .rightParenthesis, .dot, .rightBracket, .equal: return false
      default: if next.kind == .end { return false }
      }
    default: return false
    }
    // `((SELECT 1) + 1)` is an expression: behind the query's own parenthesis only query words may follow.
    var open = inner
    while open > index {
      open -= 1
      guard let close = closing(open) else { return true }
      let following = tokens[min(close + 1, tokens.count - 1)]
      switch following.keyword {
      case .union, .except, .intersect, .minusWord, .setminus, .order, .sort, .cluster, .distribute, .limit, .offset: continue
      default: if following.symbol == .rightParenthesis { continue }
      }
      return open == index && following.symbol == nil && index == inner
    }
    return true
  }

  /// `[WITH …] body [ORDER BY …] [LIMIT …]`.
  mutating func query() throws -> LogicalPlan {
    try enter()
    defer { leave() }
    let start = position
    guard at(.with), isName(peek()) else { return try queryWithoutWith() }
    advance()
    let isRecursive = at(.recursive) && isName(peek())
    if isRecursive { advance() }
    let tables = try commaSeparated { try $0.namedQuery() }
    let body = try queryWithoutWith()
    var seen: Set<String> = []
    let duplicates = tables.map { $0.name.lowercased() }.filter { !seen.insert($0).inserted }
    if !duplicates.isEmpty {
      throw SparkError(
        "DUPLICATED_CTE_NAMES", ["duplicateNames": duplicates.map(quoted).joined(separator: ", ")], context: contexts(from: start)
      )
    }
    return .with(tables, isRecursive: isRecursive, body)
  }

  private mutating func namedQuery() throws -> CommonTable {
    let name = try errorCapturingIdentifier()
    let columns = at(.leftParenthesis) && !startsQuery(position + 1) ? try identifierList() : []
    _ = accept(.as)
    try expect(.leftParenthesis)
    let plan = try query()
    try expect(.rightParenthesis, missing: true)
    return CommonTable(name, columns: columns, plan)
  }

  private mutating func queryWithoutWith() throws -> LogicalPlan {
    try queryOrganization(try queryTerm())
  }

  // MARK: Set operations

  private enum SetOperator {
    case union, intersect, except
  }

  private var setOperator: SetOperator? {
    switch current.keyword {
    case .union: .union
    case .intersect: .intersect
    case .except, .minusWord, .setminus: .except
    default: nil
    }
  }

  /// UNION and EXCEPT from left to right, INTERSECT before them.
  private mutating func queryTerm() throws -> LogicalPlan {
    var left = try intersectTerm()
    var chain = 0
    while let operation = setOperator, operation != .intersect {
      let (isAll, byName) = try setQuantifier()
      let right = try intersectTerm()
      // UNION ALL gets wider, not deeper.
      if operation != .union || !isAll || byName { chain += 1 }
      guard chain <= Parser.maximumChain else { throw SparkError("FAILED_TO_PARSE_TOO_COMPLEX") }
      left = combine(left, right, operation, isAll: isAll, byName: byName)
    }
    return left
  }

  private mutating func intersectTerm() throws -> LogicalPlan {
    var left = try queryPrimary()
    var chain = 0
    while at(.intersect) {
      chain += 1
      guard chain <= Parser.maximumChain else { throw SparkError("FAILED_TO_PARSE_TOO_COMPLEX") }
      let (isAll, byName) = try setQuantifier()
      left = combine(left, try queryPrimary(), .intersect, isAll: isAll, byName: byName)
    }
    return left
  }

  private mutating func setQuantifier() throws -> (isAll: Bool, byName: Bool) {
    advance()
    let isAll = accept(.all)
    if !isAll { _ = accept(.distinct) }
    return (isAll, accept(.by, .name))
  }

  private func combine(
    _ left: LogicalPlan, _ right: LogicalPlan, _ operation: SetOperator, isAll: Bool, byName: Bool
  ) -> LogicalPlan {
    switch operation {
    case .union:
      // A long UNION ALL is one node: its depth must not grow with its length.
      if isAll, !byName, case .setOperation(var node) = left, node.kind == .union, node.isAll, !node.byName {
        node.children.append(right)
        return .setOperation(node)
      }
      let union = LogicalPlan.setOperation(SetOperation(.union, isAll: true, byName: byName, [left, right]))
      return isAll ? union : .distinct(union)
    case .intersect: return .setOperation(SetOperation(.intersect, isAll: isAll, byName: byName, [left, right]))
    case .except: return .setOperation(SetOperation(.except, isAll: isAll, byName: byName, [left, right]))
    }
  }

  // MARK: Parts

  private mutating func queryPrimary() throws -> LogicalPlan {
    try enter()
    defer { leave() }
    switch current.keyword {
    case .select: return try querySpecification(nil)
    case .from:
      let from = try fromClause()
      guard at(.select) else { throw syntaxError(expected: "SELECT") }
      return try querySpecification(from)
    case .table:
      advance()
      return try table()
    case .values: return try inlineTable()
    default:
      guard at(.leftParenthesis) else { throw syntaxError(expected: "a query") }
      advance()
      let plan = try query()
      try expect(.rightParenthesis, missing: true)
      // A set operation inside parentheses must not be merged with one outside.
      if case .setOperation = plan { return .subqueryAlias(SubqueryAlias(Parser.anonymous, plan)) }
      return plan
    }
  }

  /// The name of a query in parentheses that has none.
  static let anonymous = "__auto_generated_subquery_name"

  private mutating func table() throws -> LogicalPlan {
    let start = position
    let name = try multipartIdentifier()
    return .unresolvedRelation(UnresolvedRelation(name, origin: origin(from: start)))
  }

  /// ORDER BY and its kin, WINDOW, LIMIT and OFFSET around a query.
  private mutating func queryOrganization(_ body: LogicalPlan) throws -> LogicalPlan {
    let start = position
    var plan = body
    var order: [SortOrder] = []
    var clusterBy: [Expression] = []
    var distributeBy: [Expression] = []
    var sortBy: [SortOrder] = []
    if accept(.order, .by) { order = try commaSeparated { try $0.sortItem() } }
    if accept(.cluster, .by) { clusterBy = try commaSeparated { try $0.expression() } }
    if accept(.distribute, .by) { distributeBy = try commaSeparated { try $0.expression() } }
    if accept(.sort, .by) { sortBy = try commaSeparated { try $0.sortItem() } }
    switch (order.isEmpty, clusterBy.isEmpty, distributeBy.isEmpty, sortBy.isEmpty) {
    case (true, true, true, true): break
    case (false, true, true, true): plan = .sort(order, isGlobal: true, plan)
    case (true, true, true, false): plan = .sort(sortBy, isGlobal: false, plan)
    case (true, true, false, true):
      plan = .repartition(Repartition(count: nil, shuffle: true, expressions: distributeBy, plan))
    case (true, true, false, false):
      plan = .sort(sortBy, isGlobal: false, .repartition(Repartition(count: nil, shuffle: true, expressions: distributeBy, plan)))
    case (true, false, true, true):
      plan = .sort(
        clusterBy.map { SortOrder($0) }, isGlobal: false,
        .repartition(Repartition(count: nil, shuffle: true, expressions: clusterBy, plan)))
    default:
      throw SparkError("UNSUPPORTED_FEATURE.COMBINATION_QUERY_RESULT_CLAUSES", context: contexts(from: start))
    }
    if at(.window), isName(peek()), peek(2).keyword == .as { plan = try replaceWindows(plan, try windowClause()) }
    var limit: Expression?
    if accept(.limit), !accept(.all) { limit = try expression() }
    if accept(.offset) { plan = .offset(try expression(), plan) }
    if let limit { plan = .limit(limit, plan) }
    if at(.pipeOperator) { throw SparkError.unsupported("pipe syntax (|>)", "Write the query with SELECT clauses.") }
    return plan
  }

  /// `WINDOW w AS (…), v AS w`, by lower-case name.
  mutating func windowClause() throws -> [String: WindowSpecification] {
    let start = position
    try expect(.window)
    var windows: [String: WindowSpecification] = [:]
    repeat {
      let name = try identifier()
      try expect(.as)
      guard windows[name.lowercased()] == nil else {
        _ = try windowReference()
        throw SparkError(
          "INVALID_SQL_SYNTAX.REPETITIVE_WINDOW_DEFINITION", ["windowName": quoted(name)], context: contexts(from: start))
      }
      switch try windowReference() {
      case .specification(let window): windows[name.lowercased()] = window
      case .named(let other):
        guard let window = windows[other.lowercased()] else {
          throw SparkError(
            "INVALID_SQL_SYNTAX.UNRESOLVED_WINDOW_REFERENCE", ["windowName": quoted(other)], context: contexts(from: start))
        }
        windows[name.lowercased()] = window
      }
    } while accept(.comma)
    return windows
  }
}
