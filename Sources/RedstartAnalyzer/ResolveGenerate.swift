import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// The functions that make several rows of one.
private let generatorNames: Set<String> = [
  "explode", "explode_outer", "posexplode", "posexplode_outer", "inline", "inline_outer", "stack", "json_tuple",
]

extension PlanResolver {
  /// `LATERAL VIEW` and `explode` in FROM.
  func resolveGenerate(_ node: Generate, _ child: LogicalPlan) throws -> LogicalPlan {
    var node = node
    node.child = child
    node.generator = try resolve(node.generator, Scope(child, context))
    guard let columns = generatorColumns(node.generator) else {
      throw SparkError(
        "UNSUPPORTED_GENERATOR.NOT_GENERATOR",
        ["functionName": quoted(names.text(node.generator)), "classCanonicalName": "expression"])
    }
    try checkColumnAliases(node.columns, columns.count)
    let isNullable = node.isOuter || isOuterGenerator(node.generator)
    node.isOuter = isNullable
    node.output = columns.enumerated().map { index, column in
      Attribute(
        index < node.columns.count ? node.columns[index] : column.name, column.type, nullable: column.nullable || isNullable,
        qualifier: node.qualifier.map { [$0] } ?? [])
    }
    return .generate(node)
  }

  /// A projection with a generator in its list: the generator goes below, its columns take its place.
  func extractGenerator(_ list: [Expression], _ child: LogicalPlan) throws -> LogicalPlan? {
    let positions = list.indices.filter { generatorColumns(list[$0].withoutAlias) != nil }
    guard let position = positions.first else {
      for item in list where item.contains({ generatorColumns($0) != nil }) {
        throw SparkError("UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS", ["expression": quotedText(item.withoutAlias)])
      }
      return nil
    }
    if positions.count > 1 {
      let shown = positions.map { quotedText(list[$0].withoutAlias) }.joined(separator: ", ")
      throw SparkError("UNSUPPORTED_GENERATOR.MULTI_GENERATOR", ["num": String(positions.count), "generators": shown])
    }
    let generator = list[position].withoutAlias
    guard let columns = generatorColumns(generator) else { return nil }
    var aliases: [String] = []
    if case .alias(let alias) = list[position], !alias.isGenerated {
      if columns.count != 1 {
        throw SparkError(
          "UDTF_ALIAS_NUMBER_MISMATCH", ["aliasesSize": "1", "aliasesNames": alias.name, "functionName": "generator"])
      }
      aliases = [alias.name]
    }
    let isOuter = isOuterGenerator(generator)
    let output = columns.enumerated().map { index, column in
      Attribute(index < aliases.count ? aliases[index] : column.name, column.type, nullable: column.nullable || isOuter)
    }
    let generated = LogicalPlan.generate(Generate(generator, isOuter: isOuter, columns: aliases, output: output, child))
    var items = list
    items.replaceSubrange(position...position, with: output.map { Expression.attribute($0) })
    return .project(items, generated)
  }

  private func isOuterGenerator(_ expression: Expression) -> Bool {
    if case .call(let call) = expression { call.function.name.hasSuffix("_outer") } else { false }
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
    default: return nil
    }
    return columns
  }
}
