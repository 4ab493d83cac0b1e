import GRPCCore

/// Lets only calls through that carry the server's token.
struct TokenCheck: ServerInterceptor {
  private let expected: [UInt8]

  init(token: String) { expected = Array("Bearer \(token)".utf8) }

  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingServerRequest<Input>, context: ServerContext,
    next: @Sendable (StreamingServerRequest<Input>, ServerContext) async throws -> StreamingServerResponse<Output>
  ) async throws -> StreamingServerResponse<Output> {
    let sent = request.metadata[stringValues: "authorization"].first { _ in true }
    guard let sent, matches(Array(sent.utf8)) else {
      throw RPCError(code: .unauthenticated, message: "The token is missing or wrong: connect with sc://host:port/;token=…")
    }
    return try await next(request, context)
  }

  /// Compares in a time that does not tell how much of the token was right.
  private func matches(_ sent: [UInt8]) -> Bool {
    var difference = UInt8(sent.count == expected.count ? 0 : 1)
    for index in expected.indices { difference |= expected[index] ^ (index < sent.count ? sent[index] : 0) }
    return difference == 0
  }
}
