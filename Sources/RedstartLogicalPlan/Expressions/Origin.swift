import RedstartDiagnostics

/// Where an expression or plan node was written. All origins are equal: they never make two expressions different.
public struct Origin: Sendable, Hashable {
  public let context: QueryContext?

  public init(_ context: QueryContext?) { self.context = context }

  public static let none = Origin(nil)

  /// The context as the list that ``SparkError`` takes.
  public var contexts: [QueryContext] { context.map { [$0] } ?? [] }

  public static func == (a: Origin, b: Origin) -> Bool { true }
  public func hash(into hasher: inout Hasher) {}
}
