import GRPCCore
import GRPCProtobuf
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartTypes

extension ConnectClient {
  /// Any failure of a call as the error that the server meant.
  func sparkError(_ error: any Error) async -> SparkError {
    if let error = error as? SparkError { return error }
    if error is CancellationError || Task.isCancelled { return SparkError("OPERATION_CANCELED") }
    guard let error = error as? RPCError else { return .internal("\(error)") }
    let status = (try? error.unpackGoogleRPCStatus()) ?? nil
    guard let info = status?.details.lazy.compactMap(\.errorInfo).first else {
      return SparkError.reported(
        condition: "CONNECT_CALL_FAILED", sqlState: error.code == .unavailable ? "08006" : "XX000",
        message: "\(error.code): \(error.message)\(error.cause.map { " (\($0))" } ?? "")", parameters: [:], classes: [])
    }
    if let id = info.metadata["errorId"], let known = await details(id) { return known }
    var parameters: [String: String] = [:]
    if let text = info.metadata["messageParameters"], let members = (try? JSONValue(parsing: text))?.members {
      for member in members { parameters[member.name] = member.value.string }
    }
    let classes = info.metadata["classes"].flatMap { try? JSONValue(parsing: $0) }?.array?.compactMap(\.string) ?? [info.reason]
    return SparkError.reported(
      condition: info.metadata["errorClass"] ?? "INTERNAL_ERROR", sqlState: info.metadata["sqlState"] ?? "XX000",
      message: status?.message ?? error.message, parameters: parameters, classes: classes)
  }

  /// Everything that the server knows about an error; nil when it knows nothing more.
  private func details(_ id: String) async -> SparkError? {
    var request = Spark_Connect_FetchErrorDetailsRequest()
    request.sessionID = sessionID
    request.userContext = userContext
    request.clientType = clientType
    request.errorID = id
    guard
      let response = try? await stub.fetchErrorDetails(request, metadata: metadata, options: options(timeout: .seconds(600))),
      response.hasRootErrorIdx, response.errors.indices.contains(Int(response.rootErrorIdx))
    else { return nil }
    let root = response.errors[Int(response.rootErrorIdx)]
    let throwable = root.sparkThrowable
    var cause: String?
    if root.hasCauseIdx, response.errors.indices.contains(Int(root.causeIdx)) {
      cause = response.errors[Int(root.causeIdx)].message
    }
    return SparkError.reported(
      condition: throwable.hasErrorClass ? throwable.errorClass : "INTERNAL_ERROR",
      sqlState: throwable.hasSqlState ? throwable.sqlState : "XX000", message: root.message,
      parameters: throwable.messageParameters, classes: root.errorTypeHierarchy, cause: cause)
  }
}

extension SparkError {
  /// An error as a server tells it, in the server's own words.
  static func reported(
    condition: String, sqlState: String, message: String, parameters: [String: String], classes: [String], cause: String? = nil
  ) -> SparkError {
    let family = classes.lazy.compactMap { name in ExceptionClass.all.first { $0.javaClasses.contains(name) } }.first
    return SparkError(condition, parameters, as: family, cause: cause.map { "\(message)\nCaused by: \($0)" } ?? message)
  }
}

extension ExceptionClass {
  fileprivate static let all: [ExceptionClass] = [
    .analysis, .parse, .arithmetic, .numberFormat, .dateTime, .runtime, .illegalArgument, .unsupportedOperation,
    .arrayIndexOutOfBounds, .noSuchElement, .spark, .sparkSQL, .invalidPlanInput, .security,
  ]
}
