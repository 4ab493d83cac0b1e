import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMLCore

extension PlanConverter {
  /// Rows that models and transformers make.
  func mlRelation(_ node: Spark_Connect_MlRelation) throws -> LogicalPlan {
    guard case .transform(let request)? = node.mlType else {
      throw SparkError.unsupported("attributes of models that are DataFrames", "Compute them with DataFrame operations.")
    }
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
