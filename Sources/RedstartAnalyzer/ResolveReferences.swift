import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// The column that a name means.
  func resolveReference(_ name: UnresolvedAttribute, _ scope: Scope) throws -> Expression {
    if let planID = name.planID { return try resolvePinned(name, planID, scope) }
    if let variable = try findLambdaVariable(name) { return variable }
    if let found = try scope.find(name.nameParts, name.origin) { return found }
    if let hidden = try findHidden(name, scope) { return hidden }
    if let first = name.nameParts.first, let earlier = scope.lateral[context.key(first)] {
      if earlier.count > 1 {
        throw SparkError(
          "AMBIGUOUS_LATERAL_COLUMN_ALIAS",
          ["name": name.nameParts.map(quoted).joined(separator: "."), "n": String(earlier.count)], context: name.origin.contexts)
      }
      if let alias = earlier.first, let attribute = Expression.alias(alias).asAttribute {
        var result = Expression.attribute(attribute)
        names.rewritten[result] = "lateralAliasReference(\(alias.name))"
        for field in name.nameParts.dropFirst() { result = try extractField(result, field, context, name.origin) }
        return result
      }
    }
    if let fallback = scope.fallback, let found = try fallback.find(name.nameParts, name.origin) { return found }
    if let fallback = scope.fallback, let hidden = try findHidden(name, fallback) { return hidden }
    if let function = literalFunction(name) { return function }
    if scope.allowsOuter, let outer = outerScopes.last, let found = try outer.find(name.nameParts, name.origin) {
      return found.transformUp { node in
        if case .attribute(let attribute) = node { .outerReference(attribute) } else { nil }
      }
    }
    throw unresolvedColumn(name.nameParts, scope.attributes, name.origin)
  }

  /// Functions that SQL lets one write without parentheses.
  private func literalFunction(_ name: UnresolvedAttribute) -> Expression? {
    guard name.nameParts.count == 1, let only = name.nameParts.first?.lowercased(),
      [
        "current_date", "current_timestamp", "current_user", "localtimestamp", "current_catalog", "current_database", "user",
        "session_user",
      ]
      .contains(only)
    else { return nil }
    return try? bind([only], [], name.origin)
  }

  /// A column behind a USING or NATURAL join.
  private func findHidden(_ name: UnresolvedAttribute, _ scope: Scope) throws -> Expression? {
    if name.nameParts.count < 2 || hiddenColumns.isEmpty { return nil }
    for attribute in scope.attributes {
      guard let hidden = hiddenColumns[attribute.id] else { continue }
      if let found = try scope.find(name.nameParts, among: hidden, name.origin),
        case .attribute = found.attributeRoot ?? found
      {
        return found
      }
    }
    return nil
  }

  /// A column pinned to a DataFrame: looked up in that DataFrame's plan below the operator.
  private func resolvePinned(_ name: UnresolvedAttribute, _ planID: Int64, _ scope: Scope) throws -> Expression {
    var isKnown = false
    func ambiguous() -> SparkError {
      SparkError(
        "AMBIGUOUS_COLUMN_REFERENCE", ["name": name.nameParts.map(quoted).joined(separator: ".")], context: name.origin.contexts)
    }
    func search(_ plan: LogicalPlan, _ depth: Int) throws -> [(expression: Expression, depth: Int)] {
      if case .tagged(let id, let child) = plan {
        if id != planID { return try search(child, depth) }
        isKnown = true
        return try Scope(child, context).find(name.nameParts, name.origin).map { [($0, depth)] } ?? []
      }
      var found = try plan.children.flatMap { try search($0, depth + 1) }
      if found.count > 1 {
        // Of several, those that the node still puts out.
        let visible = Set(plan.output)
        found = found.filter { $0.expression.references.isSubset(of: visible) }
        if Set(found.map(\.expression)).count > 1 { throw ambiguous() }
      }
      return Array(found.prefix(1))
    }
    var candidates = try scope.children.flatMap { try search($0, 0) }
    if candidates.isEmpty, let fallback = scope.fallback { candidates = try fallback.children.flatMap { try search($0, 0) } }
    if candidates.count > 1 {
      let visible = Set(scope.attributes)
      let reachable = candidates.filter { $0.expression.references.isSubset(of: visible) }
      if !reachable.isEmpty { candidates = reachable }
      // Of a DataFrame and one made from it, the DataFrame itself is meant.
      let nearest = candidates.map(\.depth).min() ?? 0
      candidates = candidates.filter { $0.depth == nearest }
      if Set(candidates.map(\.expression)).count > 1 { throw ambiguous() }
    }
    let found = candidates.map(\.expression)
    if let only = found.first {
      // The operator's own input may know the column better: nullable after an outer join.
      return only.transformUp { node in
        guard case .attribute(let attribute) = node, let visible = scope.attributes.first(where: { $0.id == attribute.id }) else {
          return nil
        }
        var merged = attribute
        merged.nullable = visible.nullable
        merged.type = visible.type
        return .attribute(merged)
      }
    }
    if isKnown {
      let columns = scope.attributes
      throw unresolvedColumn(name.nameParts, columns, name.origin)
    }
    if let outer = outerScopes.last, outer !== scope {
      let saved = outerScopes.removeLast()
      defer { outerScopes.append(saved) }
      let result = try resolvePinned(name, planID, outer)
      return result.transformUp { node in
        if case .attribute(let attribute) = node { .outerReference(attribute) } else { nil }
      }
    }
    throw SparkError(
      "CANNOT_RESOLVE_DATAFRAME_COLUMN", ["name": name.nameParts.map(quoted).joined(separator: ".")],
      context: name.origin.contexts)
  }

  /// The columns that `*`, `t.*` or `s.*` stands for.
  func expandStar(_ target: [String], planID: Int64?, _ scope: Scope) throws -> [Expression] {
    if let planID {
      for child in scope.children {
        if let plan = child.tagged(planID) {
          let wanted = plan.output
          return wanted.map { attribute in .attribute(scope.attributes.first { $0.id == attribute.id } ?? attribute) }
        }
      }
      throw SparkError("CANNOT_RESOLVE_DATAFRAME_COLUMN", ["name": "*"])
    }
    if target.isEmpty { return scope.attributes.map { .attribute($0) } }
    let qualifier = target.map(context.key)
    let matching = scope.attributes.filter { $0.qualifier.suffix(target.count).map(context.key) == qualifier }
    if !matching.isEmpty { return matching.map { .attribute($0) } }
    if let structure = try scope.find(target, .none), case .struct(let type) = structure.type.storage {
      return type.fields.indices.map { index in
        .alias(Alias(.getField(structure, ordinal: index, name: type.fields[index].name), type.fields[index].name))
      }
    }
    throw SparkError(
      "CANNOT_RESOLVE_STAR_EXPAND",
      [
        "targetString": target.map(quoted).joined(separator: "."),
        "columns": scope.attributes.map { quoted($0.name) }.sorted().joined(separator: ", "),
      ])
  }

  /// The columns whose whole names match a regular expression.
  func expandRegex(_ pattern: String, _ scope: Scope) throws -> [Expression] {
    guard let regex = try? Regex(pattern).ignoresCase(!context.caseSensitive) else {
      throw SparkError("INVALID_USAGE_OF_STAR_OR_REGEX", ["elem": "regular expression '\(pattern)'", "prettyName": "expression"])
    }
    return scope.attributes.filter { $0.name.wholeMatch(of: regex) != nil }.map { .attribute($0) }
  }

  /// A list with its stars and regular expressions replaced by columns.
  func expandList(_ list: [Expression], _ scope: Scope) throws -> [Expression] {
    try list.flatMap { item in
      switch item {
      case .unresolvedStar(let target, let planID): return try expandStar(target, planID: planID, scope)
      case .unresolvedRegex(let pattern, _): return try expandRegex(pattern, scope)
      case .unresolvedFunction(let call) where call.nameParts.count == 1 && call.isInternal && call.nameParts[0] == "except":
        return try expandExcept(call, scope)
      default: return [item]
      }
    }
  }

  /// `* EXCEPT (a, s.x)`: the call's first argument is the star, the others are the columns to leave out.
  private func expandExcept(_ call: UnresolvedFunction, _ scope: Scope) throws -> [Expression] {
    guard case .unresolvedStar(let target, let planID)? = call.arguments.first else {
      throw SparkError.internal("EXCEPT without a star")
    }
    var excluded: [Expression] = []
    for argument in call.arguments.dropFirst() { excluded.append(try resolve(argument, scope)) }
    let whole = Set(excluded.compactMap { if case .attribute(let attribute) = $0 { attribute.id } else { nil } })
    return try expandStar(target, planID: planID, scope).compactMap { item in
      guard case .attribute(let attribute) = item else { return item }
      if whole.contains(attribute.id) { return nil }
      let dropped = Set(
        excluded.compactMap { expression -> Int? in
          if case .getField(.attribute(let base), let ordinal, _) = expression, base.id == attribute.id { ordinal } else { nil }
        })
      guard !dropped.isEmpty, case .struct(let type) = attribute.type.storage else { return item }
      let kept = type.fields.indices.filter { !dropped.contains($0) }
      let arguments = kept.flatMap { index -> [Expression] in
        let name = type.fields[index].name
        return [.literal(.string(name)), .getField(item, ordinal: index, name: name)]
      }
      return .alias(Alias(try bind(["named_struct"], arguments, .none), attribute.name))
    }
  }

  /// The error of a name that means nothing, with the most similar columns.
  func unresolvedColumn(_ nameParts: [String], _ attributes: [Attribute], _ origin: Origin) -> SparkError {
    let name = nameParts.map(quoted).joined(separator: ".")
    let proposals = suggestions(for: nameParts, attributes)
    if proposals.isEmpty {
      return SparkError("UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", ["objectName": name], context: origin.contexts)
    }
    return SparkError(
      "UNRESOLVED_COLUMN.WITH_SUGGESTION", ["objectName": name, "proposal": proposals.joined(separator: ", ")],
      context: origin.contexts)
  }
}

extension Expression {
  /// The column from which field accesses start.
  var attributeRoot: Expression? {
    switch self {
    case .getField(let child, _, _): child.attributeRoot
    case .attribute: self
    default: nil
    }
  }
}

extension LogicalPlan {
  /// The plan of the DataFrame with that tag, here or below.
  func tagged(_ id: Int64) -> LogicalPlan? {
    if case .tagged(id, let child) = self { return child }
    for child in children { if let found = child.tagged(id) { return found } }
    return nil
  }

  /// The node under marks of DataFrames.
  var untagged: LogicalPlan { if case .tagged(_, let child) = self { child.untagged } else { self } }
}
