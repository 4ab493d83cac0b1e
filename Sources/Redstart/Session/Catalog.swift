import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartTypes

/// What tables, views, databases and functions there are: `spark.catalog`.
public struct Catalog: Sendable {
  let session: SparkSession

  // MARK: Databases

  public func currentCatalog() async throws -> String { try await text { $0.currentCatalog = .init() } }
  public func setCurrentCatalog(_ name: String) async throws { try await perform { $0.setCurrentCatalog.catalogName = name } }
  public func listCatalogs(pattern: String? = nil) async throws -> [CatalogMetadata] {
    try await list {
      $0.listCatalogs = .init()
      if let pattern { $0.listCatalogs.pattern = pattern }
    }
  }
  public func currentDatabase() async throws -> String { try await text { $0.currentDatabase = .init() } }
  public func setCurrentDatabase(_ name: String) async throws { try await perform { $0.setCurrentDatabase.dbName = name } }
  public func listDatabases(pattern: String? = nil) async throws -> [Database] {
    try await list {
      $0.listDatabases = .init()
      if let pattern { $0.listDatabases.pattern = pattern }
    }
  }
  /// - Throws: `SCHEMA_NOT_FOUND`.
  public func getDatabase(_ name: String) async throws -> Database { try await one { $0.getDatabase.dbName = name } }
  public func databaseExists(_ name: String) async throws -> Bool { try await flag { $0.databaseExists.dbName = name } }
  public func createDatabase(
    _ name: String, ifNotExists: Bool = false, properties: [String: String] = [:]
  ) async throws {
    try await perform {
      $0.createDatabase.dbName = name
      $0.createDatabase.ifNotExists = ifNotExists
      $0.createDatabase.properties = properties
    }
  }
  public func dropDatabase(_ name: String, ifExists: Bool = false, cascade: Bool = false) async throws {
    try await perform {
      $0.dropDatabase.dbName = name
      $0.dropDatabase.ifExists = ifExists
      $0.dropDatabase.cascade = cascade
    }
  }

  // MARK: Tables and views

  public func listTables(_ database: String? = nil, pattern: String? = nil) async throws -> [Table] {
    try await list {
      $0.listTables = .init()
      if let database { $0.listTables.dbName = database }
      if let pattern { $0.listTables.pattern = pattern }
    }
  }
  /// - Throws: `TABLE_OR_VIEW_NOT_FOUND`.
  public func getTable(_ name: String) async throws -> Table { try await one { $0.getTable.tableName = name } }
  public func tableExists(_ name: String) async throws -> Bool { try await flag { $0.tableExists.tableName = name } }
  public func listColumns(_ table: String) async throws -> [CatalogColumn] { try await list { $0.listColumns.tableName = table } }
  public func createTable(
    _ name: String, path: String? = nil, source: String? = nil, schema: StructType? = nil, options: [String: String] = [:]
  ) async throws -> DataFrame {
    let frame = frame {
      $0.createTable.tableName = name
      if let path { $0.createTable.path = path }
      if let source { $0.createTable.source = source }
      if let schema { $0.createTable.schema = schema.message }
      $0.createTable.options = options
    }
    // The table is made when the relation runs; the answer has no rows.
    _ = try await frame.collectBatches()
    return session.table(name)
  }
  public func dropTable(_ name: String, ifExists: Bool = false, purge: Bool = false) async throws {
    try await perform {
      $0.dropTable.tableName = name
      $0.dropTable.ifExists = ifExists
      $0.dropTable.purge = purge
    }
  }
  /// Whether there was such a view.
  @discardableResult
  public func dropTempView(_ name: String) async throws -> Bool { try await flag { $0.dropTempView.viewName = name } }
  /// Whether there was such a view.
  @discardableResult
  public func dropGlobalTempView(_ name: String) async throws -> Bool {
    try await flag { $0.dropGlobalTempView.viewName = name }
  }

  // MARK: Functions

  public func listFunctions(_ database: String? = nil, pattern: String? = nil) async throws -> [CatalogFunction] {
    try await list {
      $0.listFunctions = .init()
      if let database { $0.listFunctions.dbName = database }
      if let pattern { $0.listFunctions.pattern = pattern }
    }
  }
  public func getFunction(_ name: String) async throws -> CatalogFunction { try await one { $0.getFunction.functionName = name } }
  public func functionExists(_ name: String) async throws -> Bool { try await flag { $0.functionExists.functionName = name } }

  // MARK: Kept rows

  public func isCached(_ table: String) async throws -> Bool { try await flag { $0.isCached.tableName = table } }
  public func cacheTable(_ table: String, _ level: StorageLevel? = nil) async throws {
    try await perform {
      $0.cacheTable.tableName = table
      if let level { $0.cacheTable.storageLevel = level.sparkMessage }
    }
  }
  public func uncacheTable(_ table: String) async throws { try await perform { $0.uncacheTable.tableName = table } }
  public func clearCache() async throws { try await perform { $0.clearCache_p = .init() } }
  public func refreshTable(_ table: String) async throws { try await perform { $0.refreshTable.tableName = table } }
  public func refreshByPath(_ path: String) async throws { try await perform { $0.refreshByPath.path = path } }
  public func recoverPartitions(_ table: String) async throws { try await perform { $0.recoverPartitions.tableName = table } }

  // MARK: Running

  private func frame(_ build: (inout Spark_Connect_Catalog) -> Void) -> DataFrame {
    var catalog = Spark_Connect_Catalog()
    build(&catalog)
    return session.dataFrame(.catalog(catalog))
  }

  private func perform(_ build: (inout Spark_Connect_Catalog) -> Void) async throws {
    _ = try await frame(build).collectBatches()
  }

  private func list<T: Decodable>(_ build: (inout Spark_Connect_Catalog) -> Void) async throws -> [T] {
    try await frame(build).collect(as: T.self)
  }

  private func one<T: Decodable>(_ build: (inout Spark_Connect_Catalog) -> Void) async throws -> T {
    let found: [T] = try await list(build)
    guard let first = found.first else { throw SparkError.internal("the catalog names nothing") }
    return first
  }

  private func text(_ build: (inout Spark_Connect_Catalog) -> Void) async throws -> String { try await one(build) }
  private func flag(_ build: (inout Spark_Connect_Catalog) -> Void) async throws -> Bool { try await one(build) }
}

/// A catalog of databases.
public struct CatalogMetadata: Codable, Sendable, Hashable {
  public var name: String
  public var description: String?
}

/// A database of tables.
public struct Database: Codable, Sendable, Hashable {
  public var name: String
  public var catalog: String?
  public var description: String?
  public var locationUri: String
}

/// A table or view.
public struct Table: Codable, Sendable, Hashable {
  public var name: String
  public var catalog: String?
  public var namespace: [String]?
  public var description: String?
  /// `MANAGED`, `EXTERNAL`, `VIEW` or `TEMPORARY`.
  public var tableType: String
  public var isTemporary: Bool

  /// The database; nil for temporary views.
  public var database: String? { namespace?.last }
}

/// A column of a table.
public struct CatalogColumn: Codable, Sendable, Hashable {
  public var name: String
  public var description: String?
  public var dataType: String
  public var nullable: Bool
  public var isPartition: Bool
  public var isBucket: Bool
  public var isCluster: Bool
}

/// A function.
public struct CatalogFunction: Codable, Sendable, Hashable {
  public var name: String
  public var catalog: String?
  public var namespace: [String]?
  public var description: String?
  public var className: String
  public var isTemporary: Bool
}
