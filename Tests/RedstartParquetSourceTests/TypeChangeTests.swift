import Foundation
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes
import Testing

@testable import RedstartParquetSource

/// Columns read as other types than their own, as recorded from Spark.
struct TypeChangeTests {
  struct Fact: Decodable {
    let file: String
    let type: String
    let result: Outcome
  }

  enum Outcome: Decodable {
    case values([String])
    case condition(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let values = try? container.decode([String].self) {
        self = .values(values)
      } else {
        self = .condition(try container.decode(String.self))
      }
    }
  }

  static let types: [String: DataType] = [
    "tinyint": .byte, "smallint": .short, "int": .integer, "bigint": .long, "float": .float, "double": .double,
    "decimal(3,0)": .decimal(precision: 3, scale: 0), "decimal(10,0)": .decimal(precision: 10, scale: 0),
    "decimal(12,2)": .decimal(precision: 12, scale: 2), "decimal(14,4)": .decimal(precision: 14, scale: 4),
    "decimal(20,0)": .decimal(precision: 20, scale: 0), "decimal(38,10)": .decimal(precision: 38, scale: 10), "string": .string,
    "binary": .binary, "date": .date, "timestamp": .timestamp, "timestamp_ntz": .timestampNTZ, "boolean": .boolean,
    "interval day to second": .dayTime, "array<int>": .array(.integer, containsNull: true),
  ]

  @Test func likeSpark() throws {
    let facts = try JSONDecoder().decode([Fact].self, from: Data(contentsOf: Fixture.url("changes/facts.json")))
    #expect(facts.count == 400)
    for fact in facts {
      let type = try #require(Self.types[fact.type])
      let path = Fixture.url("changes/\(fact.file).parquet").path
      let schema = StructType([StructField("c", type)])
      switch fact.result {
      case .values(let values):
        let rows = try Rows(path, required: schema)
        #expect(
          rows.batches.flatMap { batch in (0..<batch.count).map { Self.text(batch.columns[0].value(at: $0)) } } == values,
          "\(fact)")
      case .condition:
        // Where Spark fails otherwise, a mismatch is what it means.
        #expect(throws: SparkError.self, "\(fact)") { try Rows(path, required: schema) }
      }
    }
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .boolean(let flag): flag ? "True" : "False"
    case .double(let number): "\(number)"
    case .string(let text): text
    case .binary: String(Fixture.text(value).dropFirst())
    default: Fixture.text(value)
    }
  }
}
