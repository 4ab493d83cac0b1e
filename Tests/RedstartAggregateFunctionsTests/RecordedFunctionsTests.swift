import Foundation
import RedstartAggregateFunctions
import RedstartAnalyzer
import RedstartCatalog
import RedstartCollectionFunctions
import RedstartDateTimeFunctions
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMathFunctions
import RedstartOperatorFunctions
import RedstartSemiStructuredFunctions
import RedstartStringFunctions
import RedstartSyntax
import RedstartTypes
import Testing

/// Functions called as SQL text, against what Spark answered (scripts/record-functions.py).
@Suite struct RecordedFunctionsTests {
  private let analyzer: Analyzer

  static let functions: [any SQLFunction.Type] =
    OperatorFunctions.all + StringFunctions.all + MathFunctions.all + DateTimeFunctions.all + CollectionFunctions.all
    + SemiStructuredFunctions.all
    + AggregateFunctions.all

  init() {
    let catalog = SessionCatalog(shared: SharedCatalog(warehouse: NSTemporaryDirectory()))
    analyzer = Analyzer(
      AnalysisContext(catalog: catalog, functions: FunctionRegistry(Self.functions), dataSources: DataSourceRegistry()))
  }

  private func lines(_ name: String, _ suffix: String) throws -> [String] {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/" + name, withExtension: suffix))
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  /// `name:type = value` with `!` behind types that are never null; the condition where there is an error.
  private func answer(_ query: String) -> String {
    func condition(_ error: any Error) -> String { (error as? SparkError)?.condition ?? "\(error)" }
    do {
      let plan = try analyzer.analyze(try SQLParser.parseStatement(query, timeZone: .utc))
      let head = plan.output.map { "\($0.name):\($0.type.simpleString)\($0.nullable ? "" : "!")" }.joined(separator: ",")
      do {
        let batch = try run(plan)
        let types = plan.output.map(\.type)
        let rows = (0..<batch.count).map { row in
          batch.columns.indices.map { py(batch.columns[$0].value(at: row), types[$0]) }
        }
        if rows.count == 1, types.count == 1 { return "\(head) = \(rows[0][0])" }
        let text = rows.map { "(" + $0.joined(separator: ", ") + ($0.count == 1 ? ",)" : ")") }
        return "\(head) = [\(text.joined(separator: ", "))]"
      } catch {
        return "\(head) RERR \(condition(error))"
      }
    } catch {
      return "AERR \(condition(error))"
    }
  }

  @Test func callsAnswerAsSparkDoes() throws {
    let known = Set(try lines("known-differences", "txt"))
    let recorded = try lines("functions", "tsv")
    #expect(recorded.count > 800)
    for line in recorded {
      let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
      let query = parts[0].lowercased().hasPrefix("select") ? parts[0] : "SELECT " + parts[0]
      if known.contains(parts[0]) { continue }
      #expect(answer(query) == parts[1], "\(query)")
    }
  }

  @Test func documentedExamplesHold() throws {
    for function in Self.functions {
      #expect(!function.names.isEmpty)
      for example in function.documentation.examples {
        let plan = try analyzer.analyze(try SQLParser.parseStatement(example.query, timeZone: .utc))
        #expect(throws: Never.self, "\(example.query)") { try run(plan) }
      }
    }
  }

  @Test func namesAreUnique() {
    var seen: [String: Int] = [:]
    for function in Self.functions { for name in function.names { seen[name, default: 0] += 1 } }
    #expect(seen.filter { $0.value > 1 }.isEmpty)
  }
}
