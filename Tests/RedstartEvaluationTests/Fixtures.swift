import Foundation
import RedstartColumnar
import RedstartTypes
import Testing

/// The recorded facts, line by line.
func fixture(_ name: String) throws -> [[String]] {
  let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "tsv"))
  return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map { line in
    line.split(separator: "\t", omittingEmptySubsequences: false).map { unescape(String($0)) }
  }
}

private func unescape(_ text: String) -> String {
  var result = ""
  var escaped = false
  for character in text {
    if escaped {
      result.append(character == "t" ? "\t" : character == "n" ? "\n" : character == "r" ? "\r" : character)
      escaped = false
    } else if character == "\\" {
      escaped = true
    } else {
      result.append(character)
    }
  }
  return result
}

/// A value in the notation of the fixtures: digits of decimals without point, days, microseconds, months.
func value(_ raw: String, _ type: DataType) throws -> Value {
  switch type {
  case .boolean: return .boolean(raw == "true")
  case .string: return .string(raw)
  case .float: return .double(Double(try #require(Float(raw.replacingOccurrences(of: "Infinity", with: "inf")))))
  case .double: return .double(try #require(Double(raw.replacingOccurrences(of: "Infinity", with: "inf"))))
  case .decimal: return .decimal(try #require(Int128(raw)))
  case .binary:
    let digits = Array(raw)
    return .binary(stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) })
  default: return .integer(try #require(Int64(raw)))
  }
}

/// A seeded generator, so that every run sees the same rows.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
