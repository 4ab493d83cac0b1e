import Foundation
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes
import Testing

@testable import RedstartCSVSource

/// Rows and the bytes that Apache Spark wrote for them; recorded by `scripts/record-csv-writes.py`.
struct RecordedWrite: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var format: String
  var schema: String
  var rows: [[String?]]
  var options: [String: String]
  var file: String?
  var bytes: String?
  var error: String?

  var testDescription: String { format + " " + name }

  static let all: [RecordedWrite] = {
    guard let url = Bundle.module.url(forResource: "writes", withExtension: "jsonl", subdirectory: "Fixtures"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(RecordedWrite.self, from: Data($0.utf8)) }
  }()

  /// The rows as a batch: texts are converted by reading them as CSV of one column.
  func batch(_ folder: TemporaryFolder) throws -> (StructType, RecordBatch) {
    let fields = try schema.split(separator: ";").map { part -> StructField in
      try StructType(ddl: part.trimmingCharacters(in: .whitespaces)).fields[0]
    }
    let columns = try fields.enumerated().map { index, field -> Vector in
      let values = rows.map { $0[index] }
      if field.type == .string { return Vector.of(values.map { $0.map { .string($0) } ?? .null }, type: .string) }
      let file = try folder.file("v\(index).csv", Array(values.map { ($0 ?? "null") + "\n" }.joined().utf8))
      let request = ScanRequest(
        files: [file], dataSchema: StructType([field]), requiredSchema: StructType([field]),
        options: SourceOptions(["nullValue": "null", "sep": "\t", "positiveInf": "Infinity", "negativeInf": "-Infinity"]))
      let scan = try CSVScan(request, SourceEnvironment(timeZone: "America/Los_Angeles"))
      let reader = try scan.open(0)
      return try reader.next()?.columns[0] ?? Vector.nulls(field.type, count: 0)
    }
    return (StructType(fields), RecordBatch(columns, count: rows.count))
  }
}

@Suite struct RecordedWriteTests {
  @Test func theRecordingIsThere() { #expect(RecordedWrite.all.count > 40) }

  // Spark's own zstd codec needs a native library; Redstart always has it.
  @Test(arguments: RecordedWrite.all.filter { $0.format == "csv" && $0.name != "codec zstd" })
  func writesAsSparkDoes(_ recorded: RecordedWrite) throws {
    let folder = try TemporaryFolder()
    let (schema, batch) = try recorded.batch(folder)
    let source = CSVSource()
    let options = SourceOptions(recorded.options)
    do {
      let suffix = try source.fileExtension(options)
      if let file = recorded.file { #expect(file.hasSuffix(suffix.dropFirst()), "\(file)") }
      let path = folder.path + "/out" + suffix
      let writer = try source.writer(
        WriteRequest(path: path, schema: schema, options: options), SourceEnvironment(timeZone: "America/Los_Angeles"))
      try writer.write(batch.slice(0..<batch.count / 2))
      try writer.write(batch.slice(batch.count / 2..<batch.count))
      try writer.close()
      #expect(recorded.error == nil)
      let written = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(writer.bytesWritten == written.count)
      if let bytes = recorded.bytes.flatMap({ Data(base64Encoded: $0) }) {
        let ours = String(decoding: written, as: UTF8.self)
        let theirs = String(decoding: bytes, as: UTF8.self)
        if written != bytes { Issue.record("wrote \(ours.debugDescription), Spark \(theirs.debugDescription)") }
      } else {
        // Other bytes compress to the same text: read it back.
        let size = written.count
        let rows = try readRows(
          [FileEntry(path: path, size: size, modified: 0)], schema: StructType(schema.fields), options: ["multiLine": "true"])
        #expect(rows.count == batch.count)
      }
    } catch let error as SparkError {
      #expect(error.condition == recorded.error)
    }
  }
}
