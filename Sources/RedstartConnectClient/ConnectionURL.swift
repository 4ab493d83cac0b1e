import Foundation
import RedstartDiagnostics

/// Where a Spark Connect server is and how to speak to it: `sc://host:port/;token=…;user_id=…`.
public struct ConnectionURL: Sendable, Hashable {
  public var host: String
  public var port: Int
  /// Sent as a bearer token with every call.
  public var token: String?
  public var userID: String
  public var userAgent: String
  /// The session to join; a new one when nil.
  public var sessionID: String?
  public var usesTLS: Bool
  /// Further headers of every call: all parameters that have no meaning of their own.
  public var headers: [String: String] = [:]

  /// - Throws: an error that says what is wrong with the text.
  public init(_ text: String) throws {
    func invalid(_ detail: String) -> SparkError {
      SparkError.unsupported("the URL '\(text)': \(detail)", "Write sc://host:port/;key=value;key=value.")
    }
    guard text.hasPrefix("sc://") else { throw invalid("a URL of Spark Connect starts with sc://") }
    // The parameters follow a semicolon, with or without a slash before it.
    let parts = text.dropFirst(5).split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    var address = parts[0]
    if address.hasSuffix("/") { address.removeLast() }
    guard !address.contains("/") else { throw invalid("a URL of Spark Connect has no path") }
    (host, port) = (address, 15002)
    if let colon = address.lastIndex(of: ":"), !address.hasSuffix("]"),
      address.first == "[" || address.firstIndex(of: ":") == colon
    {
      guard let number = Int(address[address.index(after: colon)...]), (1...65535).contains(number) else {
        throw invalid("the port is no number from 1 to 65535")
      }
      (host, port) = (String(address[..<colon]), number)
    }
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    guard !host.isEmpty else { throw invalid("the host is missing") }

    var parameters: [String: String] = [:]
    for pair in parts.dropFirst() where !pair.isEmpty {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2, !sides[0].isEmpty, let value = sides[1].removingPercentEncoding else {
        throw invalid("the parameter '\(pair)' is not of the form key=value")
      }
      parameters[sides[0]] = value
    }
    let environment = ProcessInfo.processInfo.environment
    token = parameters.removeValue(forKey: "token") ?? environment["SPARK_CONNECT_AUTHENTICATE_TOKEN"]
    userID = parameters.removeValue(forKey: "user_id") ?? environment["SPARK_USER"] ?? NSUserName()
    userAgent = parameters.removeValue(forKey: "user_agent") ?? "redstart"
    sessionID = parameters.removeValue(forKey: "session_id")
    if let sessionID, UUID(uuidString: sessionID) == nil { throw invalid("session_id is no UUID") }
    let isLoopback = ["localhost", "127.0.0.1", "::1"].contains(host)
    switch parameters.removeValue(forKey: "use_ssl")?.lowercased() {
    case "true": usesTLS = true
    case "false": usesTLS = false
    // A token must not cross a network in the clear.
    case nil: usesTLS = token != nil && !isLoopback
    case .some: throw invalid("use_ssl is true or false")
    }
    guard usesTLS || token == nil || isLoopback else { throw invalid("a token needs use_ssl=true beyond this machine") }
    for key in parameters.keys where key.hasPrefix("grpc_keepalive_") { parameters[key] = nil }
    headers = parameters
  }
}
