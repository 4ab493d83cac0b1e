import Foundation
import RedstartLogicalPlan
import RedstartTypes
import Testing

@testable import RedstartSyntax

@Suite struct ValidStatementTests {
  @Test func sparkParsesThemAndSoDoWe() {
    let statements = Fixtures.lines("valid-statements.sql").filter { !$0.isEmpty }
    #expect(statements.count > 300)
    for sql in statements {
      if let error = Fixtures.faults(sql) { Issue.record("\(sql) => \(error.message)") }
    }
  }

  @Test func queriesOfTheBenchmark() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Benchmarks/tpch/queries")
    for number in 1...22 {
      let name = number < 10 ? "q0\(number).sql" : "q\(number).sql"
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      for statement in SQLParser.splitStatements(text) {
        if let error = Fixtures.faults(statement) { Issue.record("\(name) => \(error.message)") }
      }
    }
  }
}
