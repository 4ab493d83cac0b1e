import GRPCCore
import GRPCProtobuf
import RedstartDiagnostics

/// When and how often a failed call is repeated: the rules of Spark's own clients.
struct RetryPolicy: Sendable {
  var tries = 15
  var firstDelay = Duration.milliseconds(50)
  var multiplier = 4
  var longestDelay = Duration.seconds(60)
  /// The longest delay that a server may ask for.
  var longestServerDelay = Duration.seconds(600)

  /// A server that was never reached is most likely not there: seconds decide, not minutes.
  static let firstContact = RetryPolicy(tries: 5)

  /// How long to wait before the next try; nil when there should be none.
  func delay(after error: any Error, failures: Int) -> Duration? {
    guard failures < tries, let error = error as? RPCError else { return nil }
    let asked = (try? error.unpackGoogleRPCStatus())??.details.lazy.compactMap(\.retryInfo).first?.delay
    guard error.code == .unavailable || asked != nil || error.isDisconnect else { return nil }
    var delay = firstDelay
    for _ in 1..<max(1, failures) { delay = min(delay * multiplier, longestDelay) }
    if delay > .seconds(2) { delay += .milliseconds(Int.random(in: 0...500)) }
    return max(delay, min(asked ?? .zero, longestServerDelay))
  }
}

extension RPCError {
  /// Another stream of the operation has taken over, or the server wants the client to come back.
  var isDisconnect: Bool { code == .internalError && message.contains("INVALID_CURSOR.DISCONNECTED") }
  /// The server does not know the operation or its session.
  var isUnknownOperation: Bool {
    message.contains("INVALID_HANDLE.OPERATION_NOT_FOUND") || message.contains("INVALID_HANDLE.SESSION_NOT_FOUND")
  }
}
