import Foundation
import RedstartColumnar
import RedstartSession
import RedstartTypes

/// One row of a result: values by position or by name.
///
/// ```swift
/// let row = try await df.first()
/// let carrier = try row?.get("carrier", as: String.self)
/// ```
public struct Row: Sendable {
  /// The columns.
  public let schema: StructType
  package let values: [Value]

  package init(_ values: [Value], _ schema: StructType) {
    self.values = values
    self.schema = schema
  }

  /// A row of Swift values; nil is null. The columns are called `_1`, `_2`, …
  public init(_ values: (any LiteralConvertible)?...) {
    let literals = values.map { $0?.literal ?? .null(.null) }
    self.init(
      literals.map(\.value),
      StructType(literals.enumerated().map { StructField("_\($0.offset + 1)", $0.element.type, nullable: $0.element.isNull) }))
  }

  static func rows(_ batch: RecordBatch, _ schema: StructType) -> [Row] {
    (0..<batch.count).map { row in Row(batch.columns.map { $0.value(at: row) }, schema) }
  }

  public var length: Int { values.count }
  public var count: Int { values.count }

  /// The value at a position as Swift has it; nil for null.
  ///
  /// `Bool`, `Int8`, `Int16`, `Int32`, `Int64`, `Float`, `Double`, `Decimal`, `String`, `Data`, ``LocalDate``, `Date`, `Duration`,
  /// ``MLVector``, arrays of those, ``MapEntry`` arrays for maps, and ``Row`` for structs.
  public subscript(position: Int) -> (any Sendable)? { SwiftValue.of(values[position], schema.fields[position].type) }

  /// The value of a column; nil for null and for a column that does not exist.
  public subscript(name: String) -> (any Sendable)? { schema.index(of: name).flatMap { self[$0] } }

  public func isNullAt(_ position: Int) -> Bool { values[position].isNull }

  /// The value at a position as that type; a number may be read as any type that holds it.
  /// - Throws: `DecodingError` for a value of another type, and for null unless the type is optional.
  public func get<T: Decodable>(_ position: Int, as type: T.Type = T.self) throws -> T {
    guard values.indices.contains(position) else {
      throw DecodingError.valueNotFound(
        type, .init(codingPath: [], debugDescription: "the row has \(values.count) columns, no position \(position)"))
    }
    return try ValueDecoder(values[position], schema.fields[position].type, [PositionKey(position)]).decode(type)
  }

  /// The value of a column as that type; a number may be read as any type that holds it.
  /// - Throws: `DecodingError` for a column that does not exist, a value of another type, and for null unless the type is optional.
  public func get<T: Decodable>(_ name: String, as type: T.Type = T.self) throws -> T {
    guard let position = schema.index(of: name) else {
      throw DecodingError.keyNotFound(
        NameKey(name), .init(codingPath: [], debugDescription: "the row has the columns \(schema.names.joined(separator: ", "))"))
    }
    return try get(position, as: type)
  }

  /// The whole row as a value of a type, by the names of its properties.
  /// - Throws: `DecodingError`.
  public func decode<T: Decodable>(_ type: T.Type = T.self) throws -> T {
    try ValueDecoder(.structure(values), .struct(schema), []).decode(type)
  }
}

/// Rows are equal when their values are; names do not matter.
extension Row: Hashable {
  public static func == (left: Row, right: Row) -> Bool { left.comparable == right.comparable }
  public func hash(into hasher: inout Hasher) { hasher.combine(comparable) }

  private var comparable: [Value] { zip(values, schema.fields).map { Row.comparable($0, $1.type) } }

  /// The value in a form that does not depend on its type's width or scale.
  private static func comparable(_ value: Value, _ type: DataType) -> Value {
    switch (value, type.storage) {
    case (.decimal(let digits), .decimal(_, let scale)):
      var (digits, scale) = (digits, scale)
      while scale > 0, digits % 10 == 0 { (digits, scale) = (digits / 10, scale - 1) }
      return .structure([.decimal(digits), .integer(Int64(scale))])
    case (.array(let elements), .array(let element, _)): return .array(elements.map { comparable($0, element) })
    case (.map(let keys, let mapped), .map(let key, let item, _)):
      return .map(keys.map { comparable($0, key) }, mapped.map { comparable($0, item) })
    case (.structure(let fields), .struct(let type)):
      return .structure(zip(fields, type.fields).map { comparable($0, $1.type) })
    default: return value
    }
  }
}

extension Row: CustomStringConvertible {
  /// The values as Spark prints them, `[1,a,null]`.
  public var description: String {
    let pretty = PrettyText(timeZone: "UTC")
    return "[" + zip(values, schema.fields).map { pretty.text($0, $1.type) }.joined(separator: ",") + "]"
  }
}
