import RedstartTypes

extension Expression {
  /// The expressions directly below this one; the plans of subqueries are not among them.
  public var children: [Expression] {
    switch self {
    case .unresolvedAttribute, .unresolvedStar, .unresolvedRegex, .parameter, .literal, .attribute, .outerReference,
      .lambdaVariable, .boundReference:
      []
    case .unresolvedFunction(let call): call.arguments + (call.filter.map { [$0] } ?? []) + call.withinGroup.map(\.child)
    case .unresolvedExtract(let a, let b), .and(let a, let b), .or(let a, let b), .comparison(_, let a, let b): [a, b]
    case .namedArgument(_, let value): [value]
    case .lambda(_, let body): [body]
    case .unresolvedWindow(let function, let reference):
      if case .specification(let window) = reference { [function] + window.children } else { [function] }
    case .alias(let alias): [alias.child]
    case .cast(let cast): [cast.child]
    case .not(let child), .isNull(let child), .isNotNull(let child), .getField(let child, _, _): [child]
    case .arithmetic(let arithmetic): [arithmetic.left, arithmetic.right]
    case .inList(let child, let list): [child] + list
    case .caseWhen(let branches, let otherwise):
      branches.flatMap { [$0.condition, $0.value] } + (otherwise.map { [$0] } ?? [])
    case .call(let call): call.arguments
    case .aggregate(let call): call.arguments + (call.filter.map { [$0] } ?? [])
    case .windowFunction(let call): call.arguments
    case .window(let window): [window.function] + window.window.children + window.boundaries
    case .subquery(let subquery):
      if case .in(let values) = subquery.kind { values } else { [] }
    case .sortOrder(let order): [order.child]
    }
  }

  /// The same node over other children, in the order of ``children``.
  public func mapChildren(_ transform: (Expression) throws -> Expression) rethrows -> Expression {
    switch self {
    case .unresolvedAttribute, .unresolvedStar, .unresolvedRegex, .parameter, .literal, .attribute, .outerReference,
      .lambdaVariable, .boundReference:
      return self
    case .unresolvedFunction(var call):
      call.arguments = try call.arguments.map(transform)
      call.filter = try call.filter.map(transform)
      call.withinGroup = try call.withinGroup.map { try $0.mapChild(transform) }
      return .unresolvedFunction(call)
    case .unresolvedExtract(let a, let b): return .unresolvedExtract(try transform(a), try transform(b))
    case .and(let a, let b): return .and(try transform(a), try transform(b))
    case .or(let a, let b): return .or(try transform(a), try transform(b))
    case .comparison(let op, let a, let b): return .comparison(op, try transform(a), try transform(b))
    case .namedArgument(let name, let value): return .namedArgument(name, try transform(value))
    case .lambda(let variables, let body): return .lambda(variables, try transform(body))
    case .unresolvedWindow(let function, let reference):
      let newFunction = try transform(function)
      guard case .specification(let window) = reference else { return .unresolvedWindow(newFunction, reference) }
      return .unresolvedWindow(newFunction, .specification(try window.mapChildren(transform)))
    case .alias(var alias):
      alias.child = try transform(alias.child)
      return .alias(alias)
    case .cast(var cast):
      cast.child = try transform(cast.child)
      return .cast(cast)
    case .not(let child): return .not(try transform(child))
    case .isNull(let child): return .isNull(try transform(child))
    case .isNotNull(let child): return .isNotNull(try transform(child))
    case .getField(let child, let ordinal, let name): return .getField(try transform(child), ordinal: ordinal, name: name)
    case .arithmetic(var arithmetic):
      arithmetic.left = try transform(arithmetic.left)
      arithmetic.right = try transform(arithmetic.right)
      return .arithmetic(arithmetic)
    case .inList(let child, let list): return .inList(try transform(child), try list.map(transform))
    case .caseWhen(let branches, let otherwise):
      let newBranches = try branches.map { CaseBranch(try transform($0.condition), try transform($0.value)) }
      return .caseWhen(newBranches, otherwise: try otherwise.map(transform))
    case .call(var call):
      call.arguments = try call.arguments.map(transform)
      return .call(call)
    case .aggregate(var call):
      call.arguments = try call.arguments.map(transform)
      call.filter = try call.filter.map(transform)
      return .aggregate(call)
    case .window(var window):
      window.function = try transform(window.function)
      window.window = try window.window.mapChildren(transform)
      window.boundaries = try window.boundaries.map(transform)
      return .window(window)
    case .windowFunction(var call):
      call.arguments = try call.arguments.map(transform)
      return .windowFunction(call)
    case .subquery(var subquery):
      guard case .in(let values) = subquery.kind else { return self }
      subquery.kind = .in(try values.map(transform))
      return .subquery(subquery)
    case .sortOrder(let order): return .sortOrder(try order.mapChild(transform))
    }
  }

  /// Rewrites the tree from its leaves up; nil leaves a node as it is.
  public func transformUp(_ rule: (Expression) throws -> Expression?) rethrows -> Expression {
    let node = try mapChildren { try $0.transformUp(rule) }
    return try rule(node) ?? node
  }

  /// Rewrites the tree from its root down; nil leaves a node as it is.
  public func transformDown(_ rule: (Expression) throws -> Expression?) rethrows -> Expression {
    let node = try rule(self) ?? self
    return try node.mapChildren { try $0.transformDown(rule) }
  }

  /// Calls `body` for this node and all below it, parents first.
  public func visit(_ body: (Expression) throws -> Void) rethrows {
    try body(self)
    for child in children { try child.visit(body) }
  }

  /// Whether this node or one below it meets the condition.
  public func contains(_ condition: (Expression) -> Bool) -> Bool {
    condition(self) || children.contains { $0.contains(condition) }
  }

  /// The columns that the expression reads, those of correlated subqueries' outer references included.
  public var references: Set<Attribute> {
    var found: Set<Attribute> = []
    visit { node in
      if case .attribute(let attribute) = node { found.insert(attribute) }
      if case .subquery(let subquery) = node { found.formUnion(subquery.plan.outerReferences) }
    }
    return found
  }

  /// Whether no unresolved form is left.
  public var isResolved: Bool {
    !contains { node in
      switch node {
      case .unresolvedAttribute, .unresolvedStar, .unresolvedRegex, .unresolvedFunction, .unresolvedExtract, .parameter,
        .unresolvedWindow, .namedArgument:
        true
      default: false
      }
    }
  }

  /// Whether it aggregates groups; an aggregate function over a window does not.
  public var containsAggregate: Bool {
    switch self {
    case .aggregate: return true
    case .window(let window):
      let parts = window.function.children + window.window.children
      return parts.contains(where: \.containsAggregate)
    default: return children.contains(where: \.containsAggregate)
    }
  }
  public var containsWindow: Bool { contains { if case .window = $0 { true } else { false } } }
  public var containsSubquery: Bool { contains { if case .subquery = $0 { true } else { false } } }

  /// Whether equal inputs always give equal results.
  public var isDeterministic: Bool {
    !contains { node in
      switch node {
      case .call(let call): !call.function.isDeterministic
      default: false
      }
    }
  }

  /// Whether it is a constant that can be computed ahead.
  public var isFoldable: Bool {
    !contains { node in
      switch node {
      case .literal, .cast, .and, .or, .not, .comparison, .arithmetic, .isNull, .isNotNull, .inList, .caseWhen, .getField,
        .alias, .lambda:
        false
      case .call(let call): !call.function.isDeterministic || !call.function.isFoldable
      default: true
      }
    }
  }

  /// The conditions that AND joins.
  public var conjuncts: [Expression] {
    if case .and(let a, let b) = self { return a.conjuncts + b.conjuncts }
    return [self]
  }

  /// `conditions` joined by AND; nil when there are none.
  public static func conjunction(_ conditions: [Expression]) -> Expression? {
    conditions.isEmpty ? nil : conditions.dropFirst().reduce(conditions[0]) { .and($0, $1) }
  }

  /// A named expression as the column that it becomes.
  public var asAttribute: Attribute? {
    switch self {
    case .attribute(let attribute): attribute
    case .alias(let alias):
      Attribute(alias.name, alias.child.type, nullable: alias.child.nullable, id: alias.id, metadata: metadata)
    default: nil
    }
  }

  /// The expression under an alias.
  public var withoutAlias: Expression { if case .alias(let alias) = self { alias.child.withoutAlias } else { self } }
}

extension SortOrder {
  public func mapChild(_ transform: (Expression) throws -> Expression) rethrows -> SortOrder {
    SortOrder(try transform(child), direction, nulls: nulls)
  }
}

extension WindowSpecification {
  var children: [Expression] { partition + order.map(\.child) }

  func mapChildren(_ transform: (Expression) throws -> Expression) rethrows -> WindowSpecification {
    WindowSpecification(
      partition: try partition.map(transform), order: try order.map { try $0.mapChild(transform) }, frame: frame)
  }
}
