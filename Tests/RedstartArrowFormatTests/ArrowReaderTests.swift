import Foundation
import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes
import Testing

@testable import RedstartArrowFormat

func fixture(_ name: String) throws -> [UInt8] {
  let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: nil))
  return [UInt8](try Data(contentsOf: url))
}

/// Whether a value is the one that pyarrow showed.
func matches(_ value: Value, _ expected: JSONValue) -> Bool {
  switch (value, expected) {
  case (.null, .null): return true
  case (.boolean(let a), .boolean(let b)): return a == b
  case (.integer(let number), .string(let text)): return String(number) == text
  case (.double(let number), .string(let text)): return Double(text).map { $0 == number } ?? false
  case (.decimal(let digits), .string(let text)): return String(digits) == text
  case (.string(let a), .string(let b)): return a == b
  case (.binary(let bytes), .string(let text)):
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == text
  case (.interval(let interval), .array(let parts)):
    return parts.map(\.integer) == [Int64(interval.months), Int64(interval.days), interval.microseconds]
  case (.array(let values), .array(let parts)), (.structure(let values), .array(let parts)):
    return values.count == parts.count && zip(values, parts).allSatisfy(matches)
  case (.map(let keys, let values), .array(let parts)):
    return parts.count == 2 && matches(.array(keys), parts[0]) && matches(.array(values), parts[1])
  default: return false
  }
}

@Suite struct ArrowReaderTests {
  @Test(arguments: ["all", "sliced", "lz4", "zstd", "legacy", "delta", "replaced", "pandas"])
  func readsWhatPyarrowWrites(_ name: String) throws {
    let reader = try ArrowStreamReader(bytes: fixture("\(name).arrow"))
    let batches = try reader.readAll()
    let text = String(decoding: try fixture("\(name).json"), as: UTF8.self)
    for (position, column) in try #require(JSONValue(parsing: text).array).enumerated() {
      let expected = try #require(column["values"]?.array)
      let values = batches.flatMap { batch in (0..<batch.count).map { batch.columns[position].value(at: $0) } }
      #expect(reader.schema.fields[position].name == column["name"]?.string)
      #expect(values.count == expected.count)
      for (row, (value, wanted)) in zip(values, expected).enumerated() {
        #expect(matches(value, wanted), "\(name).\(reader.schema.names[position]) row \(row): \(value), \(wanted.text)")
      }
    }
  }

  @Test func typesBecomeSparks() throws {
    let schema = try ArrowStreamReader(bytes: fixture("all.arrow")).schema
    let types = Dictionary(uniqueKeysWithValues: schema.fields.map { ($0.name, $0.type.simpleString) })
    #expect(types["u8"] == "smallint" && types["u32"] == "bigint" && types["u64"] == "decimal(20,0)")
    #expect(types["ts_us"] == "timestamp" && types["ts_ns"] == "timestamp_ntz" && types["dur_ns"] == "interval day to second")
    #expect(types["dictlist"] == "array<string>" && types["ree"] == "string" && types["d128w"] == "decimal(38,10)")
  }

  @Test func valuesAreNotCopied() throws {
    let stream = Buffer(copying: try fixture("all.arrow"))
    let batch = try #require(try ArrowStreamReader(stream).next())
    let index = try #require(try ArrowStreamReader(stream).schema.index(of: "f64"))
    let address = UnsafeRawPointer(batch.columns[index].values(Double.self))
    #expect(address >= UnsafeRawPointer(stream.base) && address < UnsafeRawPointer(stream.base) + stream.byteCount)
  }

  /// Damaged streams throw or give other values; they never crash and never ask for more memory than allowed.
  @Test(arguments: ["all", "lz4", "zstd", "delta", "sliced"])
  func damagedStreamsAreRefused(_ name: String) throws {
    let bytes = try fixture("\(name).arrow")
    let seed = ProcessInfo.processInfo.environment["REDSTART_FUZZ_SEED"].flatMap { UInt64($0) } ?? 99
    var generator = SeededGenerator(state: seed)
    func attempt(_ bytes: [UInt8]) {
      guard let reader = try? ArrowStreamReader(bytes: bytes, allocationLimit: 1 << 20) else { return }
      while let batch = try? reader.next() {
        guard batch.count < 10_000 else { continue }
        for column in batch.columns {
          for row in 0..<min(batch.count, 100) { _ = column.value(at: row) }
        }
      }
    }
    for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 400)) { attempt(Array(bytes.prefix(length))) }
    // Most of the harm is done in the metadata at the front of the messages.
    let rounds = ProcessInfo.processInfo.environment["REDSTART_FUZZ"].flatMap { Int($0) } ?? 1500
    for round in 0..<rounds {
      var copy = bytes
      let limit = round % 3 == 0 ? bytes.count : min(bytes.count, 12_000)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let at = Int.random(in: 0..<limit, using: &generator)
        copy[at] =
          [0, 1, 0xff, 0x7f, copy[at] ^ (1 << UInt8.random(in: 0...7, using: &generator))].randomElement(using: &generator) ?? 0
      }
      attempt(copy)
    }
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
