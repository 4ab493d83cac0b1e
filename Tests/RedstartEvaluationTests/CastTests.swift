import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes
import Testing

@testable import RedstartEvaluation

@Suite struct CastTests {
  static let zone = "America/Los_Angeles"

  /// The outcome in the notation of the fixtures: status, text or condition, parameters.
  private func outcome(_ raw: String, _ from: DataType, _ to: DataType, _ mode: Cast.Mode) throws -> (String, String, String) {
    let rules = try TimeZoneRules.named(Self.zone)
    do {
      let source = Vector.of([try value(raw, from)], type: from)
      let result = try CastKernel.cast(source, to: to, mode: mode.failureMode, zone: rules)
      if result.isNull(0) { return ("null", "", "") }
      if to == .binary, case .binary(let bytes) = result.value(at: 0) {
        return ("ok", bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined(), "")
      }
      let text = CellText(result, zone: rules, plainDecimals: mode != .legacy)
      var bytes: [UInt8] = []
      text.append(0, to: &bytes)
      return ("ok", String(decoding: bytes, as: UTF8.self), "")
    } catch let error as SparkError {
      return ("error", error.condition, json(error.parameters))
    }
  }

  private func json(_ parameters: [String: String]) -> String {
    "{"
      + parameters.sorted { $0.key < $1.key }.map {
        JSONValue.string($0.key).text + ": " + JSONValue.string($0.value).text
      }.joined(separator: ", ") + "}"
  }

  @Test func recordedCasts() throws {
    var failures: [String] = []
    var checked = 0
    for line in try fixture("casts") where line[4] != "skip" {
      let from = try DataType(ddl: line[1])
      let to = try DataType(ddl: line[3])
      for name in line[0].split(separator: ",") {
        let mode: Cast.Mode = name == "ansi" ? .ansi : name == "try" ? .try : .legacy
        let got = try outcome(line[2], from, to, mode)
        checked += 1
        let parametersMatch = line[4] != "error" || sameJSON(got.2, line[6])
        // Digits of floats depend on the Java release: the value counts.
        let sameText = got.1 == line[5] || (to == .float && Float(got.1) == Float(line[5]) && Float(got.1) != nil)
        if got.0 != line[4] || !sameText || !parametersMatch {
          failures.append(
            "\(name) \(line[1]) '\(line[2])' -> \(line[3]): want \(line[4...].joined(separator: " | ")), got \(got)")
        }
      }
    }
    #expect(checked > 5000)
    #expect(failures.isEmpty, "\(failures.count) of \(checked):\n\(failures.prefix(400).joined(separator: "\n"))")
  }

  private func sameJSON(_ a: String, _ b: String) -> Bool {
    guard let x = try? JSONValue(parsing: a), let y = try? JSONValue(parsing: b) else { return false }
    return Set(x.members ?? []) == Set(y.members ?? [])
  }

  @Test func recordedRules() throws {
    var failures: [String] = []
    let lines = try fixture("cast-rules")
    let names = Set(lines.map { $0[1] })
    for line in lines {
      let from = try DataType(ddl: line[1])
      let allowed = Set(line[2].split(separator: ";").map(String.init))
      for name in names {
        let to = try DataType(ddl: name)
        let got =
          switch line[0] {
          case "legacy": Cast.isAllowed(from: from, to: to, mode: .legacy)
          case "ansi": Cast.isAllowed(from: from, to: to, mode: .ansi)
          case "try": Cast.isAllowed(from: from, to: to, mode: .try)
          case "up": Cast.isUpCast(from: from, to: to)
          default: Cast.isStoreAssignable(from: from, to: to)
          }
        if got != allowed.contains(name) { failures.append("\(line[0]) \(line[1]) -> \(name): \(got)") }
      }
    }
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
  }
}
