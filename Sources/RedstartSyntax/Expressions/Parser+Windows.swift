import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  /// What follows OVER: a name, or a specification in parentheses.
  mutating func windowReference() throws -> WindowReference {
    guard accept(.leftParenthesis) else { return .named(try errorCapturingIdentifier()) }
    if isName(current), peek().symbol == .rightParenthesis, !at(.rows), !at(.range) {
      let name = try identifier()
      advance()
      return .named(name)
    }
    let specification = try windowSpecification()
    try expect(.rightParenthesis)
    return .specification(specification)
  }

  private mutating func windowSpecification() throws -> WindowSpecification {
    var partition: [Expression] = []
    var order: [SortOrder] = []
    if accept(.cluster) {
      try expect(.by)
      partition = try commaSeparated { try $0.expression() }
      return WindowSpecification(partition: partition, order: partition.map { SortOrder($0) }, frame: try windowFrame())
    }
    if accept(.partition) || accept(.distribute) {
      try expect(.by)
      partition = try commaSeparated { try $0.expression() }
    }
    if accept(.order) || accept(.sort) {
      try expect(.by)
      order = try commaSeparated { try $0.sortItem() }
    }
    return WindowSpecification(partition: partition, order: order, frame: try windowFrame())
  }

  private mutating func windowFrame() throws -> WindowFrame? {
    guard at(.rows) || at(.range) else { return nil }
    let unit: WindowFrame.Unit = at(.rows) ? .rows : .range
    advance()
    guard accept(.between) else { return WindowFrame(unit: unit, lower: try frameBound(), upper: .currentRow) }
    let lower = try frameBound()
    try expect(.and)
    return WindowFrame(unit: unit, lower: lower, upper: try frameBound())
  }

  private mutating func frameBound() throws -> WindowFrame.Bound {
    if at(.unbounded), peek().keyword == .preceding || peek().keyword == .following {
      let isPreceding = peek().keyword == .preceding
      position += 2
      return isPreceding ? .unboundedPreceding : .unboundedFollowing
    }
    if accept(.current, .row) { return .currentRow }
    let start = position
    let offset = try valueExpression()
    if accept(.following) { return .value(offset) }
    guard accept(.preceding) else { throw syntaxError(expected: "PRECEDING or FOLLOWING") }
    guard case .literal(let literal) = offset else { return .value(call("negative", [offset], start)) }
    switch literal.value {
    case .integer(let value): return .value(.literal(Literal(.integer(0 &- value), literal.type)))
    case .decimal(let value): return .value(.literal(Literal(.decimal(0 &- value), literal.type)))
    case .double(let value): return .value(.literal(Literal(.double(-value), literal.type)))
    default: return .value(call("negative", [offset], start))
    }
  }

  /// `expression [ASC | DESC] [NULLS FIRST | LAST]`.
  mutating func sortItem() throws -> SortOrder {
    let child = try expression()
    var direction = SortOrder.Direction.ascending
    if accept(.desc) { direction = .descending } else { _ = accept(.asc) }
    var nulls: SortOrder.Nulls?
    if accept(.nulls, .first) { nulls = .first } else if accept(.nulls, .last) { nulls = .last }
    return SortOrder(child, direction, nulls: nulls)
  }

  /// Puts the definitions of the WINDOW clause where their names stand.
  func replaceWindows(_ plan: LogicalPlan, _ windows: [String: WindowSpecification]) throws -> LogicalPlan {
    guard !windows.isEmpty else { return plan }
    return try plan.transformUp { node in
      try node.mapExpressions { expression in
        try expression.transformUp { part in
          guard case .unresolvedWindow(let function, .named(let name)) = part else { return nil }
          guard let window = windows[name.lowercased()] else {
            throw SparkError(
              "MISSING_WINDOW_SPECIFICATION", ["windowName": name, "docroot": "https://spark.apache.org/docs/latest"])
          }
          return .unresolvedWindow(function, .specification(window))
        }
      }
    }
  }
}
