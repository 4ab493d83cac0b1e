import RedstartCodecs
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// Where a column of the output comes from.
enum CSVColumn: Sendable {
  /// A column of the files, by its place among the converted ones.
  case field(Int)
  /// A value of the file's folder name, by its place.
  case partition(Int)
  /// The text of bad records.
  case corrupt
}

/// What all readers of a scan share.
struct CSVLayout: Sendable {
  var options: CSVOptions
  var formats: ValueFormats
  /// Columns of the files, without the one for bad records.
  var dataSchema: StructType
  /// The converted columns.
  var fields: [StructField]
  /// For each column of the files its place among the converted ones.
  var slots: [Int?]
  var output: [CSVColumn]
  var outputFields: [StructField]
  var partitionSchema: StructType
  /// Whether a wrong number of fields makes a record bad: only when all columns are wanted.
  var countsFields: Bool
  var caseSensitive: Bool

  var hasCorrupt: Bool { output.contains { if case .corrupt = $0 { true } else { false } } }
}

/// Reads one partition.
final class CSVReader: BatchReader {
  private typealias Bytes = UnsafePointer<UInt8>

  private let layout: CSVLayout
  private let file: FileEntry
  private let blocks: TextBlocks
  private let isCancelled: @Sendable () -> Bool
  private let sinks: [ColumnSink]
  private let hasText: Bool
  private let block: RecordBlock
  private var tokenizer: RecordTokenizer?
  private var current: Buffer?
  private var cursor: Bytes
  private var end: Bytes
  private let flaws: UnsafeMutablePointer<UInt8>
  private let corrupt: UnsafeMutablePointer<StringView>
  private(set) var bytesRead = 0

  init(_ layout: CSVLayout, _ file: FileEntry, _ blocks: TextBlocks, isCancelled: @escaping @Sendable () -> Bool) throws {
    self.layout = layout
    self.file = file
    self.blocks = blocks
    self.isCancelled = isCancelled
    sinks = try layout.fields.map { try ColumnSink($0, layout.formats, capacity: RecordBatch.targetRows) }
    hasText = layout.fields.contains { $0.type.physical == .bytes }
    block = RecordBlock(slotCount: layout.fields.count)
    cursor = Bytes(bitPattern: 64).unsafelyUnwrapped
    end = cursor
    flaws = .allocate(capacity: RecordBatch.targetRows)
    corrupt = .allocate(capacity: RecordBatch.targetRows)
  }

  deinit {
    flaws.deallocate()
    corrupt.deallocate()
  }

  func next() throws -> RecordBatch? {
    do {
      while true {
        if cursor >= end, try !advance() { return nil }
        if isCancelled() { throw SparkError("OPERATION_CANCELED") }
        if let batch = try read() { return batch }
      }
    } catch let error as SparkError where error.condition == "MALFORMED_CSV_RECORD" {
      throw SparkError("FAILED_READ_FILE.NO_HINT", ["path": "file://" + file.path], cause: error.message)
    }
  }

  /// Goes on to the next block of bytes.
  private func advance() throws -> Bool {
    while let (buffer, range) = try blocks.next() {
      current = buffer
      let base = buffer.pointer(UInt8.self)
      cursor = base + range.lowerBound
      end = base + range.upperBound
      bytesRead += range.count
      let options = layout.options
      var separator: (UInt8, UInt8) = (10, 0)
      if options.multiLine {
        separator = options.lineSeparator.map { ($0[0], $0.count > 1 ? $0[1] : 0) } ?? LineEnd.detect(cursor, end - cursor)
      }
      if blocks.isStart {
        blocks.begun()
        if options.header {
          guard let header = try HeaderLine(options, cursor, end) else { continue }
          if !options.enforceSchema { try header.check(layout.dataSchema, file, caseSensitive: layout.caseSensitive) }
          cursor = header.next
        }
      }
      if tokenizer == nil {
        tokenizer = RecordTokenizer(options, columnCount: layout.dataSchema.count, slots: layout.slots, separator: separator)
      }
      if cursor < end { return true }
    }
    return false
  }

  /// Up to a batch of rows of the current block of bytes; nil when none was left.
  private func read() throws -> RecordBatch? {
    guard let tokenizer, let current else { return nil }
    let heap = StringHeap()
    var rows = 0
    while cursor < end, rows + RecordBlock.capacity <= RecordBatch.targetRows {
      let from = cursor
      cursor = try tokenizer.fill(block, cursor, end, heap: heap)
      let count = block.count
      if count == 0 { continue }
      note(rows)
      let isASCII = hasText && JavaText.isASCII(from, cursor - from)
      for (slot, sink) in sinks.enumerated() {
        sink.append(block, slot: slot, flaws: flaws + rows, heap: heap, isASCII: isASCII)
      }
      if layout.hasCorrupt { noteText(rows, heap) }
      rows += count
    }
    if rows == 0 { return nil }
    let heaps = [current] + heap.blocks + [tokenizer.constants]
    let converted = sinks.map { $0.finish(heaps: heaps) }
    return try finish(converted, rows, heaps)
  }

  /// Takes over the flaws of a block's records.
  private func note(_ offset: Int) {
    let counts = layout.countsFields
    for row in 0..<block.count {
      let flaw = block.flaws[row]
      flaws[offset + row] = flaw == RecordBlock.Flaw.fieldCount && !counts ? RecordBlock.Flaw.none : flaw
    }
  }

  /// Keeps the text of bad records.
  private func noteText(_ offset: Int, _ heap: StringHeap) {
    for row in 0..<block.count where flaws[offset + row] != RecordBlock.Flaw.none {
      let start = block.lineStarts[row]
      var count = block.lineEnds[row] - start
      if layout.options.lineSeparator != nil, count > 0, start[count - 1] == 10 {
        count -= count > 1 && start[count - 2] == 13 ? 2 : 1
      }
      corrupt[offset + row] =
        JavaText.isASCII(start, count) || JavaText.isUTF8(start, count)
        ? StringView(start, count: count) : JavaText.repaired(start, count, heap)
    }
  }

  private func finish(_ converted: [Vector], _ rows: Int, _ heaps: [Buffer]) throws -> RecordBatch {
    var bad = 0
    for row in 0..<rows { bad &+= flaws[row] == RecordBlock.Flaw.none ? 0 : 1 }
    if bad > 0, layout.options.mode == .failFast { throw failure(converted, rows) }
    let columns = layout.output.enumerated().map { position, column -> Vector in
      switch column {
      case .field(let slot): return converted[slot]
      case .partition(let index):
        return Vector.literal(Literal(file.partitionValues[index], layout.partitionSchema.fields[index].type), count: rows)
      case .corrupt:
        if bad == 0 { return Vector.nulls(layout.outputFields[position].type, count: rows) }
        let values = Buffer(count: rows, of: StringView.self)
        let target = values.mutable(StringView.self)
        for row in 0..<rows { target[row] = flaws[row] == RecordBlock.Flaw.none ? .empty : corrupt[row] }
        return Vector(
          type: layout.outputFields[position].type, count: rows, values: values, validity: Bitmap(bytes: flaws, count: rows),
          heaps: heaps)
      }
    }
    let batch = RecordBatch(columns, count: rows)
    guard bad > 0, layout.options.mode == .dropMalformed else { return batch }
    let good = Buffer(count: rows, of: Int32.self)
    let target = good.mutable(Int32.self)
    var kept = 0
    for row in 0..<rows {
      target[kept] = Int32(truncatingIfNeeded: row)
      kept &+= flaws[row] == RecordBlock.Flaw.none ? 1 : 0
    }
    return batch.gather(Selection(good, count: kept))
  }

  private func failure(_ converted: [Vector], _ rows: Int) -> SparkError {
    let row = (0..<rows).first { flaws[$0] != RecordBlock.Flaw.none } ?? 0
    let values = converted.map { vector -> String in
      switch vector.value(at: row) {
      case .null: "null"
      case .string(let text): text
      case .integer(let number): "\(number)"
      case .double(let number): javaText(number)
      case .boolean(let flag): "\(flag)"
      case .decimal(let digits):
        if case .decimal(_, let scale) = vector.type { Decimal128.text(digits, scale: scale) } else { "\(digits)" }
      default: "?"
      }
    }
    let cause = SparkError(
      "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
      ["badRecord": "[\(values.joined(separator: ","))]", "failFastMode": "FAILFAST"])
    return SparkError("FAILED_READ_FILE.NO_HINT", ["path": "file://" + file.path], cause: cause.message)
  }
}
