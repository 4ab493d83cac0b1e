import Foundation
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes
import Testing

@testable import RedstartParquetSource

/// Reads files of pyarrow, DuckDB, Polars and Spark and compares with what was recorded about them.
struct RecordedFilesTests {
  static let facts: [String: JSONValue] = {
    guard let text = try? String(contentsOf: Fixture.url("facts.json"), encoding: .utf8),
      let members = (try? JSONValue(parsing: text))?.members
    else { return [:] }
    return Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }()
  static let names = facts.keys.sorted()

  @Test(arguments: names) func schema(_ name: String) throws {
    let recorded = try #require(Self.facts[name]?["schema"])
    let entry = try fileEntry(Fixture.url(name + ".parquet").path)
    func infer() throws -> StructType { try ParquetSource().inferSchema([entry], SourceOptions(), SourceEnvironment()) }
    if let condition = recorded.string {
      // Nanoseconds are read as microseconds, where Spark refuses them.
      if name == "nanos" {
        #expect(try infer().fields.map(\.type) == [.timestampNTZ])
      } else {
        #expect { try infer() } throws: { ($0 as? SparkError)?.condition == condition }
      }
    } else {
      #expect(DataType.struct(try infer()) == (try DataType(recorded)))
    }
  }

  @Test(arguments: names) func values(_ name: String) throws {
    let recorded = try #require(Self.facts[name])
    let rows = try Rows(Fixture.url(name + ".parquet").path)
    #expect(Int64(rows.count) == recorded["rows"]?.integer)
    #expect(rows.scan?.rowCount == rows.count)
    for column in try #require(recorded["columns"]?.members) {
      let position = try #require(rows.schema.index(of: column.name, caseSensitive: true))
      let lines = rows.lines(position)
      let head = column.value["head"]?.array?.compactMap(\.string) ?? []
      #expect(Array(lines.prefix(head.count)) == head, "\(name).\(column.name)")
      #expect(Fixture.hash(lines) == column.value["hash"]?.string, "\(name).\(column.name)")
    }
  }

  /// A column by itself, in another order and with another case gives the same rows.
  @Test(arguments: ["scalars-snappy", "nested", "spark", "duckdb"]) func prunedColumns(_ name: String) throws {
    let path = Fixture.url(name + ".parquet").path
    let all = try Rows(path)
    for (position, field) in all.schema.fields.enumerated() {
      var renamed = field
      renamed.name = field.name.uppercased()
      let one = try Rows(path, required: StructType([StructField("absent", .long), renamed]))
      #expect(one.lines(1) == all.lines(position))
      #expect(one.lines(0).allSatisfy { $0 == "~" })
    }
  }

  /// Every subset of rows that a skip leaves is the same as in a full read.
  @Test(arguments: ["pages", "nested-small-pages", "fallback", "scalars-v2-zstd", "delta-strings", "booleans", "spark-vector"])
  func rowRanges(_ name: String) throws {
    let path = Fixture.url(name + ".parquet").path
    let all = try Rows(path)
    let metadata = try ParquetFileMetadata(path: path)
    let request = ScanRequest(
      files: [try fileEntry(path)], dataSchema: all.schema, requiredSchema: all.schema, options: SourceOptions())
    let rows = metadata.footer.rowGroups[0].rowCount
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<12 {
      var ranges: [Range<Int>] = []
      var position = 0
      while position < rows {
        let start = position + Int.random(in: 0...(rows / 4), using: &generator)
        let end = start + Int.random(in: 1...(rows / 3), using: &generator)
        if start >= rows { break }
        ranges.append(start..<min(end, rows))
        position = end + 1
      }
      let reader = ParquetBatchReader(
        request, SourceEnvironment(), [metadata], [RowGroupTask(file: 0, group: 0, ranges: ranges)])
      let some = try Rows(reader: reader, schema: all.schema)
      for column in all.schema.fields.indices {
        let whole = all.lines(column)
        #expect(some.lines(column) == ranges.flatMap { whole[$0] })
      }
    }
  }
}

/// Files of the tests and their rendering.
enum Fixture {
  static func url(_ name: String) -> URL {
    Bundle.module.bundleURL.appending(path: "Fixtures").appending(path: name)
  }

  static func hash(_ lines: [String]) -> String {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325
    for line in lines {
      for byte in line.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
      value = (value ^ 10) &* 0x100_0000_01b3
    }
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }

  static func text(_ value: Value) -> String {
    switch value {
    case .null: return "~"
    case .boolean(let flag): return flag ? "true" : "false"
    case .integer(let number): return String(number)
    case .double(let number):
      let text = String(number.bitPattern, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    case .decimal(let digits): return String(digits)
    case .string(let text): return "s" + hex(Array(text.utf8))
    case .binary(let bytes): return "x" + hex(bytes)
    case .interval(let interval): return "\(interval)"
    case .array(let elements): return "[" + elements.map(text).joined(separator: ",") + "]"
    case .map(let keys, let values): return "{" + zip(keys, values).map { text($0) + "=" + text($1) }.joined(separator: ",") + "}"
    case .structure(let fields): return "(" + fields.map(text).joined(separator: ",") + ")"
    }
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}

/// All rows of a scan.
struct Rows {
  let schema: StructType
  let scan: (any Scan)?
  let batches: [RecordBatch]

  init(schema: StructType, batches: [RecordBatch]) {
    self.schema = schema
    self.scan = nil
    self.batches = batches
  }

  init(
    _ path: String, required: StructType? = nil, filters: [SourceFilter] = [], options: SourceOptions = SourceOptions(),
    environment: SourceEnvironment = SourceEnvironment()
  ) throws {
    let entry = try fileEntry(path)
    let source = ParquetSource()
    let data = try required ?? source.inferSchema([entry], options, environment)
    let request = ScanRequest(files: [entry], dataSchema: data, requiredSchema: data, filters: filters, options: options)
    let scan = try source.scan(request, environment)
    var batches: [RecordBatch] = []
    for partition in 0..<scan.partitionCount {
      let reader = try scan.open(partition)
      while let batch = try reader.next() { batches.append(batch) }
    }
    self.schema = data
    self.scan = scan
    self.batches = batches
  }

  init(reader: any BatchReader, schema: StructType) throws {
    var batches: [RecordBatch] = []
    while let batch = try reader.next() { batches.append(batch) }
    self.schema = schema
    self.scan = nil
    self.batches = batches
  }

  var count: Int { batches.reduce(0) { $0 + $1.count } }

  func lines(_ column: Int) -> [String] {
    batches.flatMap { batch in (0..<batch.count).map { Fixture.text(batch.columns[column].value(at: $0)) } }
  }
}

/// Repeatable random numbers.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_f491_4f6c_dd1d
  }
}
