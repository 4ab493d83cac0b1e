import Synchronization

/// The identity of a column, unique within the process.
public struct ExpressionID: Sendable, Hashable, Comparable {
  public let number: Int
  private static let counter = Atomic<Int>(0)

  public init(_ number: Int) { self.number = number }

  /// An identity that was never used before.
  public static func fresh() -> ExpressionID { ExpressionID(counter.add(1, ordering: .relaxed).newValue) }

  /// Earlier identities first.
  public static func < (a: ExpressionID, b: ExpressionID) -> Bool { a.number < b.number }
}
