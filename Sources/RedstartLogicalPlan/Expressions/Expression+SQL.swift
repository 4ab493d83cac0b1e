import RedstartKernels
import RedstartTypes

/// How expressions are written as text: as column names or with qualifiers.
public struct ExpressionText: Sendable {
  /// Whether attributes carry their qualifier: `t.a`.
  public var isQualified: Bool
  /// Zone in which timestamps are shown.
  public var timeZone: String
  /// Text of expressions that stand for something written otherwise (`nvl` became `coalesce`).
  public var rewritten: [Expression: String]

  public init(isQualified: Bool = false, timeZone: String = "UTC", rewritten: [Expression: String] = [:]) {
    self.isQualified = isQualified
    self.timeZone = timeZone
    self.rewritten = rewritten
  }

  /// The text of an expression as Spark writes it in generated column names.
  public func text(_ expression: Expression) -> String {
    if let known = rewritten[expression] { return known }
    switch expression {
    case .attribute(let attribute), .outerReference(let attribute):
      return isQualified
        ? (attribute.qualifier + [attribute.name]).map(quotedIfNeeded).joined(separator: ".") : attribute.name
    case .literal(let literal): return text(literal)
    case .alias(let alias):
      return isQualified ? "\(text(alias.child)) AS \(quotedForAlias(alias.name))" : "\(text(alias.child)) AS \(alias.name)"
    case .cast(let cast):
      // Names show no implicit casts, and none to nested types.
      if cast.isImplicit || cast.type.isNested { return text(cast.child) }
      return "\(cast.mode == .try ? "TRY_CAST" : "CAST")(\(text(cast.child)) AS \(cast.type.sql))"
    case .and(let a, let b): return "(\(text(a)) AND \(text(b)))"
    case .or(let a, let b): return "(\(text(a)) OR \(text(b)))"
    case .not(let child): return "(NOT \(text(child)))"
    case .comparison(.notEqual, let a, let b): return "(NOT (\(text(a)) = \(text(b))))"
    case .comparison(let op, let a, let b): return "(\(text(a)) \(op.rawValue) \(text(b)))"
    case .arithmetic(let arithmetic): return text(arithmetic)
    case .isNull(let child): return "(\(text(child)) IS NULL)"
    case .isNotNull(let child): return "(\(text(child)) IS NOT NULL)"
    case .inList(let child, let list): return "(\(text(child)) IN (\(list.map(text).joined(separator: ", "))))"
    case .caseWhen(let branches, let otherwise):
      let whens = branches.map { " WHEN \(text($0.condition)) THEN \(text($0.value))" }.joined()
      return "CASE" + whens + (otherwise.map { " ELSE \(text($0))" } ?? "") + " END"
    case .call(let call): return function(call.function.name, call.function.sql, call.arguments.map(text))
    case .aggregate(let call):
      var arguments = call.arguments.map(text)
      if call.isDistinct, !arguments.isEmpty { arguments[0] = "DISTINCT " + arguments[0] }
      let filter = call.filter.map { " FILTER (WHERE \(text($0)))" } ?? ""
      return function(call.function.name, call.function.sql, arguments) + filter
    case .windowFunction(let call):
      return function(call.function.name, call.function.sql, call.arguments.map(text))
        + (call.ignoresNulls && call.function.framing == .any ? " ignore nulls" : "")
    case .window(let window): return "\(text(window.function)) OVER \(windowText(window))"
    case .getField(let child, _, let name): return "\(text(child)).\(name)"
    case .lambdaVariable: return "namedlambdavariable()"
    case .lambda(let variables, let body):
      let names = variables.map { body.isResolved ? text(.lambdaVariable($0)) : $0.name }
      return "lambdafunction(\(([text(body)] + names).joined(separator: ", ")))"
    case .subquery(let subquery): return text(subquery)
    case .sortOrder(let order): return text(order)
    case .boundReference(let reference): return "input[\(reference.ordinal), \(reference.type.simpleString)]"
    case .unresolvedAttribute(let attribute): return attribute.nameParts.joined(separator: ".")
    case .unresolvedStar(let target, _): return (target + ["*"]).joined(separator: ".")
    case .unresolvedRegex(let pattern, _): return "`\(pattern)`"
    case .unresolvedFunction(let call):
      let arguments = (call.isDistinct ? "DISTINCT " : "") + call.arguments.map(text).joined(separator: ", ")
      return "\(call.nameParts.joined(separator: "."))(\(arguments))"
    case .unresolvedExtract(let child, let field): return "\(text(child))[\(text(field))]"
    case .parameter(.named(let name)): return ":\(name)"
    case .parameter(.positional): return "?"
    case .namedArgument(let name, let value): return "\(name) => \(text(value))"
    case .unresolvedWindow(let function, .named(let name)): return "\(text(function)) OVER \(name)"
    case .unresolvedWindow(let function, .specification(let window)): return "\(text(function)) OVER \(text(window))"
    }
  }

  private func quotedForAlias(_ name: String) -> String { quotedIfNeeded(name) }

  private func function(_ name: String, _ custom: (@Sendable ([String]) -> String)?, _ arguments: [String]) -> String {
    custom?(arguments) ?? "\(name)(\(arguments.joined(separator: ", ")))"
  }

  private func text(_ arithmetic: Arithmetic) -> String {
    let left = text(arithmetic.left)
    let right = text(arithmetic.right)
    guard arithmetic.mode == .try else { return "(\(left) \(arithmetic.op.rawValue) \(right))" }
    let name =
      switch arithmetic.op {
      case .add: "try_add"
      case .subtract: "try_subtract"
      case .multiply: "try_multiply"
      case .divide: "try_divide"
      case .remainder: "try_mod"
      case .integralDivide: "try_div"
      }
    return "\(name)(\(left), \(right))"
  }

  private func text(_ subquery: Subquery) -> String {
    let arguments = subquery.plan.outerReferences.map { text(.attribute($0)) }.joined(separator: ", ")
    switch subquery.kind {
    case .scalar: return "scalarsubquery(\(arguments))"
    case .exists: return "exists(\(arguments))"
    case .in(let values):
      let shown = values.map(text).joined(separator: ", ")
      let value = values.count == 1 ? shown : "named_struct(\(shown))"
      return "(\(value) IN (listquery(\(arguments))))"
    }
  }

  func text(_ order: SortOrder) -> String {
    let direction = order.direction == .ascending ? "ASC" : "DESC"
    return "\(text(order.child)) \(direction) NULLS \(order.nulls == .first ? "FIRST" : "LAST")"
  }

  private func windowText(_ window: WindowExpression) -> String {
    guard case .windowFunction(let call) = window.function, case .offset(let rows) = call.function.framing else {
      return text(window.window)
    }
    return text(window.window, frame: "ROWS BETWEEN \(rows) FOLLOWING AND \(rows) FOLLOWING")
  }

  func text(_ window: WindowSpecification, frame: String? = nil) -> String {
    var parts: [String] = []
    if !window.partition.isEmpty { parts.append("PARTITION BY " + window.partition.map(text).joined(separator: ", ")) }
    if !window.order.isEmpty { parts.append("ORDER BY " + window.order.map { text($0) }.joined(separator: ", ")) }
    if let shown = frame ?? window.frame.map(text) { parts.append(shown) }
    return "(\(parts.joined(separator: " ")))"
  }

  /// `ROWS BETWEEN … AND …`.
  public func text(_ frame: WindowFrame) -> String {
    "\(frame.unit == .rows ? "ROWS" : "RANGE") BETWEEN \(text(frame.lower)) AND \(text(frame.upper))"
  }

  /// A window as it stands behind OVER.
  public func text(specification: WindowSpecification) -> String { text(specification) }

  public func text(_ bound: WindowFrame.Bound) -> String {
    switch bound {
    case .unboundedPreceding: return "UNBOUNDED PRECEDING"
    case .unboundedFollowing: return "UNBOUNDED FOLLOWING"
    case .currentRow: return "CURRENT ROW"
    case .value(let offset):
      let shown = text(offset)
      return shown.hasPrefix("-") ? "\(shown.dropFirst()) PRECEDING" : "\(shown) FOLLOWING"
    }
  }
}

extension Expression {
  /// The text that names a column of this expression when nobody named it: `count(1)`, `(a + b)`.
  public var prettySQL: String { ExpressionText().text(self) }

  /// The text between double quotes, as error messages show expressions.
  public var quotedSQL: String { "\"\(prettySQL)\"" }
}
