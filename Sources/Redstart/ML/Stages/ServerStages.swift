import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartTypes
import Synchronization

// Stages that the engine knows by the names of their classes. A new one is a struct of a few lines: its class name, its state, and
// the protocols of its parameters.

/// A transformer of the engine.
public protocol ServerTransformer: Transformer, MakeableStage {}

/// An estimator of the engine.
public protocol ServerEstimator: Estimator, MakeableStage where FittedModel: ServerModel {}

/// An evaluator of the engine.
public protocol ServerEvaluator: Evaluator, MakeableStage {}

/// A model that the engine holds.
public protocol ServerModel: Transformer {
  init(state: StageState, reference: ModelReference)
  var reference: ModelReference { get }
}

/// A model in the engine's memory; it goes when nothing refers to it any more.
public final class ModelReference: Sendable {
  package let session: SparkSession
  package let id: String

  init(_ session: SparkSession, _ id: String) {
    self.session = session
    self.id = id
  }

  deinit {
    guard !session.isStopped else { return }
    Task { [session, id] in
      var deletion = Spark_Connect_MlCommand.Delete()
      deletion.objRefs = [ModelReference.message(id)]
      var command = Spark_Connect_MlCommand()
      command.delete = deletion
      // A model that stays costs memory until the session ends, no more.
      _ = try? await session.run(.mlCommand(command))
    }
  }

  static func message(_ id: String) -> Spark_Connect_ObjectRef {
    var message = Spark_Connect_ObjectRef()
    message.id = id
    return message
  }
}

extension StageState {
  func message(_ className: String, _ type: Spark_Connect_MlOperator.OperatorType) -> Spark_Connect_MlOperator {
    var message = Spark_Connect_MlOperator()
    message.name = className
    message.uid = uid
    message.type = type
    return message
  }

  var paramsMessage: Spark_Connect_MlParams {
    var message = Spark_Connect_MlParams()
    message.params = params.mapValues(\.expression.literal)
    return message
  }
}

extension SparkSession {
  /// Does what a command of machine learning says.
  func machineLearning(_ type: Spark_Connect_MlCommand.OneOf_Command) async throws -> Spark_Connect_MlCommandResult {
    var command = Spark_Connect_MlCommand()
    command.command = type
    for payload in try await run(.mlCommand(command)) {
      if case .mlCommandResult(let result) = payload { return result }
    }
    throw SparkError.internal("a command of machine learning without an answer")
  }
}

extension ServerTransformer {
  public func transform(_ frame: DataFrame) -> DataFrame {
    frame.deriving { input in
      var node = Spark_Connect_MlRelation()
      node.transform.transformer = state.message(Self.className, .transformer)
      node.transform.params = state.paramsMessage
      node.transform.input = input
      return .mlRelation(node)
    }
  }
}

extension ServerEstimator {
  public func fit(_ frame: DataFrame) async throws -> FittedModel {
    let reference = try await fitReference(frame)
    // The engine's model has the estimator's parameters already.
    return FittedModel(state: StageState(uid: uid), reference: reference)
  }
}

extension MakeableStage {
  /// Lets the engine learn, and gives its model.
  func fitReference(_ frame: DataFrame) async throws -> ModelReference {
    var fit = Spark_Connect_MlCommand.Fit()
    fit.estimator = state.message(Self.className, .estimator)
    fit.params = state.paramsMessage
    fit.dataset = frame.relation
    let result = try await frame.sparkSession.machineLearning(.fit(fit))
    guard case .operatorInfo(let info)? = result.resultType, case .objRef(let object)? = info.type else {
      throw SparkError.internal("a fit without a model")
    }
    return ModelReference(frame.sparkSession, object.id)
  }
}

extension ServerEvaluator {
  public func evaluate(_ frame: DataFrame) async throws -> Double {
    var evaluate = Spark_Connect_MlCommand.Evaluate()
    evaluate.evaluator = state.message(Self.className, .evaluator)
    evaluate.params = state.paramsMessage
    evaluate.dataset = frame.relation
    let result = try await frame.sparkSession.machineLearning(.evaluate(evaluate))
    guard case .param(let value)? = result.resultType, case .double(let number) = try Literal(value).value else {
      throw SparkError.internal("an evaluation without a number")
    }
    return number
  }
}

extension ServerModel {
  public func transform(_ frame: DataFrame) -> DataFrame {
    var result = frame.deriving { input in
      var node = Spark_Connect_MlRelation()
      node.transform.objRef = ModelReference.message(reference.id)
      node.transform.params = state.paramsMessage
      node.transform.input = input
      return .mlRelation(node)
    }
    result.resources.append(reference)
    return result
  }

  /// What the model answers to a question, such as `depth`.
  func ask<T: Decodable>(_ method: String, _ arguments: any LiteralConvertible..., as type: T.Type = T.self) async throws -> T {
    var fetch = Spark_Connect_Fetch()
    fetch.objRef = ModelReference.message(reference.id)
    var call = Spark_Connect_Fetch.Method()
    call.method = method
    call.args = arguments.map { argument in
      var message = Spark_Connect_Fetch.Method.Args()
      message.param = argument.literal.expression.literal
      return message
    }
    fetch.methods = [call]
    let result = try await reference.session.machineLearning(.fetch(fetch))
    guard case .param(let value)? = result.resultType else { throw SparkError.internal("a model without an answer to \(method)") }
    let literal = try Literal(value)
    return try ValueDecoder(literal.value, literal.type, [NameKey(method)]).decode(type)
  }

  /// Rows that the model answers with.
  func rows(_ method: String) -> DataFrame {
    var node = Spark_Connect_MlRelation()
    node.fetch.objRef = ModelReference.message(reference.id)
    var call = Spark_Connect_Fetch.Method()
    call.method = method
    node.fetch.methods = [call]
    var frame = reference.session.dataFrame(.mlRelation(node))
    frame.resources.append(reference)
    return frame
  }

  /// How the model describes itself.
  public func summaryText() async throws -> String { try await ask("toString") }
}

extension MLVector: LiteralConvertible {
  public var literal: Literal { Literal(value, .udt(.vector)) }
  public static var nullType: DataType { .udt(.vector) }
}
