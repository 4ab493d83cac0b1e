import Foundation
import GRPCCore
import RedstartConnectProtocol
import RedstartDiagnostics

extension ConnectService {
  func releaseSession(
    request: Spark_Connect_ReleaseSessionRequest, context: ServerContext
  ) async throws -> Spark_Connect_ReleaseSessionResponse {
    try await answering(nil) {
      var response = Spark_Connect_ReleaseSessionResponse()
      response.sessionID = request.sessionID
      let released = try sessions.release(
        request.sessionID, user: request.userContext.userID, allowReconnect: request.allowReconnect)
      response.serverSideSessionID = released?.serverSideID ?? ""
      return response
    }
  }

  func cloneSession(
    request: Spark_Connect_CloneSessionRequest, context: ServerContext
  ) async throws -> Spark_Connect_CloneSessionResponse {
    try await answering(nil) {
      let session = try self.session(
        request.sessionID, request.userContext,
        request.hasClientObservedServerSideSessionID ? request.clientObservedServerSideSessionID : nil, creates: false)
      let clone = try sessions.clone(session, to: request.hasNewSessionID ? request.newSessionID : nil)
      var response = Spark_Connect_CloneSessionResponse()
      response.sessionID = session.id
      response.serverSideSessionID = session.serverSideID
      response.newSessionID = clone.id
      response.newServerSideSessionID = clone.serverSideID
      return response
    }
  }

  func fetchErrorDetails(
    request: Spark_Connect_FetchErrorDetailsRequest, context: ServerContext
  ) async throws -> Spark_Connect_FetchErrorDetailsResponse {
    var response = Spark_Connect_FetchErrorDetailsResponse()
    guard let session = sessions.find(request.sessionID, user: request.userContext.userID),
      let error = session.errors.take(request.errorID)
    else { return response }
    response.rootErrorIdx = 0
    response.errors = [ErrorStatus.details(error)]
    return response
  }

  func getStatus(request: Spark_Connect_GetStatusRequest, context: ServerContext) async throws -> Spark_Connect_GetStatusResponse
  {
    try await answering(nil) {
      let session = try self.session(
        request.sessionID, request.userContext,
        request.hasClientObservedServerSideSessionID ? request.clientObservedServerSideSessionID : nil)
      var response = Spark_Connect_GetStatusResponse()
      response.sessionID = session.id
      response.serverSideSessionID = session.serverSideID
      guard request.hasOperationStatus else { return response }
      response.operationStatuses = session.operations.statuses(request.operationStatus.operationIds).map { id, status in
        var answer = Spark_Connect_GetStatusResponse.OperationStatus()
        answer.operationID = id
        answer.state =
          switch status {
          case .running: .running
          case .succeeded: .succeeded
          case .failed: .failed
          case .cancelled: .cancelled
          case nil: .unknown
          }
        return answer
      }
      return response
    }
  }
}
