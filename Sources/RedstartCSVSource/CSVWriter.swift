import RedstartCodecs
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartKernels
import RedstartMemory
import RedstartTypes

/// Writes batches as the text that Spark writes.
final class CSVWriter: FileWriter {
  private let fields: [CellWriter]
  private let file: CompressedFile
  private let delimiter: [UInt8]
  private let lineSeparator: [UInt8]
  private let cells: CellFormat
  private var output: [UInt8] = []
  private static let flushSize = 1 << 20

  init(_ request: WriteRequest, _ environment: SourceEnvironment) throws {
    let options = request.options
    delimiter = try CSVOptions.delimiter(options.first("sep", "delimiter"))
    lineSeparator = try CSVOptions.lineSeparator(options["lineSep"]) ?? [10]
    let encoding = try TextEncoding(named: options.first("encoding", "charset") ?? "UTF-8")
    guard encoding == .utf8 else {
      throw SparkError.unsupported("writing CSV in another character set than UTF-8", "Leave the option encoding out.")
    }
    cells = try CellFormat(options, delimiter: delimiter, lineSeparator: lineSeparator)
    let compression = try FileCompression(option: options.first("compression", "codec"))
    let zone = try TimeZoneRules.named(options["timeZone"] ?? environment.timeZone)
    fields = try request.schema.fields.map { try CellWriter($0, options, zone: zone) }
    let header = try options.flag("header", default: false)
    file = try CompressedFile(path: request.path, compression)
    if header {
      for (index, field) in request.schema.fields.enumerated() {
        if index > 0 { output += delimiter }
        Array(field.name.utf8).withUnsafeBufferPointer { cells.append($0, isFirst: index == 0, to: &output) }
      }
      output += lineSeparator
    }
  }

  var bytesWritten: Int { file.bytesWritten }

  func write(_ batch: RecordBatch) throws {
    let columns = batch.columns.map { $0.flattened() }
    let valid = columns.map { $0.rowValidity }
    for row in 0..<batch.count {
      for (index, column) in columns.enumerated() {
        if index > 0 { output += delimiter }
        if let bits = valid[index], !bits[row] {
          cells.appendNull(to: &output)
        } else {
          fields[index].append(column, row, cells, isFirst: index == 0, to: &output)
        }
      }
      output += lineSeparator
      if output.count >= Self.flushSize { try flush() }
    }
  }

  func close() throws {
    try flush()
    try file.close()
  }

  private func flush() throws {
    try output.withUnsafeBytes { try file.write($0) }
    output.removeAll(keepingCapacity: true)
  }
}
