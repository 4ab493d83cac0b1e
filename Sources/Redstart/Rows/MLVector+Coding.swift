import RedstartMLCore

/// Vectors take part in the coding of rows; elsewhere they are lists of their elements.
extension MLVector: Codable {
  public init(from decoder: any Decoder) throws {
    self = .dense(try decoder.singleValueContainer().decode([Double].self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(elements)
  }
}
