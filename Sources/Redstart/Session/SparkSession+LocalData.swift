import Foundation
import RedstartArrowFormat
import RedstartColumnar
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartTypes

extension SparkSession {
  /// Data of a plan that is larger travels apart from it, once.
  private static let inlineLimit = 1 << 20
  /// Bytes of one uploaded piece, about.
  private static let pieceSize = 16 << 20

  /// A DataFrame of values: properties become columns, by their names; an optional property may be null.
  ///
  /// ```swift
  /// struct Flight: Codable { var carrier: String; var delay: Int? }
  /// let df = try spark.createDataFrame([Flight(carrier: "UA", delay: 5), Flight(carrier: "AA", delay: nil)])
  /// ```
  /// - Throws: `EncodingError`; an error when a column's type cannot be told.
  public func createDataFrame<T: Encodable>(_ rows: [T]) throws -> DataFrame {
    let (schema, batch) = try RowEncoder().encode(rows)
    return try createDataFrame(schema, [batch])
  }

  /// A DataFrame of rows.
  /// - Throws: an error when a row does not fit the schema.
  public func createDataFrame(_ rows: [Row], _ schema: StructType) throws -> DataFrame {
    let stored = try rows.enumerated().map { index, row -> Value in
      guard row.values.count == schema.count else {
        throw SparkError.unsupported(
          "row \(index) with \(row.values.count) values for \(schema.count) columns", "Give every row a value for each column.")
      }
      let fields = try zip(zip(row.values, row.schema.fields), schema.fields).map { cell, field in
        try LocalValue.stored(cell.0, cell.1.type, as: field, row: index)
      }
      return .structure(fields)
    }
    return try createDataFrame(schema, [RowEncoder.batch(stored, schema)])
  }

  /// A DataFrame of rows.
  /// - Parameter schema: Spark's text for columns: `name STRING NOT NULL, age INT`.
  public func createDataFrame(_ rows: [Row], _ schema: String) throws -> DataFrame {
    try createDataFrame(rows, try StructType(ddl: schema))
  }

  /// A DataFrame of rows under those names; the types are those of the values.
  public func createDataFrame(_ rows: [Row], _ names: [String]) throws -> DataFrame {
    var schema = DataType.null
    for row in rows { schema = RowEncoder.merge(schema, .struct(row.schema.nullable)) ?? schema }
    guard case .struct(var merged) = schema, merged.count == names.count else {
      throw SparkError.unsupported("\(names.count) names for rows of other columns", "Give every column a name.")
    }
    for index in merged.fields.indices { merged.fields[index].name = names[index] }
    return try createDataFrame(rows, merged)
  }

  /// A DataFrame of the engine's batches.
  package func createDataFrame(_ schema: StructType, _ batches: [RecordBatch]) throws -> DataFrame {
    var local = Spark_Connect_LocalRelation()
    local.schema = schema.json
    let size = batches.reduce(0) { $0 + $1.byteCount }
    let writer = try ArrowStreamWriter(schema: schema, timeZone: "UTC")
    if size < Self.inlineLimit {
      let batch = batches.isEmpty ? nil : RecordBatch.concatenate(batches, types: schema.fields.map(\.type))
      local.data = Data(try batch.map(writer.encode) ?? writer.encodeEmpty())
      return dataFrame(.localRelation(local))
    }
    var chunked = Spark_Connect_ChunkedCachedLocalRelation()
    for batch in batches {
      let pieces = max(1, (batch.byteCount + Self.pieceSize - 1) / Self.pieceSize)
      for piece in 0..<pieces {
        let range = (batch.count * piece / pieces)..<(batch.count * (piece + 1) / pieces)
        if range.isEmpty { continue }
        chunked.dataHashes.append(try keep(Data(try writer.encode(batch.slice(range)))))
      }
    }
    chunked.schemaHash = try keep(Data(schema.json.utf8))
    return dataFrame(.chunkedCachedLocalRelation(chunked))
  }

  /// Gives data to whoever runs the plans, under a name that nothing else has.
  private func keep(_ data: Data) throws -> String {
    let name = (UUID().uuidString + UUID().uuidString).lowercased().filter { $0 != "-" }
    try backend.keep("cache/" + name, data)
    return name
  }
}

extension StructType {
  fileprivate var nullable: StructType {
    StructType(fields.map { StructField($0.name, $0.type, nullable: true, metadata: $0.metadata) })
  }
}

/// Values of rows that programs make, in the form that a column stores.
enum LocalValue {
  /// - Throws: an error when the value is no value of the field's type.
  static func stored(_ value: Value, _ type: DataType, as field: StructField, row: Int) throws -> Value {
    guard !value.isNull else {
      guard field.nullable else {
        throw SparkError.unsupported(
          "null in row \(row) of the column \(field.name), which is NOT NULL",
          "Give the row a value, or make the column nullable.")
      }
      return value
    }
    guard let stored = convert(value, type.storage, field.type.storage) else {
      throw SparkError.unsupported(
        "a \(type.simpleString) in row \(row) of the column \(field.name), which is a \(field.type.simpleString)",
        "Make the values of the column's type.")
    }
    return stored
  }

  private static func convert(_ value: Value, _ from: DataType, _ to: DataType) -> Value? {
    if value.isNull { return value }
    switch (value, from, to) {
    case (.integer(let number), _, _) where from.isIntegral && to.isIntegral: return fits(number, to) ? value : nil
    case (.integer(let number), _, _) where from.isIntegral && to.isFloating: return .double(Double(number))
    case (.integer(let number), _, .decimal(let precision, let scale)) where from.isIntegral:
      return Decimal128.rescale(Int128(number), from: 0, to: scale, precision: precision).map { .decimal($0) }
    case (.integer, .timestamp, .timestampNTZ), (.integer, .timestampNTZ, .timestamp): return value
    case (.double, _, _) where from.isFloating && to.isFloating: return value
    case (.decimal(let digits), .decimal(_, let scale), .decimal(let precision, let wanted)):
      return Decimal128.rescale(digits, from: scale, to: wanted, precision: precision).map { .decimal($0) }
    case (.array(let elements), .array(let element, _), .array(let wanted, _)):
      let converted = elements.compactMap { convert($0, element.storage, wanted.storage) }
      return converted.count == elements.count ? .array(converted) : nil
    case (.map(let keys, let values), .map(let key, let item, _), .map(let wantedKey, let wantedItem, _)):
      let newKeys = keys.compactMap { convert($0, key.storage, wantedKey.storage) }
      let newValues = values.compactMap { convert($0, item.storage, wantedItem.storage) }
      return newKeys.count == keys.count && newValues.count == values.count ? .map(newKeys, newValues) : nil
    case (.structure(let fields), .struct(let schema), .struct(let wanted)) where schema.count == wanted.count:
      let converted = zip(fields, zip(schema.fields, wanted.fields)).compactMap {
        convert($0, $1.0.type.storage, $1.1.type.storage)
      }
      return converted.count == fields.count ? .structure(converted) : nil
    default: return from == to ? value : nil
    }
  }

  private static func fits(_ number: Int64, _ type: DataType) -> Bool {
    switch type {
    case .byte: Int8(exactly: number) != nil
    case .short: Int16(exactly: number) != nil
    case .integer: Int32(exactly: number) != nil
    default: true
    }
  }
}
