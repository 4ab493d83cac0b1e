import RedstartColumnar
import RedstartLogicalPlan

/// Leaves out columns that nobody above needs, down to the scans.
struct ColumnPruning: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    let before = size(plan)
    let pruned = prune(plan, Set(plan.output.map(\.id)))
    return size(pruned) == before ? nil : pruned
  }

  /// The number of columns of all nodes: what pruning makes smaller.
  private func size(_ plan: LogicalPlan) -> Int {
    plan.output.count + plan.children.reduce(0) { $0 + size($1) }
  }

  private func ids(_ expressions: [Expression]) -> Set<ExpressionID> {
    Set(expressions.flatMap { $0.references.map(\.id) })
  }

  /// The plan with at least the required columns, in their order.
  private func prune(_ plan: LogicalPlan, _ required: Set<ExpressionID>) -> LogicalPlan {
    switch plan {
    case .relation(var node):
      node.output = node.output.filter { required.contains($0.id) }
      return .relation(node)
    case .cached(var node):
      node.output = node.output.filter { required.contains($0.id) }
      return .cached(node)
    case .localRelation(var node):
      let kept = node.output.indices.filter { required.contains(node.output[$0].id) }
      if kept.count == node.output.count { return plan }
      node.batches = node.batches.map { $0.project(Array(kept)) }
      node.output = kept.map { node.output[$0] }
      return .localRelation(node)
    case .project(let list, let child):
      let kept = list.filter { item in item.asAttribute.map { required.contains($0.id) } ?? true }
      return .project(kept, prune(child, ids(kept)))
    case .aggregate(var node):
      var kept = node.aggregates.filter { item in item.asAttribute.map { required.contains($0.id) } ?? true }
      // Without any column the number of groups must still be known.
      if kept.isEmpty, let first = node.aggregates.first { kept = [first] }
      node.aggregates = kept
      node.child = narrowed(prune(node.child, ids(node.grouping + kept)), ids(node.grouping + kept))
      return .aggregate(node)
    case .filter(let condition, let child): return .filter(condition, prune(child, required.union(ids([condition]))))
    case .sort(let order, let isGlobal, let child):
      let needed = required.union(ids(order.map(\.child)))
      return .sort(order, isGlobal: isGlobal, narrowed(prune(child, needed), needed))
    case .limit(let count, let child): return .limit(count, prune(child, required))
    case .offset(let count, let child): return .offset(count, prune(child, required))
    case .tail(let count, let child): return .tail(count, prune(child, required))
    case .sample(var node):
      if node.deterministicOrder { return node.child.output.isEmpty ? plan : pruneAll(plan) }
      node.child = prune(node.child, required)
      return .sample(node)
    case .repartition(var node):
      node.child = prune(node.child, required.union(ids(node.expressions)))
      return .repartition(node)
    case .generate(var node):
      node.child = prune(node.child, required.union(ids([node.generator])))
      return .generate(node)
    case .window(let functions, let child): return .window(functions, prune(child, required.union(ids(functions))))
    case .join(var node):
      let condition = node.condition.map { ids([$0]) } ?? []
      let needed = required.union(condition)
      let left = Set(node.left.output.map(\.id)).intersection(needed)
      let right = Set(node.right.output.map(\.id)).intersection(
        node.type == .leftSemi || node.type == .leftAnti ? condition : needed)
      node.left = narrowed(prune(node.left, left), left)
      node.right = narrowed(prune(node.right, right), right)
      return .join(node)
    case .setOperation(var node) where node.kind == .union && node.isAll:
      let output = node.output
      let kept = output.indices.filter { required.contains(output[$0].id) }
      if kept.count == output.count { return .setOperation(pruneBranches(node)) }
      node.children = node.children.map { branch in
        let columns = branch.output
        let wanted = kept.map { columns[$0] }
        let pruned = prune(branch, Set(wanted.map(\.id)))
        return pruned.output.map(\.id) == wanted.map(\.id) ? pruned : .project(wanted.map { .attribute($0) }, pruned)
      }
      return .setOperation(node)
    default: return pruneAll(plan)
    }
  }

  private func pruneBranches(_ node: SetOperation) -> SetOperation {
    var node = node
    node.children = node.children.map { prune($0, Set($0.output.map(\.id))) }
    return node
  }

  /// The node as it is, its inputs complete.
  private func pruneAll(_ plan: LogicalPlan) -> LogicalPlan { plan.mapChildren { prune($0, Set($0.output.map(\.id))) } }

  /// A projection over a filter that needed more columns than its parent does.
  private func narrowed(_ plan: LogicalPlan, _ required: Set<ExpressionID>) -> LogicalPlan {
    guard case .filter = plan, plan.output.contains(where: { !required.contains($0.id) }) else { return plan }
    return .project(plan.output.filter { required.contains($0.id) }.map { .attribute($0) }, plan)
  }
}
