import RedstartTypes

extension LogicalPlan {
  /// The columns of a resolved plan.
  public var output: [Attribute] {
    switch self {
    case .unresolvedRelation, .unresolvedDataSource, .oneRow, .command, .transformColumns: []
    case .localRelation(let node): node.output
    case .range(let node): node.output
    case .relation(let node): node.output
    case .cached(let node): node.output
    case .project(let list, _): list.compactMap(\.asAttribute)
    case .aggregate(let node): node.aggregates.compactMap(\.asAttribute)
    case .filter(_, let child), .sort(_, _, let child), .limit(_, let child), .offset(_, let child), .tail(_, let child),
      .distinct(let child), .deduplicate(_, let child), .with(_, _, let child), .hint(_, _, let child), .tagged(_, let child):
      child.output
    case .window(let functions, let child): child.output + functions.compactMap(\.asAttribute)
    case .sample(let node): node.child.output
    case .repartition(let node): node.child.output
    case .generate(let node): node.child.output + node.output
    case .subqueryAlias(let node):
      node.child.output.enumerated().map { index, attribute in
        var renamed = attribute
        renamed.qualifier = [node.name]
        if index < node.columns.count { renamed.name = node.columns[index] }
        return renamed
      }
    case .join(let node): node.output
    case .setOperation(let node): node.output
    }
  }

  /// The columns as a schema.
  public var schema: StructType {
    StructType(output.map { StructField($0.name, $0.type, nullable: $0.nullable, metadata: $0.metadata) })
  }
}

extension Join {
  public var output: [Attribute] {
    switch type {
    case .inner, .cross: left.output + right.output
    case .leftOuter: left.output + right.output.map(\.asNullable)
    case .rightOuter: left.output.map(\.asNullable) + right.output
    case .fullOuter: (left.output + right.output).map(\.asNullable)
    case .leftSemi, .leftAnti: left.output
    }
  }
}

extension SetOperation {
  /// The first child's columns; for a union each is nullable where any child's is.
  public var output: [Attribute] {
    guard let first = children.first?.output else { return [] }
    guard kind == .union else { return first }
    let others = children.dropFirst().map(\.output)
    return first.enumerated().map { index, attribute in
      var merged = attribute
      merged.nullable = attribute.nullable || others.contains { index < $0.count && $0[index].nullable }
      return merged
    }
  }
}

extension Attribute {
  /// The same column, nullable.
  public var asNullable: Attribute {
    var copy = self
    copy.nullable = true
    return copy
  }

  public func renamed(_ name: String) -> Attribute {
    var copy = self
    copy.name = name
    return copy
  }

  /// The same column under a new identity.
  public func newInstance() -> Attribute {
    var copy = self
    copy.id = .fresh()
    return copy
  }
}
