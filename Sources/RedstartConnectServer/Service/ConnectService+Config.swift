import GRPCCore
import RedstartConnectProtocol

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
      response.pairs = try session.configure(request.operation)
      return response
    }
  }
}
