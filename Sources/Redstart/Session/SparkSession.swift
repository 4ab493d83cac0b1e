import Foundation
import RedstartColumnar
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartTypes
import Synchronization

/// The way into Redstart: makes DataFrames, runs SQL, reads files.
///
/// A session runs its queries in this process, or on a Spark Connect server when it was built with
/// ``Builder/remote(_:)``; the program is the same. Building a query never waits; actions are `async` and end early when their
/// task is cancelled.
///
/// ```swift
/// let spark = try await SparkSession.builder.appName("flights").getOrCreate()
/// let flights = spark.read.option("header", true).csv("flights.csv")
/// try await flights.groupBy("carrier").count().orderBy("carrier").show()
/// ```
public final class SparkSession: Sendable {
  package let backend: any Backend
  /// Where the session runs: `local`, or the URL of its server.
  public let address: String
  private let planIDs = Atomic<Int64>(0)
  private let tags = Mutex<Set<String>>([])
  private let stopped = Atomic<Bool>(false)

  init(_ backend: any Backend, address: String) {
    self.backend = backend
    self.address = address
  }

  /// Begins to build a session.
  public static var builder: Builder { Builder() }

  /// Settings of the session.
  public var conf: RuntimeConf { RuntimeConf(session: self) }

  /// Tables, views, databases and functions.
  public var catalog: Catalog { Catalog(session: self) }

  /// Reads files and tables.
  public var read: DataFrameReader { DataFrameReader(session: self) }

  /// The version of Apache Spark whose behaviour the session follows.
  public var version: String {
    get async throws {
      guard case .sparkVersion(let answer) = try await backend.analyze(.sparkVersion(.init())) else {
        throw SparkError.internal("an answer to another question")
      }
      return answer.version
    }
  }

  var isStopped: Bool { stopped.load(ordering: .relaxed) }

  /// Ends the session: queries that run are cancelled, temporary views and models are gone.
  public func stop() async {
    stopped.store(true, ordering: .relaxed)
    await backend.close()
  }

  /// A session with the same settings and temporary views.
  public func cloneSession() async throws -> SparkSession {
    SparkSession(try await backend.clonedBackend(), address: address)
  }

  // MARK: Making DataFrames

  /// The DataFrame of a relation, under a number of its own by which columns may name it.
  package func dataFrame(_ type: Spark_Connect_Relation.OneOf_RelType) -> DataFrame {
    var relation = Spark_Connect_Relation()
    relation.relType = type
    return dataFrame(relation)
  }

  package func dataFrame(_ relation: Spark_Connect_Relation) -> DataFrame {
    var relation = relation
    relation.common.planID = planIDs.add(1, ordering: .relaxed).newValue
    return DataFrame(session: self, relation: relation)
  }

  /// The numbers from 0 up to `end`, which is not among them, in a column `id`.
  public func range(_ end: Int64) -> DataFrame { range(0, end) }

  /// The numbers from `start` up to `end`, which is not among them, in a column `id`.
  public func range(_ start: Int64, _ end: Int64, step: Int64 = 1, numPartitions: Int? = nil) -> DataFrame {
    var range = Spark_Connect_Range()
    range.start = start
    range.end = end
    range.step = step
    if let numPartitions { range.numPartitions = Int32(clamping: numPartitions) }
    return dataFrame(.range(range))
  }

  /// A table or view.
  public func table(_ name: String) -> DataFrame { read.table(name) }

  /// A DataFrame without rows and columns.
  public var emptyDataFrame: DataFrame {
    var local = Spark_Connect_LocalRelation()
    local.schema = StructType().json
    return dataFrame(.localRelation(local))
  }

  // MARK: Tags

  /// Marks the queries that the session starts from now on, so that ``interruptTag(_:)`` finds them.
  public func addTag(_ tag: String) { tags.withLock { _ = $0.insert(tag) } }
  public func removeTag(_ tag: String) { tags.withLock { _ = $0.remove(tag) } }
  public func getTags() -> Set<String> { tags.withLock { $0 } }
  public func clearTags() { tags.withLock { $0 = [] } }

  /// Cancels all queries of the session that run.
  /// - Returns: the ids of the cancelled operations.
  @discardableResult
  public func interruptAll() async throws -> [String] { try await backend.interruptQueries(tag: nil) }

  /// Cancels the queries of a tag that run.
  /// - Returns: the ids of the cancelled operations.
  @discardableResult
  public func interruptTag(_ tag: String) async throws -> [String] { try await backend.interruptQueries(tag: tag) }

  // MARK: Running

  /// Runs a query and hands its batches over, in order.
  package func run(
    _ relation: Spark_Connect_Relation, begin: @escaping @Sendable (StructType) throws -> Void,
    consume: @escaping @Sendable (RecordBatch) throws -> Void
  ) async throws {
    try await backend.run(relation, tags: getTags(), begin: begin, consume: consume)
  }

  /// All rows of a query.
  package func collect(_ relation: Spark_Connect_Relation) async throws -> (schema: StructType, batches: [RecordBatch]) {
    let result = Mutex<(schema: StructType, batches: [RecordBatch])>((StructType(), []))
    try await run(relation) { schema in
      result.withLock { $0.schema = schema }
    } consume: { batch in
      result.withLock { $0.batches.append(batch) }
    }
    return result.withLock { $0 }
  }

  /// Does what a command says and gives its results.
  @discardableResult
  package func run(_ type: Spark_Connect_Command.OneOf_CommandType) async throws -> [Backend.Payload] {
    var command = Spark_Connect_Command()
    command.commandType = type
    return try await backend.run(command, tags: getTags())
  }
}
