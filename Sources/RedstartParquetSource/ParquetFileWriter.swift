import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes

/// Writes a Parquet file as Spark writes it.
final class ParquetFileWriter: FileWriter {
  private let file: OutputFile
  private let columns: [WriterColumn]
  private let leaves: [LeafWriter]
  private var footer = Footer()
  private var rows = 0
  private let rowGroupBytes: Int
  private let rowGroupRows: Int
  private var isClosed = false

  init(_ request: WriteRequest) throws {
    var schema = WriterSchema(
      timestamps: try TimestampForm(request.options), compression: try ParquetCompression(request.options))
    columns = try schema.root(request.schema)
    leaves = schema.leaves
    rowGroupBytes = max(try request.options.integer("parquet.block.size", default: 128 << 20), 1 << 16)
    rowGroupRows = max(try request.options.integer("parquet.block.row.count.limit", default: 1 << 20), 1)
    footer.schema = schema.elements
    footer.keyValues = [
      ParquetFileMetadata.schemaKey: request.schema.json, "org.apache.spark.version": "4.3.0",
    ]
    footer.createdBy = "redstart version 0.1.0"
    footer.typeOrder = leaves.map { _ in true }
    file = try OutputFile(path: request.path)
    try file.write(Array("PAR1".utf8))
  }

  var bytesWritten: Int { file.position }

  func write(_ batch: RecordBatch) throws {
    guard batch.columns.count == columns.count else { throw SparkError.internal("a batch with another number of columns") }
    var start = 0
    while start < batch.count {
      let end = min(batch.count, start + min(RecordBatch.targetRows, rowGroupRows - rows))
      let part = batch.slice(start..<end)
      for (column, vector) in zip(columns, part.columns) { try column.append(vector) }
      rows += end - start
      start = end
      if rows >= rowGroupRows || leaves.reduce(0, { $0 + $1.bufferedBytes }) >= rowGroupBytes { try endRowGroup() }
    }
  }

  private func endRowGroup() throws {
    if rows == 0 { return }
    var group = RowGroup()
    group.rowCount = rows
    for leaf in leaves {
      let chunk = try leaf.finish(file)
      group.totalByteSize += chunk.uncompressedSize
      group.columns.append(chunk)
    }
    footer.rowGroups.append(group)
    footer.rowCount += rows
    rows = 0
  }

  func close() throws {
    if isClosed { return }
    isClosed = true
    try endRowGroup()
    let bytes = footer.encoded()
    try file.write(bytes)
    try withUnsafeBytes(of: UInt32(truncatingIfNeeded: bytes.count).littleEndian) { try file.write($0) }
    try file.write(Array("PAR1".utf8))
    try file.finish()
  }
}
