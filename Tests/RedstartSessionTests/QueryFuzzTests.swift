import Foundation
import RedstartDiagnostics
import RedstartExecution
import RedstartSession
import Synchronization
import Testing

/// Mutated queries, run over small tables: each ends in rows or in a `SparkError` that is no fault of Redstart's.
///
/// `REDSTART_FUZZ=100000 REDSTART_FUZZ_SEED=7 swift test … --filter QueryFuzzTests` looks longer and elsewhere.
@Suite struct QueryFuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let rounds = environment["REDSTART_FUZZ"].flatMap { Int($0) } ?? 1500
  private static let seed = environment["REDSTART_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

  /// The queries of the end-to-end tests, and the statements that make their tables.
  private static func statements() throws -> (setup: [String], queries: [String]) {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "sql")
    var setup: [String] = []
    var queries: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() where name.hasSuffix(".test") {
      for block in try String(contentsOf: folder.appending(path: name), encoding: .utf8).components(separatedBy: "\n\n") {
        let lines = block.components(separatedBy: "\n").filter { !$0.hasPrefix("#") }
        guard let head = lines.first, head.hasPrefix("-- ") else { continue }
        let body = lines.dropFirst().prefix { !$0.hasPrefix("=> ") }.joined(separator: "\n").components(separatedBy: ";\n")
        if head == "-- setup" {
          setup += body
        } else if body.count == 1, let query = body.first, isHarmless(query) {
          queries.append(query)
        }
      }
    }
    return (setup, queries)
  }

  /// Queries, and none whose numbers say how much memory to take.
  private static func isHarmless(_ text: String) -> Bool {
    let lowered = text.lowercased()
    let greedy = ["repeat", "space(", "pad(", "sequence", "range(", "format_", "recursive", "java_method", "percent"]
    return ["select", "with", "values", "from"].contains { lowered.hasPrefix($0) } && !greedy.contains { lowered.contains($0) }
  }

  /// Words, numbers, strings and single signs.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var rest = Substring(text)
    while let first = rest.first {
      var length = 1
      if first == "'" {
        length = (rest.dropFirst().firstIndex(of: "'").map { rest.distance(from: rest.startIndex, to: $0) } ?? 0) + 1
      } else if first.isLetter || first.isNumber || first == "_" {
        length = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }.count
      }
      pieces.append(String(rest.prefix(max(length, 1))))
      rest = rest.dropFirst(max(length, 1))
    }
    return pieces
  }

  private static let values = [
    "0", "-1", "NULL", "2147483647", "-9223372036854775808", "1e308D", "0.1", "''", "'x'", "'2024-02-30'", "TRUE",
    "array(1, NULL)",
    "array()", "map('a', 1)", "named_struct('a', 1)", "DATE '0001-01-01'", "TIMESTAMP '9999-12-31 23:59:59'", "INTERVAL 1 DAY",
    "X''", "CAST(NULL AS DECIMAL(38, 37))", "99999999999999999999999999999999999999BD", "(SELECT 1)", "x -> x", "*",
  ]

  @Test func mutatedQueries() throws {
    let session = try Session(SharedState(threads: 2, memoryLimit: 1 << 30))
    let (setup, queries) = try Self.statements()
    #expect(queries.count > 400)
    for statement in setup { _ = try session.sql(statement) }
    let texts = queries.map(Self.pieces)
    var random = SeededNumbers(state: Self.seed)
    for round in 0..<Self.rounds {
      var text = texts[round % texts.count]
      for _ in 0..<Int.random(in: 1...3, using: &random) where !text.isEmpty {
        let at = Int.random(in: 0..<text.count, using: &random)
        let other = texts[Int.random(in: 0..<texts.count, using: &random)]
        switch Int.random(in: 0..<6, using: &random) {
        case 0: text[at] = Self.values[Int.random(in: 0..<Self.values.count, using: &random)]
        case 1: text.remove(at: at)
        case 2: text[at] = other[Int.random(in: 0..<other.count, using: &random)]
        case 3: text.insert(text[Int.random(in: 0..<text.count, using: &random)], at: at)
        case 4:
          let end = Int.random(in: at..<text.count, using: &random)
          text.insert(contentsOf: text[at...min(end, at + 8)], at: Int.random(in: 0...text.count, using: &random))
        default:
          let start = Int.random(in: 0..<other.count, using: &random)
          text.replaceSubrange(at..<min(at + 4, text.count), with: other[start..<min(start + 6, other.count)])
        }
      }
      let query = text.joined()
      if Self.isHarmless(query) { Self.run(query, session) }
    }
  }

  /// Runs a query for some seconds at most.
  private static func run(_ query: String, _ session: Session) {
    let cancellation = CancellationToken()
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + 10)
    timer.setEventHandler { cancellation.cancel() }
    timer.resume()
    let start = ContinuousClock.now
    defer {
      timer.cancel()
      if start.duration(to: .now) > .seconds(60) { Issue.record("no end in a minute: \(query)") }
    }
    do {
      let execution = try session.execution(try session.sql(query, cancellation: cancellation), cancellation: cancellation)
      for batch in try execution.collect() {
        for column in batch.columns where batch.count > 0 { _ = column.value(at: batch.count - 1) }
      }
    } catch let error as SparkError {
      if error.condition == "INTERNAL_ERROR" || error.sqlState == "XX000" { Issue.record("\(query)\n=> \(error.message)") }
    } catch {
      Issue.record("\(query)\n=> \(error)")
    }
  }
}

/// The same numbers in every run (SplitMix64).
private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
