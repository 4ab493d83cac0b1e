import Foundation
import RedstartMLCore
import RedstartTypes

/// Encodes one value: a keyed container becomes a struct, an unkeyed one an array, a single value itself.
final class ValueEncoder: Encoder {
  let codingPath: [any CodingKey]
  let userInfo: [CodingUserInfoKey: Any] = [:]
  private var content = Content.nothing

  private enum Content {
    case nothing
    case cell(RowEncoder.Cell)
    case fields(FieldStore)
    case elements(ElementStore)
  }

  init(_ codingPath: [any CodingKey]) { self.codingPath = codingPath }

  static func cell<T: Encodable>(_ value: T, _ path: [any CodingKey]) throws -> RowEncoder.Cell {
    if let whole = whole(value) { return whole }
    if let dictionary = value as? any EncodableDictionary { return try dictionary.cell(path) }
    if let sequence = value as? any EncodableArray { return try sequence.cell(path) }
    if let optional = value as? any EncodableOptional { return try optional.cell(path) }
    let encoder = ValueEncoder(path)
    try value.encode(to: encoder)
    return try encoder.finish()
  }

  /// Types that are one value of Spark.
  private static func whole(_ value: Any) -> RowEncoder.Cell? {
    let literal: Literal? =
      switch value {
      case let number as Int: .long(Int64(number))
      case let number as UInt8: Literal(.integer(Int64(number)), .short)
      case let number as UInt16: .integer(Int32(number))
      case let number as UInt32: .long(Int64(number))
      case let vector as MLVector: Literal(vector.value, .udt(.vector))
      case is any EncodableOptional, is any EncodableArray, is any EncodableDictionary: nil
      case let decimal as Decimal: Literal(.decimal(decimal.rescaled(18)), .systemDefaultDecimal)
      case let convertible as any LiteralConvertible: convertible.literal
      default: nil
      }
    return literal.map { RowEncoder.Cell(value: $0.value, type: $0.type, isNullable: false) }
  }

  private func finish() throws -> RowEncoder.Cell {
    switch content {
    case .nothing: return RowEncoder.Cell(value: .null, type: nil, isNullable: true)
    case .cell(let cell): return cell
    case .fields(let store): return try store.cell()
    case .elements(let store): return try store.cell()
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    let store = FieldStore()
    content = .fields(store)
    return KeyedEncodingContainer(FieldEncoder<Key>(store: store, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    let store = ElementStore()
    content = .elements(store)
    return ElementEncoder(store: store, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { SingleEncoder(encoder: self) }

  private struct SingleEncoder: SingleValueEncodingContainer {
    let encoder: ValueEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }
    func encodeNil() { encoder.content = .cell(RowEncoder.Cell(value: .null, type: nil, isNullable: true)) }
    func encode<T: Encodable>(_ value: T) throws { encoder.content = .cell(try ValueEncoder.cell(value, codingPath)) }
  }
}

/// The fields of a struct while they are encoded; nested encoders are asked at the end.
final class FieldStore {
  private var fields: [(name: String, cell: () throws -> RowEncoder.Cell)] = []

  func add(_ name: String, _ cell: @escaping () throws -> RowEncoder.Cell) { fields.append((name, cell)) }

  func cell() throws -> RowEncoder.Cell {
    let cells = try fields.map { ($0.name, try $0.cell()) }
    let schema = StructType(cells.map { StructField($0, $1.type ?? .null, nullable: $1.isNullable) })
    return RowEncoder.Cell(value: .structure(cells.map(\.1.value)), type: .struct(schema), isNullable: false)
  }
}

/// The elements of an array while they are encoded.
final class ElementStore {
  private var elements: [() throws -> RowEncoder.Cell] = []
  var count: Int { elements.count }

  func add(_ cell: @escaping () throws -> RowEncoder.Cell) { elements.append(cell) }

  func cell() throws -> RowEncoder.Cell { RowEncoder.Cell.array(try elements.map { try $0() }) }
}

extension RowEncoder.Cell {
  static func array(_ cells: [RowEncoder.Cell]) -> RowEncoder.Cell {
    var element: DataType?
    for cell in cells { element = RowEncoder.merge(element, cell.type) }
    return RowEncoder.Cell(
      value: .array(cells.map(\.value)), type: .array(element ?? .null, containsNull: cells.contains(where: \.isNullable)),
      isNullable: false)
  }
}

private struct FieldEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let store: FieldStore
  let codingPath: [any CodingKey]

  func encodeNil(forKey key: Key) {
    store.add(key.stringValue) { RowEncoder.Cell(value: .null, type: nil, isNullable: true) }
  }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    let cell = try ValueEncoder.cell(value, codingPath + [key])
    store.add(key.stringValue) { cell }
  }

  // Optional properties come here with their type, also when they are nil.
  func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
    let cell = try value.cell(codingPath + [key])
    store.add(key.stringValue) { cell }
  }
  func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: String?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try optional(value, key) }
  func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try optional(value, key) }

  private func optional<T: Encodable>(_ value: T?, _ key: Key) throws {
    let cell = try value.cell(codingPath + [key])
    store.add(key.stringValue) { cell }
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
    let nested = FieldStore()
    store.add(key.stringValue) { try nested.cell() }
    return KeyedEncodingContainer(FieldEncoder<Nested>(store: nested, codingPath: codingPath + [key]))
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    let nested = ElementStore()
    store.add(key.stringValue) { try nested.cell() }
    return ElementEncoder(store: nested, codingPath: codingPath + [key])
  }

  func superEncoder() -> any Encoder { ValueEncoder(codingPath) }
  func superEncoder(forKey key: Key) -> any Encoder { ValueEncoder(codingPath + [key]) }
}

private struct ElementEncoder: UnkeyedEncodingContainer {
  let store: ElementStore
  let codingPath: [any CodingKey]
  var count: Int { store.count }

  func encodeNil() { store.add { RowEncoder.Cell(value: .null, type: nil, isNullable: true) } }

  func encode<T: Encodable>(_ value: T) throws {
    let cell = try ValueEncoder.cell(value, codingPath + [PositionKey(count)])
    store.add { cell }
  }

  func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    let nested = FieldStore()
    store.add { try nested.cell() }
    return KeyedEncodingContainer(FieldEncoder<Key>(store: nested, codingPath: codingPath + [PositionKey(count)]))
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    let nested = ElementStore()
    store.add { try nested.cell() }
    return ElementEncoder(store: nested, codingPath: codingPath + [PositionKey(count)])
  }

  func superEncoder() -> any Encoder { ValueEncoder(codingPath) }
}
