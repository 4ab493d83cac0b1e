import Foundation
import RedstartAnalyzer
import RedstartCatalog
import RedstartConnectors
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartTypes

extension Session {
  /// Writes a query's rows to files.
  func write(_ write: WriteFiles, _ cancellation: CancellationToken) throws {
    let (_, source) = try shared.dataSources.lookUp(write.format)
    let execution = QueryExecution(self, write.query, cancellation)
    let output = try execution.analyzed().output
    if output.isEmpty { throw SparkError("EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE", ["format": write.format ?? "parquet"]) }
    try checkDuplicates(output)
    let ordinals = try write.partitionColumns.map { name in
      guard let index = output.firstIndex(where: { same($0.name, name) }) else {
        throw SparkError(
          "COLUMN_NOT_DEFINED_IN_TABLE",
          [
            "colType": "partition", "colName": quoted(name), "tableName": write.path,
            "tableCols": output.map { quoted($0.name) }.joined(separator: ", "),
          ])
      }
      return index
    }
    let job = FileWriteJob(
      source: source, path: try absolutePath(write.path), mode: write.mode, options: write.options, partitionOrdinals: ordinals)
    try job.run(try execution.physical(), execution.job)
  }

  func create(_ table: CreateTable, _ cancellation: CancellationToken) throws -> LogicalPlan {
    let existing = catalog.find(table.nameParts)
    if existing != nil {
      switch table.mode {
      case .ignore: return CommandRows.none
      case .errorIfExists:
        throw SparkError("TABLE_OR_VIEW_ALREADY_EXISTS", ["relationName": table.nameParts.map(quoted).joined(separator: ".")])
      case .append:
        guard let query = table.query else { return CommandRows.none }
        return try insert(into: table.nameParts, columns: [], overwrite: false, query, cancellation)
      case .overwrite: _ = try dropTable(table.nameParts, ifExists: true)
      }
    }
    let (database, name) = try catalog.qualify(table.nameParts)
    let format = try shared.dataSources.lookUp(table.format).name
    let location = try table.location.map { try absolutePath($0) } ?? (try catalog.managedLocation(database, name))
    let schema = try table.query.map { try analyze($0).schema } ?? table.schema ?? StructType()
    if let query = table.query {
      try write(
        WriteFiles(
          query: query, path: location, format: format, mode: table.location == nil ? .overwrite : table.mode,
          options: table.options, partitionColumns: table.partitionColumns), cancellation)
    } else if table.location == nil {
      try FileManager.default.createDirectory(atPath: location, withIntermediateDirectories: true)
    }
    try catalog.createTable(
      CatalogTable(
        database: database, name: name, format: format, schema: nullable(schema), partitionColumns: table.partitionColumns,
        options: table.options, location: location, isManaged: table.location == nil))
    return CommandRows.none
  }

  func insert(
    into name: [String], columns: [String], overwrite: Bool, _ query: LogicalPlan, _ cancellation: CancellationToken
  ) throws -> LogicalPlan {
    guard case .table(let table) = try catalog.lookUp(name) else {
      throw SparkError.unsupported("INSERT into a view", "Insert into the table below it.")
    }
    let source = try analyze(query).output
    let targets = columns.isEmpty ? table.schema.names : columns
    guard source.count == targets.count else {
      throw SparkError(
        "INSERT_COLUMN_ARITY_MISMATCH.\(source.count < targets.count ? "NOT_ENOUGH" : "TOO_MANY")_DATA_COLUMNS",
        [
          "tableName": name.map(quoted).joined(separator: "."), "tableColumns": targets.map(quoted).joined(separator: ", "),
          "dataColumns": source.map { quoted($0.name) }.joined(separator: ", "),
        ])
    }
    let renamed = LogicalPlan.transformColumns(.toDF(targets), query)
    let list = table.schema.fields.map { field -> Expression in
      let value: Expression =
        targets.contains { same($0, field.name) }
        ? .unresolvedAttribute(UnresolvedAttribute([field.name])) : .literal(.null(field.type))
      return .alias(Alias(.cast(Cast(value, field.type)), field.name))
    }
    try write(
      WriteFiles(
        query: .project(list, renamed), path: table.location, format: table.format, mode: overwrite ? .overwrite : .append,
        options: table.options, partitionColumns: table.partitionColumns), cancellation)
    return CommandRows.none
  }

  func dropTable(_ name: [String], ifExists: Bool) throws -> LogicalPlan {
    if let dropped = try catalog.dropTable(name, ifExists: ifExists), dropped.isManaged {
      try? FileManager.default.removeItem(atPath: dropped.location)
    }
    return CommandRows.none
  }

  private func checkDuplicates(_ output: [Attribute]) throws {
    var seen: Set<String> = []
    for column in output {
      let key = configuration.caseSensitive ? column.name : column.name.lowercased()
      if !seen.insert(key).inserted { throw SparkError("COLUMN_ALREADY_EXISTS", ["columnName": quoted(key)]) }
    }
  }

  private func same(_ a: String, _ b: String) -> Bool {
    configuration.caseSensitive ? a == b : a.lowercased() == b.lowercased()
  }

  /// A path without scheme, from the root.
  private func absolutePath(_ path: String) throws -> String {
    var plain = path
    if plain.hasPrefix("file:") {
      plain = String(plain.dropFirst(5))
      while plain.hasPrefix("//") { plain.removeFirst() }
    } else if let scheme = plain.range(of: "://") {
      throw SparkError.unsupported("the file system \(plain[..<scheme.lowerBound])", "Use local paths.")
    }
    return plain.hasPrefix("/") ? plain : FileManager.default.currentDirectoryPath + "/" + plain
  }

  /// Tables of files never promise that a column has no nulls.
  private func nullable(_ schema: StructType) -> StructType {
    StructType(
      schema.fields.map { field in
        var field = field
        field.nullable = true
        return field
      })
  }
}
