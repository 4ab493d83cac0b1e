import RedstartCatalog
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartConnectors
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartSyntax
import RedstartTypes

extension PlanConverter {
  /// `spark.catalog`: what is there, as rows. Operations without an answer give one row that clients ignore.
  func catalog(_ node: Spark_Connect_Catalog) throws -> LogicalPlan {
    let catalog = session.engine.catalog
    switch node.catType {
    case .currentDatabase: return text(catalog.currentDatabase)
    case .setCurrentDatabase(let request):
      try catalog.setCurrentDatabase(try SQLParser.parseIdentifier(request.dbName).last ?? "")
      return nothing
    case .currentCatalog: return text(SessionCatalog.catalogName)
    case .setCurrentCatalog(let request):
      guard request.catalogName == SessionCatalog.catalogName else {
        throw SparkError(
          "CATALOG_NOT_FOUND",
          ["catalogName": quoted(request.catalogName), "config": "\"spark.sql.catalog.\(request.catalogName)\""])
      }
      return nothing
    case .listCatalogs(let request):
      let matches = !request.hasPattern || matchesPattern(SessionCatalog.catalogName, request.pattern)
      return LocalRows(
        StructType([StructField("name", .string, nullable: false), StructField("description", .string)]),
        matches ? [[.string(SessionCatalog.catalogName), .null]] : []
      ).plan
    case .listDatabases(let request):
      return databases(catalog.listDatabases(pattern: request.hasPattern ? request.pattern : nil))
    case .getDatabase(let request):
      let found = catalog.listDatabases().filter { $0.name == request.dbName }
      guard !found.isEmpty else { throw schemaNotFound(request.dbName) }
      return databases(found)
    case .databaseExists(let request): return flag(catalog.hasDatabase(request.dbName))
    case .createDatabase(let request):
      try catalog.createDatabase(
        request.dbName, location: request.properties["location"], comment: request.properties["comment"] ?? "",
        ifNotExists: request.ifNotExists)
      return nothing
    case .dropDatabase(let request):
      try catalog.dropDatabase(request.dbName, ifExists: request.ifExists, cascade: request.cascade)
      return nothing
    case .listTables(let request):
      return tables(
        try catalog.listTables(
          database: request.hasDbName ? request.dbName : nil, pattern: request.hasPattern ? request.pattern : nil))
    case .listViews(let request):
      return tables(
        try catalog.listTables(
          database: request.hasDbName ? request.dbName : nil, pattern: request.hasPattern ? request.pattern : nil
        ).filter { $0.kind == .view || $0.isTemporary })
    case .getTable(let request): return try table(request.tableName, request.hasDbName ? request.dbName : nil)
    case .tableExists(let request):
      return flag(catalog.find(try name(request.tableName, request.hasDbName ? request.dbName : nil)) != nil)
    case .listColumns(let request): return try columns(request)
    case .listFunctions, .getFunction, .functionExists: return try functions(node)
    case .dropTempView(let request): return flag(catalog.dropTemporaryView(request.viewName))
    case .dropGlobalTempView(let request): return flag(catalog.dropGlobalTemporaryView(request.viewName))
    case .dropTable(let request):
      try run(.dropTable(nameParts: try name(request.tableName, nil), ifExists: request.ifExists))
      return nothing
    case .dropView(let request):
      try run(.dropView(nameParts: try name(request.viewName, nil), ifExists: request.ifExists))
      return nothing
    case .isCached(let request):
      let plan = try session.engine.analyze(.unresolvedRelation(UnresolvedRelation(try name(request.tableName, nil))))
      return flag(session.engine.shared.cache.find(plan) != nil)
    case .cacheTable(let request):
      let plan = try session.engine.analyze(.unresolvedRelation(UnresolvedRelation(try name(request.tableName, nil))))
      session.engine.shared.cache.persist(
        plan, request.hasStorageLevel ? StorageLevel(request.storageLevel) : .memoryAndDiskDeserialized)
      return nothing
    case .uncacheTable(let request):
      try run(.uncacheTable(nameParts: try name(request.tableName, nil), ifExists: false))
      return nothing
    case .clearCache_p:
      try run(.clearCache)
      return nothing
    case .refreshTable(let request):
      try run(.refreshTable(nameParts: try name(request.tableName, nil)))
      return nothing
    case .refreshByPath: return nothing
    case .createTable(let request): return try createTable(request)
    case .createExternalTable(let request):
      var table = Spark_Connect_CreateTable()
      table.tableName = request.tableName
      if request.hasPath { table.path = request.path }
      if request.hasSource { table.source = request.source }
      if request.hasSchema { table.schema = request.schema }
      table.options = request.options
      return try createTable(table)
    case .getCreateTableString(let request):
      let rows = try session.engine.execution(.command(.showCreateTable(nameParts: try name(request.tableName, nil))))
        .collectBatch()
      guard rows.count > 0, case .string(let statement) = rows.columns[0].value(at: 0) else { return text("") }
      return text(statement)
    case .recoverPartitions, .listPartitions, .getTableProperties, .truncateTable, .analyzeTable, nil:
      throw SparkError.unsupported("this operation of the catalog", "Use SQL statements on the table.")
    }
  }

  private func name(_ table: String, _ database: String?) throws -> [String] {
    let parts = try SQLParser.parseIdentifier(table)
    return parts.count == 1 ? (database.map { [$0] } ?? []) + parts : parts
  }

  private func run(_ command: Command) throws {
    _ = try session.engine.execution(.command(command), cancellation: cancellation)
  }

  private func schemaNotFound(_ name: String) -> SparkError {
    SparkError("SCHEMA_NOT_FOUND", ["schemaName": "\(quoted(SessionCatalog.catalogName)).\(quoted(name))"])
  }

  // MARK: Shapes

  private var nothing: LogicalPlan { LocalRows(StructType([StructField("value", .string, nullable: false)]), []).plan }

  private func text(_ value: String) -> LogicalPlan {
    LocalRows(StructType([StructField("value", .string, nullable: false)]), [[.string(value)]]).plan
  }

  private func flag(_ value: Bool) -> LogicalPlan {
    LocalRows(StructType([StructField("value", .boolean, nullable: false)]), [[.boolean(value)]]).plan
  }

  private func databases(_ list: [DatabaseListing]) -> LogicalPlan {
    let schema = StructType([
      StructField("name", .string), StructField("catalog", .string), StructField("description", .string),
      StructField("locationUri", .string),
    ])
    return LocalRows(
      schema,
      list.map { [.string($0.name), .string(SessionCatalog.catalogName), .string($0.comment), .string("file:" + $0.location)] }
    ).plan
  }

  private static let tableSchema = StructType([
    StructField("name", .string), StructField("catalog", .string), StructField("namespace", .array(.string, containsNull: true)),
    StructField("description", .string), StructField("tableType", .string), StructField("isTemporary", .boolean, nullable: false),
  ])

  private func tables(_ list: [TableListing]) -> LogicalPlan {
    LocalRows(
      PlanConverter.tableSchema,
      list.map { table -> [Value] in
        [
          .string(table.name), table.isTemporary ? .null : .string(SessionCatalog.catalogName),
          table.isTemporary ? .array([]) : .array([.string(table.database)]), .null, .string(table.kind.rawValue),
          .boolean(table.isTemporary),
        ]
      }
    ).plan
  }

  private func table(_ table: String, _ database: String?) throws -> LogicalPlan {
    let parts = try name(table, database)
    let catalog = session.engine.catalog
    guard catalog.find(parts) != nil else { throw catalog.notFound(parts) }
    let listed = try catalog.listTables(database: parts.count > 1 ? parts[parts.count - 2] : nil)
    let found = listed.filter { $0.name.lowercased() == parts.last?.lowercased() }
    return tables(Array(found.prefix(1)))
  }

  private func columns(_ request: Spark_Connect_ListColumns) throws -> LogicalPlan {
    let parts = try name(request.tableName, request.hasDbName ? request.dbName : nil)
    let schema = try session.engine.schema(.unresolvedRelation(UnresolvedRelation(parts)))
    var partitions: Set<String> = []
    if case .table(let table)? = session.engine.catalog.find(parts) { partitions = Set(table.partitionColumns) }
    let shape = StructType([
      StructField("name", .string), StructField("description", .string), StructField("dataType", .string),
      StructField("nullable", .boolean, nullable: false), StructField("isPartition", .boolean, nullable: false),
      StructField("isBucket", .boolean, nullable: false), StructField("isCluster", .boolean, nullable: false),
    ])
    return LocalRows(
      shape,
      schema.fields.map { field in
        [
          .string(field.name), field.comment.map { .string($0) } ?? .null, .string(field.type.simpleString),
          .boolean(field.nullable), .boolean(partitions.contains(field.name)), .boolean(false), .boolean(false),
        ]
      }
    ).plan
  }

  private func functions(_ node: Spark_Connect_Catalog) throws -> LogicalPlan {
    let shape = StructType([
      StructField("name", .string), StructField("catalog", .string),
      StructField("namespace", .array(.string, containsNull: true)),
      StructField("description", .string), StructField("className", .string),
      StructField("isTemporary", .boolean, nullable: false),
    ])
    let registry = session.engine.shared.functions
    func row(_ name: String) -> [Value] {
      let usage = registry.find(name)?.documentation.usage ?? ""
      return [.string(name), .null, .null, .string(usage), .string(name), .boolean(true)]
    }
    switch node.catType {
    case .listFunctions(let request):
      let names = registry.names.filter { !request.hasPattern || matchesPattern($0, request.pattern) }
      return LocalRows(shape, names.map(row)).plan
    case .functionExists(let request):
      return flag(registry.find(try SQLParser.parseIdentifier(request.functionName).last ?? "") != nil)
    case .getFunction(let request):
      let parts = try SQLParser.parseIdentifier(request.functionName)
      _ = try registry.lookUp(parts, searchPath: session.engine.catalog.searchPath)
      return LocalRows(shape, [row(parts.last ?? "")]).plan
    default: throw SparkError.internal("no operation on functions")
    }
  }

  private func createTable(_ request: Spark_Connect_CreateTable) throws -> LogicalPlan {
    let parts = try name(request.tableName, nil)
    var table = CreateTable(
      nameParts: parts, format: request.hasSource ? request.source : nil, options: SourceOptions(request.options),
      location: request.hasPath ? request.path : request.options["path"])
    if request.hasSchema, case .struct(let schema) = try DataType(request.schema), schema.count > 0 { table.schema = schema }
    try run(.createTable(table))
    return .limit(.literal(.integer(0)), .unresolvedRelation(UnresolvedRelation(parts)))
  }
}

extension StorageLevel {
  init(_ message: Spark_Connect_StorageLevel) {
    self.init(
      useDisk: message.useDisk, useMemory: message.useMemory, useOffHeap: message.useOffHeap, deserialized: message.deserialized,
      replication: Int(message.replication))
  }

  var message: Spark_Connect_StorageLevel {
    var result = Spark_Connect_StorageLevel()
    result.useDisk = useDisk
    result.useMemory = useMemory
    result.useOffHeap = useOffHeap
    result.deserialized = deserialized
    result.replication = Int32(clamping: replication)
    return result
  }
}
