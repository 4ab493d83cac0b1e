import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartMLCore
import RedstartMLFeatures

/// The pseudo object through which PySpark calls functions of the server that belong to no model.
extension CommandRunner {
  static let helperObject = "______ML_CONNECT_HELPER______"

  func callHelper(_ request: Spark_Connect_Fetch) throws -> Spark_Connect_MlCommandResult {
    var result = Spark_Connect_MlCommandResult()
    guard let method = request.methods.first else {
      throw SparkError("CONNECT_ML.ATTRIBUTE_NOT_ALLOWED", ["className": "helper", "attribute": ""])
    }
    let arguments = try method.args.map { argument -> ParamValue in
      guard case .param(let literal)? = argument.argsType else {
        throw SparkError.unsupported("the function \(method.method)", "Compute it with DataFrame operations.")
      }
      return try ParamValue(literal)
    }
    switch (method.method, arguments.count) {
    case ("handleOverwrite", 2):
      guard case .string(let path) = arguments[0], case .boolean(let overwrite) = arguments[1] else { break }
      try Self.makeRoom(try Self.localPath(path), overwrite: overwrite)
      result.param = try ParamValue.boolean(true).message()
      return result
    case ("stringIndexerModelFromLabels", 2):
      guard case .string(let uid) = arguments[0], case .strings(let labels) = arguments[1] else { break }
      result.operatorInfo.objRef.id = session.models.keep(StringIndexerModel(uid: uid, labels: [labels]))
      return result
    case ("stringIndexerModelFromLabelsArray", 2):
      guard case .string(let uid) = arguments[0], case .stringArrays(let labels) = arguments[1] else { break }
      result.operatorInfo.objRef.id = session.models.keep(StringIndexerModel(uid: uid, labels: labels))
      return result
    default: break
    }
    throw SparkError.unsupported("the function \(method.method) of MLlib", "Compute it with DataFrame operations.")
  }
}
