import Foundation
import RedstartDiagnostics
import RedstartTypes
import Testing

@testable import RedstartSyntax

/// A small generator of the same numbers each run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

@Suite struct FuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let rounds = environment["REDSTART_FUZZ"].flatMap { Int($0) } ?? 30_000
  private static let seed = environment["REDSTART_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
  static let seeds = Fixtures.lines("valid-statements.sql") + Fixtures.lines("invalid-statements.sql")

  /// Parses and demands a plan or an error of Spark's kind.
  static func check(_ sql: String) {
    do {
      _ = try SQLParser.parseStatement(sql)
    } catch let error as SparkError {
      if error.condition == "INTERNAL_ERROR" || error.sqlState == "XX000" { Issue.record("\(sql) => \(error.message)") }
    } catch {
      Issue.record("\(sql) => \(error)")
    }
  }

  @Test func mutatedStatements() {
    var random = SeededGenerator(state: FuzzTests.seed)
    for round in 0..<FuzzTests.rounds {
      var bytes = Array(FuzzTests.seeds[round % FuzzTests.seeds.count].utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.remove(at: at)
        case 1: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.insert(Array("()'\"`,;*/-+<>=.:[]{}|&^~?!\\ax01 ".utf8).randomElement(using: &random) ?? 32, at: at)
        default:
          let end = min(bytes.count, at + Int.random(in: 1...12, using: &random))
          bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &random))
        }
      }
      FuzzTests.check(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func tokenSoup() {
    var random = SeededGenerator(state: FuzzTests.seed &+ 1)
    let words =
      Keyword.allCases.map(\.rawValue)
      + "( ) ( ) , , . * + - / = < > [ ] : :: -> => ? ; a b t 1 2.5 'x' `y` 1L".split(separator: " ").map(String.init)
    for _ in 0..<FuzzTests.rounds {
      let count = Int.random(in: 1...25, using: &random)
      let start =
        ["select", "select a from t where", "create", "insert into t", "with x as (", "show", ""].randomElement(using: &random)
        ?? ""
      let soup = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
      FuzzTests.check(start + " " + soup)
    }
  }

  @Test func deepNesting() async {
    let shapes: [(String, String)] = [
      ("(", ")"), ("not ", ""), ("- ", ""), ("f(", ")"), ("(select ", ")"), ("case when ", " then 1 end"), ("cast(", " as int)"),
      ("substring(", ", 1)"), ("array(", ")[0]"), ("x -> ", ""), ("~", ""), ("a + (", ")"), ("(1, ", ")"), ("trim(", ")"),
      ("position(", ")"), ("a in (", ")"), ("exists (select ", ")"),
    ]
    for (open, close) in shapes {
      for depth in [40, 120, 2_000, 50_000] {
        let text = "select " + String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        // A task runs on a thread of the pool, whose stack is the smaller one.
        let condition = await Task.detached { Fixtures.faults(text)?.condition }.value
        if depth <= 120 { #expect(condition == nil, "\(open) × \(depth)") }
        if depth >= 2_000 { #expect(condition == "FAILED_TO_PARSE_TOO_COMPLEX" || condition == "PARSE_SYNTAX_ERROR", "\(open)") }
      }
    }
    let from = "select * from " + String(repeating: "(select * from ", count: 5_000) + "t" + String(repeating: ")", count: 5_000)
    #expect(Fixtures.faults(from)?.condition == "FAILED_TO_PARSE_TOO_COMPLEX")
    let type =
      "select cast(a as " + String(repeating: "array<", count: 5_000) + "int" + String(repeating: ">", count: 5_000) + ")"
    #expect(Fixtures.faults(type)?.condition == "FAILED_TO_PARSE_TOO_COMPLEX")
    let conjunction = "select * from t where " + Array(repeating: "a = 1", count: 20_000).joined(separator: " and ")
    #expect(Fixtures.faults(conjunction) == nil)
    let union = Array(repeating: "select 1", count: 5_000).joined(separator: " union all ")
    #expect(Fixtures.faults(union) == nil)
    let values = "values " + (0..<20_000).map { "(\($0), 'x')" }.joined(separator: ", ")
    #expect(Fixtures.faults(values) == nil)
  }
}
