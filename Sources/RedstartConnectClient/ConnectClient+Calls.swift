import GRPCCore
import RedstartConnectProtocol
import RedstartDiagnostics

extension ConnectClient {
  /// Answers a question about a plan.
  public func analyze(
    _ question: Spark_Connect_AnalyzePlanRequest.OneOf_Analyze
  ) async throws -> Spark_Connect_AnalyzePlanResponse.OneOf_Result {
    try await sendUploads()
    return try await retrying { [self] in
      var request = Spark_Connect_AnalyzePlanRequest()
      request.sessionID = sessionID
      request.userContext = userContext
      request.clientType = clientType
      if let observed = observedSessionID { request.clientObservedServerSideSessionID = observed }
      request.analyze = question
      let response = try await stub.analyzePlan(request, metadata: metadata, options: options(timeout: .seconds(3600)))
      try observe(response.serverSideSessionID)
      guard let result = response.result else { throw SparkError.internal("the server answered nothing") }
      return result
    }
  }

  /// Sets, reads or removes settings.
  public func configure(_ operation: Spark_Connect_ConfigRequest.Operation) async throws -> [Spark_Connect_KeyValue] {
    try await retrying { [self] in
      var request = Spark_Connect_ConfigRequest()
      request.sessionID = sessionID
      request.userContext = userContext
      request.clientType = clientType
      if let observed = observedSessionID { request.clientObservedServerSideSessionID = observed }
      request.operation = operation
      let response = try await stub.config(request, metadata: metadata, options: options(timeout: .seconds(600)))
      try observe(response.serverSideSessionID)
      return response.pairs
    }
  }

  /// Cancels the running queries of a tag, of an operation, or all of them.
  /// - Returns: the ids of the operations that were running.
  public func interrupt(tag: String? = nil, operation: String? = nil) async throws -> [String] {
    try await retrying { [self] in
      var request = Spark_Connect_InterruptRequest()
      request.sessionID = sessionID
      request.userContext = userContext
      request.clientType = clientType
      if let observed = observedSessionID { request.clientObservedServerSideSessionID = observed }
      request.interruptType = .all
      if let tag {
        request.interruptType = .tag
        request.operationTag = tag
      }
      if let operation {
        request.interruptType = .operationID
        request.operationID = operation
      }
      let response = try await stub.interrupt(request, metadata: metadata, options: options(timeout: .seconds(600)))
      try observe(response.serverSideSessionID)
      return response.interruptedIds
    }
  }

  /// A session with the same settings and temporary views.
  public func cloned() async throws -> ConnectClient {
    let response = try await retrying { [self] in
      var request = Spark_Connect_CloneSessionRequest()
      request.sessionID = sessionID
      request.userContext = userContext
      request.clientType = clientType
      if let observed = observedSessionID { request.clientObservedServerSideSessionID = observed }
      return try await stub.cloneSession(request, metadata: metadata, options: options(timeout: .seconds(600)))
    }
    return try ConnectClient(
      url, sessionID: response.newSessionID, serverSideSessionID: response.newServerSideSessionID)
  }
}
