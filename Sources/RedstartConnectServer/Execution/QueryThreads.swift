import Dispatch

/// Threads for work that computes or waits: gRPC's own threads only pass messages on.
enum QueryThreads {
  private static let queue = DispatchQueue(label: "redstart.connect", attributes: .concurrent)

  /// Runs work on a thread of its own and waits for it without holding the caller's thread.
  static func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try work() }) }
    }
  }

  /// Starts work that nobody waits for.
  static func start(_ work: @escaping @Sendable () -> Void) { queue.async { work() } }
}
