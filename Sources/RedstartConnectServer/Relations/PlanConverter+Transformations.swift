import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanConverter {
  /// Operations over "all columns of the child".
  func transformation(_ relation: Spark_Connect_Relation) throws -> LogicalPlan {
    switch relation.relType {
    case .toDf(let node): return .transformColumns(.toDF(node.columnNames), try input(node.hasInput, node.input))
    case .toSchema(let node):
      guard case .struct(let schema) = try DataType(node.schema) else {
        throw SparkError.invalidPlan("a schema that is no struct")
      }
      return .transformColumns(.toSchema(schema), try input(node.hasInput, node.input))
    case .withColumns(let node):
      let child = try input(node.hasInput, node.input)
      let aliases = try node.aliases.map { alias -> Alias in
        guard alias.name.count == 1 else { throw SparkError.invalidPlan("a column of several names") }
        return Alias(
          try expression(alias.expr), alias.name[0], metadata: alias.hasMetadata ? Metadata(json: alias.metadata) : nil)
      }
      return .transformColumns(.withColumns(aliases), child)
    case .withColumnsRenamed(let node):
      var pairs = node.renames.map { ($0.colName, $0.newColName) }
      if pairs.isEmpty { pairs = node.renameColumnsMap.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
      return .transformColumns(.rename(pairs), try input(node.hasInput, node.input))
    case .drop(let node):
      return .transformColumns(
        .drop(try node.columns.map(expression), names: node.columnNames), try input(node.hasInput, node.input))
    case .unpivot(let node):
      return .transformColumns(
        .unpivot(
          ids: try node.ids.map(expression), values: node.hasValues ? try node.values.values.map(expression) : nil,
          variable: node.variableColumnName, value: node.valueColumnName), try input(node.hasInput, node.input))
    case .fillNa(let node):
      return .transformColumns(
        .fillNA(columns: node.cols, values: try node.values.map { try Literal($0) }), try input(node.hasInput, node.input))
    case .dropNa(let node):
      return .transformColumns(
        .dropNA(columns: node.cols, minNonNulls: node.hasMinNonNulls ? Int(node.minNonNulls) : nil),
        try input(node.hasInput, node.input))
    case .replace(let node):
      let pairs = try node.replacements.map { (try Literal($0.oldValue), try Literal($0.newValue)) }
      return .transformColumns(.replace(columns: node.cols, pairs), try input(node.hasInput, node.input))
    case .summary(let node): return .transformColumns(.summary(node.statistics), try input(node.hasInput, node.input))
    case .describe(let node): return .transformColumns(.describe(node.cols), try input(node.hasInput, node.input))
    default: throw SparkError.internal("no transformation of columns")
    }
  }
}
