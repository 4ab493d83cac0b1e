import Foundation
import RedstartColumnar
import RedstartDiagnostics
import RedstartMLCore
import RedstartTypes

/// Encodes values into rows; the schema follows from the values, or is given.
package struct RowEncoder {
  /// One encoded value: with its type as far as the value tells it.
  struct Cell {
    var value: Value
    /// nil: only nulls were seen.
    var type: DataType?
    var isNullable: Bool
  }

  package init() {}

  /// Rows as a batch with its schema. Properties become columns by their names; an optional property is nullable.
  ///
  /// - Parameter shape: What is known of the columns before any value is seen; left alone when the values have other columns.
  /// - Throws: `CANNOT_INFER_TYPE_FOR_FIELD` when a property is null in all rows and does not name its type; `EncodingError`.
  package func encode<T: Encodable>(
    _ rows: [T], knowing shape: StructType? = nil
  ) throws -> (schema: StructType, batch: RecordBatch) {
    let cells = try rows.map { row -> Cell in
      let cell = try ValueEncoder.cell(row, [])
      if case .struct? = cell.type { return cell }
      // A plain value is the only column of its row.
      return Cell(
        value: .structure([cell.value]),
        type: .struct(StructType([StructField("value", cell.type ?? .null, nullable: cell.isNullable)])), isNullable: false)
    }
    var schema: DataType?
    if let shape, case .struct(let first)? = cells.first?.type, first.names == shape.names { schema = .struct(shape) }
    for cell in cells { schema = Self.merge(schema, cell.type) }
    guard case .struct(let merged)? = schema else { return (StructType(), RecordBatch([], count: rows.count)) }
    for field in merged.fields where field.type.containsNull { throw Self.unknown(field.name) }
    return (merged, Self.batch(cells.map(\.value), merged))
  }

  static func batch(_ rows: [Value], _ schema: StructType) -> RecordBatch {
    let columns = schema.fields.enumerated().map { position, field -> Vector in
      let builder = VectorBuilder(type: field.type, capacity: rows.count)
      for row in rows {
        if case .structure(let fields) = row, position < fields.count {
          builder.append(fields[position])
        } else {
          builder.appendNull()
        }
      }
      return builder.finish()
    }
    return RecordBatch(columns, count: rows.count)
  }

  private static func unknown(_ name: String) -> SparkError {
    SparkError.unsupported(
      "the property \(name), which is nil in every row and does not tell its type", "Give createDataFrame a schema.")
  }

  /// The type of values of either type.
  static func merge(_ left: DataType?, _ right: DataType?) -> DataType? {
    guard let left, left != .null else { return right ?? left }
    guard let right, right != .null else { return left }
    switch (left, right) {
    case (.array(let a, let leftNull), .array(let b, let rightNull)):
      return .array(merge(a, b) ?? .null, containsNull: leftNull || rightNull)
    case (.map(let key, let a, let leftNull), .map(let otherKey, let b, let rightNull)):
      return .map(merge(key, otherKey) ?? .null, merge(a, b) ?? .null, valueContainsNull: leftNull || rightNull)
    case (.struct(let a), .struct(let b)) where a.count == b.count:
      return .struct(
        StructType(
          zip(a.fields, b.fields).map {
            StructField($0.name, merge($0.type, $1.type) ?? .null, nullable: $0.nullable || $1.nullable)
          }))
    default: return left
    }
  }
}

extension DataType {
  /// Whether a part of the type is not known.
  fileprivate var containsNull: Bool {
    switch self {
    case .null: true
    case .array(let element, _): element.containsNull
    case .map(let key, let value, _): key.containsNull || value.containsNull
    case .struct(let schema): schema.fields.contains { $0.type.containsNull }
    default: false
    }
  }
}
