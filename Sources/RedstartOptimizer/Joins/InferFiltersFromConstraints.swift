import RedstartLogicalPlan

/// Where a join makes two columns equal, a condition on one holds for the other.
struct InferFiltersFromConstraints: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    plan.rewritingUp { node in
      guard case .join(var join) = node, !join.isNullAware else { return nil }
      let pairs = Self.equalities(join)
      if pairs.isEmpty { return nil }
      let toRight = [.inner, .leftSemi, .leftOuter, .leftAnti].contains(join.type)
      let toLeft = [.inner, .leftSemi, .rightOuter].contains(join.type)
      var isChanged = false
      if toRight {
        let inferred = missing(from: join.left, to: join.right, pairs.map { ($0.0, $0.1) })
        if let condition = Expression.conjunction(inferred) {
          join.right = .filter(condition, join.right)
          isChanged = true
        }
      }
      if toLeft {
        let inferred = missing(from: join.right, to: join.left, pairs.map { ($0.1, $0.0) })
        if let condition = Expression.conjunction(inferred) {
          join.left = .filter(condition, join.left)
          isChanged = true
        }
      }
      return isChanged ? .join(join) : nil
    }
  }

  /// Columns that the condition makes equal, left and right.
  static func equalities(_ join: Join) -> [(Attribute, Attribute)] {
    let left = Set(join.left.output)
    let right = Set(join.right.output)
    return (join.condition?.conjuncts ?? []).compactMap { part in
      guard case .comparison(.equal, .attribute(let a), .attribute(let b)) = part, a.type == b.type else { return nil }
      if left.contains(a), right.contains(b) { return (a, b) }
      if left.contains(b), right.contains(a) { return (b, a) }
      return nil
    }
  }

  private func missing(from source: LogicalPlan, to target: LogicalPlan, _ pairs: [(Attribute, Attribute)]) -> [Expression] {
    let known = Set(constraints(target))
    let targetColumns = Set(target.output)
    var result: [Expression] = []
    for condition in constraints(source) {
      let references = condition.references
      guard references.count == 1, let column = references.first, condition.isDeterministic, !condition.containsSubquery else {
        continue
      }
      for (own, other) in pairs where own == column && targetColumns.contains(other) {
        let moved = condition.substituting([own.id: .attribute(other)])
        if !known.contains(moved), !result.contains(moved) { result.append(moved) }
      }
    }
    return result
  }

  /// Conditions that every row of the plan meets, over its output.
  private func constraints(_ plan: LogicalPlan) -> [Expression] {
    let own: [Expression]
    switch plan {
    case .filter(let condition, let child): own = condition.conjuncts + constraints(child)
    case .project(let list, let child):
      // Columns under new names are followed as well.
      var names: [ExpressionID: Attribute] = [:]
      for item in list {
        if case .alias(let alias) = item, case .attribute(let inner) = alias.child, let renamed = item.asAttribute {
          names[inner.id] = renamed
        }
      }
      let below = constraints(child)
      own = below + below.map { $0.substituting(names.mapValues { .attribute($0) }) }
    case .join(let join):
      switch join.type {
      case .inner, .cross: own = constraints(join.left) + constraints(join.right)
      case .leftOuter, .leftSemi, .leftAnti: own = constraints(join.left)
      case .rightOuter: own = constraints(join.right)
      case .fullOuter: own = []
      }
    case .sort(_, _, let child), .limit(_, let child): own = constraints(child)
    case .repartition(let node): own = constraints(node.child)
    case .generate(let node): own = constraints(node.child)
    case .aggregate(let node):
      var names: [ExpressionID: Attribute] = [:]
      for item in node.aggregates {
        if case .alias(let alias) = item, case .attribute(let inner) = alias.child, let renamed = item.asAttribute {
          names[inner.id] = renamed
        }
      }
      let below = node.grouping.isEmpty ? [] : constraints(node.child)
      own = below + below.map { $0.substituting(names.mapValues { .attribute($0) }) }
    case .setOperation(let union) where union.kind == .union:
      let branches = union.children.map { branch -> Set<Expression> in
        var mapping: [ExpressionID: Expression] = [:]
        for (column, output) in zip(branch.output, union.output) { mapping[column.id] = .attribute(output) }
        return Set(constraints(branch).map { $0.substituting(mapping) })
      }
      own = branches.dropFirst().reduce(branches.first ?? []) { $0.intersection($1) }.map { $0 }
    default: own = []
    }
    let output = Set(plan.output)
    return own.filter { $0.references.isSubset(of: output) }
  }
}
