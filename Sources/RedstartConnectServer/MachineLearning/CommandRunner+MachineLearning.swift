import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartMLCore
import RedstartTypes

extension CommandRunner {
  /// Fitting, evaluating, asking and saving models.
  func machineLearning(_ request: Spark_Connect_MlCommand) throws {
    var result = Spark_Connect_MlCommandResult()
    switch request.command {
    case .fit(let fit):
      let stage = try converter.stage(fit.estimator, fit.params)
      guard let estimator = stage as? any Estimator else { throw PlanConverter.unsupported(fit.estimator.name) }
      let dataset = try converter.dataset(fit.hasDataset, fit.dataset)
      let progress = ProgressReporter(dataset.progress, writer)
      defer { progress.stop() }
      result.operatorInfo.objRef.id = session.models.keep(try estimator.fit(dataset, operation.cancellation))
    case .evaluate(let request):
      let stage = try converter.stage(request.evaluator, request.params)
      guard let evaluator = stage as? any Evaluator else { throw PlanConverter.unsupported(request.evaluator.name) }
      let dataset = try converter.dataset(request.hasDataset, request.dataset)
      let progress = ProgressReporter(dataset.progress, writer)
      defer { progress.stop() }
      result.param = try ParamValue.double(try evaluator.evaluate(dataset, operation.cancellation)).message()
    case .fetch(let fetch) where fetch.objRef.id == Self.helperObject: result = try callHelper(fetch)
    case .fetch(let fetch): result.param = try self.fetch(fetch).message()
    case .delete(let deletion):
      result.operatorInfo.objRef.id = session.models.remove(deletion.objRefs.map(\.id)).joined(separator: ",")
    case .cleanCache: result.param = try ParamValue.integer(Int64(session.models.removeAll())).message()
    case .getCacheInfo:
      let entries = session.models.all.map { id, model in
        JSONValue.object(["id": .string(id), "class": .string(model.className), "size": .integer(Int64(model.byteCount))]).text
      }
      result.param = try ParamValue.strings(entries).message()
    case .getModelSize(let request):
      result.param = try Literal.long(Int64(try session.models.find(request.modelRef.id).byteCount)).message()
    case .write(let write): try save(write)
    case .read(let read): result.operatorInfo = try load(read)
    case .createSummary: throw SparkError.unsupported("summaries of models", "Evaluate the model on its data.")
    case nil:
      throw SparkError(
        "CONNECT_INVALID_PLAN.INVALID_ONE_OF_FIELD_NOT_SET", ["fullName": "spark.connect.MlCommand.command", "name": "command"])
    }
    try writer.append(.mlCommandResult(result))
  }

  /// An attribute of a model.
  private func fetch(_ request: Spark_Connect_Fetch) throws -> ModelAttribute {
    guard request.methods.count == 1, let method = request.methods.first else {
      throw SparkError(
        "CONNECT_ML.ATTRIBUTE_NOT_ALLOWED",
        ["className": request.objRef.id, "attribute": request.methods.map(\.method).joined(separator: ".")])
    }
    let model = try session.models.find(request.objRef.id)
    let arguments = try method.args.map { argument -> ModelAttribute in
      guard case .param(let literal)? = argument.argsType else {
        throw SparkError.unsupported("the method \(method.method) with a DataFrame", "Transform the DataFrame instead.")
      }
      return try ModelAttribute(literal)
    }
    if method.method == "toString", arguments.isEmpty { return .string(model.description) }
    return try model.attribute(method.method, arguments)
  }
}

extension PlanConverter {
  static func unsupported(_ className: String) -> SparkError {
    SparkError("CONNECT_ML.UNSUPPORTED_EXCEPTION", ["message": "\(className) is not supported"])
  }

  /// The stage that a client describes.
  func stage(_ message: Spark_Connect_MlOperator, _ params: Spark_Connect_MlParams) throws -> any Operator {
    try session.operators.make(message.name, uid: message.uid, try params.params.mapValues { try ParamValue($0) })
  }

  func dataset(_ present: Bool, _ relation: @autoclosure () -> Spark_Connect_Relation) throws -> Dataset {
    try Dataset(session.engine, try input(present, relation()))
  }
}
