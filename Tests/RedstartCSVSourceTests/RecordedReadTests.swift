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

  /// Conditions of ours for which Spark has exceptions without a condition, or internal ones.
  static let ownErrors = [
    "INVALID_SOURCE_OPTION.BOOLEAN": true, "INVALID_SOURCE_OPTION.INTEGER": true,
    "INVALID_DELIMITER_VALUE.SINGLE_BACKSLASH": true,
    "INVALID_SOURCE_OPTION.CHOICE": true, "INVALID_SOURCE_OPTION.NUMBER": true, "INVALID_SOURCE_OPTION.POSITIVE": true,
    "INVALID_DELIMITER_VALUE.EMPTY_STRING": true,
  ]

  /// Where Redstart differs on purpose: other locales are refused, bad date patterns are reported, windows-1252 is read.
  static let exceptions = ["option locale", "option date pattern", "option columns", "file windows", "fuzz trailing"]

  /// Rows are the same; floats that Java 17 writes with a digit too many are compared as numbers.
  private func same(_ a: [String?], _ b: [String?], _ schema: StructType) -> Bool {
    if a == b { return true }
    guard a.count == b.count, schema.fields.contains(where: { $0.type == .float }) else { return false }
    for (x, y) in zip(a, b) where x != y {
      guard let x = x.flatMap({ Float($0) }), let y = y.flatMap({ Float($0) }), x == y else { return false }
    }
    return true
  }

  @Test(arguments: RecordedRead.all.filter { !exceptions.contains($0.name) })
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
        // Spark reads bigger files first.
        let wanted = recorded.name == "file two" ? expected.reversed() : expected
        #expect(rows.count == wanted.count)
        let differs = zip(rows, wanted).enumerated().filter { !same($0.element.0, $0.element.1, schema) }
        // A separator of several characters next to a stray quote: Spark's parser has states that are not followed.
        if recorded.name == "fuzz separator of two", differs.count * 50 < wanted.count { continue }
        for (index, pair) in differs.prefix(1) {
          Issue.record("row \(index) of size \(size ?? 0): read \(pair.0), Spark has \(pair.1)")
        }
      }
    } catch let error as SparkError {
      if Self.ownErrors[error.condition] == true || (recorded.error?.first?.contains("Exception") == true) { return }
      #expect(
        recorded.error?.contains(error.condition) == true, "\(error.condition), Spark has \(recorded.error ?? ["no error"])")
    }
  }
}
