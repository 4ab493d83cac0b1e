import Foundation
import Testing

/// Statements for which the answers are not Spark's yet, one a line; all others must agree.
private func knownDifferences() throws -> Set<String> {
  let url = try required(Bundle.module.url(forResource: "Fixtures/known-differences", withExtension: "txt"))
  return Set(try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init))
}

@Suite struct RecordedAnalysisTests {
  @Test func statementsMeanWhatTheyMeanToSpark() throws {
    let recorded = try RecordedAnalysis()
    let known = try knownDifferences()
    #expect(recorded.facts.count >= 200)
    var agreeing = 0
    for fact in recorded.facts {
      let difference = recorded.difference(fact)
      if difference == nil { agreeing += 1 }
      if known.contains(fact.sql) { continue }
      #expect(difference == nil, "\(fact.sql)\n    \(difference ?? "")")
    }
    #expect(agreeing >= recorded.facts.count - known.count)
  }
}
