import RedstartLogicalPlan

/// Sorts whose order nobody sees: under other sorts, under aggregates that do not care, without columns.
struct EliminateSorts: OptimizerRule {
  private static let orderless: Set<String> = [
    "sum", "count", "min", "max", "avg", "mean", "bool_and", "bool_or", "count_if", "stddev", "variance", "stddev_pop", "var_pop",
  ]

  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    plan.rewritingUp { node in
      switch node {
      case .sort(let order, let isGlobal, let child):
        let kept = order.filter { !$0.child.isFoldable }
        if kept.isEmpty { return child }
        if isGlobal, let unsorted = withoutSort(child) { return .sort(kept, isGlobal: isGlobal, unsorted) }
        return kept.count < order.count ? .sort(kept, isGlobal: isGlobal, child) : nil
      case .aggregate(var aggregate):
        let cares = aggregate.aggregates.contains { item in
          item.contains { if case .aggregate(let call) = $0 { !Self.orderless.contains(call.function.name) } else { false } }
        }
        guard !cares, let unsorted = withoutSort(aggregate.child) else { return nil }
        aggregate.child = unsorted
        return .aggregate(aggregate)
      default: return nil
      }
    }
  }

  private func withoutSort(_ plan: LogicalPlan) -> LogicalPlan? {
    switch plan {
    case .sort(_, _, let child): child
    case .project(let list, let child) where list.allSatisfy(\.isDeterministic): withoutSort(child).map { .project(list, $0) }
    case .filter(let condition, let child) where condition.isDeterministic:
      withoutSort(child).map { .filter(condition, $0) }
    default: nil
    }
  }
}
