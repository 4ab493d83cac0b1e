import RedstartLogicalPlan

/// Projections that put out just their input.
struct RemoveNoopOperators: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    // The outermost projection gives the result its names.
    if case .project(let list, let child) = plan {
      if isNoop(list, child), zip(list, child.output).allSatisfy({ $0.asAttribute?.name == $1.name }) {
        return below(child) ?? child
      }
      return below(child).map { .project(list, $0) }
    }
    return below(plan)
  }

  private func below(_ plan: LogicalPlan) -> LogicalPlan? {
    plan.rewritingUp { node in
      switch node {
      case .project(let list, let child): return isNoop(list, child) ? child : nil
      case .setOperation(let union) where union.kind == .union && union.children.count == 1: return union.children[0]
      default: return nil
      }
    }
  }

  private func isNoop(_ list: [Expression], _ child: LogicalPlan) -> Bool {
    let output = child.output
    return list.count == output.count
      && zip(list, output).allSatisfy { if case .attribute(let column) = $0 { column.id == $1.id } else { false } }
  }
}
