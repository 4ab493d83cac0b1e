import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// A SELECT list over its input; with aggregate functions in it, it is an aggregate of all rows.
  func resolveProject(_ list: [Expression], _ child: LogicalPlan) throws -> LogicalPlan {
    let scope = Scope(child, context)
    let resolved = try resolveList(list, scope)
    if resolved.contains(where: \.containsAggregate) {
      return try finishAggregate(grouping: [], inlineLateral(resolved), child)
    }
    let input = try withMissing(resolved, child)
    if let generated = try extractGenerator(resolved, input) { return generated }
    return layered(resolved, input)
  }

  /// The items of a SELECT list in order, later ones seeing the names of earlier ones.
  func resolveList(_ list: [Expression], _ scope: Scope) throws -> [Expression] {
    var result: [Expression] = []
    for item in try expandList(list, scope) {
      let named = try resolveNamed(item, scope)
      result.append(named)
      if case .alias(let alias) = named, !alias.isGenerated { scope.lateral[context.key(alias.name), default: []].append(alias) }
    }
    return result
  }

  /// References to columns of the same list replaced by what they stand for.
  func inlineLateral(_ list: [Expression]) -> [Expression] {
    var values: [ExpressionID: Expression] = [:]
    return list.map { item in
      let expanded = item.transformUp { node in
        if case .attribute(let attribute) = node { values[attribute.id] } else { nil }
      }
      if case .alias(let alias) = expanded { values[alias.id] = alias.child }
      return expanded
    }
  }

  /// A projection whose items may refer to earlier ones: one projection for each level of reference.
  func layered(_ list: [Expression], _ child: LogicalPlan) -> LogicalPlan {
    var defined: [ExpressionID: Int] = [:]
    for (index, item) in list.enumerated() { if case .alias(let alias) = item { defined[alias.id] = index } }
    let inputs = Set(child.output.map(\.id))
    var level: [Int] = []
    var used: Set<Int> = []
    for item in list {
      var own = 0
      for reference in item.references where !inputs.contains(reference.id) {
        if let index = defined[reference.id], index < level.count {
          own = max(own, level[index] + 1)
          used.insert(index)
        }
      }
      level.append(own)
    }
    guard let top = used.map({ level[$0] }).max() else { return windowed(list, child) }
    var plan = child
    var computed: Set<Int> = []
    for current in 0...top {
      let now = used.filter { level[$0] == current }.sorted()
      plan = windowed(plan.output.map { .attribute($0) } + now.map { list[$0] }, plan)
      computed.formUnion(now)
    }
    let final = list.enumerated().map { index, item in
      computed.contains(index) ? item.asAttribute.map { .attribute($0) } ?? item : item
    }
    return windowed(final, plan)
  }

  /// The input with the columns that the expressions need although it does not put them out: hidden or pinned ones.
  func withMissing(_ expressions: [Expression], _ child: LogicalPlan) throws -> LogicalPlan {
    var needed: Set<Attribute> = []
    var defined: Set<ExpressionID> = []
    for expression in expressions {
      needed.formUnion(expression.references)
      if case .alias(let alias) = expression { defined.insert(alias.id) }
    }
    let available = Set(child.output)
    let missing = needed.filter { !available.contains($0) && !defined.contains($0.id) }.sorted()
    if missing.isEmpty { return child }
    guard let wider = addMissing(missing, child) else {
      let first = missing[0]
      throw unresolvedColumn([first.name], child.output, .none)
    }
    return wider
  }

  /// The plan with more of its inputs' columns in its output; nil when something on the way does not let them through.
  func addMissing(_ missing: [Attribute], _ plan: LogicalPlan) -> LogicalPlan? {
    let output = Set(plan.output)
    let absent = missing.filter { !output.contains($0) }
    if absent.isEmpty { return plan }
    switch plan {
    case .project(let list, let child):
      guard let wider = addMissing(absent, child) else { return nil }
      return .project(list + absent.map { .attribute($0) }, wider)
    case .filter(let condition, let child): return addMissing(absent, child).map { .filter(condition, $0) }
    case .sort(let order, let isGlobal, let child): return addMissing(absent, child).map { .sort(order, isGlobal: isGlobal, $0) }
    case .limit(let count, let child): return addMissing(absent, child).map { .limit(count, $0) }
    case .offset(let count, let child): return addMissing(absent, child).map { .offset(count, $0) }
    case .tagged(let id, let child): return addMissing(absent, child).map { .tagged(planID: id, $0) }
    case .repartition(var node):
      guard let wider = addMissing(absent, node.child) else { return nil }
      node.child = wider
      return .repartition(node)
    case .join(var node) where node.type != .leftSemi && node.type != .leftAnti:
      if let wider = addMissing(absent, node.left) {
        node.left = wider
      } else if let wider = addMissing(absent, node.right) {
        node.right = wider
      } else {
        return nil
      }
      return .join(node)
    case .aggregate(var node):
      guard absent.allSatisfy({ attribute in node.grouping.contains(.attribute(attribute)) }) else { return nil }
      node.aggregates += absent.map { .attribute($0) }
      return .aggregate(node)
    default: return nil
    }
  }
}
