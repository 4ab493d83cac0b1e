import Foundation
import RedstartMLCore
import RedstartTypes

/// Decodes one value of a column: a struct by names, an array by positions, a map by keys, anything else by itself.
struct ValueDecoder: Decoder {
  let value: Value
  let type: DataType
  let codingPath: [any CodingKey]
  let userInfo: [CodingUserInfoKey: Any] = [:]

  init(_ value: Value, _ type: DataType, _ codingPath: [any CodingKey]) {
    self.value = value
    self.type = type
    self.codingPath = codingPath
  }

  func decode<T: Decodable>(_ target: T.Type) throws -> T {
    // Types whose own coding would take them apart, or turn them into text.
    let whole: Any? =
      switch target {
      case is Date.Type: try date()
      case is LocalDate.Type: try localDate()
      case is Decimal.Type: try decimal()
      case is Data.Type: try bytes()
      case is MLVector.Type: try vector()
      default: nil
      }
    // An optional type takes any nil: only a value may be cast.
    if let whole, let result = whole as? T { return result }
    return try T(from: self)
  }

  /// Whether a type is one value, not a struct of several.
  static func isPlain(_ type: Any.Type) -> Bool {
    switch type {
    case is any FixedWidthInteger.Type, is any BinaryFloatingPoint.Type, is Bool.Type, is String.Type, is Date.Type,
      is LocalDate.Type, is Decimal.Type, is Data.Type, is MLVector.Type, is any PlainCollection.Type, is any OptionalType.Type:
      true
    default: false
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    switch (value, self.type.storage) {
    case (.structure(let fields), .struct(let schema)):
      return KeyedDecodingContainer(FieldContainer(fields: fields, schema: schema, codingPath: codingPath))
    case (.map(let keys, let values), .map(_, let item, _)):
      // A map of texts reads like a struct whose fields are its keys.
      let names = keys.map { if case .string(let text) = $0 { text } else { "\(SwiftValue.of($0, .long) ?? "")" } }
      let schema = StructType(names.map { StructField($0, item) })
      return KeyedDecodingContainer(FieldContainer(fields: values, schema: schema, codingPath: codingPath))
    default: throw mismatch("a struct")
    }
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    switch (value, type.storage) {
    case (.array(let elements), .array(let element, _)):
      return ElementContainer(elements: elements.map { ($0, element) }, codingPath: codingPath)
    case (.map(let keys, let values), .map(let key, let item, _)):
      // Dictionaries of other keys than texts decode from keys and values in turn.
      return ElementContainer(
        elements: zip(keys, values).flatMap { [($0, key), ($1, item)] }, codingPath: codingPath)
    case (.structure(let fields), .struct(let schema)):
      return ElementContainer(elements: zip(fields, schema.fields).map { ($0, $1.type) }, codingPath: codingPath)
    case (.binary(let bytes), _):
      return ElementContainer(elements: bytes.map { (.integer(Int64($0)), .short) }, codingPath: codingPath)
    default: throw mismatch("an array")
    }
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

  func mismatch(_ wanted: String) -> DecodingError {
    if value.isNull {
      return .valueNotFound(
        Value.self, .init(codingPath: codingPath, debugDescription: "null where \(wanted) is wanted; make the property optional"))
    }
    return .typeMismatch(
      Value.self, .init(codingPath: codingPath, debugDescription: "a \(type.simpleString) where \(wanted) is wanted"))
  }

  // MARK: Whole values

  private func date() throws -> Date {
    switch (value, type.storage) {
    case (.integer(let micros), .timestamp), (.integer(let micros), .timestampNTZ): return Date(microseconds: micros)
    case (.integer(let days), .date): return Date(timeIntervalSince1970: Double(days) * 86_400)
    default: throw mismatch("a timestamp")
    }
  }

  private func localDate() throws -> LocalDate {
    guard case .integer(let days) = value, type.storage == .date else { throw mismatch("a date") }
    return LocalDate(daysSinceEpoch: Int32(truncatingIfNeeded: days))
  }

  private func decimal() throws -> Decimal {
    switch (value, type.storage) {
    case (.decimal(let digits), .decimal(_, let scale)): return Decimal(digits: digits, scale: scale)
    case (.integer(let number), let type) where type.isIntegral: return Decimal(number)
    default: throw mismatch("a decimal")
    }
  }

  private func bytes() throws -> Data {
    guard case .binary(let bytes) = value else { throw mismatch("a binary") }
    return Data(bytes)
  }

  private func vector() throws -> MLVector {
    guard type == .udt(.vector), let vector = MLVector(value) else { throw mismatch("a vector") }
    return vector
  }
}

extension ValueDecoder: SingleValueDecodingContainer {
  func decodeNil() -> Bool { value.isNull }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard case .boolean(let flag) = value else { throw mismatch("a boolean") }
    return flag
  }

  func decode(_ type: String.Type) throws -> String {
    switch value {
    case .string(let text): return text
    case .integer where self.type.storage == .date: return try localDate().description
    default: throw mismatch("a string")
    }
  }

  func decode(_ type: Double.Type) throws -> Double {
    switch (value, self.type.storage) {
    case (.double(let number), _): return number
    case (.integer(let number), let type) where type.isIntegral: return Double(number)
    case (.decimal, _): return NSDecimalNumber(decimal: try decimal()).doubleValue
    default: throw mismatch("a number")
    }
  }

  func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
  func decode(_ type: Int.Type) throws -> Int { try integer() }
  func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
  func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
  func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
  func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
  func decode(_ type: UInt.Type) throws -> UInt { try integer() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }

  private func integer<T: FixedWidthInteger>() throws -> T {
    let number: Int128
    switch (value, type.storage) {
    case (.integer(let integer), _): number = Int128(integer)
    case (.decimal(let digits), .decimal(_, 0)): number = digits
    default: throw mismatch("a whole number")
    }
    guard let fitting = T(exactly: number) else {
      throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: "\(number) does not fit \(T.self)"))
    }
    return fitting
  }
}

/// Types that hold several values but are one column.
protocol PlainCollection {}
extension Array: PlainCollection {}
extension Set: PlainCollection {}

protocol OptionalType { static var wrapped: Any.Type { get } }
extension Optional: OptionalType { static var wrapped: Any.Type { Wrapped.self } }

/// The fields of a struct, by name.
private struct FieldContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let fields: [Value]
  let schema: StructType
  let codingPath: [any CodingKey]

  var allKeys: [Key] { schema.names.compactMap { Key(stringValue: $0) } }

  /// The field's decoder; names that differ in case only are found, too.
  private func find(_ key: Key) -> ValueDecoder? {
    guard let index = schema.index(of: key.stringValue, caseSensitive: true) ?? schema.index(of: key.stringValue) else {
      return nil
    }
    return ValueDecoder(fields[index], schema.fields[index].type, codingPath + [key])
  }

  private func field(_ key: Key) throws -> ValueDecoder {
    guard let field = find(key) else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: codingPath, debugDescription: "there are the columns \(schema.names.joined(separator: ", "))"))
    }
    return field
  }

  func contains(_ key: Key) -> Bool { find(key) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try field(key).value.isNull }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try field(key).decode(type) }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
    try field(key).container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { try field(key).unkeyedContainer() }
  func superDecoder() throws -> any Decoder { ValueDecoder(.structure(fields), .struct(schema), codingPath) }
  func superDecoder(forKey key: Key) throws -> any Decoder { try field(key) }
}

/// The elements of an array, in order.
private struct ElementContainer: UnkeyedDecodingContainer {
  let elements: [(value: Value, type: DataType)]
  let codingPath: [any CodingKey]
  var currentIndex = 0

  init(elements: [(Value, DataType)], codingPath: [any CodingKey]) {
    self.elements = elements
    self.codingPath = codingPath
  }

  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  private func current() throws -> ValueDecoder {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        Value.self, .init(codingPath: codingPath, debugDescription: "there are \(elements.count) elements, no more"))
    }
    return ValueDecoder(
      elements[currentIndex].value, elements[currentIndex].type, codingPath + [PositionKey(currentIndex)])
  }

  mutating func decodeNil() throws -> Bool {
    guard try current().value.isNull else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    let result = try current().decode(type)
    currentIndex += 1
    return result
  }

  mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    let result = try current().container(keyedBy: type)
    currentIndex += 1
    return result
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let result = try current().unkeyedContainer()
    currentIndex += 1
    return result
  }

  mutating func superDecoder() throws -> any Decoder {
    let result = try current()
    currentIndex += 1
    return result
  }
}
