import RedstartConnectServer
import RedstartExecution
import RedstartRDD

extension Dataset {
  /// All values.
  /// - Throws: errors of the query; `TASK_FAILED` with the cause when a function of the Dataset failed four times.
  public func collect() async throws -> [Element] {
    if case .frame(let frame) = source { return try await frame.collect(as: Element.self) }
    return try await rdd.collect()
  }

  /// The first values.
  public func take(_ count: Int) async throws -> [Element] {
    if case .frame(let frame) = source { return try await frame.limit(count).collect(as: Element.self) }
    return try await rdd.take(count)
  }

  /// The first value, or nil.
  public func first() async throws -> Element? { try await take(1).first }

  /// How many values there are.
  public func count() async throws -> Int {
    if case .frame(let frame) = source { return Int(try await frame.count()) }
    return try await rdd.count()
  }

  public func isEmpty() async throws -> Bool { try await take(1).isEmpty }

  /// All values reduced to one by a function that must be associative and commutative.
  /// - Throws: `_LEGACY_ERROR_TEMP_3014` when there are none.
  public func reduce(_ reduce: @escaping @Sendable (Element, Element) throws -> Element) async throws -> Element {
    try await rdd.reduce(reduce)
  }

  /// Calls `body` with each value, inside of the tasks.
  public func foreach(_ body: @escaping @Sendable (Element) throws -> Void) async throws { try await rdd.foreach(body) }

  /// Calls `body` with each partition, inside of the tasks.
  public func foreachPartition(_ body: @escaping @Sendable (PartitionIterator<Element>) throws -> Void) async throws {
    try await rdd.foreachPartition(body)
  }

  /// Prints the first values as a table.
  public func show(_ numRows: Int = 20) async throws { try await toDF().show(numRows) }

  /// The values as an RDD. Stages below the Dataset's last one, such as joins and groupings, run now, and their outputs live as long
  /// as the RDD.
  /// - Throws: `UNSUPPORTED_FEATURE` on a remote session.
  public var rdd: RDD<Element> {
    get async throws {
      let context = try sparkSession.sparkContext
      guard let embedded = sparkSession.backend as? EmbeddedSession else { throw Self.remote("an RDD") }
      let rows = self.rows
      return try await context.onThread { token in
        let job = try embedded.job(token)
        try rows.prepare(job)
        return context.source("DatasetRDD", CallSite("rdd", #fileID, #line), partitions: try rows.partitionCount(job)) {
          partition, task in
          // The query's own job holds what its stages have made; this task reads from it.
          try rows.open(
            partition, TaskContext(job: job, stage: task.stage, partition: partition, attempt: task.attempt))
        }
      }
    }
  }
}

extension RDD where Element: Codable {
  /// The elements as a Dataset.
  /// - Throws: `UNSUPPORTED_FEATURE` on a remote session.
  public func toDS(_ session: SparkSession) throws -> Dataset<Element> {
    guard session.backend is EmbeddedSession else { throw Dataset<Element>.remote("an RDD") }
    return Dataset(
      session,
      .typed(
        TypedRows(
          prepare: { try self.prepare($0) }, partitionCount: { _ in self.numPartitions },
          open: { try self.open($0, $1) })))
  }

  /// The elements as a table.
  /// - Throws: `UNSUPPORTED_FEATURE` on a remote session, or when the type does not tell its columns.
  public func toDF(_ session: SparkSession, schema: StructType? = nil) throws -> DataFrame {
    try toDS(session).toDF(schema: schema)
  }
}
