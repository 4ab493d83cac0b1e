import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartConnectors
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartSyntax
import RedstartTypes

extension CommandRunner {
  /// `df.write`: to files, to a table, or into one.
  func write(_ request: Spark_Connect_WriteOperation) throws {
    let query = try converter.input(request.hasInput, request.input)
    if request.hasBucketBy { throw SparkError.unsupported("bucketBy()", "Use partitionBy().") }
    if !request.clusteringColumns.isEmpty { throw SparkError.unsupported("clusterBy()", "Use partitionBy().") }
    if !request.sortColumnNames.isEmpty { throw SparkError.unsupported("sortBy() of a write", "Sort the DataFrame.") }
    let mode: SaveMode =
      switch request.mode {
      case .append: .append
      case .overwrite: .overwrite
      case .ignore: .ignore
      default: .errorIfExists
      }
    var options = SourceOptions(request.options)
    let format = request.hasSource && !request.source.isEmpty ? request.source : nil
    switch request.saveType {
    case .path(let path):
      try run(
        .write(
          WriteFiles(
            query: query, path: path, format: format, mode: mode, options: options,
            partitionColumns: request.partitioningColumns)))
    case .table(let table):
      let name = try SQLParser.parseIdentifier(table.tableName)
      if table.saveMethod == .insertInto {
        try run(.insert(nameParts: name, columns: [], overwrite: mode == .overwrite, query: query))
        return
      }
      let location = options["path"]
      options["path"] = nil
      try run(
        .createTable(
          CreateTable(
            nameParts: name, format: format, options: options, location: location,
            partitionColumns: request.partitioningColumns, mode: mode, query: query)))
    case nil where format?.lowercased() == "noop":
      // As in Spark this source computes all rows and keeps none: for measuring.
      guard mode == .append || mode == .overwrite else {
        throw SparkError(
          "UNSUPPORTED_DATA_SOURCE_SAVE_MODE",
          ["source": "noop", "createMode": mode == .ignore ? "\"Ignore\"" : "\"ErrorIfExists\""])
      }
      try session.engine.execution(query, cancellation: operation.cancellation).run { _ in }
    case nil:
      guard let path = options["path"] else { throw SparkError.invalidPlan("a write without a path or table") }
      options["path"] = nil
      try run(
        .write(
          WriteFiles(
            query: query, path: path, format: format, mode: mode, options: options,
            partitionColumns: request.partitioningColumns)))
    }
  }

  /// `df.writeTo(table)`.
  func writeV2(_ request: Spark_Connect_WriteOperationV2) throws {
    let query = try converter.input(request.hasInput, request.input)
    let name = try SQLParser.parseIdentifier(request.tableName)
    let partitions = try request.partitioningColumns.map { message -> String in
      guard case .unresolvedAttribute(let attribute) = try converter.expression(message), attribute.nameParts.count == 1 else {
        throw SparkError.unsupported("partition transforms", "Partition by plain columns.")
      }
      return attribute.nameParts[0]
    }
    func create(_ mode: SaveMode) throws {
      try run(
        .createTable(
          CreateTable(
            nameParts: name, format: request.hasProvider ? request.provider : nil, options: SourceOptions(request.options),
            partitionColumns: partitions, mode: mode, query: query)))
    }
    switch request.mode {
    case .create: try create(.errorIfExists)
    case .replace, .createOrReplace: try create(.overwrite)
    case .append: try run(.insert(nameParts: name, columns: [], overwrite: false, query: query))
    default: throw SparkError.unsupported("overwriting a part of a table", "Use mode(\"overwrite\").saveAsTable().")
    }
  }

  /// `df.checkpoint()`, `df.localCheckpoint()`: the rows as they are now, under an id.
  func checkpoint(_ request: Spark_Connect_CheckpointCommand) throws {
    let plan = try converter.input(request.hasRelation, request.relation)
    let execution = try session.engine.execution(plan, cancellation: operation.cancellation)
    let schema = try execution.schema()
    let output = schema.fields.map { Attribute($0.name, $0.type, nullable: $0.nullable, metadata: $0.metadata) }
    let kept = LogicalPlan.localRelation(LocalRelation(output: output, batches: try execution.collect()))
    var result = Spark_Connect_CheckpointCommandResult()
    result.relation.relationID = session.keepCheckpoint(kept)
    try writer.append(.checkpointCommandResult(result))
  }
}
