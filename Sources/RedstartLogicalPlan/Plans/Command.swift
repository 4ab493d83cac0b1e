import RedstartConnectors
import RedstartTypes

/// Statements with effects. The session runs them at once and returns their rows.
public indirect enum Command: Sendable {
  case createView(CreateView)
  case dropView(nameParts: [String], ifExists: Bool)
  case dropTable(nameParts: [String], ifExists: Bool)
  /// `CREATE TABLE … AS SELECT`, `USING format LOCATION path`, `df.write.saveAsTable`.
  case createTable(CreateTable)
  case insert(nameParts: [String], columns: [String], overwrite: Bool, query: LogicalPlan)
  /// `df.write.save(path)`.
  case write(WriteFiles)
  /// `SET key=value`; `SET key` reads, `SET` alone lists.
  case setConfiguration(key: String?, value: String?)
  case resetConfiguration(key: String?)
  case explain(ExplainMode, LogicalPlan)
  case describeTable(nameParts: [String], isExtended: Bool)
  case describeQuery(LogicalPlan)
  case describeFunction(name: String, isExtended: Bool)
  case showTables(database: [String]?, pattern: String?)
  case showViews(database: [String]?, pattern: String?)
  case showDatabases(pattern: String?)
  case showColumns(nameParts: [String])
  case showFunctions(pattern: String?)
  case showCatalogs(pattern: String?)
  case showCreateTable(nameParts: [String])
  case useDatabase([String])
  case cacheTable(nameParts: [String], query: LogicalPlan?, isLazy: Bool)
  case uncacheTable(nameParts: [String], ifExists: Bool)
  case clearCache
  case refreshTable(nameParts: [String])
}

public enum ExplainMode: String, Sendable { case simple, extended, codegen, cost, formatted }

public struct CreateView: Sendable {
  public enum Scope: Sendable { case persistent, temporary, globalTemporary }
  public var nameParts: [String]
  public var columns: [String]
  public var scope: Scope
  public var replace: Bool
  public var ifNotExists: Bool
  public var query: LogicalPlan
  /// The text of the query, for `SHOW CREATE TABLE`.
  public var text: String?
  public init(
    nameParts: [String], columns: [String] = [], scope: Scope, replace: Bool, ifNotExists: Bool = false, query: LogicalPlan,
    text: String? = nil
  ) {
    self.nameParts = nameParts
    self.columns = columns
    self.scope = scope
    self.replace = replace
    self.ifNotExists = ifNotExists
    self.query = query
    self.text = text
  }
}

public enum SaveMode: String, Sendable { case errorIfExists, ignore, append, overwrite }

public struct CreateTable: Sendable {
  public var nameParts: [String]
  public var schema: StructType?
  public var format: String?
  public var options: SourceOptions
  public var location: String?
  public var partitionColumns: [String]
  public var mode: SaveMode
  public var query: LogicalPlan?
  public init(
    nameParts: [String], schema: StructType? = nil, format: String? = nil, options: SourceOptions = SourceOptions(),
    location: String? = nil, partitionColumns: [String] = [], mode: SaveMode = .errorIfExists, query: LogicalPlan? = nil
  ) {
    self.nameParts = nameParts
    self.schema = schema
    self.format = format
    self.options = options
    self.location = location
    self.partitionColumns = partitionColumns
    self.mode = mode
    self.query = query
  }
}

/// Rows to files: committed as a whole or not at all.
public struct WriteFiles: Sendable {
  public var query: LogicalPlan
  public var path: String
  public var format: String?
  public var mode: SaveMode
  public var options: SourceOptions
  public var partitionColumns: [String]
  public init(
    query: LogicalPlan, path: String, format: String?, mode: SaveMode, options: SourceOptions, partitionColumns: [String] = []
  ) {
    self.query = query
    self.path = path
    self.format = format
    self.mode = mode
    self.options = options
    self.partitionColumns = partitionColumns
  }
}
