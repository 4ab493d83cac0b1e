import GRPCCore
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartTypes

extension ConnectService {
  func config(request: Spark_Connect_ConfigRequest, context: ServerContext) async throws -> Spark_Connect_ConfigResponse {
    let session = try await answering(nil) {
      try self.session(
        request.sessionID, request.userContext,
        request.hasClientObservedServerSideSessionID ? request.clientObservedServerSideSessionID : nil)
    }
    return try await answering(session) {
      var response = Spark_Connect_ConfigResponse()
      response.sessionID = session.id
      response.serverSideSessionID = session.serverSideID
      let configuration = session.engine.configuration
      switch request.operation.opType {
      case .set(let operation):
        for pair in operation.pairs {
          do {
            try configuration.set(pair.key, pair.value)
          } catch  where operation.silent {
            // The client asks for what can be set; the rest it reports itself.
            continue
          }
        }
      case .get(let operation):
        response.pairs = try operation.keys.map { pair($0, try configuration.get($0)) }
      case .getWithDefault(let operation):
        response.pairs = try operation.pairs.map { entry in
          pair(entry.key, try configuration.get(entry.key, default: entry.hasValue ? entry.value : nil))
        }
      case .getOption(let operation): response.pairs = operation.keys.map { pair($0, configuration.getOption($0)) }
      case .getAll(let operation):
        response.pairs = configuration.getAll(prefix: operation.hasPrefix ? operation.prefix : nil).map { pair($0.key, $0.value) }
      case .unset(let operation): for key in operation.keys { try configuration.unset(key) }
      case .isModifiable(let operation):
        response.pairs = operation.keys.map { pair($0, configuration.isModifiable($0) ? "true" : "false") }
      case nil: throw SparkError.invalidPlan("a configuration request without an operation")
      }
      return response
    }
  }

  private func pair(_ key: String, _ value: String?) -> Spark_Connect_KeyValue {
    var pair = Spark_Connect_KeyValue()
    pair.key = key
    if let value { pair.value = value }
    return pair
  }
}
