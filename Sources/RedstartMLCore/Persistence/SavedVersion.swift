/// The version of Spark that saved a stage.
public struct SavedVersion: Sendable, Comparable {
  public let major: Int
  public let minor: Int

  public init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// Nil for text that does not begin like `4.3`.
  public init?(_ text: String) {
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false).prefix(2).map { part in
      Int(part.prefix { $0.isASCII && $0.isNumber })
    }
    guard numbers.count == 2, let major = numbers[0], let minor = numbers[1] else { return nil }
    self.init(major, minor)
  }

  public static func < (a: SavedVersion, b: SavedVersion) -> Bool { (a.major, a.minor) < (b.major, b.minor) }
}
