import RedstartCatalog
import RedstartConnectors
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// A name: a common table, a view, a table, or files as in ``parquet.`path` ``.
  func resolveRelation(_ relation: UnresolvedRelation) throws -> LogicalPlan {
    if relation.nameParts.count == 1, let table = commonTable(relation.nameParts[0]) { return table }
    if let entry = context.catalog.find(relation.nameParts) { return try resolveEntry(entry, relation) }
    if relation.nameParts.count == 2, context.dataSources.find(relation.nameParts[0]) != nil {
      return try resolveDataSource(
        UnresolvedDataSource(format: relation.nameParts[0], options: relation.options, paths: [relation.nameParts[1]]))
    }
    throw context.catalog.notFound(relation.nameParts, context: relation.origin.contexts)
  }

  private func resolveEntry(_ entry: CatalogEntry, _ relation: UnresolvedRelation) throws -> LogicalPlan {
    switch entry {
    case .temporaryView(let view), .globalTemporaryView(let view), .view(let view, _):
      return .subqueryAlias(SubqueryAlias(view.name, view.plan.withFreshIdentities()))
    case .table(let table):
      let (name, source) = try context.dataSources.lookUp(table.format)
      var options = table.options
      for (key, value) in relation.options.all { options[key] = value }
      let partitionNames = Set(table.partitionColumns.map(context.key))
      let partitionSchema = StructType(table.schema.fields.filter { partitionNames.contains(context.key($0.name)) })
      let dataSchema = StructType(table.schema.fields.filter { !partitionNames.contains(context.key($0.name)) })
      let found = FileIndex.status(table.location) == nil ? [] : try FileIndex().files([table.location])
      let discovered = try partitionDiscovery().discover(found, declared: partitionSchema)
      let qualifier = [SessionCatalog.catalogName, table.database, table.name]
      let output = (dataSchema.fields + partitionSchema.fields).map {
        Attribute($0.name, $0.type, nullable: $0.nullable, qualifier: qualifier, metadata: $0.metadata)
      }
      return .relation(
        FileRelation(
          source: source, formatName: name, files: discovered.files, rootPaths: [table.location], dataSchema: dataSchema,
          partitionSchema: partitionSchema, options: options, output: output, tableName: qualifier))
    }
  }

  /// `spark.read.format(…).load(paths)`.
  func resolveDataSource(_ wanted: UnresolvedDataSource) throws -> LogicalPlan {
    let (name, source) = try context.dataSources.lookUp(wanted.format)
    var paths = wanted.paths
    if paths.isEmpty, let path = wanted.options["path"] { paths = [path] }
    if paths.isEmpty {
      if wanted.schema == nil { throw SparkError("UNABLE_TO_INFER_SCHEMA", ["format": Self.displayName(name)]) }
    }
    var index = FileIndex()
    index.isRecursive = try wanted.options.flag("recursiveFileLookup", default: false)
    index.nameFilter = wanted.options["pathGlobFilter"]
    index.basePath = wanted.options["basePath"]
    let found = try index.files(paths)
    let discovered = try partitionDiscovery().discover(found, declared: wanted.schema)
    let partitionNames = Set(discovered.schema.names.map(context.key))
    let schema: StructType
    if let declared = wanted.schema {
      schema = declared
    } else {
      if discovered.files.isEmpty { throw SparkError("UNABLE_TO_INFER_SCHEMA", ["format": Self.displayName(name)]) }
      schema = try InferredSchemas.shared.schema(name, source, discovered.files, wanted.options, context.sources)
    }
    let dataSchema = StructType(schema.fields.filter { !partitionNames.contains(context.key($0.name)) }.map(\.asNullable))
    var seen: Set<String> = []
    for field in dataSchema.fields where !seen.insert(context.key(field.name)).inserted {
      throw SparkError("COLUMN_ALREADY_EXISTS", ["columnName": quoted(context.key(field.name))])
    }
    let output = (dataSchema.fields + discovered.schema.fields).map {
      Attribute($0.name, $0.type, nullable: $0.nullable, metadata: $0.metadata)
    }
    return .relation(
      FileRelation(
        source: source, formatName: name, files: discovered.files, rootPaths: paths.map(FileIndex.absolute),
        dataSchema: dataSchema, partitionSchema: discovered.schema, options: wanted.options, output: output))
  }

  private func partitionDiscovery() throws -> PartitionDiscovery {
    PartitionDiscovery(timeZone: try TimeZoneRules.named(context.binding.timeZone))
  }

  /// The format's name in messages.
  private static func displayName(_ name: String) -> String {
    switch name {
    case "parquet": "Parquet"
    case "csv": "CSV"
    case "json": "JSON"
    case "orc": "ORC"
    case "text": "Text"
    default: name
    }
  }
}
