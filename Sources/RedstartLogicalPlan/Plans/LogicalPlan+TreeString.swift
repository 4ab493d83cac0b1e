extension LogicalPlan {
  /// The plan as `explain` shows it: a node a line, children indented below.
  public var treeString: String {
    var text = ""
    func write(_ node: LogicalPlan, _ prefix: String, _ branch: String, _ below: String) {
      if case .tagged(_, let child) = node { return write(child, prefix, branch, below) }
      text += prefix + branch + node.lineText + "\n"
      let children = node.children
      for (index, child) in children.enumerated() {
        let isLast = index == children.count - 1
        write(child, prefix + below, isLast ? "+- " : ":- ", isLast ? "   " : ":  ")
      }
    }
    write(self, "", "", "")
    return text
  }

  /// The node itself, without its children.
  private var lineText: String {
    switch self {
    case .unresolvedRelation(let node): "'UnresolvedRelation [\(node.nameParts.joined(separator: ", "))], [], false"
    case .unresolvedDataSource(let node): "'UnresolvedDataSource format: \(node.format ?? "default"), paths: \(node.paths.count)"
    case .localRelation(let node): "LocalRelation \(list(node.output.map { .attribute($0) }))"
    case .oneRow: "OneRowRelation"
    case .range(let node): "Range (\(node.start), \(node.end), step=\(node.step))"
    case .relation(let node): "Relation \(list(node.output.map { .attribute($0) })) \(node.formatName)"
    case .cached(let node): "InMemoryRelation \(list(node.output.map { .attribute($0) }))"
    case .project(let columns, _): "\(mark)Project \(list(columns))"
    case .filter(let condition, _): "\(mark)Filter \(condition.explainText)"
    case .aggregate(let node): "\(mark)Aggregate \(list(node.grouping)), \(list(node.aggregates))"
    case .sort(let order, let isGlobal, _): "\(mark)Sort \(list(order.map { .sortOrder($0) })), \(isGlobal)"
    case .limit(let count, _): "GlobalLimit \(count.explainText)"
    case .offset(let count, _): "Offset \(count.explainText)"
    case .tail(let count, _): "Tail \(count.explainText)"
    case .distinct: "Distinct"
    case .deduplicate(let keys, _): "Deduplicate \(list(keys))"
    case .subqueryAlias(let node): "SubqueryAlias \(node.name)"
    case .with(let tables, _, _): "CTE [\(tables.map(\.name).joined(separator: ", "))]"
    case .sample(let node): "Sample \(node.lower), \(node.upper), \(node.withReplacement), \(node.seed)"
    case .repartition(let node):
      node.expressions.isEmpty
        ? "Repartition \(node.count ?? 0), \(node.shuffle)" : "RepartitionByExpression \(list(node.expressions)), \(node.count ?? 0)"
    case .hint(let name, _, _): "UnresolvedHint \(name)"
    case .generate(let node): "\(mark)Generate \(node.generator.explainText), \(node.isOuter)"
    case .window(let functions, _): "\(mark)Window \(list(functions))"
    case .transformColumns: "'TransformColumns"
    case .tagged: ""
    case .join(let node): "\(mark)Join \(node.type.name)\(node.condition.map { ", \($0.explainText)" } ?? "")"
    case .setOperation(let node):
      node.kind == .union ? "Union \(node.byName), \(node.allowMissingColumns)" : "\(node.kind == .intersect ? "Intersect" : "Except") All \(node.isAll)"
    case .command: "Command"
    }
  }

  /// Unresolved nodes carry an apostrophe.
  private var mark: String { expressions.allSatisfy(\.isResolved) ? "" : "'" }

  private func list(_ expressions: [Expression]) -> String {
    "[" + expressions.map(\.explainText).joined(separator: ", ") + "]"
  }
}
