import RedstartCodecs
import RedstartColumnar
import RedstartDiagnostics
import RedstartTypes

/// Writes Arrow IPC streams: a schema, one record batch, the end mark.
///
/// Types are those that Spark's clients expect: `utf8`, `decimal128`, `timestamp[us, zone]`, no dictionaries. Dictionary and
/// constant columns are spread out straight into the message. The schema part is made once and reused for every batch.
public struct ArrowStreamWriter: Sendable {
  /// How the buffers of a message are packed.
  public enum Compression: Sendable {
    case none, lz4, zstd
  }

  private let schema: StructType
  private let schemaMessage: [UInt8]
  private let compression: Compression
  private static let endMark: [UInt8] = [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]

  public init(schema: StructType, timeZone: String, compression: Compression = .none) throws {
    self.schema = schema
    self.compression = compression
    schemaMessage = try ArrowSchemaWriter(timeZone: timeZone).message(schema)
  }

  /// A stream of `batch`.
  public static func encode(
    batch: RecordBatch, schema: StructType, timeZone: String, compression: Compression = .none
  ) throws -> [UInt8] {
    try ArrowStreamWriter(schema: schema, timeZone: timeZone, compression: compression).encode(batch)
  }

  /// A stream without batches.
  public static func encode(schema: StructType, timeZone: String) throws -> [UInt8] {
    try ArrowStreamWriter(schema: schema, timeZone: timeZone).encodeEmpty()
  }

  /// A stream without batches.
  public func encodeEmpty() -> [UInt8] { schemaMessage + Self.endMark }

  /// A stream of one batch, whose columns are those of the schema.
  public func encode(_ batch: RecordBatch) throws -> [UInt8] {
    guard batch.columns.count == schema.count else { throw SparkError.internal("a batch of other columns than its schema") }
    // Small results are not worth the padding.
    let alignment = batch.count >= 256 ? 64 : 8
    var layout = ArrowBodyLayout(alignment: alignment)
    var columns: [ArrowColumnPlan] = []
    columns.reserveCapacity(batch.columns.count)
    for (column, field) in zip(batch.columns, schema.fields) {
      guard column.count == batch.count, column.type.physical == field.type.physical else {
        throw SparkError.internal("the column \(field.name) is not of its schema's type")
      }
      columns.append(try ArrowColumnPlan(column, &layout))
    }
    if compression != .none { return try compressed(batch.count, layout, columns) }
    let header = ArrowSchemaWriter.batchMessage(
      count: batch.count, nodes: layout.nodes, buffers: layout.buffers, codec: nil, bodyLength: layout.byteCount,
      alignment: alignment, position: schemaMessage.count)
    let start = schemaMessage.count + header.count
    let total = start + layout.byteCount + Self.endMark.count
    // Strings are copied in whole words: the last one may run over the end by less than 32 bytes.
    return try [UInt8](unsafeUninitializedCapacity: total + 32) { target, count in
      guard let base = target.baseAddress else { throw SparkError.internal("no memory for a message") }
      base.update(from: schemaMessage, count: schemaMessage.count)
      (base + schemaMessage.count).update(from: header, count: header.count)
      for column in columns { try column.write(to: base + start, layout) }
      (base + start + layout.byteCount).update(from: Self.endMark, count: Self.endMark.count)
      count = total
    }
  }

  private func compressed(_ rows: Int, _ layout: ArrowBodyLayout, _ columns: [ArrowColumnPlan]) throws -> [UInt8] {
    let codec: BlockCodec = compression == .zstd ? .zstd : .lz4Frame
    let plain = try [UInt8](unsafeUninitializedCapacity: layout.byteCount + 32) { target, count in
      guard let base = target.baseAddress else { throw SparkError.internal("no memory for a message") }
      for column in columns { try column.write(to: base, layout) }
      count = layout.byteCount
    }
    var body: [UInt8] = []
    body.reserveCapacity(layout.byteCount / 2 + 1024)
    var places: [(Int, Int)] = []
    places.reserveCapacity(layout.buffers.count)
    try plain.withUnsafeBytes { bytes in
      for (offset, length) in layout.buffers {
        if length == 0 {
          places.append((body.count, 0))
          continue
        }
        let source = UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)])
        let packed = try codec.compress(source, level: codec == .zstd ? 1 : nil)
        let worthwhile = packed.count < length
        let start = body.count
        withUnsafeBytes(of: Int64(worthwhile ? length : -1).littleEndian) { body.append(contentsOf: $0) }
        if worthwhile { body.append(contentsOf: packed) } else { body.append(contentsOf: source) }
        places.append((start, body.count - start))
        while body.count % 8 != 0 { body.append(0) }
      }
    }
    let header = ArrowSchemaWriter.batchMessage(
      count: rows, nodes: layout.nodes, buffers: places, codec: compression == .zstd ? 1 : 0, bodyLength: body.count,
      alignment: 8, position: schemaMessage.count)
    return schemaMessage + header + body + Self.endMark
  }
}
