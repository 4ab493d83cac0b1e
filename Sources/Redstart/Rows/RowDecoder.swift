import RedstartColumnar
import RedstartTypes

/// Decodes the rows of batches into values of a type, by the names of its properties.
package struct RowDecoder: Sendable {
  private let type: DataType
  private let schema: StructType

  package init(_ schema: StructType) {
    self.schema = schema
    type = .struct(schema)
  }

  /// The rows of a batch. A type that is no struct, such as `Int`, takes the only column.
  /// - Throws: `DecodingError` that names the row's column.
  package func decode<T: Decodable>(_ target: T.Type, from batch: RecordBatch) throws -> [T] {
    try (0..<batch.count).map { row in try decode(target, batch.columns.map { $0.value(at: row) }) }
  }

  package func decode<T: Decodable>(_ target: T.Type, _ values: [Value]) throws -> T {
    if schema.count == 1, ValueDecoder.isPlain(target) {
      return try ValueDecoder(values[0], schema.fields[0].type, [NameKey(schema.fields[0].name)]).decode(target)
    }
    return try ValueDecoder(.structure(values), type, []).decode(target)
  }
}
