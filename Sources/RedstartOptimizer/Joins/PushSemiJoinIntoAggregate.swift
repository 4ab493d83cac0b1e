import RedstartLogicalPlan

/// An aggregate that is joined by its key with few rows first drops the rows of other keys: a correlated subquery then
/// computes only the groups that the query around it asks for.
struct PushSemiJoinIntoAggregate: OptimizerRule {
  /// How much smaller than the aggregate's input the other side must be.
  private static let share = 0.1

  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    plan.rewritingUp { node in
      guard case .join(var join) = node, join.type == .inner || join.type == .leftOuter, !join.isLateral else { return nil }
      for (left, right) in InferFiltersFromConstraints.equalities(join) {
        if let reduced = reduce(join.right, key: right, by: join.left, with: left, context) {
          join.right = reduced
          return .join(join)
        }
        if join.type == .inner, let reduced = reduce(join.left, key: left, by: join.right, with: right, context) {
          join.left = reduced
          return .join(join)
        }
      }
      return nil
    }
  }

  private func reduce(
    _ plan: LogicalPlan, key: Attribute, by other: LogicalPlan, with column: Attribute, _ context: OptimizerContext
  ) -> LogicalPlan? {
    guard isRepeatable(other), let (aggregate, inner) = aggregate(in: plan, key), !isReduced(aggregate.child) else { return nil }
    let input = context.statistics.estimate(aggregate.child).rows
    guard input > 100_000, context.statistics.estimate(other).rows < input * Self.share,
      leafRows(other, context) < leafRows(aggregate.child, context) * 0.5
    else { return nil }
    let keys = LogicalPlan.project([.attribute(column)], other)
    let copy = keys.withFreshIdentities()
    guard let wanted = copy.output.first, wanted.id != column.id else { return nil }
    var reduced = aggregate
    reduced.child = .join(
      Join(
        aggregate.child, copy, .leftSemi, condition: .comparison(.equal, .attribute(inner), .attribute(wanted))))
    return replacing(plan, with: reduced)
  }

  /// The aggregate below projections and filters, with the grouping column that the key is.
  private func aggregate(in plan: LogicalPlan, _ key: Attribute) -> (Aggregate, Attribute)? {
    switch plan {
    case .project(let list, let child): source(of: key, list).flatMap { aggregate(in: child, $0) }
    case .filter(_, let child): aggregate(in: child, key)
    case .aggregate(let node):
      source(of: key, node.aggregates).flatMap { node.grouping.contains(.attribute($0)) ? (node, $0) : nil }
    default: nil
    }
  }

  private func source(of key: Attribute, _ list: [Expression]) -> Attribute? {
    for item in list where item.asAttribute?.id == key.id {
      if case .attribute(let column) = item.withoutAlias { return column }
    }
    return nil
  }

  private func replacing(_ plan: LogicalPlan, with aggregate: Aggregate) -> LogicalPlan {
    if case .aggregate = plan { return .aggregate(aggregate) }
    return plan.mapChildren { replacing($0, with: aggregate) }
  }

  /// Whether a semi join does this already.
  private func isReduced(_ plan: LogicalPlan) -> Bool {
    switch plan {
    case .join(let join): join.type == .leftSemi
    case .project(_, let child), .filter(_, let child): isReduced(child)
    default: false
    }
  }

  /// Whether reading the plan twice gives the same rows.
  private func isRepeatable(_ plan: LogicalPlan) -> Bool {
    switch plan {
    case .relation, .localRelation, .range, .cached: true
    case .project(let list, let child): list.allSatisfy { $0.isDeterministic && !$0.containsSubquery } && isRepeatable(child)
    case .filter(let condition, let child):
      condition.isDeterministic && !condition.containsSubquery && isRepeatable(child)
    case .join(let join): isRepeatable(join.left) && isRepeatable(join.right)
    default: false
    }
  }

  private func leafRows(_ plan: LogicalPlan, _ context: OptimizerContext) -> Double {
    plan.children.isEmpty
      ? context.statistics.estimate(plan).rows : plan.children.reduce(0) { $0 + leafRows($1, context) }
  }
}
