import Foundation
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes
import Testing

@testable import RedstartCSVSource

@Suite struct RandomFileTests {
  /// More and others by `REDSTART_FUZZ` and `REDSTART_FUZZ_SEED`.
  static let seeds: Range<Int> = {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["REDSTART_FUZZ_SEED"].flatMap { Int($0) } ?? 1000
    return first..<(first + (environment["REDSTART_FUZZ"].flatMap { Int($0) }.map { $0 / 100 } ?? 60))
  }()

  /// Random values written with quotes where needed are read back, however the file is cut.
  @Test(arguments: 0..<40)
  func validFilesReadBack(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let columns = 1 + Int(random.next() % 6)
    let multiLine = seed % 3 == 0
    let letters = Array("abcxyz0123456789 ,;'\\éß日😀".unicodeScalars) + (multiLine ? ["\n", "\n"] : [])
    let ending = seed % 4 == 1 && !multiLine ? "\r\n" : "\n"
    var text = ""
    var rows: [[String?]] = []
    for _ in 0..<Int(random.next() % 300) {
      var row: [String?] = []
      var cells: [String] = []
      for column in 0..<columns {
        var value = ""
        for _ in 0..<Int(random.next() % 40) {
          value.unicodeScalars.append(letters[Int(random.next() % UInt64(letters.count))])
          if random.next() % 15 == 0 { value += "\"" }
        }
        // A row of blanks is no row: the first value is never blank.
        if column == 0 { value = "r" + value }
        let quotes = value.contains { ",\"\n".contains($0) } || random.next() % 4 == 0
        cells.append(quotes ? "\"" + value.replacingQuotes() + "\"" : value)
        row.append(value.isEmpty ? nil : value)
      }
      text += cells.joined(separator: ",") + ending
      rows.append(row)
    }
    let folder = try TemporaryFolder()
    let file = try folder.file("a.csv", Array(text.utf8))
    let schema = StructType((0..<columns).map { StructField("c\($0)", .string) })
    for size in [nil, 1, 13, 100, 1000] {
      let options = ["escape": "\"", "multiLine": "\(multiLine)"]
      let read = try readRows([file], schema: schema, options: options, partitionSize: size)
      #expect(read == rows, "size \(size ?? 0)")
    }
  }

  /// Any bytes at all give the same rows whether the file is cut or not, and no crash.
  @Test(arguments: seeds)
  func anyBytesReadTheSameInParts(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let alphabet = Array("abc1290.,,,\"\"\\ \t-:\r\n\n#é".utf8) + [0, 0xff, 0xc3]
    let bytes = (0..<Int(random.next() % 5000)).map { _ in
      seed % 5 == 0 ? UInt8(truncatingIfNeeded: random.next()) : alphabet[Int(random.next() % UInt64(alphabet.count))]
    }
    let folder = try TemporaryFolder()
    let file = try folder.file("a.csv", bytes)
    let schema = StructType([
      StructField("a", .string), StructField("b", .integer), StructField("c", .double), StructField("d", .date),
      StructField("e", .timestamp), StructField("f", .decimal(precision: 10, scale: 2)), StructField("_corrupt_record", .string),
    ])
    let variants: [[String: String]] = [
      [:], ["escape": "\""], ["header": "true"], ["ignoreLeadingWhiteSpace": "true", "comment": "#"], ["sep": "\\t"],
      ["mode": "DROPMALFORMED"], ["lineSep": "b"], ["quote": ""], ["encoding": "ISO-8859-1"], ["sep": "1,"],
    ]
    let options = variants[seed % variants.count]
    let whole = try readRows([file], schema: schema, options: options, partitionSize: 1 << 30)
    for size in [1, 17, 256] {
      #expect(try readRows([file], schema: schema, options: options, partitionSize: size) == whole, "size \(size) \(options)")
    }
    _ = try readRows([file], schema: schema, options: options.merging(["multiLine": "true"]) { $1 })
    let inferred = try CSVSource().inferSchema(
      [file], SourceOptions(options.merging(["inferSchema": "true"]) { $1 }), SourceEnvironment())
    _ = try readRows([file], schema: inferred, options: options)
  }

  /// Batches end where they should: files around the sizes of blocks and batches.
  @Test(arguments: [0, 1, 2047, 2048, 2049, 8191, 8192, 8193, 20000])
  func everyRowCountIsRead(_ count: Int) throws {
    var text = "n,s\n"
    for row in 0..<count { text += "\(row),value \(row)\n" }
    let folder = try TemporaryFolder()
    let file = try folder.file("a.csv", Array(text.utf8))
    let options = ["header": "true", "inferSchema": "true"]
    let schema = try CSVSource().inferSchema([file], SourceOptions(options), SourceEnvironment())
    #expect(schema.fields.map(\.type) == (count == 0 ? [.string, .string] : [.integer, .string]))
    for size in [nil, 5000] {
      let rows = try readRows([file], schema: schema, options: options, partitionSize: size)
      #expect(rows.count == count)
      for (index, row) in rows.enumerated() where row != ["\(index)", "value \(index)"] { Issue.record("row \(index): \(row)") }
    }
  }

  @Test func missingFilesAreReported() throws {
    let file = FileEntry(path: "/nowhere/at/all.csv", size: 10, modified: 0)
    #expect(throws: SparkError.self) { try readRows([file], schema: StructType([StructField("a", .string)]), options: [:]) }
    #expect(throws: SparkError.self) {
      try CSVSource().inferSchema([file], SourceOptions(["header": "true"]), SourceEnvironment())
    }
  }

  @Test func cancellingStopsAScan() throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("a.csv", Array("1\n2\n".utf8))
    let environment = SourceEnvironment(isCancelled: { true })
    #expect(throws: SparkError.self) {
      try readRows([file], schema: StructType([StructField("a", .integer)]), options: [:], environment: environment)
    }
  }
}

extension String {
  fileprivate func replacingQuotes() -> String {
    split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
  }
}
