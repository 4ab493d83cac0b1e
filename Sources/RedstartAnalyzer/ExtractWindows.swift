import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// The projection with its window functions computed below it, one node for each window.
  func windowed(_ list: [Expression], _ child: LogicalPlan) -> LogicalPlan {
    guard list.contains(where: \.containsWindow) else { return .project(list, child) }
    var plan = child
    var found: [Expression: Attribute] = [:]
    var result = list
    // Windows over windows: the innermost are computed first.
    while result.contains(where: \.containsWindow) {
      var columns: [Alias] = []
      result = result.map { item in extract(item, &columns, &found) }
      plan = computing(columns, plan)
    }
    return .project(result, plan)
  }

  private func extract(_ item: Expression, _ columns: inout [Alias], _ found: inout [Expression: Attribute]) -> Expression {
    if case .alias(let alias) = item, case .window = alias.child, !alias.child.children.contains(where: \.containsWindow) {
      columns.append(alias)
      return item.asAttribute.map { .attribute($0) } ?? item
    }
    return extractParts(item, &columns, &found)
  }

  private func extractParts(
    _ part: Expression, _ columns: inout [Alias], _ found: inout [Expression: Attribute]
  ) -> Expression {
    guard case .window = part, !part.children.contains(where: \.containsWindow) else {
      return part.mapChildren { extractParts($0, &columns, &found) }
    }
    if let column = found[part] { return .attribute(column) }
    let alias = Alias(part, "_we\(found.count)")
    guard let column = Expression.alias(alias).asAttribute else { return part }
    columns.append(alias)
    found[part] = column
    return .attribute(column)
  }

  /// One node for each pair of PARTITION BY and ORDER BY.
  private func computing(_ columns: [Alias], _ child: LogicalPlan) -> LogicalPlan {
    var groups: [(window: WindowSpecification, columns: [Alias])] = []
    for alias in columns {
      guard case .window(let expression) = alias.child else { continue }
      let window = expression.window
      if let index = groups.firstIndex(where: { $0.window.partition == window.partition && $0.window.order == window.order }) {
        groups[index].columns.append(alias)
      } else {
        groups.append((window, [alias]))
      }
    }
    return groups.reduce(child) { .window($1.columns.map { .alias($0) }, $0) }
  }

  /// A grouped SELECT list with window functions: the aggregate computes what they read, a projection computes them.
  func splitWindows(grouping: [Expression], _ list: [Expression]) -> (aggregates: [Expression], list: [Expression]) {
    var aggregates: [Expression] = []
    var known: [Expression: Attribute] = [:]
    for item in list where !item.containsWindow {
      aggregates.append(item)
      if let column = item.asAttribute { known[item.withoutAlias] = column }
    }
    func column(_ part: Expression) -> Expression {
      if case .attribute = part {
        if !aggregates.contains(part) { aggregates.append(part) }
        return part
      }
      if let column = known[part] { return .attribute(column) }
      let alias = Alias(part, "_w\(known.count)")
      guard let column = Expression.alias(alias).asAttribute else { return part }
      aggregates.append(.alias(alias))
      known[part] = column
      return .attribute(column)
    }
    func walk(_ part: Expression) -> Expression {
      if grouping.contains(part) { return column(part) }
      switch part {
      case .aggregate: return column(part)
      case .window(var window):
        window.function = window.function.mapChildren(walk)
        let rest = Expression.window(window)
        var isFunction = true
        return rest.mapChildren { child in
          defer { isFunction = false }
          return isFunction ? child : walk(child)
        }
      default: return part.mapChildren(walk)
      }
    }
    let upper = list.map { item -> Expression in
      if item.containsWindow { return walk(item) }
      return item.asAttribute.map { .attribute($0) } ?? item
    }
    return (aggregates, upper)
  }
}
