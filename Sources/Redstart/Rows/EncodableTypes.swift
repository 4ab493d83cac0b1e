import Foundation
import RedstartTypes

// Types whose rows do not tell everything: an empty array, a nil, an empty dictionary have types, too.

/// What Spark's type of a Swift type is, without a value.
enum SparkTypes {
  /// nil for structs of the program, whose fields only their values tell.
  static func of(_ type: Any.Type) -> DataType? {
    switch type {
    case is Int.Type, is UInt32.Type: .long
    case is UInt8.Type: .short
    case is UInt16.Type: .integer
    case let optional as any OptionalType.Type: of(optional.wrapped)
    case let array as any EncodableArray.Type:
      of(array.element).map { .array($0, containsNull: array.element is any OptionalType.Type) }
    case let convertible as any LiteralConvertible.Type: convertible.nullType
    default: nil
    }
  }
}

protocol EncodableOptional {
  func cell(_ path: [any CodingKey]) throws -> RowEncoder.Cell
}

extension Optional: EncodableOptional where Wrapped: Encodable {
  func cell(_ path: [any CodingKey]) throws -> RowEncoder.Cell {
    guard let self else { return RowEncoder.Cell(value: .null, type: SparkTypes.of(Wrapped.self), isNullable: true) }
    var cell = try ValueEncoder.cell(self, path)
    cell.isNullable = true
    return cell
  }
}

protocol EncodableArray {
  static var element: Any.Type { get }
  func cell(_ path: [any CodingKey]) throws -> RowEncoder.Cell
}

extension Array: EncodableArray where Element: Encodable {
  static var element: Any.Type { Element.self }

  func cell(_ path: [any CodingKey]) throws -> RowEncoder.Cell {
    let cells = try enumerated().map { try ValueEncoder.cell($0.element, path + [PositionKey($0.offset)]) }
    guard cells.isEmpty, let type = SparkTypes.of(Self.self) else { return .array(cells) }
    return RowEncoder.Cell(value: .array([]), type: type, isNullable: false)
  }
}

protocol EncodableDictionary {
  func cell(_ path: [any CodingKey]) throws -> RowEncoder.Cell
}

extension Dictionary: EncodableDictionary where Key: Encodable, Value: Encodable {
  func cell(_ path: [any CodingKey]) throws -> RowEncoder.Cell {
    var keys: [RowEncoder.Cell] = []
    var values: [RowEncoder.Cell] = []
    for (key, value) in self {
      keys.append(try ValueEncoder.cell(key, path))
      values.append(try ValueEncoder.cell(value, path + [NameKey("\(key)")]))
    }
    let keyType = keys.reduce(SparkTypes.of(Key.self)) { RowEncoder.merge($0, $1.type) }
    let valueType = values.reduce(SparkTypes.of(Value.self)) { RowEncoder.merge($0, $1.type) }
    return RowEncoder.Cell(
      value: .map(keys.map(\.value), values.map(\.value)),
      type: .map(keyType ?? .null, valueType ?? .null, valueContainsNull: values.contains(where: \.isNullable)), isNullable: false
    )
  }
}
