import Foundation
import RedstartDiagnostics
import Testing

@testable import RedstartKernels

/// What Apache Spark made of dates, timestamps and patterns; recorded by `scripts/record-datetime.py`.
struct RecordedDateTime: Sendable {
  let kind: String
  let zone: String
  let pattern: String
  let input: String
  /// Nil stands for null.
  let expected: String?

  static let all: [RecordedDateTime] = {
    guard let url = Bundle.module.url(forResource: "datetime", withExtension: "tsv", subdirectory: "Fixtures"),
      let text = try? String(contentsOf: url, encoding: .utf8)
    else { return [] }
    return text.split(separator: "\n").map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return RecordedDateTime(
        kind: cells[0], zone: cells[1], pattern: unescaped(cells[2]), input: unescaped(cells[3]),
        expected: cells[4] == "\\N" ? nil : unescaped(cells[4]))
    }
  }()

  static func of(_ kind: String) -> [RecordedDateTime] { all.filter { $0.kind == kind } }

  private static func unescaped(_ text: String) -> String {
    var result = ""
    var escape = false
    for character in text {
      if escape {
        result += ["t": "\t", "n": "\n", "r": "\r", "0": "\0"][character] ?? String(character)
        escape = false
      } else if character == "\\" {
        escape = true
      } else {
        result.append(character)
      }
    }
    return result
  }
}

private func withBytes<R>(_ text: String, _ body: (UnsafePointer<UInt8>, Int) -> R) -> R {
  // Word loads may look at bytes behind the text.
  let padded = Array(text.utf8) + Array(repeating: 0x39, count: 16)
  return padded.withUnsafeBufferPointer { body($0.baseAddress.unsafelyUnwrapped, text.utf8.count) }
}

@Suite struct DateTimeTests {
  @Test func theRecordingIsThere() { #expect(RecordedDateTime.all.count > 7000) }

  @Test func parsesDatesAsCast() {
    for row in RecordedDateTime.of("date") {
      let days = withBytes(row.input) { DateText.parseDate($0, $1) }
      #expect(days.map { "\($0)" } == row.expected, "\(row.input)")
    }
  }

  @Test func parsesTimestampsAsCast() throws {
    for row in RecordedDateTime.of("timestamp") {
      let zone = try TimeZoneRules.named(row.zone)
      let micros = withBytes(row.input) { DateText.parseTimestamp($0, $1, zone: zone) }
      #expect(micros.map { "\($0)" } == row.expected, "\(row.input) in \(row.zone)")
    }
  }

  @Test func parsesWallClocksAsCast() {
    for row in RecordedDateTime.of("timestampNTZ") {
      let micros = withBytes(row.input) { DateText.parseTimestampNTZ($0, $1) }
      #expect(micros.map { DateText.format(timestamp: $0, zone: .utc) } == row.expected, "\(row.input)")
    }
  }

  @Test func formatsDatesAndTimestamps() throws {
    for row in RecordedDateTime.of("formatDate") {
      #expect(DateText.format(days: try #require(Int(row.input))) == row.expected)
    }
    for row in RecordedDateTime.of("formatTimestamp") {
      let text = DateText.format(timestamp: try #require(Int64(row.input)), zone: try TimeZoneRules.named(row.zone))
      #expect(text == row.expected, "\(row.input) in \(row.zone)")
    }
  }

  @Test func formatsByPattern() throws {
    for row in RecordedDateTime.of("format") {
      do {
        let pattern = try DateTimePattern(row.pattern, parsing: false)
        let text = pattern.format(micros: try #require(Int64(row.input)), zone: try TimeZoneRules.named(row.zone))
        #expect(text == row.expected, "\(row.input) as \(row.pattern) in \(row.zone)")
      } catch let error as SparkError {
        #expect("!" + error.condition == row.expected, "\(row.pattern)")
      }
    }
  }

  @Test func parsesByPattern() throws {
    for row in RecordedDateTime.of("parse") {
      do {
        let pattern = try DateTimePattern(row.pattern, parsing: true)
        let zone = try TimeZoneRules.named(row.zone)
        let micros = withBytes(row.input) { pattern.parseTimestamp($0, $1, zone: zone) }
        let expected = row.expected == "!ARITHMETIC_OVERFLOW" ? nil : row.expected
        #expect(micros.map { "\($0)" } == expected, "\(row.input) as \(row.pattern)")
      } catch let error as SparkError {
        #expect("!" + error.condition == row.expected, "\(row.pattern)")
      }
    }
  }

  @Test func daysAndDatesAgree() {
    for days in stride(from: -800_000, through: 3_000_000, by: 17) {
      let date = CivilDate(days: days)
      #expect(CivilDate.isValid(year: date.year, month: date.month, day: date.day))
      #expect(date.days == days)
    }
  }

  @Test func shortISODatesEqualTheGeneralParser() {
    var random = SplitMix(seed: 3)
    for _ in 0..<200_000 {
      var bytes = Array("\(1900 + random.next() % 200)-\(10 + random.next() % 10)-\(10 + random.next() % 25)".utf8)
      if random.next() % 2 == 0 { bytes[Int(random.next() % 10)] = UInt8(truncatingIfNeeded: random.next() % 128) }
      bytes += [0, 0, 0, 0, 0, 0, 0, 0]
      bytes.withUnsafeBufferPointer { buffer in
        let base = buffer.baseAddress.unsafelyUnwrapped
        if let quick = DateText.parseISODate(base) {
          #expect(quick == DateText.parseAnyDate(base, 10))
        } else if let slow = DateText.parseAnyDate(base, 10) {
          // Shapes that the quick path leaves to the general one.
          #expect(DateText.parseDate(base, 10) == slow)
        }
      }
    }
  }
}

struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z &>> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z &>> 31)
  }
}
