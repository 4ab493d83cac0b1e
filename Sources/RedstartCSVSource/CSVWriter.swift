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
    cells = try CellFormat(options, delimiter: delimiter)
    let compression = try FileCompression(option: options.first("compression", "codec"))
    let zone = try TimeZoneRules.named(options["timeZone"] ?? environment.timeZone)
    fields = try request.schema.fields.map { try CellWriter($0, options, zone: zone) }
    let header = try options.flag("header", default: false)
    file = try CompressedFile(path: request.path, compression)
    if header {
      for (index, field) in request.schema.fields.enumerated() {
        if index > 0 { output += delimiter }
        Array(field.name.utf8).withUnsafeBufferPointer { cells.append($0, to: &output) }
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
          fields[index].append(column, row, cells, to: &output)
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

/// When and how a cell's text is quoted.
struct CellFormat: Sendable {
  private let delimiter: [UInt8]
  private let quote: UInt8
  private let escape: UInt8
  private let escapeEscape: UInt8
  private let comment: UInt8
  private let nullValue: [UInt8]
  private let emptyValue: [UInt8]
  private let quoteAll: Bool
  private let escapeQuotes: Bool
  private let trimLeading: Bool
  private let trimTrailing: Bool

  init(_ options: SourceOptions, delimiter: [UInt8]) throws {
    self.delimiter = delimiter
    quote = try CSVOptions.character("quote", options["quote"], default: UInt8(ascii: "\""))
    escape = try CSVOptions.character("escape", options["escape"], default: UInt8(ascii: "\\"))
    let second = try CSVOptions.character("charToEscapeQuoteEscaping", options["charToEscapeQuoteEscaping"], default: 0)
    escapeEscape = second != 0 ? second : quote == escape ? 0 : escape
    comment = try CSVOptions.character("comment", options["comment"], default: 0)
    nullValue = Array((options["nullValue"] ?? "").utf8)
    emptyValue = Array((options["emptyValue"] ?? "\"\"").utf8)
    quoteAll = try options.flag("quoteAll", default: false)
    escapeQuotes = try options.flag("escapeQuotes", default: true)
    trimLeading = try options.flag("ignoreLeadingWhiteSpace", default: true)
    trimTrailing = try options.flag("ignoreTrailingWhiteSpace", default: true)
  }

  func appendNull(to output: inout [UInt8]) {
    if nullValue.isEmpty && !quoteAll { return }
    nullValue.withUnsafeBufferPointer { quoteAll && nullValue.isEmpty ? appendQuoted($0, to: &output) : append($0, to: &output) }
  }

  /// Appends a value's text.
  func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    if text.isEmpty {
      output += emptyValue
      return
    }
    var from = 0
    var to = text.count
    if trimLeading { while from < to, text[from] <= 32 { from += 1 } }
    if trimTrailing { while to > from, text[to - 1] <= 32 { to -= 1 } }
    let kept = UnsafeBufferPointer(rebasing: text[from..<to])
    if quoteAll || needsQuotes(kept) {
      appendQuoted(kept, to: &output)
    } else {
      output.append(contentsOf: kept)
    }
  }

  /// Text without any character that matters.
  func appendPlain(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) { append(text, to: &output) }

  private func needsQuotes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let head = text.first else { return false }
    if head == quote && quote != 0 { return true }
    if comment != 0, head == comment { return true }
    let first = delimiter[0]
    for (index, byte) in text.enumerated() {
      if byte == 10 || byte == 13 { return true }
      if byte == first, delimiter.count == 1 || text[index...].starts(with: delimiter) { return true }
      if escapeQuotes, quote != 0, byte == quote || (byte == escape && false) { return true }
    }
    return false
  }

  private func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    output.append(quote)
    for byte in text {
      if byte == quote, quote != 0 {
        output.append(escape)
      } else if byte == escape, escapeEscape != 0, escape != quote {
        output.append(escapeEscape)
      }
      output.append(byte)
    }
    output.append(quote)
  }
}
