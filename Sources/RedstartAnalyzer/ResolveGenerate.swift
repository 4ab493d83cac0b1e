import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// The functions that make several rows of one.
private let generatorNames: Set<String> = [
  "explode", "explode_outer", "posexplode", "posexplode_outer", "inline", "inline_outer", "stack", "json_tuple",
]

/// The internal call that gives several names to what a generator makes.
private let multiAlias = "multi_alias"

extension PlanResolver {
  /// `LATERAL VIEW` and `explode` in FROM.
  func resolveGenerate(_ node: Generate, _ child: LogicalPlan) throws -> LogicalPlan {
    var node = node
    node.child = child
    let isTable = if case .oneRow = child { true } else { false }
    try requireFunction(node.generator, isTable: isTable)
    node.generator = try resolve(node.generator, Scope(child, context))
    guard let columns = generatorColumns(node.generator) else {
      let name = quoted(functionName(node.generator))
      throw isTable
        ? SparkError("NOT_A_TABLE_FUNCTION", ["functionName": name])
        : SparkError("UNSUPPORTED_GENERATOR.NOT_GENERATOR", ["functionName": name, "classCanonicalName": "expression"])
    }
    if isTable, !node.columns.isEmpty, node.columns.count != columns.count {
      throw SparkError(
        "NUM_TABLE_VALUE_ALIASES_MISMATCH",
        [
          "funcName": quoted(functionName(node.generator)), "aliasesNum": String(node.columns.count),
          "outColsNum": String(columns.count),
        ])
    }
    try checkGeneratorNames(node.columns, columns.count)
    let isNullable = node.isOuter || isOuterGenerator(node.generator)
    node.isOuter = isNullable
    node.output = columns.enumerated().map { index, column in
      Attribute(
        index < node.columns.count ? node.columns[index] : column.name, column.type, nullable: column.nullable || isNullable,
        qualifier: node.qualifier.map { [$0] } ?? [])
    }
    return .generate(node)
  }

  /// A projection with generators in its list: they go below, from left to right, and their columns take their places.
  func extractGenerator(_ list: [Expression], _ child: LogicalPlan) throws -> LogicalPlan? {
    guard list.contains(where: { $0.contains(isGenerator) }) else { return nil }
    try checkNestedGenerators(list)
    var items: [Expression] = []
    var plan = child
    var earlier: [ExpressionID: Expression] = [:]
    for item in list {
      guard let (generator, aliases) = generatorAndNames(item), let columns = generatorColumns(generator) else {
        items.append(item)
        if case .alias(let alias) = item { earlier[alias.id] = alias.child.substitutingColumns(earlier) }
        continue
      }
      try checkGeneratorNames(aliases, columns.count)
      let isOuter = isOuterGenerator(generator)
      let output = columns.enumerated().map { index, column in
        let name = index < aliases.count ? aliases[index] : column.name
        // Later items may refer to the column by the name's identity.
        if columns.count == 1, case .alias(let alias) = item {
          return Attribute(name, column.type, nullable: column.nullable || isOuter, id: alias.id)
        }
        return Attribute(name, column.type, nullable: column.nullable || isOuter)
      }
      plan = .generate(
        Generate(generator.substitutingColumns(earlier), isOuter: isOuter, columns: aliases, output: output, plan))
      items += output.map { Expression.attribute($0) }
    }
    return layered(items, plan)
  }

  /// An aggregate with generators in its list: they stand above it, over columns that hold their inputs.
  func generatorsOverAggregate(_ grouping: [Expression], _ list: [Expression], _ child: LogicalPlan) throws -> LogicalPlan? {
    guard list.contains(where: { $0.contains(isGenerator) }) else { return nil }
    try checkNestedGenerators(list)
    var inner: [Expression] = []
    let outer = list.map { item -> Expression in
      guard generatorAndNames(item) != nil else {
        inner.append(item)
        return item.asAttribute.map { .attribute($0) } ?? item
      }
      return item.transformUp { node in
        guard case .call(var call) = node, isGenerator(node) else { return nil }
        call.arguments = call.arguments.map { argument in
          if argument.isFoldable { return argument }
          let input = Expression.alias(Alias(argument, "_gen_input_\(inner.count)"))
          inner.append(input)
          return input.asAttribute.map { .attribute($0) } ?? argument
        }
        return .call(call)
      }
    }
    return try extractGenerator(outer, try finishAggregate(grouping: grouping, inner, child))
  }

  /// `generator AS (a, b)`: the names stay in a call around the generator until the projection takes it out.
  func resolveMultiAlias(_ call: UnresolvedFunction, _ scope: Scope) throws -> Expression? {
    guard call.isInternal, call.nameParts == [multiAlias], let first = call.arguments.first else { return nil }
    let child = trimAliases(try resolve(first, scope))
    let aliases = call.arguments.dropFirst().compactMap { argument -> String? in
      if case .literal(let literal) = argument, case .string(let name) = literal.value { name } else { nil }
    }
    guard isGenerator(child) else {
      throw SparkError(
        "MULTI_ALIAS_WITHOUT_GENERATOR", ["expr": quotedText(child), "names": aliases.joined(separator: ", ")])
    }
    let function = BoundFunction(multiAlias, type: child.type, nullable: true, nullPolicy: .custom, isFoldable: false) { _, _ in
      throw SparkError.internal("the names of a generator were evaluated")
    }
    return .alias(
      Alias(
        .call(FunctionCall(function, [child] + aliases.map { .literal(.string($0)) }, origin: call.origin)), "col",
        isGenerated: true))
  }

  /// Fails when an operator other than a projection holds a generator.
  /// - Parameter plan: The operator's text.
  func checkNoGenerator(_ expression: Expression, _ plan: (String) -> String) throws {
    guard expression.contains(isGenerator) else { return }
    throw SparkError("UNSUPPORTED_GENERATOR.OUTSIDE_SELECT", ["plan": plan(names.text(expression))])
  }

  private func checkNestedGenerators(_ list: [Expression]) throws {
    for item in list {
      let root = generatorAndNames(item)?.generator
      let parts = root?.children ?? [item.withoutAlias]
      if parts.contains(where: { $0.contains(isGenerator) }) {
        throw SparkError("UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS", ["expression": quotedText(root ?? item.withoutAlias)])
      }
    }
  }

  private func checkGeneratorNames(_ aliases: [String], _ count: Int) throws {
    if aliases.isEmpty || aliases.count == count { return }
    throw SparkError(
      "UDTF_ALIAS_NUMBER_MISMATCH", ["aliasesSize": String(count), "aliasesNames": aliases.joined(separator: ",")])
  }

  /// Calls of functions that do not exist fail as their place wants it.
  private func requireFunction(_ generator: Expression, isTable: Bool) throws {
    guard case .unresolvedFunction(let call) = generator, call.nameParts.count == 1, let name = call.nameParts.first,
      context.functions.find(name) == nil
    else { return }
    throw isTable
      ? SparkError("UNRESOLVABLE_TABLE_VALUED_FUNCTION", ["name": quoted(name)], context: call.origin.contexts)
      : SparkError(
        "ROUTINE_NOT_FOUND", ["routineName": "\(quoted(context.binding.currentDatabase)).\(quoted(name))"],
        context: call.origin.contexts)
  }

  private func functionName(_ expression: Expression) -> String {
    if case .call(let call) = expression { call.function.name } else { names.text(expression) }
  }

  /// The generator of a list's item with the names given to its columns; nil for other items.
  private func generatorAndNames(_ item: Expression) -> (generator: Expression, names: [String])? {
    let plain = item.withoutAlias
    if isGenerator(plain) {
      if case .alias(let alias) = item, !alias.isGenerated { return (plain, [alias.name]) }
      return (plain, [])
    }
    guard case .call(let call) = plain, call.function.name == multiAlias, let generator = call.arguments.first else { return nil }
    let names = call.arguments.dropFirst().compactMap { argument -> String? in
      if case .literal(let literal) = argument, case .string(let name) = literal.value { name } else { nil }
    }
    return (generator, names)
  }

  private func isOuterGenerator(_ expression: Expression) -> Bool {
    if case .call(let call) = expression { call.function.name.hasSuffix("_outer") } else { false }
  }

  private func isGenerator(_ expression: Expression) -> Bool {
    if case .call(let call) = expression { generatorNames.contains(call.function.name) } else { false }
  }

  /// The columns that a generator makes; nil for other expressions.
  private func generatorColumns(_ expression: Expression) -> [StructField]? {
    guard case .call(let call) = expression, generatorNames.contains(call.function.name) else { return nil }
    let input = call.arguments.first?.type.storage ?? .null
    var columns: [StructField]
    switch call.function.name.replacing("_outer", with: "") {
    case "explode", "posexplode":
      switch input {
      case .array(let element, let containsNull): columns = [StructField("col", element, nullable: containsNull)]
      case .map(let key, let value, let containsNull):
        columns = [StructField("key", key, nullable: false), StructField("value", value, nullable: containsNull)]
      default: return nil
      }
      if call.function.name.hasPrefix("pos") { columns.insert(StructField("pos", .integer, nullable: false), at: 0) }
    case "inline":
      guard case .array(let element, let containsNull) = input, case .struct(let type) = element.storage else { return nil }
      columns = type.fields.map { StructField($0.name, $0.type, nullable: $0.nullable || containsNull) }
    case "stack":
      guard case .struct(let type) = call.function.type.storage else { return nil }
      columns = type.fields
    default: return nil
    }
    return columns
  }
}

extension Expression {
  /// The expression with columns of the same list replaced by what they stand for.
  fileprivate func substitutingColumns(_ values: [ExpressionID: Expression]) -> Expression {
    if values.isEmpty { return self }
    return transformUp { if case .attribute(let attribute) = $0 { values[attribute.id] } else { nil } }
  }
}
