import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartConnectors
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartSyntax
import RedstartTypes

extension PlanConverter {
  func read(_ node: Spark_Connect_Read) throws -> LogicalPlan {
    if node.isStreaming { throw SparkError.unsupported("streaming reads", "Use spark.read.") }
    switch node.readType {
    case .namedTable(let table):
      return .unresolvedRelation(
        UnresolvedRelation(try SQLParser.parseIdentifier(table.unparsedIdentifier), options: SourceOptions(table.options)))
    case .dataSource(let source):
      if !source.predicates.isEmpty { throw SparkError.unsupported("JDBC reads", "Export the table to files.") }
      var options = SourceOptions(source.options)
      var paths = source.paths
      if paths.isEmpty, let path = options["path"] {
        paths = [path]
        options["path"] = nil
      }
      let schema = source.hasSchema && !source.schema.isEmpty ? try StructType(clientText: source.schema) : nil
      return .unresolvedDataSource(
        UnresolvedDataSource(
          format: source.hasFormat && !source.format.isEmpty ? source.format : nil, schema: schema, options: options, paths: paths
        ))
    case nil: throw SparkError.invalidPlan("a read without a source")
    }
  }

  /// SQL text inside a plan.
  func sql(_ node: Spark_Connect_SQL) throws -> LogicalPlan {
    try session.engine.sql(
      node.query, named: try arguments(node.namedArguments, node.args),
      positional: try node.posArguments.map(expression) + node.posArgs.map { .literal(try Literal($0)) },
      cancellation: cancellation)
  }

  func arguments(
    _ named: [String: Spark_Connect_Expression], _ literals: [String: Spark_Connect_Expression.Literal]
  ) throws -> [String: Expression] {
    var result = try named.mapValues(expression)
    for (name, literal) in literals { result[name] = .literal(try Literal(literal)) }
    return result
  }

  /// A plan together with others that it names: views of one query, or subqueries by their ids.
  func withRelations(_ node: Spark_Connect_WithRelations) throws -> LogicalPlan {
    try require(node.hasRoot, "root")
    var inner = self
    var tables: [CommonTable] = []
    for reference in node.references {
      if reference.hasCommon, reference.common.hasPlanID { inner.references[reference.common.planID] = reference }
      if case .subqueryAlias(let alias)? = reference.relType {
        tables.append(CommonTable(alias.alias, try input(alias.hasInput, alias.input)))
      }
    }
    let root = try inner.plan(node.root)
    return tables.isEmpty ? root : .with(tables, isRecursive: false, root)
  }
}
