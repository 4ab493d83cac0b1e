import RedstartTypes

extension LogicalPlan {
  /// The plans directly below; those of subqueries inside expressions are not among them.
  public var children: [LogicalPlan] {
    switch self {
    case .unresolvedRelation, .unresolvedDataSource, .localRelation, .oneRow, .range, .relation, .cached, .command: []
    case .project(_, let child), .filter(_, let child), .sort(_, _, let child), .limit(_, let child), .offset(_, let child),
      .tail(_, let child), .distinct(let child), .deduplicate(_, let child), .with(_, _, let child), .hint(_, _, let child),
      .window(_, let child), .transformColumns(_, let child), .tagged(_, let child):
      [child]
    case .aggregate(let node): [node.child]
    case .subqueryAlias(let node): [node.child]
    case .sample(let node): [node.child]
    case .repartition(let node): [node.child]
    case .generate(let node): [node.child]
    case .join(let node): [node.left, node.right]
    case .setOperation(let node): node.children
    }
  }

  /// The same node over other children.
  public func mapChildren(_ transform: (LogicalPlan) throws -> LogicalPlan) rethrows -> LogicalPlan {
    switch self {
    case .unresolvedRelation, .unresolvedDataSource, .localRelation, .oneRow, .range, .relation, .cached, .command: return self
    case .project(let list, let child): return .project(list, try transform(child))
    case .filter(let condition, let child): return .filter(condition, try transform(child))
    case .sort(let order, let isGlobal, let child): return .sort(order, isGlobal: isGlobal, try transform(child))
    case .limit(let count, let child): return .limit(count, try transform(child))
    case .offset(let count, let child): return .offset(count, try transform(child))
    case .tail(let count, let child): return .tail(count, try transform(child))
    case .distinct(let child): return .distinct(try transform(child))
    case .deduplicate(let keys, let child): return .deduplicate(keys, try transform(child))
    case .with(let tables, let isRecursive, let child): return .with(tables, isRecursive: isRecursive, try transform(child))
    case .hint(let name, let parameters, let child): return .hint(name: name, parameters, try transform(child))
    case .window(let functions, let child): return .window(functions, try transform(child))
    case .transformColumns(let kind, let child): return .transformColumns(kind, try transform(child))
    case .tagged(let id, let child): return .tagged(planID: id, try transform(child))
    case .aggregate(var node):
      node.child = try transform(node.child)
      return .aggregate(node)
    case .subqueryAlias(var node):
      node.child = try transform(node.child)
      return .subqueryAlias(node)
    case .sample(var node):
      node.child = try transform(node.child)
      return .sample(node)
    case .repartition(var node):
      node.child = try transform(node.child)
      return .repartition(node)
    case .generate(var node):
      node.child = try transform(node.child)
      return .generate(node)
    case .join(var node):
      node.left = try transform(node.left)
      node.right = try transform(node.right)
      return .join(node)
    case .setOperation(var node):
      node.children = try node.children.map(transform)
      return .setOperation(node)
    }
  }

  /// Rewrites the tree from its leaves up; nil leaves a node as it is.
  public func transformUp(_ rule: (LogicalPlan) throws -> LogicalPlan?) rethrows -> LogicalPlan {
    let node = try mapChildren { try $0.transformUp(rule) }
    return try rule(node) ?? node
  }

  /// Rewrites the tree from its root down; nil leaves a node as it is.
  public func transformDown(_ rule: (LogicalPlan) throws -> LogicalPlan?) rethrows -> LogicalPlan {
    let node = try rule(self) ?? self
    return try node.mapChildren { try $0.transformDown(rule) }
  }

  /// The expressions of this node itself.
  public var expressions: [Expression] {
    switch self {
    case .project(let list, _), .window(let list, _), .deduplicate(let list, _), .hint(_, let list, _): list
    case .filter(let condition, _): [condition]
    case .aggregate(let node): node.grouping + node.aggregates
    case .sort(let order, _, _): order.map { .sortOrder($0) }
    case .limit(let count, _), .offset(let count, _), .tail(let count, _): [count]
    case .repartition(let node): node.expressions
    case .generate(let node): [node.generator]
    case .join(let node): node.condition.map { [$0] } ?? []
    default: []
    }
  }

  /// The same node with each of its own expressions rewritten.
  public func mapExpressions(_ transform: (Expression) throws -> Expression) rethrows -> LogicalPlan {
    switch self {
    case .project(let list, let child): return .project(try list.map(transform), child)
    case .window(let list, let child): return .window(try list.map(transform), child)
    case .deduplicate(let list, let child): return .deduplicate(try list.map(transform), child)
    case .hint(let name, let list, let child): return .hint(name: name, try list.map(transform), child)
    case .filter(let condition, let child): return .filter(try transform(condition), child)
    case .aggregate(var node):
      node.grouping = try node.grouping.map(transform)
      node.aggregates = try node.aggregates.map(transform)
      return .aggregate(node)
    case .sort(let order, let isGlobal, let child):
      return .sort(try order.map { try $0.mapChild(transform) }, isGlobal: isGlobal, child)
    case .limit(let count, let child): return .limit(try transform(count), child)
    case .offset(let count, let child): return .offset(try transform(count), child)
    case .tail(let count, let child): return .tail(try transform(count), child)
    case .repartition(var node):
      node.expressions = try node.expressions.map(transform)
      return .repartition(node)
    case .generate(var node):
      node.generator = try transform(node.generator)
      return .generate(node)
    case .join(var node):
      node.condition = try node.condition.map(transform)
      return .join(node)
    default: return self
    }
  }

  /// Calls `body` for this node and all below it, parents first.
  public func visit(_ body: (LogicalPlan) throws -> Void) rethrows {
    try body(self)
    for child in children { try child.visit(body) }
  }

  /// Columns of the surrounding query that this plan or a subquery below it refers to, in the order in which they appear, as often
  /// as they appear.
  public var outerReferences: [Attribute] {
    var found: [Attribute] = []
    visit { node in
      for expression in node.expressions {
        expression.visit { part in
          if case .outerReference(let attribute) = part { found.append(attribute) }
        }
      }
    }
    return found
  }
}
