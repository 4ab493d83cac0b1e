import GRPCProtobuf
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartTypes

/// Errors as gRPC statuses and as details that clients fetch.
enum ErrorStatus {
  /// Longest text in a status: it travels in headers, twice, and many peers cut those at 8 KB.
  private static let messageLimit = 2048
  private static let parametersLimit = 1024

  /// The status of an error; `errorID` lets the client fetch the rest.
  static func status(_ error: SparkError, errorID: String?) -> GoogleRPCStatus {
    let classes = classes(error)
    var metadata = ["classes": JSONValue.array(classes.map { .string($0) }).text]
    if !error.condition.isEmpty { metadata["errorClass"] = error.condition }
    if !error.sqlState.isEmpty { metadata["sqlState"] = error.sqlState }
    let parameters = JSONValue.object(error.parameters.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })
      .text
    if parameters.utf8.count <= parametersLimit { metadata["messageParameters"] = parameters }
    metadata["errorId"] = errorID
    return GoogleRPCStatus(
      code: .internalError, message: abbreviated(error.message),
      details: [.errorInfo(reason: classes[0], domain: "org.apache.spark", metadata: metadata)])
  }

  private static func classes(_ error: SparkError) -> [String] {
    var classes = error.exception.javaClasses
    if !classes.contains("org.apache.spark.SparkThrowable") {
      classes += ["java.lang.Exception", "java.lang.Throwable", "java.lang.Object"]
    }
    return classes
  }

  private static func abbreviated(_ text: String) -> String {
    text.utf8.count <= messageLimit ? text : String(text.prefix(messageLimit / 2)) + "..."
  }

  /// Everything that is known about an error.
  static func details(_ error: SparkError) -> Spark_Connect_FetchErrorDetailsResponse.Error {
    var result = Spark_Connect_FetchErrorDetailsResponse.Error()
    result.errorTypeHierarchy = classes(error)
    result.message = error.message
    if error.condition.isEmpty { return result }
    result.sparkThrowable.errorClass = error.condition
    if !error.sqlState.isEmpty { result.sparkThrowable.sqlState = error.sqlState }
    result.sparkThrowable.messageParameters = error.parameters
    result.sparkThrowable.queryContexts = error.queryContext.map(context)
    return result
  }

  private static func context(_ context: QueryContext) -> Spark_Connect_FetchErrorDetailsResponse.QueryContext {
    var result = Spark_Connect_FetchErrorDetailsResponse.QueryContext()
    result.summary = context.summary
    result.fragment = context.fragment
    switch context {
    case .sql(_, let start, let stop, let type, let name):
      result.contextType = .sql
      result.startIndex = Int32(clamping: start)
      result.stopIndex = Int32(clamping: stop)
      result.objectType = type
      result.objectName = name
    case .dataFrame(_, let callSite):
      result.contextType = .dataframe
      result.callSite = callSite
    }
    return result
  }
}
