/// The name of a field in a path of coding.
struct NameKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(_ name: String) { stringValue = name }
  init(stringValue: String) { self.init(stringValue) }
  init?(intValue: Int) { nil }
}

/// The position of an element in a path of coding.
struct PositionKey: CodingKey {
  let position: Int
  var stringValue: String { String(position) }
  var intValue: Int? { position }
  init(_ position: Int) { self.position = position }
  init?(stringValue: String) { nil }
  init?(intValue: Int) { self.init(intValue) }
}
