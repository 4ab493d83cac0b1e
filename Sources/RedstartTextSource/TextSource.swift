import RedstartCodecs
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// Plain text: a row a line, or a row a file, in one column `value`.
public struct TextSource: DataSource {
  public static let shortNames = ["text"]

  public init() {}

  public func fileExtension(_ options: SourceOptions) throws -> String {
    try ".txt" + FileCompression(option: options.first("compression", "codec")).fileSuffix
  }

  public func inferSchema(_ files: [FileEntry], _ options: SourceOptions, _ environment: SourceEnvironment) throws -> StructType {
    _ = try TextOptions(options)
    return StructType([StructField("value", .string)])
  }

  public func scan(_ request: ScanRequest, _ environment: SourceEnvironment) throws -> any Scan {
    try TextScan(request, environment)
  }

  public func writer(_ request: WriteRequest, _ environment: SourceEnvironment) throws -> any FileWriter {
    try TextWriter(request)
  }
}

/// The options of reading and writing text.
struct TextOptions: Sendable {
  /// Whether each file is one row.
  var wholeText: Bool
  var lineSeparator: [UInt8]?

  init(_ options: SourceOptions) throws {
    wholeText = try options.flag("wholetext", default: false)
    lineSeparator = options["lineSep"].map { Array($0.utf8) }
    if lineSeparator?.isEmpty == true {
      throw SparkError("INVALID_LINE_SEPARATOR.EMPTY")
    }
    if let encoding = options["encoding"]?.uppercased(), encoding != "UTF-8", encoding != "UTF8" {
      throw SparkError.unsupported("text in the character set \(encoding)", "Use UTF-8.")
    }
  }
}

/// A scan of text files, cut at line ends.
final class TextScan: Scan {
  private struct Partition: Sendable {
    var file: Int
    var range: Range<Int>
    var isWhole: Bool
  }

  private let request: ScanRequest
  private let options: TextOptions
  private let partitions: [Partition]
  private let isCancelled: @Sendable () -> Bool
  /// For each output column the partition value that it shows; nil for the text.
  private let output: [Int?]

  init(_ request: ScanRequest, _ environment: SourceEnvironment, partitionSize: Int? = nil) throws {
    self.request = request
    options = try TextOptions(request.options)
    isCancelled = environment.isCancelled
    let total = request.files.reduce(0) { $0 + $1.size }
    let size = partitionSize ?? min(max(total / max(environment.parallelism * 8, 1), 1 << 20), 16 << 20)
    let options = self.options
    guard request.dataSchema.count <= 1, request.dataSchema.fields.allSatisfy({ $0.type.storage == .string }) else {
      throw SparkError(
        "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
        [
          "columnName": quoted(request.dataSchema.fields.last?.name ?? ""),
          "columnType": "\"\(request.dataSchema.fields.last?.type.sql ?? "")\"", "format": "Text",
        ])
    }
    partitions = request.files.indices.flatMap { index -> [Partition] in
      let file = request.files[index]
      let divisible =
        FileCompression(path: file.path) == .none && !options.wholeText && (options.lineSeparator?.count ?? 1) == 1
      guard divisible else { return [Partition(file: index, range: 0..<file.size, isWhole: true)] }
      let count = max((file.size + size - 1) / size, 1)
      return (0..<count).map {
        Partition(file: index, range: (file.size * $0 / count)..<(file.size * ($0 + 1) / count), isWhole: false)
      }
    }
    output = try request.requiredSchema.fields.map { field in
      if request.dataSchema.index(of: field.name, caseSensitive: environment.caseSensitive) != nil { return nil }
      guard let place = request.partitionSchema.index(of: field.name, caseSensitive: environment.caseSensitive) else {
        throw SparkError.internal("the text files have no column \(field.name).")
      }
      return place
    }
  }

  var partitionCount: Int { partitions.count }
  var rowCount: Int? { options.wholeText ? request.files.count : nil }
  var byteCount: Int { request.files.reduce(0) { $0 + $1.size } }

  func open(_ partition: Int) throws -> any BatchReader {
    let part = partitions[partition]
    let file = request.files[part.file]
    let blocks: TextBlocks
    if FileCompression(path: file.path) != .none {
      let stream = try DecompressionStream(path: file.path, FileCompression(path: file.path))
      if options.wholeText || (options.lineSeparator?.count ?? 1) > 1 {
        let text = try stream.readAll(slack: 64)
        blocks = TextBlocks(text, 0..<text.byteCount, isStart: true)
      } else {
        blocks = TextBlocks(stream, separator: options.lineSeparator)
      }
    } else {
      let mapped = try MappedFile(path: file.path)
      let base = mapped.base.assumingMemoryBound(to: UInt8.self)
      var range = 0..<mapped.byteCount
      if !part.isWhole {
        let from = LineEnd.boundary(base, mapped.byteCount, near: part.range.lowerBound, options.lineSeparator)
        let to =
          part.range.upperBound >= file.size
          ? mapped.byteCount : LineEnd.boundary(base, mapped.byteCount, near: part.range.upperBound, options.lineSeparator)
        range = from..<max(from, to)
      }
      let mark =
        !options.wholeText && range.lowerBound == 0 && range.count >= 3 && base[0] == 0xef && base[1] == 0xbb && base[2] == 0xbf
      blocks = TextBlocks(mapped.buffer, (range.lowerBound + (mark ? 3 : 0))..<range.upperBound, isStart: range.lowerBound == 0)
    }
    return TextReader(
      blocks, options, output, request.requiredSchema.fields, file, request.partitionSchema, isCancelled: isCancelled)
  }
}

/// Reads the lines of one partition; values are views into the file.
final class TextReader: BatchReader {
  private typealias Bytes = UnsafePointer<UInt8>

  private let blocks: TextBlocks
  private let options: TextOptions
  private let output: [Int?]
  private let fields: [StructField]
  private let file: FileEntry
  private let partitionSchema: StructType
  private let isCancelled: @Sendable () -> Bool
  private var current: Buffer?
  private var cursor = Bytes(bitPattern: 64).unsafelyUnwrapped
  private var end = Bytes(bitPattern: 64).unsafelyUnwrapped
  private var delivered = false
  private(set) var bytesRead = 0

  init(
    _ blocks: TextBlocks, _ options: TextOptions, _ output: [Int?], _ fields: [StructField], _ file: FileEntry,
    _ partitionSchema: StructType, isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.blocks = blocks
    self.options = options
    self.output = output
    self.fields = fields
    self.file = file
    self.partitionSchema = partitionSchema
    self.isCancelled = isCancelled
  }

  func next() throws -> RecordBatch? {
    if options.wholeText { return try whole() }
    while cursor >= end {
      guard let (buffer, range) = try blocks.next() else { return nil }
      current = buffer
      cursor = buffer.pointer(UInt8.self) + range.lowerBound
      end = buffer.pointer(UInt8.self) + range.upperBound
      bytesRead += range.count
    }
    if isCancelled() { throw SparkError("OPERATION_CANCELED") }
    guard let current else { return nil }
    let views = Buffer(count: RecordBatch.targetRows, of: StringView.self)
    let target = views.mutable(StringView.self)
    var rows = 0
    while rows < RecordBatch.targetRows, cursor < end {
      let (stop, next) = LineEnd.next(cursor, end, options.lineSeparator)
      target[rows] = StringView(cursor, count: stop - cursor)
      cursor = next
      rows += 1
    }
    return batch(views, rows, [current])
  }

  private func whole() throws -> RecordBatch? {
    if delivered { return nil }
    delivered = true
    let views = Buffer(count: 1, of: StringView.self)
    guard let (buffer, range) = try blocks.next(), !range.isEmpty else {
      views.mutable(StringView.self)[0] = .empty
      return batch(views, 1, [])
    }
    bytesRead += range.count
    views.mutable(StringView.self)[0] = StringView(buffer.pointer(UInt8.self) + range.lowerBound, count: range.count)
    return batch(views, 1, [buffer])
  }

  private func batch(_ views: Buffer, _ rows: Int, _ heaps: [Buffer]) -> RecordBatch {
    let columns = zip(output, fields).map { place, field -> Vector in
      if let place {
        return Vector.literal(Literal(file.partitionValues[place], partitionSchema.fields[place].type), count: rows)
      }
      return Vector(type: field.type, count: rows, values: views, heaps: heaps)
    }
    return RecordBatch(columns, count: rows)
  }
}

/// Writes the one string column of batches, a line a row.
final class TextWriter: FileWriter {
  private let file: CompressedFile
  private let separator: [UInt8]
  private var output: [UInt8] = []

  init(_ request: WriteRequest) throws {
    guard request.schema.count == 1 else {
      throw SparkError(
        "UNSUPPORTED_FEATURE.REDSTART", ["feature": "text files of \(request.schema.count) columns", "advice": "Select one."])
    }
    let field = request.schema.fields[0]
    guard field.type.storage == .string else {
      throw SparkError(
        "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
        ["columnName": quoted(field.name), "columnType": "\"\(field.type.sql)\"", "format": "Text"])
    }
    separator = try TextOptions(request.options).lineSeparator ?? [10]
    file = try CompressedFile(
      path: request.path, FileCompression(option: request.options.first("compression", "codec")))
  }

  var bytesWritten: Int { file.bytesWritten }

  func write(_ batch: RecordBatch) throws {
    let column = batch.columns[0].flattened()
    for row in 0..<batch.count {
      if !column.isNull(row) {
        let view = column.views + row
        output.append(contentsOf: UnsafeBufferPointer(start: StringView.bytes(of: view), count: view.pointee.count))
      }
      output += separator
      if output.count >= 1 << 20 { try flush() }
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
