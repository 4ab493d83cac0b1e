import Foundation
import Testing

@testable import RedstartKernels

private func withBytes<R>(_ text: String, _ body: (UnsafePointer<UInt8>, Int) -> R) -> R {
  let padded = Array(text.utf8) + Array(repeating: 0x39, count: 16)
  return padded.withUnsafeBufferPointer { body($0.baseAddress.unsafelyUnwrapped, text.utf8.count) }
}

@Suite struct NumberTextTests {
  @Test func integersEqualTheStandardLibrary() {
    var random = SplitMix(seed: 1)
    var texts = [
      "", "-", "+", "0", "-0", "+5", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
      "000000000000000000000000000001", " 1", "1 ", "1a", "99999999999999999999999999",
    ]
    for _ in 0..<50_000 {
      let value = Int64(bitPattern: random.next()) >> Int64(random.next() % 64)
      texts.append("\(value)")
    }
    for text in texts { #expect(withBytes(text) { NumberText.parseInt64($0, $1) } == Int64(text), "\(text)") }
  }

  @Test func doublesEqualTheCLibrary() {
    var random = SplitMix(seed: 2)
    var texts = [
      "1", "-1.5", "1e10", "1E-5", ".5", "5.", "123456789012345678901234567890", "1e400", "-1e-400", "0.1", "1e22", "1e23",
      "9007199254740993", "4.9e-324",
      "2.2250738585072014e-308", "0.000000000000000000000000000000000001", "00000000000000000000001.5", "-0.0",
    ]
    for _ in 0..<50_000 {
      let value = Double(bitPattern: random.next())
      if value.isFinite { texts.append("\(value)") }
      texts.append("\(Double(Int64(random.next() % 1_000_000_000)) / 100)")
    }
    for text in texts {
      let parsed = withBytes(text) { NumberText.parseDouble($0, $1) }
      #expect(parsed?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
      let narrow = withBytes(text) { NumberText.parseFloat($0, $1) }
      #expect(narrow?.bitPattern == strtof(text, nil).bitPattern, "\(text)")
    }
    for text in ["", ".", "-", "e5", "1e", "1e+", "nan", "inf", "0x10", " 1", "1 ", "1d", "1.2.3"] {
      #expect(withBytes(text) { NumberText.parseDouble($0, $1) } == nil, "\(text)")
    }
  }

  @Test func decimalsKeepEveryDigit() {
    func parse(_ text: String) -> DecimalText? { withBytes(text) { DecimalText.parse($0, $1) } }
    var random = SplitMix(seed: 4)
    for _ in 0..<20_000 {
      let value = (Int128(random.next() >> 2) << 64 | Int128(random.next())) >> Int128(random.next() % 126)
      guard value < Int128(10_000_000_000_000_000_000) * Int128(10_000_000_000_000_000_000) else { continue }
      let digits = "\(value)"
      let parsed = parse("-" + digits)
      #expect(parsed?.unscaled == -value)
      #expect(parsed?.precision == digits.utf8.count)
      let point = Int(random.next() % UInt64(digits.utf8.count + 1))
      let cut = digits.index(digits.startIndex, offsetBy: point)
      let split = parse(String(digits[..<cut]) + "." + String(digits[cut...]))
      #expect(split?.unscaled == value)
      #expect(split?.scale == digits.utf8.count - point)
    }
    #expect(parse("1.005")?.rescaled(precision: 10, scale: 2) == 101)
    #expect(parse("-1.005")?.rescaled(precision: 10, scale: 2) == -101)
    #expect(parse("1.0049")?.rescaled(precision: 10, scale: 2) == 100)
    #expect(parse("1e3")?.rescaled(precision: 10, scale: 2) == 100_000)
    #expect(parse("999.999")?.rescaled(precision: 5, scale: 2) == nil)
    #expect(parse("1.2.3") == nil)
    #expect(parse("") == nil)
    #expect(parse(String(repeating: "9", count: 39)) == nil)
  }
}
