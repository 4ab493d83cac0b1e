import RedstartColumnar
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartTypes

/// A step of a pipeline, with parameters. Stages are values: setting a parameter of a copy leaves the original alone.
public protocol PipelineStage: Sendable {
  /// Spark's class name, such as `org.apache.spark.ml.feature.VectorAssembler`.
  static var className: String { get }
  var uid: String { get }
  var params: Params { get set }
}

extension PipelineStage {
  public var className: String { Self.className }
  /// The class name without its package.
  public static var shortName: String { className.split(separator: ".").last.map(String.init) ?? className }

  /// A copy with a parameter set.
  public func setting(_ name: String, _ value: ParamValue) throws -> Self {
    var copy = self
    try copy.params.set(name, value)
    return copy
  }

  /// A copy with all those parameters set.
  public func setting(_ values: [String: ParamValue]) throws -> Self {
    var copy = self
    for (name, value) in values.sorted(by: { $0.key < $1.key }) { try copy.params.set(name, value) }
    return copy
  }
}

/// A stage that can be made from its name alone: an estimator, a plain transformer or an evaluator.
public protocol Operator: PipelineStage {
  init(uid: String)
}

extension Operator {
  /// A new stage with a uid like Spark's: the class name and twelve hexadecimal digits.
  public init() { self.init(uid: UniqueName.fresh(Self.shortName)) }
}

/// A stage that adds columns to a dataset; nothing is computed until rows are asked for.
public protocol Transformer: PipelineStage {
  func transform(_ dataset: Dataset) throws -> Dataset
}

/// A stage that learns a model from a dataset.
public protocol Estimator: Operator {
  func fit(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> any Model
}

/// What an estimator has learned: a transformer with attributes, which can be saved.
public protocol Model: Transformer {
  /// The value of an attribute or the result of a method.
  /// - Throws: `CONNECT_ML.ATTRIBUTE_NOT_ALLOWED` for what does not exist.
  func attribute(_ name: String, _ arguments: [ModelAttribute]) throws -> ModelAttribute
  /// An attribute that is a table.
  /// - Throws: `CONNECT_ML.ATTRIBUTE_NOT_ALLOWED` for what does not exist.
  func table(_ name: String, _ arguments: [ModelAttribute]) throws -> LogicalPlan
  /// Rough size in memory.
  var byteCount: Int { get }
  /// How the model prints itself.
  var description: String { get }
}

extension Model {
  public func table(_ name: String, _ arguments: [ModelAttribute]) throws -> LogicalPlan {
    throw SparkError("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ["attribute": name, "className": className])
  }
}

/// A stage that measures predictions.
public protocol Evaluator: Operator {
  func evaluate(_ dataset: Dataset, _ cancellation: CancellationToken) throws -> Double
  /// Whether larger results are better.
  var isLargerBetter: Bool { get }
}

extension LogicalPlan {
  /// A table of a few rows, such as an attribute of a model.
  public static func rows(_ rows: [[Value]], of schema: StructType) -> LogicalPlan {
    let columns = schema.fields.enumerated().map { index, field in Vector.of(rows.map { $0[index] }, type: field.type) }
    return .localRelation(
      LocalRelation(
        output: schema.fields.map { Attribute($0.name, $0.type, nullable: $0.nullable) },
        batches: [RecordBatch(columns, count: rows.count)]))
  }
}

/// A value that a model answers with.
public enum ModelAttribute: Sendable {
  case boolean(Bool)
  /// An `int`.
  case integer(Int)
  case double(Double)
  case string(String)
  case strings([String])
  case stringArrays([[String]])
  case vector(MLVector)
  case integers([Int])
  case doubles([Double])
  case doubleArrays([[Double]])
}
