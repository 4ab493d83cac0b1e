import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// A join: the right side gets identities of its own, USING and NATURAL become a condition and a projection.
  func resolveJoin(_ join: Join) throws -> LogicalPlan {
    var node = join
    node.left = try resolve(join.left)
    if join.isLateral {
      outerScopes.append(Scope(node.left, context))
      defer { outerScopes.removeLast() }
      node.right = try resolve(join.right)
    } else {
      node.right = try resolve(join.right)
    }
    node.right = fresh(node.right, against: node.left)
    if node.isNatural || !node.using.isEmpty { return try resolveUsing(node) }
    if let condition = node.condition {
      let scope = Scope([node.left, node.right], context)
      let resolved = trimAliases(try resolve(condition, scope))
      if resolved.type != .boolean, resolved.type != .null {
        throw SparkError(
          "JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE",
          ["joinCondition": quotedText(resolved), "conditionType": "\"\(resolved.type.sql)\""])
      }
      node.condition = coerced(resolved, to: .boolean)
      let available = Set(node.left.output + node.right.output)
      let missing = resolved.references.subtracting(available).sorted()
      if !missing.isEmpty {
        guard case .join(let wider)? = addMissing(missing, .join(node)) else {
          throw unresolvedColumn([missing[0].name], node.left.output + node.right.output, .none)
        }
        return restored(.join(wider), node.output)
      }
    }
    return .join(node)
  }

  /// Deduplication that keeps what is known about hidden columns.
  func fresh(_ right: LogicalPlan, against left: LogicalPlan) -> LogicalPlan {
    let taken = Set(left.output.map(\.id)).union(left.output.flatMap { hiddenColumns[$0.id]?.map(\.id) ?? [] })
    let own = right.producedIdentities
    guard right.output.contains(where: { taken.contains($0.id) }) || !own.isDisjoint(with: taken) else { return right }
    let mapping = right.freshIdentities()
    for (id, columns) in hiddenColumns {
      guard let renewed = mapping[id] else { continue }
      hiddenColumns[renewed] = columns.map { column in
        var copy = column
        copy.id = mapping[column.id] ?? column.id
        return copy
      }
    }
    return right.replacingIdentities(mapping)
  }

  private func resolveUsing(_ join: Join) throws -> LogicalPlan {
    var node = join
    let left = node.left.output
    let right = node.right.output
    let keys =
      node.isNatural
      ? left.filter { column in right.contains { context.sameName($0.name, column.name) } }.map(\.name) : node.using
    if keys.isEmpty {
      node.isNatural = false
      return .join(node)
    }
    var pairs: [(left: Attribute, right: Attribute)] = []
    for key in keys {
      pairs.append(
        (try usingColumn(key, left, side: "left"), try usingColumn(key, right, side: "right")))
    }
    let conditions = try pairs.map { try coerceComparison(.equal, .attribute($0.left), .attribute($0.right)) }
    node.using = []
    node.isNatural = false
    node.condition = Expression.conjunction(conditions)
    let output = node.output
    func shown(_ attribute: Attribute) -> Attribute { output.first { $0.id == attribute.id } ?? attribute }
    let leftRest = left.filter { column in !pairs.contains { $0.left.id == column.id } }.map { Expression.attribute(shown($0)) }
    let rightRest = right.filter { column in !pairs.contains { $0.right.id == column.id } }.map {
      Expression.attribute(shown($0))
    }
    let merged: [Expression]
    var hidden: [Attribute]
    switch node.type {
    case .leftSemi, .leftAnti: return .project(pairs.map { .attribute($0.left) } + leftRest, .join(node))
    case .rightOuter:
      merged = pairs.map { .attribute(shown($0.right)) }
      hidden = pairs.map { shown($0.left) }
    case .fullOuter:
      merged = try pairs.map { pair in
        .alias(
          Alias(try bind(["coalesce"], [.attribute(shown(pair.left)), .attribute(shown(pair.right))], .none), pair.left.name))
      }
      hidden = pairs.flatMap { [shown($0.left), shown($0.right)] }
    case .inner, .cross, .leftOuter:
      merged = pairs.map { .attribute(shown($0.left)) }
      hidden = pairs.map { shown($0.right) }
    }
    if let first = merged.first?.asAttribute {
      hidden += hidden.flatMap { hiddenColumns[$0.id] ?? [] }
      hiddenColumns[first.id] = (hiddenColumns[first.id] ?? []) + hidden
    }
    return .project(merged + leftRest + rightRest, .join(node))
  }

  private func usingColumn(_ name: String, _ columns: [Attribute], side: String) throws -> Attribute {
    let found = columns.filter { context.sameName($0.name, name) }
    if found.count == 1 { return found[0] }
    if found.count > 1 {
      let names = found.map { ($0.qualifier.suffix(1) + [$0.name]).map(quoted).joined(separator: ".") }
      throw SparkError("AMBIGUOUS_REFERENCE", ["name": quoted(name), "referenceNames": "[\(names.joined(separator: ", "))]"])
    }
    throw SparkError(
      "UNRESOLVED_USING_COLUMN_FOR_JOIN",
      [
        "colName": quoted(name), "side": side,
        "suggestion": columns.map { quoted($0.name) }.sorted().joined(separator: ", "),
      ])
  }
}
