import Foundation
import RedstartColumnar
import RedstartDiagnostics
import RedstartSession
import RedstartTypes
import Testing

/// Generators against answers recorded from Apache Spark by `scripts/record-generators.py`.
@Suite struct GeneratorTests {
  struct Fact: Decodable, Sendable {
    var query: String
    /// Name, type and whether nullable, for each column.
    var schema: [Column]?
    var rows: [[String]]?
    var condition: String?
    var parameters: [String: String]?

    struct Column: Decodable, Sendable {
      var text: String

      init(from decoder: any Decoder) throws {
        var parts = try decoder.unkeyedContainer()
        text = "\(try parts.decode(String.self)) \(try parts.decode(String.self)) \(try parts.decode(Bool.self))"
      }
    }
  }

  static func facts() throws -> [Fact] {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/generators", withExtension: "jsonl"))
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(Fact.self, from: Data($0.utf8))
    }
  }

  @Test func answersAreThoseOfSpark() throws {
    let session = try Session(SharedState(threads: 2))
    let pretty = PrettyText(timeZone: "UTC")
    let facts = try Self.facts()
    #expect(facts.count > 70)
    for fact in facts {
      do {
        let execution = try session.execution(try session.sql(fact.query))
        let schema = try execution.schema()
        let columns = schema.fields.map { "\($0.name) \($0.type.simpleString) \($0.nullable)" }
        #expect(columns == fact.schema?.map(\.text), "\(fact.query)")
        let batch = try execution.collectBatch()
        let rows = (0..<batch.count).map { row in
          zip(batch.columns, schema.fields).map { pretty.text($0.value(at: row), $1.type) }
        }
        #expect(rows == fact.rows, "\(fact.query)")
      } catch let error as SparkError {
        #expect(error.condition == fact.condition, "\(fact.query): \(error)")
        var wanted = fact.parameters ?? [:]
        // The name of a class of Spark.
        if wanted["classCanonicalName"] != nil { wanted["classCanonicalName"] = "expression" }
        #expect(error.parameters == wanted, "\(fact.query)")
      }
    }
  }

  /// Chunks end within lists: every list length around the batch size gives all elements, in order, with their positions.
  @Test(arguments: [1, 7, 8191, 8192, 8193, 20_000]) func longLists(_ length: Int) throws {
    let session = try Session(SharedState(threads: 2))
    let query = """
      SELECT count(*), sum(pos), min(x - pos), max(x - pos), count(DISTINCT id)
      FROM (SELECT id, posexplode(sequence(id, id + \(length - 1))) AS (pos, x) FROM range(3))
      """
    let row = try session.execution(try session.sql(query)).collectBatch()
    let values = row.columns.map { $0.value(at: 0) }
    let sum = 3 * length * (length - 1) / 2
    #expect(values == [.integer(Int64(3 * length)), .integer(Int64(sum)), .integer(0), .integer(2), .integer(3)])
  }
}
