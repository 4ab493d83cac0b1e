import Foundation
import RedstartDiagnostics
import RedstartTypes
import Testing

@testable import RedstartSyntax

/// What Spark's parser answered to wrong statements, recorded by scripts/record-syntax-errors.
struct RecordedFault: Sendable, CustomTestStringConvertible {
  var sql: String
  var condition: String?
  var sqlState: String?
  var parameters: [String: String]
  var testDescription: String { sql }

  static let all: [RecordedFault] = Fixtures.lines("invalid-statements.jsonl").compactMap { line in
    guard let entry = try? JSONValue(parsing: line), let sql = entry["sql"]?.string else { return nil }
    let parameters = entry["parameters"]?.members?.map { ($0.name, $0.value.string ?? "") } ?? []
    return RecordedFault(
      sql: sql, condition: entry["condition"]?.string, sqlState: entry["sqlState"]?.string,
      parameters: Dictionary(uniqueKeysWithValues: parameters))
  }
}

enum Fixtures {
  static func text(_ name: String) -> String {
    guard let url = Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil) else { return "" }
    return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
  }

  static func lines(_ name: String) -> [String] {
    text(name).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  static func faults(_ sql: String) -> SparkError? {
    do {
      _ = try SQLParser.parseStatement(sql)
      return nil
    } catch {
      return error as? SparkError ?? SparkError.internal("\(error)")
    }
  }
}

@Suite struct SyntaxErrorTests {
  /// Statements where the place or hint of the fault differs, with the reason.
  static let otherPlace: Set<String> = Set(Fixtures.lines("other-places.txt").filter { !$0.isEmpty })

  @Test func fixtureIsThere() { #expect(RecordedFault.all.count > 250) }

  @Test func conditionsAreThoseOfSpark() {
    var differing: [String] = []
    for recorded in RecordedFault.all {
      let error = Fixtures.faults(recorded.sql)
      if let condition = recorded.condition {
        if error?.condition != condition || (recorded.sqlState != nil && error?.sqlState != recorded.sqlState) {
          differing.append("\(recorded.sql) => \(error?.condition ?? "parsed"), not \(condition)")
        } else if error?.parameters != recorded.parameters {
          differing.append("\(recorded.sql) => \(error?.parameters ?? [:]), not \(recorded.parameters)")
        }
      } else if let error {
        differing.append("\(recorded.sql) => \(error.condition) \(error.parameters), but Spark parses it")
      }
    }
    let known = SyntaxErrorTests.otherPlace
    for line in differing where !known.contains(where: { line.hasPrefix($0 + " => ") }) { Issue.record("\(line)") }
  }
}
