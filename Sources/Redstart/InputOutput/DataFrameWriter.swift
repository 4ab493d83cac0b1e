import RedstartConnectProtocol

/// What a write does when there is something at its place already.
public enum SaveMode: Sendable, Hashable {
  case append, overwrite, errorIfExists, ignore

  /// Spark's names: `append`, `overwrite`, `error`, `errorifexists`, `default`, `ignore`.
  public init?(_ name: String) {
    switch name.lowercased() {
    case "append": self = .append
    case "overwrite": self = .overwrite
    case "error", "errorifexists", "default": self = .errorIfExists
    case "ignore": self = .ignore
    default: return nil
    }
  }

  var message: Spark_Connect_WriteOperation.SaveMode {
    switch self {
    case .append: .append
    case .overwrite: .overwrite
    case .errorIfExists: .errorIfExists
    case .ignore: .ignore
    }
  }
}

/// Writes the rows of a DataFrame: `df.write`.
///
/// ```swift
/// try await df.write.mode(.overwrite).partitionBy("month").parquet("out/flights")
/// ```
public struct DataFrameWriter: Sendable {
  let frame: DataFrame
  private var operation = Spark_Connect_WriteOperation()

  init(frame: DataFrame) {
    self.frame = frame
    operation.mode = .errorIfExists
  }

  private func setting(_ change: (inout Spark_Connect_WriteOperation) -> Void) -> DataFrameWriter {
    var copy = self
    change(&copy.operation)
    return copy
  }

  public func mode(_ mode: SaveMode) -> DataFrameWriter { setting { $0.mode = mode.message } }
  /// The kind of files: `csv`, `parquet`, `text`, …
  public func format(_ name: String) -> DataFrameWriter { setting { $0.source = name } }
  public func option(_ key: String, _ value: String) -> DataFrameWriter { setting { $0.options[key] = value } }
  public func option(_ key: String, _ value: Bool) -> DataFrameWriter { option(key, value ? "true" : "false") }
  public func option(_ key: String, _ value: Int) -> DataFrameWriter { option(key, String(value)) }
  public func options(_ options: [String: String]) -> DataFrameWriter { options.reduce(self) { $0.option($1.key, $1.value) } }
  /// A folder for each value of those columns.
  public func partitionBy(_ names: String...) -> DataFrameWriter { setting { $0.partitioningColumns = names } }
  /// A number of files by the hash of columns; for tables.
  public func bucketBy(_ count: Int, _ name: String, _ more: String...) -> DataFrameWriter {
    setting {
      $0.bucketBy.numBuckets = Int32(clamping: count)
      $0.bucketBy.bucketColumnNames = [name] + more
    }
  }
  /// The order within the files of a table.
  public func sortBy(_ names: String...) -> DataFrameWriter { setting { $0.sortColumnNames = names } }
  public func clusterBy(_ names: String...) -> DataFrameWriter { setting { $0.clusteringColumns = names } }

  /// Writes files into a folder.
  /// - Throws: `PATH_ALREADY_EXISTS` and other errors; what was there stays as it was then.
  public func save(_ path: String) async throws { try await setting { $0.path = path }.run() }
  /// Writes to where the options say.
  public func save() async throws { try await run() }
  public func csv(_ path: String) async throws { try await format("csv").save(path) }
  public func json(_ path: String) async throws { try await format("json").save(path) }
  public func parquet(_ path: String) async throws { try await format("parquet").save(path) }
  public func orc(_ path: String) async throws { try await format("orc").save(path) }
  public func text(_ path: String) async throws { try await format("text").save(path) }

  /// Writes a table.
  public func saveAsTable(_ name: String) async throws { try await toTable(name, .saveAsTable) }
  /// Writes into a table that is there; columns are matched by position.
  public func insertInto(_ name: String) async throws { try await toTable(name, .insertInto) }

  private func toTable(
    _ name: String, _ method: Spark_Connect_WriteOperation.SaveTable.TableSaveMethod
  ) async throws {
    try await setting {
      $0.table.tableName = name
      $0.table.saveMethod = method
    }.run()
  }

  private func run() async throws {
    var complete = operation
    complete.input = frame.relation
    try await frame.sparkSession.run(.writeOperation(complete))
  }
}

/// Writes the rows of a DataFrame to a table: `df.writeTo("name")`.
public struct DataFrameWriterV2: Sendable {
  private let frame: DataFrame
  private var operation = Spark_Connect_WriteOperationV2()

  init(frame: DataFrame, table: String) {
    self.frame = frame
    operation.tableName = table
  }

  private func setting(_ change: (inout Spark_Connect_WriteOperationV2) -> Void) -> DataFrameWriterV2 {
    var copy = self
    change(&copy.operation)
    return copy
  }

  /// The kind of files of a new table.
  public func using(_ provider: String) -> DataFrameWriterV2 { setting { $0.provider = provider } }
  public func option(_ key: String, _ value: String) -> DataFrameWriterV2 { setting { $0.options[key] = value } }
  public func tableProperty(_ key: String, _ value: String) -> DataFrameWriterV2 { setting { $0.tableProperties[key] = value } }
  public func partitionedBy(_ columns: Column...) -> DataFrameWriterV2 {
    setting { $0.partitioningColumns = columns.map(\.expression) }
  }

  /// Makes the table.
  public func create() async throws { try await run(.create) }
  /// Makes the table in place of the one that is there.
  public func replace() async throws { try await run(.replace) }
  public func createOrReplace() async throws { try await run(.createOrReplace) }
  public func append() async throws { try await run(.append) }
  /// Replaces the rows that meet a condition.
  public func overwrite(_ condition: Column) async throws {
    try await setting { $0.overwriteCondition = condition.expression }.run(.overwrite)
  }
  public func overwritePartitions() async throws { try await run(.overwritePartitions) }

  private func run(_ mode: Spark_Connect_WriteOperationV2.Mode) async throws {
    var complete = operation
    complete.input = frame.relation
    complete.mode = mode
    try await frame.sparkSession.run(.writeOperationV2(complete))
  }
}
