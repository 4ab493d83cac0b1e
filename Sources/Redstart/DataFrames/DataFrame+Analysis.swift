import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartTypes

// What is known about a query before it runs.

extension DataFrame {
  private typealias Question = Spark_Connect_AnalyzePlanRequest

  private var plan: Spark_Connect_Plan {
    var plan = Spark_Connect_Plan()
    plan.root = relation
    return plan
  }

  private func ask(_ question: Question.OneOf_Analyze) async throws -> Spark_Connect_AnalyzePlanResponse.OneOf_Result {
    try await sparkSession.backend.analyze(question)
  }

  private var otherAnswer: SparkError { .internal("an answer to another question") }

  /// The columns with their types.
  /// - Throws: errors of names and types in the query.
  public var schema: StructType {
    get async throws {
      var question = Question.Schema()
      question.plan = plan
      guard case .schema(let answer) = try await ask(.schema(question)), case .struct(let schema) = try DataType(answer.schema)
      else { throw otherAnswer }
      return schema
    }
  }

  /// The names of the columns.
  public var columns: [String] { get async throws { try await schema.names } }

  /// The columns with their types as text.
  public var dtypes: [(name: String, type: String)] {
    get async throws { try await schema.fields.map { ($0.name, $0.type.simpleString) } }
  }

  /// Prints the columns as a tree.
  public func printSchema(_ level: Int? = nil) async throws { print(try await treeString(level)) }

  /// What ``printSchema(_:)`` prints.
  public func treeString(_ level: Int? = nil) async throws -> String {
    var question = Question.TreeString()
    question.plan = plan
    if let level { question.level = Int32(clamping: level) }
    guard case .treeString(let answer) = try await ask(.treeString(question)) else { throw otherAnswer }
    return answer.treeString
  }

  /// How much an explanation tells.
  public enum ExplainMode: Sendable { case simple, extended, codegen, cost, formatted }

  /// Prints how the query will run.
  public func explain(_ mode: ExplainMode = .simple) async throws { print(try await explainString(mode)) }
  public func explain(_ extended: Bool) async throws { try await explain(extended ? .extended : .simple) }

  /// What ``explain(_:)`` prints.
  public func explainString(_ mode: ExplainMode = .simple) async throws -> String {
    var question = Question.Explain()
    question.plan = plan
    question.explainMode =
      switch mode {
      case .simple: .simple
      case .extended: .extended
      case .codegen: .codegen
      case .cost: .cost
      case .formatted: .formatted
      }
    guard case .explain(let answer) = try await ask(.explain(question)) else { throw otherAnswer }
    return answer.explainString
  }

  /// The files that the query reads, as URIs.
  public func inputFiles() async throws -> [String] {
    var question = Question.InputFiles()
    question.plan = plan
    guard case .inputFiles(let answer) = try await ask(.inputFiles(question)) else { throw otherAnswer }
    return answer.files
  }

  public var isLocal: Bool {
    get async throws {
      var question = Question.IsLocal()
      question.plan = plan
      guard case .isLocal(let answer) = try await ask(.isLocal(question)) else { throw otherAnswer }
      return answer.isLocal
    }
  }

  public var isStreaming: Bool {
    get async throws {
      var question = Question.IsStreaming()
      question.plan = plan
      guard case .isStreaming(let answer) = try await ask(.isStreaming(question)) else { throw otherAnswer }
      return answer.isStreaming
    }
  }

  /// Whether both queries compute the same.
  public func sameSemantics(_ other: DataFrame) async throws -> Bool {
    var question = Question.SameSemantics()
    question.targetPlan = plan
    question.otherPlan = other.plan
    guard case .sameSemantics(let answer) = try await ask(.sameSemantics(question)) else { throw otherAnswer }
    return answer.result
  }

  /// A number that queries share when they compute the same.
  public func semanticHash() async throws -> Int32 {
    var question = Question.SemanticHash()
    question.plan = plan
    guard case .semanticHash(let answer) = try await ask(.semanticHash(question)) else { throw otherAnswer }
    return answer.result
  }

  // MARK: Keeping rows

  /// Keeps the rows from their first use on, in memory.
  @discardableResult
  public func cache() async throws -> DataFrame { try await persist() }

  /// Keeps the rows from their first use on.
  @discardableResult
  public func persist(_ level: StorageLevel = .memoryAndDiskDeserialized) async throws -> DataFrame {
    var question = Question.Persist()
    question.relation = relation
    question.storageLevel = level.sparkMessage
    _ = try await ask(.persist(question))
    return self
  }

  /// Lets go of kept rows.
  @discardableResult
  public func unpersist(blocking: Bool = false) async throws -> DataFrame {
    var question = Question.Unpersist()
    question.relation = relation
    question.blocking = blocking
    _ = try await ask(.unpersist(question))
    return self
  }

  /// How the rows are kept; ``StorageLevel/none`` when they are not.
  public var storageLevel: StorageLevel {
    get async throws {
      var question = Question.GetStorageLevel()
      question.relation = relation
      guard case .getStorageLevel(let answer) = try await ask(.getStorageLevel(question)) else { throw otherAnswer }
      let level = answer.storageLevel
      return StorageLevel(
        useDisk: level.useDisk, useMemory: level.useMemory, useOffHeap: level.useOffHeap, deserialized: level.deserialized,
        replication: Int(level.replication))
    }
  }
}

extension StorageLevel {
  var sparkMessage: Spark_Connect_StorageLevel {
    var result = Spark_Connect_StorageLevel()
    result.useDisk = useDisk
    result.useMemory = useMemory
    result.useOffHeap = useOffHeap
    result.deserialized = deserialized
    result.replication = Int32(clamping: replication)
    return result
  }
}
