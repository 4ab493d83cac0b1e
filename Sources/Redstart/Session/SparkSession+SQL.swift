import RedstartConnectProtocol

extension SparkSession {
  /// Runs a statement. A query runs when its rows are wanted; anything else runs now, and the DataFrame holds its answer.
  ///
  /// ```swift
  /// try await spark.sql("SELECT * FROM flights WHERE dep_delay > :minutes", ["minutes": lit(60)])
  /// ```
  /// - Parameter args: Values of the named parameters, such as `:minutes`.
  /// - Throws: `PARSE_SYNTAX_ERROR`, errors of names and types, errors of a statement that runs.
  @discardableResult
  public func sql(_ text: String, _ args: [String: Column] = [:]) async throws -> DataFrame {
    var query = Spark_Connect_SQL()
    query.query = text
    query.namedArguments = args.mapValues(\.expression)
    return try await sql(query)
  }

  /// Runs a statement with values for its question marks, in order.
  @discardableResult
  public func sql(_ text: String, _ args: [Column]) async throws -> DataFrame {
    var query = Spark_Connect_SQL()
    query.query = text
    query.posArguments = args.map(\.expression)
    return try await sql(query)
  }

  private func sql(_ query: Spark_Connect_SQL) async throws -> DataFrame {
    var command = Spark_Connect_SqlCommand()
    command.input = dataFrame(.sql(query)).relation
    for payload in try await run(.sqlCommand(command)) {
      if case .sqlCommandResult(let result) = payload { return dataFrame(result.relation) }
    }
    throw SparkError.internal("a statement without an answer")
  }
}
