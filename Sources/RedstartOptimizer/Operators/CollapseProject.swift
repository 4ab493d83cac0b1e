import RedstartLogicalPlan

/// Projections on projections are one, where nothing would be computed twice.
struct CollapseProject: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    plan.rewritingUp { node in
      switch node {
      case .project(let upper, .project(let lower, let child)):
        guard Self.canMerge(upper, lower) else { return nil }
        return .project(Self.merge(upper, lower), child)
      case .aggregate(var aggregate):
        guard case .project(let lower, let child) = aggregate.child,
          Self.canMerge(aggregate.aggregates + aggregate.grouping, lower)
        else { return nil }
        // Grouping columns must stay columns: planners and rules find them by identity.
        let isSimple = aggregate.grouping.allSatisfy { item in
          if case .attribute(let key) = item {
            return lower.contains { if case .attribute(key) = $0 { true } else { false } }
          }
          return true
        }
        guard isSimple else { return nil }
        aggregate.grouping = aggregate.grouping.map { $0.substituting(lower) }
        aggregate.aggregates = Self.merge(aggregate.aggregates, lower)
        aggregate.child = child
        return .aggregate(aggregate)
      case .project(let upper, .aggregate(var aggregate)):
        // Renaming and dropping columns of an aggregate.
        let isRenaming = upper.allSatisfy { if case .attribute = $0.withoutAlias { true } else { false } }
        var uses: [ExpressionID: Int] = [:]
        for item in upper { if case .attribute(let column) = item.withoutAlias { uses[column.id, default: 0] += 1 } }
        guard isRenaming, uses.values.allSatisfy({ $0 == 1 }) else { return nil }
        aggregate.aggregates = Self.merge(upper, aggregate.aggregates)
        return .aggregate(aggregate)
      default: return nil
      }
    }
  }

  private static func canMerge(_ upper: [Expression], _ lower: [Expression]) -> Bool {
    var costly: Set<ExpressionID> = []
    for item in lower {
      guard case .alias(let alias) = item else { continue }
      if !alias.child.isDeterministic { return false }
      if alias.child.containsSubquery { costly.insert(alias.id) }
      switch alias.child {
      case .attribute, .literal: break
      default: costly.insert(alias.id)
      }
    }
    if costly.isEmpty { return true }
    var uses: [ExpressionID: Int] = [:]
    for item in upper {
      item.visit { part in
        if case .attribute(let column) = part, costly.contains(column.id) { uses[column.id, default: 0] += 1 }
      }
    }
    return uses.values.allSatisfy { $0 <= 1 }
  }

  /// The upper list over the lower list's input, each column under its name and identity.
  private static func merge(_ upper: [Expression], _ lower: [Expression]) -> [Expression] {
    var mapping: [ExpressionID: Expression] = [:]
    for item in lower { if case .alias(let alias) = item { mapping[alias.id] = item } }
    return upper.map { item in
      switch item {
      case .attribute(let column):
        guard case .alias(var alias)? = mapping[column.id] else { return item }
        alias.name = column.name
        return .alias(alias)
      case .alias(var alias):
        alias.metadata = item.metadata
        alias.child = alias.child.substituting(lower)
        return .alias(alias)
      default: return item.substituting(lower)
      }
    }
  }
}
