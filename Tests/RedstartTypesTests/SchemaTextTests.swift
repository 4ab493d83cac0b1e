import Foundation
import RedstartDiagnostics
import Testing

@testable import RedstartTypes

/// A recorded file of facts from Spark.
func recorded(_ name: String) throws -> JSONValue {
  let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "json"))
  return try JSONValue(parsing: String(contentsOf: url, encoding: .utf8))
}

/// Metadata objects compare without regard to the order of their members.
func normalized(_ value: JSONValue) -> JSONValue {
  switch value {
  case .object(let members):
    .object(members.map { JSONMember($0.name, normalized($0.value)) }.sorted { $0.name < $1.name })
  case .array(let elements): .array(elements.map(normalized))
  default: value
  }
}

@Suite struct SchemaTextTests {
  @Test func tablesReadAsSparkReadsThem() throws {
    for entry in try #require(try recorded("schemas")["tables"]?.array) {
      let ddl = try #require(entry["ddl"]?.string)
      if let expected = entry["json"]?.string {
        let type: StructType
        do { type = try StructType(ddl: ddl) } catch let error as SparkError {
          #expect(error.condition == "UNSUPPORTED_FEATURE.REDSTART", "\(ddl): \(error)")
          continue
        }
        #expect(type.json == expected, "\(ddl)")
        #expect(type.treeString() == entry["tree"]?.string, "\(ddl)")
        #expect(type.toDDL == entry["toDDL"]?.string, "\(ddl)")
        #expect(DataType.struct(type).sql == entry["sql"]?.string, "\(ddl)")
        #expect(DataType.struct(type).simpleString == entry["simple"]?.string, "\(ddl)")
        #expect(try StructType(json: type.json) == type, "\(ddl)")
        #expect(try StructType(ddl: type.toDDL) == type, "\(ddl)")
      } else {
        expectError(ddl, entry["error"]) { _ = try StructType(ddl: ddl) }
      }
    }
  }

  @Test func typesReadAsSparkReadsThem() throws {
    for entry in try #require(try recorded("schemas")["types"]?.array) {
      let ddl = try #require(entry["ddl"]?.string)
      if let expected = entry["json"]?.string {
        if ddl.contains("collate") { continue }
        #expect(try DataType(ddl: ddl).json == expected || DataType(typeDDL: ddl).json == expected, "\(ddl)")
      } else {
        expectError(ddl, entry["error"]) { _ = try DataType(typeDDL: ddl) }
      }
    }
  }

  @Test func schemasOfClientsRead() throws {
    for entry in try #require(try recorded("schemas")["pytypes"]?.array) {
      let ddl = try #require(entry["ddl"]?.string)
      if let expected = entry["json"]?.string {
        if ddl.contains("collate") { continue }
        #expect(
          normalized(try JSONValue(parsing: DataType(ddl: ddl).json)) == normalized(try JSONValue(parsing: expected)), "\(ddl)")
      } else {
        expectError(ddl, entry["error"]) { _ = try DataType(ddl: ddl) }
      }
    }
  }

  @Test func schemaJSONReadsAsSparkReadsIt() throws {
    for entry in try #require(try recorded("schemas")["json"]?.array) {
      let text = try #require(entry["in"]?.string)
      if let expected = entry["json"]?.string {
        // Spark ignores what follows the value.
        if text.hasSuffix("x") { continue }
        let type = try DataType(json: text)
        #expect(normalized(try JSONValue(parsing: type.json)) == normalized(try JSONValue(parsing: expected)), "\(text)")
        #expect(try DataType(json: type.json) == type)
        #expect(type.simpleString == entry["simple"]?.string)
        if case .struct(let fields) = type { #expect(fields.treeString() == entry["tree"]?.string) }
      } else if entry["error"]?["condition"]?.string != nil {
        expectError(text, entry["error"]) { _ = try DataType(json: text) }
      } else {
        #expect(throws: SparkError.self) { _ = try DataType(json: text) }
      }
    }
  }

  /// The condition and parameters are Spark's; the hint that its parser guesses is not compared.
  func expectError(_ text: String, _ expected: JSONValue?, _ body: () throws -> Void) {
    do {
      try body()
      Issue.record("\(text) was accepted")
    } catch let error as SparkError {
      #expect(error.condition == expected?["condition"]?.string, "\(text): \(error)")
      for member in expected?["params"]?.members ?? [] where member.name != "hint" {
        if error.condition == "INVALID_JSON_DATA_TYPE" { continue }
        #expect(error.parameters[member.name] == member.value.string, "\(text): \(member.name)")
      }
    } catch {
      Issue.record("\(text): \(error)")
    }
  }

  @Test func vectorTypeIsKnown() throws {
    #expect(try DataType(json: DataType.udt(.vector).json) == .udt(.vector))
  }

  @Test func damagedTextNeverCrashes() throws {
    var generator = SeededGenerator(state: 11)
    let seeds = [
      StructType([
        StructField("a", .udt(.vector)),
        StructField("b", .map(.string, .array(.long, containsNull: true), valueContainsNull: false)),
      ]).json,
      "a struct<b: array<map<string, decimal(10,2)>> NOT NULL COMMENT 'x\\u00e9'>, `c d` interval day to second -- x",
    ]
    for seed in seeds {
      for _ in 0..<2000 {
        var bytes = Array(seed.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        let text = String(decoding: bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)), as: UTF8.self)
        _ = try? DataType(json: text)
        _ = try? DataType(ddl: text)
      }
    }
    #expect(throws: SparkError.self) { try DataType(json: String(repeating: "[", count: 100_000)) }
    #expect(throws: SparkError.self) { try DataType(typeDDL: String(repeating: "array<", count: 10_000)) }
  }
}

/// A small seeded generator (SplitMix64).
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
