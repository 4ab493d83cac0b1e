import Foundation
import RedstartMLCore
import RedstartTypes

/// What columns a Swift type has, without a value of it: found by letting the type decode itself from nothing.
enum TypeShape {
  /// - Throws: `UNSUPPORTED_FEATURE` when the type does not decode without real values.
  static func schema<T: Decodable>(of type: T.Type) throws -> StructType {
    let found = try shape(type)
    if case .struct(let schema) = found.type, !ValueDecoder.isPlain(type) { return schema }
    return StructType([StructField("value", found.type, nullable: found.isNullable)])
  }

  /// The names of the properties; nil for types that are one column or do not tell.
  static func columns<T: Decodable>(of type: T.Type) -> [String]? {
    if ValueDecoder.isPlain(type) { return nil }
    return try? schema(of: type).names
  }

  /// A type's column type with a value that stands in for real ones.
  struct Shape<T> {
    var type: DataType
    var isNullable = false
    var value: T
  }

  static func shape<T: Decodable>(_ type: T.Type) throws -> Shape<T> {
    if let optional = type as? any OptionalType.Type {
      return Shape(type: try columnType(optional.wrapped), isNullable: true, value: try T(from: Nothing()))
    }
    if let array = type as? any EncodableArray.Type {
      let isNullable = array.element is any OptionalType.Type
      return Shape(type: .array(try columnType(array.element), containsNull: isNullable), value: try T(from: Nothing()))
    }
    if let dictionary = type as? any KeyedCollection.Type {
      let isNullable = dictionary.value is any OptionalType.Type
      return Shape(
        type: .map(try columnType(dictionary.key), try columnType(dictionary.value), valueContainsNull: isNullable),
        value: try T(from: Nothing()))
    }
    if type == MLVector.self, let value = MLVector.dense([]) as? T { return Shape(type: .udt(.vector), value: value) }
    if let known = SparkTypes.of(type) {
      if let value = stand(Data(), type) ?? stand(Decimal(0), type) ?? stand(LocalDate(daysSinceEpoch: 0), type)
        ?? stand(Duration.zero, type)
      {
        return Shape(type: known, value: value)
      }
      return Shape(type: known, value: try T(from: Zero()))
    }
    // An enumeration by the value of its first case.
    if let cases = type as? any CaseIterable.Type, let first = firstCase(cases) as? T, let encodable = first as? any Encodable,
      let cell = try? ValueEncoder.cell(encodable, []), let column = cell.type
    {
      return Shape(type: column, value: first)
    }
    let probe = FieldProbe()
    let value: T
    do { value = try T(from: probe) } catch let error as SparkError { throw error } catch {
      throw SparkError.unsupported(
        "finding the columns of \(type), which does not decode from zeros and empty texts",
        "Make its enumerations CaseIterable, or give toDF(schema:) its columns.")
    }
    if let single = probe.single { return Shape(type: single, value: value) }
    return Shape(type: .struct(StructType(probe.fields)), value: value)
  }

  private static func stand<V, T>(_ value: V, _ type: T.Type) -> T? { value as? T }
  private static func firstCase<C: CaseIterable>(_ type: C.Type) -> Any? { type.allCases.first }

  private static func columnType(_ type: Any.Type) throws -> DataType {
    guard let decodable = type as? any Decodable.Type else {
      throw SparkError.unsupported("a column of the type \(type), which is not Codable", "Use a Codable type.")
    }
    func opened<T: Decodable>(_ type: T.Type) throws -> DataType { try shape(type).type }
    return try opened(decodable)
  }

  /// Gives nil, an empty array, an empty dictionary.
  private struct Nothing: Decoder {
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
      try ValueDecoder(.structure([]), .struct(StructType()), []).container(keyedBy: type)
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
      try ValueDecoder(.array([]), .array(.long, containsNull: false), []).unkeyedContainer()
    }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { ValueDecoder(.null, .null, []) }
  }

  /// Gives 0, false and the empty text.
  private struct Zero: Decoder, SingleValueDecodingContainer {
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
      KeyedDecodingContainer(FieldProbe.Fields<Key>(probe: FieldProbe()))
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try Nothing().unkeyedContainer() }
    func singleValueContainer() -> any SingleValueDecodingContainer { self }
    func decodeNil() -> Bool { false }
    func decode(_ type: Bool.Type) -> Bool { false }
    func decode(_ type: String.Type) -> String { "" }
    func decode(_ type: Double.Type) -> Double { 0 }
    func decode(_ type: Float.Type) -> Float { 0 }
    func decode(_ type: Int.Type) -> Int { 0 }
    func decode(_ type: Int8.Type) -> Int8 { 0 }
    func decode(_ type: Int16.Type) -> Int16 { 0 }
    func decode(_ type: Int32.Type) -> Int32 { 0 }
    func decode(_ type: Int64.Type) -> Int64 { 0 }
    func decode(_ type: UInt.Type) -> UInt { 0 }
    func decode(_ type: UInt8.Type) -> UInt8 { 0 }
    func decode(_ type: UInt16.Type) -> UInt16 { 0 }
    func decode(_ type: UInt32.Type) -> UInt32 { 0 }
    func decode(_ type: UInt64.Type) -> UInt64 { 0 }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try shape(type).value }
  }

  /// Notes what a type asks for.
  final class FieldProbe: Decoder {
    var fields: [StructField] = []
    /// The type of the only value, for types that wrap one.
    var single: DataType?
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
      KeyedDecodingContainer(Fields<Key>(probe: self))
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw unknown() }
    func singleValueContainer() -> any SingleValueDecodingContainer { Wrapped(probe: self) }

    func unknown() -> SparkError {
      SparkError.unsupported("finding the columns of a type with nested containers", "Give toDF(schema:) its columns.")
    }

    final class Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
      private let probe: FieldProbe
      /// `decodeIfPresent` asks for nil first.
      private var maybeNil: String?

      init(probe: FieldProbe) { self.probe = probe }

      var codingPath: [any CodingKey] { [] }
      var allKeys: [Key] { [] }
      func contains(_ key: Key) -> Bool { true }
      func decodeNil(forKey key: Key) -> Bool {
        maybeNil = key.stringValue
        return false
      }
      func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        let found = try shape(type)
        probe.fields.append(
          StructField(key.stringValue, found.type, nullable: found.isNullable || maybeNil == key.stringValue))
        return found.value
      }
      func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested>
      {
        throw probe.unknown()
      }
      func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw probe.unknown() }
      func superDecoder() throws -> any Decoder { throw probe.unknown() }
      func superDecoder(forKey key: Key) throws -> any Decoder { throw probe.unknown() }
    }

    private struct Wrapped: SingleValueDecodingContainer {
      let probe: FieldProbe
      var codingPath: [any CodingKey] { [] }
      func decodeNil() -> Bool { false }
      func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let found = try shape(type)
        probe.single = found.type
        return found.value
      }
    }
  }
}

/// Dictionaries, whose key and value types are known without an element.
private protocol KeyedCollection {
  static var key: Any.Type { get }
  static var value: Any.Type { get }
}
extension Dictionary: KeyedCollection {
  fileprivate static var key: Any.Type { Key.self }
  fileprivate static var value: Any.Type { Value.self }
}
