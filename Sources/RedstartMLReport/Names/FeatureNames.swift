import RedstartMLCore

/// What the features of a tree are called, and the categories of those that have some.
public struct FeatureNames: Sendable {
  public struct Feature: Sendable, Hashable {
    public var name: String
    /// Names of the categories by number; nil for numbers, and when the names are not known.
    public var categories: [String]?

    public init(_ name: String, categories: [String]? = nil) {
      self.name = name
      self.categories = categories
    }
  }

  private var known: [Int: Feature] = [:]

  /// Names that nobody knows: `feature 0`, `feature 1`.
  public init() {}

  /// The names by feature; nil where a name is not known.
  public init(_ features: [Feature?]) {
    for (index, feature) in features.enumerated() { known[index] = feature }
  }

  /// The names that the metadata of a vector column gives.
  public init(_ attributes: AttributeGroup) {
    for (index, attribute) in (attributes.attributes ?? []).enumerated() {
      guard let name = attribute.name else { continue }
      switch attribute.kind {
      case .numeric: known[index] = Feature(name)
      case .nominal(let values, _), .binary(let values): known[index] = Feature(name, categories: values)
      }
    }
  }

  public subscript(index: Int) -> Feature { known[index] ?? Feature("feature \(index)") }
}
