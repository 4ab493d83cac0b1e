import RedstartTypes

extension LogicalPlan {
  /// The identities of all columns that this plan makes itself.
  public var producedIdentities: Set<ExpressionID> {
    var found: Set<ExpressionID> = []
    visit { node in
      switch node {
      case .localRelation(let relation): found.formUnion(relation.output.map(\.id))
      case .range(let range): found.formUnion(range.output.map(\.id))
      case .relation(let relation): found.formUnion(relation.output.map(\.id))
      case .cached(let cached): found.formUnion(cached.output.map(\.id))
      case .generate(let generate): found.formUnion(generate.output.map(\.id))
      case .project, .aggregate, .window:
        for expression in node.expressions { if case .alias(let alias) = expression { found.insert(alias.id) } }
      default: break
      }
    }
    return found
  }

  /// New identities for the columns that this plan makes, or for some of them, in the order of the old ones: what is sorted by
  /// identity stays in its order, in every run.
  public func freshIdentities(_ only: Set<ExpressionID>? = nil) -> [ExpressionID: ExpressionID] {
    var mapping: [ExpressionID: ExpressionID] = [:]
    for id in producedIdentities.sorted() where only?.contains(id) ?? true { mapping[id] = .fresh() }
    return mapping
  }

  /// The same plan with new identities for the columns that it makes, so that it can stand beside the old one.
  public func withFreshIdentities(_ only: Set<ExpressionID>? = nil) -> LogicalPlan {
    let mapping = freshIdentities(only)
    return mapping.isEmpty ? self : replacingIdentities(mapping)
  }

  /// The same plan with column identities exchanged, in expressions and subqueries as well.
  public func replacingIdentities(_ mapping: [ExpressionID: ExpressionID]) -> LogicalPlan {
    func renew(_ attribute: Attribute) -> Attribute {
      guard let id = mapping[attribute.id] else { return attribute }
      var copy = attribute
      copy.id = id
      return copy
    }
    return transformUp { node in
      switch node {
      case .localRelation(var relation):
        relation.output = relation.output.map(renew)
        return .localRelation(relation)
      case .range(var range):
        range.output = range.output.map(renew)
        return .range(range)
      case .relation(var relation):
        relation.output = relation.output.map(renew)
        return .relation(relation)
      case .cached(var cached):
        cached.output = cached.output.map(renew)
        // The cache's columns are found by the identities of its plan.
        cached.plan = cached.plan.replacingIdentities(mapping)
        return .cached(cached)
      case .generate(var generate):
        generate.output = generate.output.map(renew)
        return LogicalPlan.generate(generate).mapExpressions { $0.replacingIdentities(mapping) }
      default: return node.mapExpressions { $0.replacingIdentities(mapping) }
      }
    }
  }
}

extension Expression {
  /// The same expression with column identities exchanged.
  public func replacingIdentities(_ mapping: [ExpressionID: ExpressionID]) -> Expression {
    transformUp { node in
      switch node {
      case .attribute(var attribute):
        guard let id = mapping[attribute.id] else { return nil }
        attribute.id = id
        return .attribute(attribute)
      case .outerReference(var attribute):
        guard let id = mapping[attribute.id] else { return nil }
        attribute.id = id
        return .outerReference(attribute)
      case .alias(var alias):
        guard let id = mapping[alias.id] else { return nil }
        alias.id = id
        return .alias(alias)
      case .subquery(var subquery):
        subquery.plan = subquery.plan.replacingIdentities(mapping)
        return .subquery(subquery)
      default: return nil
      }
    }
  }
}
