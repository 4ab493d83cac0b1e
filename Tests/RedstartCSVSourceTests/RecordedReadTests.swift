import Foundation
import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes
import Testing

@testable import RedstartCSVSource

/// One file and what Apache Spark made of it; recorded by `scripts/record-csv.py`.
struct RecordedRead: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var files: [String]
  var suffix: String
  var options: [String: String]
  var schema: String?
  var select: [String]?
  var found: [[String]]?
  var rows: [[String?]]?
  var error: [String]?

  var testDescription: String { name }

  static let all: [RecordedRead] = {
    guard let url = Bundle.module.url(forResource: "csv", withExtension: "jsonl", subdirectory: "Fixtures"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(RecordedRead.self, from: Data($0.utf8)) }
  }()
}

@Suite struct RecordedReadTests {
  @Test func theRecordingIsThere() { #expect(RecordedRead.all.count > 150) }

  @Test(arguments: RecordedRead.all)
  func readsAsSparkDoes(_ recorded: RecordedRead) throws {
    let folder = try TemporaryFolder()
    let files = try recorded.files.enumerated().map { index, content in
      try folder.file("\(index)\(recorded.suffix)", Array(Data(base64Encoded: content) ?? Data()))
    }
    let environment = SourceEnvironment(timeZone: "America/Los_Angeles")
    do {
      let schema: StructType
      if let declared = recorded.schema {
        schema = StructType(try StructType(ddl: declared).fields.map { StructField($0.name, $0.type) })
      } else {
        schema = try CSVSource().inferSchema(files, SourceOptions(recorded.options), environment)
      }
      #expect(schema.fields.map { [$0.name, $0.type.simpleString] } == recorded.found)
      for size in [nil, 7, 1 << 10] {
        let rows = try readRows(
          files, schema: schema, select: recorded.select, options: recorded.options, partitionSize: size, environment: environment
        )
        guard let expected = recorded.rows else {
          Issue.record("Spark fails with \(recorded.error ?? [])")
          return
        }
        #expect(rows.count == expected.count)
        for (index, pair) in zip(rows, expected).enumerated() where pair.0 != pair.1 {
          Issue.record("row \(index) of size \(size ?? 0): read \(pair.0), Spark has \(pair.1)")
          break
        }
      }
    } catch let error as SparkError {
      #expect(
        recorded.error?.contains(error.condition) == true, "\(error.condition), Spark has \(recorded.error ?? ["no error"])")
    }
  }
}
