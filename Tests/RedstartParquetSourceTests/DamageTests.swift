import Foundation
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes
import Testing

@testable import RedstartParquetSource

/// Damaged files end in a `SparkError` or in rows, never in a crash.
struct DamageTests {
  @Test(arguments: RecordedFilesTests.names) func flippedBytes(_ name: String) throws {
    let original = try [UInt8](Data(contentsOf: Fixture.url(name + ".parquet")))
    let rounds = ProcessInfo.processInfo.environment["REDSTART_FUZZ"].flatMap { Int($0) } ?? 40
    let seed = ProcessInfo.processInfo.environment["REDSTART_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
    var generator = SeededGenerator(seed: seed &+ UInt64(name.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) } & 0xffff))
    let footer = original.suffix(8).prefix(4).enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) } + 8
    for round in 0..<rounds {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        // Half of the faults go to the footer, where most decisions are made.
        let position =
          round % 2 == 0 && footer < bytes.count
          ? bytes.count - Int.random(in: 1...footer, using: &generator) : Int.random(in: 0..<bytes.count, using: &generator)
        bytes[position] = UInt8.random(in: 0...255, using: &generator)
      }
      try Self.read(bytes, "\(name)-\(round)")
    }
  }

  @Test(arguments: ["scalars-snappy", "nested", "delta-strings", "spark"]) func truncations(_ name: String) throws {
    let original = try [UInt8](Data(contentsOf: Fixture.url(name + ".parquet")))
    var generator = SeededGenerator(seed: 9)
    for round in 0..<60 {
      let length = round < 20 ? round : Int.random(in: 0..<original.count, using: &generator)
      let path = Self.path("cut-\(name)")
      try Data(original.prefix(length)).write(to: URL(filePath: path))
      #expect { _ = try Rows(path) } throws: { error in
        let condition = (error as? SparkError)?.condition
        return condition == "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER" || (length == 0 && condition == "UNABLE_TO_INFER_SCHEMA")
      }
      // Data cut out of the middle: the footer points behind the end of what is left.
      let hole = Int.random(in: 4..<original.count - 8, using: &generator)
      try Self.read(Array(original.prefix(hole) + original.dropFirst(min(hole + 50, original.count))), "hole-\(name)")
    }
  }

  @Test func conditions() throws {
    #expect { _ = try Rows("/nonexistent/file.parquet") } throws: { _ in true }
    let text = Self.path("text")
    try Data("this is no Parquet file at all, but long enough".utf8).write(to: URL(filePath: text))
    #expect { _ = try Rows(text) } throws: { ($0 as? SparkError)?.condition == "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER" }
    let required = StructType([StructField("i", .string)])
    #expect { _ = try Rows(Fixture.url("duckdb.parquet").path, required: required) } throws: { error in
      guard let error = error as? SparkError else { return false }
      return error.condition == "FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH"
        && error.parameters["column"] == "[i]" && error.parameters["expectedType"] == "string"
        && error.parameters["actualType"] == "INT32" && error.parameters["path"]?.hasSuffix("duckdb.parquet") == true
    }
  }

  @Test func corruptFilesCanBeIgnored() throws {
    var bytes = try [UInt8](Data(contentsOf: Fixture.url("row-groups.parquet")))
    for position in 4..<200 { bytes[position] = 0 }
    let path = Self.path("ignored")
    try Data(bytes).write(to: URL(filePath: path))
    #expect { _ = try Rows(path) } throws: { ($0 as? SparkError)?.condition == "FAILED_READ_FILE.NO_HINT" }
    let rows = try Rows(path, options: SourceOptions(["ignoreCorruptFiles": "true"]))
    #expect(rows.count < 700)
  }

  private static func path(_ name: String) -> String {
    let folder = NSTemporaryDirectory() + "redstart-parquet-damage"
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder + "/" + name + ".parquet"
  }

  private static func read(_ bytes: [UInt8], _ name: String) throws {
    let path = path(name)
    try Data(bytes).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      let entry = FileEntry(path: path, size: bytes.count, modified: 0)
      let source = ParquetSource()
      let schema = try source.inferSchema([entry], SourceOptions(), SourceEnvironment())
      let request = ScanRequest(files: [entry], dataSchema: schema, requiredSchema: schema, options: SourceOptions())
      let scan = try source.scan(request, SourceEnvironment())
      var rows = 0
      for partition in 0..<scan.partitionCount {
        let reader = try scan.open(partition)
        while let batch = try reader.next(), rows < 200_000 {
          rows += batch.count
          for column in batch.columns where batch.count > 0 {
            _ = column.value(at: 0)
            _ = column.value(at: batch.count - 1)
          }
        }
      }
    } catch let error as SparkError {
      #expect(error.condition != "INTERNAL_ERROR", "\(name): \(error.message)")
    }
  }
}
