import RedstartColumnar
import RedstartConnectProtocol
import RedstartTypes

// What runs the query.

extension DataFrame {
  /// All rows.
  /// - Throws: errors of the query; `OPERATION_CANCELED` when the task is cancelled.
  public func collect() async throws -> [Row] {
    let (schema, batches) = try await collectBatches()
    return batches.flatMap { Row.rows($0, schema) }
  }

  /// All rows as values of a type, by the names of its properties.
  ///
  /// ```swift
  /// struct Flight: Codable { var carrier: String; var delay: Int? }
  /// let flights = try await df.collect(as: Flight.self)
  /// ```
  public func collect<T: Decodable>(as type: T.Type) async throws -> [T] {
    let (schema, batches) = try await collectBatches()
    return try batches.flatMap { try RowDecoder(schema).decode(type, from: $0) }
  }

  /// All rows, in the engine's columns.
  package func collectBatches() async throws -> (schema: StructType, batches: [RecordBatch]) {
    try await sparkSession.collect(relation)
  }

  /// Rows as they come, without holding all of them.
  public func toLocalIterator() -> AsyncThrowingStream<Row, any Error> {
    AsyncThrowingStream { continuation in
      let columns = LateSchema()
      let task = Task {
        do {
          try await sparkSession.run(relation) { schema in
            columns.set(schema)
          } consume: { batch in
            for row in Row.rows(batch, columns.value) { continuation.yield(row) }
          }
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  /// The number of rows.
  public func count() async throws -> Int64 {
    guard case .integer(let count)? = try await groupBy().count().firstValue() else {
      throw SparkError.internal("a count without a number")
    }
    return count
  }

  /// The first row, or nil.
  public func first() async throws -> Row? { try await limit(1).collect().first }
  /// The first row, or nil.
  public func head() async throws -> Row? { try await first() }
  /// The first `count` rows.
  public func head(_ count: Int) async throws -> [Row] { try await take(count) }
  /// The first `count` rows.
  public func take(_ count: Int) async throws -> [Row] { try await limit(count).collect() }
  /// The last `count` rows.
  public func tail(_ count: Int) async throws -> [Row] { try await lastRows(count).collect() }
  /// Whether there are no rows.
  public func isEmpty() async throws -> Bool {
    try await select([]).limit(1).collectBatches().batches.allSatisfy { $0.count == 0 }
  }

  /// Calls a function for each row, one after the other.
  public func foreach(_ body: (Row) async throws -> Void) async throws {
    for try await row in toLocalIterator() { try await body(row) }
  }

  /// Prints the first rows as a table.
  /// - Parameters:
  ///   - numRows: Most rows to print.
  ///   - truncate: Longest cell; 0 prints all of it.
  ///   - vertical: Prints one line a cell.
  public func show(_ numRows: Int = 20, truncate: Int = 20, vertical: Bool = false) async throws {
    print(try await showString(numRows, truncate: truncate, vertical: vertical))
  }
  public func show(_ numRows: Int = 20, truncate: Bool) async throws {
    try await show(numRows, truncate: truncate ? 20 : 0)
  }

  /// What ``show(_:truncate:vertical:)`` prints.
  public func showString(_ numRows: Int = 20, truncate: Int = 20, vertical: Bool = false) async throws -> String {
    let shown = deriving { input in
      var node = Spark_Connect_ShowString()
      node.input = input
      node.numRows = Int32(clamping: numRows)
      node.truncate = Int32(clamping: truncate)
      node.vertical = vertical
      return .showString(node)
    }
    guard case .string(let text)? = try await shown.firstValue() else { throw SparkError.internal("a table without text") }
    return text
  }

  /// The first cell of the result.
  func firstValue() async throws -> Value? {
    let batch = try await collectBatches().batches.first { $0.count > 0 }
    return batch.flatMap { $0.columns.first?.value(at: 0) }
  }

  // MARK: Views

  /// Gives the DataFrame a name for SQL, in this session.
  /// - Throws: `TEMP_TABLE_OR_VIEW_ALREADY_EXISTS`.
  public func createTempView(_ name: String) async throws { try await createView(name, isGlobal: false, replace: false) }
  public func createOrReplaceTempView(_ name: String) async throws { try await createView(name, isGlobal: false, replace: true) }
  /// Gives the DataFrame a name for SQL in all sessions: `global_temp.name`.
  public func createGlobalTempView(_ name: String) async throws { try await createView(name, isGlobal: true, replace: false) }
  public func createOrReplaceGlobalTempView(_ name: String) async throws {
    try await createView(name, isGlobal: true, replace: true)
  }

  private func createView(_ name: String, isGlobal: Bool, replace: Bool) async throws {
    var command = Spark_Connect_CreateDataFrameViewCommand()
    command.input = relation
    command.name = name
    command.isGlobal = isGlobal
    command.replace = replace
    try await sparkSession.run(.createDataframeView(command))
  }

  // MARK: Writing

  /// Writes the rows to files or tables.
  public var write: DataFrameWriter { DataFrameWriter(frame: self) }
  /// Writes the rows to a table.
  public func writeTo(_ table: String) -> DataFrameWriterV2 { DataFrameWriterV2(frame: self, table: table) }

  /// The rows as they are now: later queries do not compute them again.
  public func localCheckpoint(eager: Bool = true) async throws -> DataFrame { try await checkpoint(isLocal: true, eager) }
  public func checkpoint(eager: Bool = true) async throws -> DataFrame { try await checkpoint(isLocal: false, eager) }

  private func checkpoint(isLocal: Bool, _ eager: Bool) async throws -> DataFrame {
    var command = Spark_Connect_CheckpointCommand()
    command.relation = relation
    command.local = isLocal
    command.eager = eager
    for payload in try await sparkSession.run(.checkpointCommand(command)) {
      if case .checkpointCommandResult(let result) = payload {
        return sparkSession.dataFrame(.cachedRemoteRelation(result.relation))
      }
    }
    throw SparkError.internal("a checkpoint without a name")
  }
}
