import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMLCore

extension PlanConverter {
  /// Rows that models and transformers make.
  func mlRelation(_ node: Spark_Connect_MlRelation) throws -> LogicalPlan {
    switch node.mlType {
    case .transform(let request): return try transform(request)
    case .fetch(let request): return try table(request)
    case nil: throw SparkError.invalidPlan("a relation of machine learning without a kind")
    }
  }

  /// An attribute of a model that is a table.
  private func table(_ request: Spark_Connect_Fetch) throws -> LogicalPlan {
    guard request.methods.count == 1, let method = request.methods.first else {
      throw SparkError(
        "CONNECT_ML.ATTRIBUTE_NOT_ALLOWED",
        ["className": request.objRef.id, "attribute": request.methods.map(\.method).joined(separator: ".")])
    }
    let arguments = try method.args.map { argument -> ModelAttribute in
      guard case .param(let literal)? = argument.argsType else {
        throw SparkError.unsupported("the method \(method.method) with a DataFrame", "Transform the DataFrame instead.")
      }
      return try ModelAttribute(literal)
    }
    return try session.models.find(request.objRef.id).table(method.method, arguments)
  }

  private func transform(_ request: Spark_Connect_MlRelation.Transform) throws -> LogicalPlan {
    let dataset = try self.dataset(request.hasInput, request.input)
    switch request.operator {
    case .objRef(let reference):
      let model = try session.models.find(reference.id)
      // The client sends the parameters again that it has set on the model.
      let params = try request.params.params.mapValues { try ParamValue($0) }
      return try model.setting(params).transform(dataset).plan
    case .transformer(let message):
      guard let transformer = try stage(message, request.params) as? any Transformer else {
        throw PlanConverter.unsupported(message.name)
      }
      return try transformer.transform(dataset).plan
    case nil: throw SparkError.invalidPlan("a transformation without a stage")
    }
  }
}
