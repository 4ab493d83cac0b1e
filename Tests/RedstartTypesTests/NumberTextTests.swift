import RedstartDiagnostics
import Testing

@testable import RedstartTypes

@Suite struct NumberTextTests {
  @Test func doublesPrintAsJavaPrintsThem() throws {
    for entry in try #require(try recorded("numbers")["doubles"]?.array) {
      let parts = try #require(entry.array)
      let bits = try #require(parts[0].string.flatMap { UInt64($0) })
      let text = javaText(Double(bitPattern: bits))
      let older = try #require(parts[1].string)
      #expect(text == older || (text.count <= older.count && Double(text) == Double(older)), "\(text) \(older)")
      if text == older, let plain = parts[2].string {
        let scale = min(18, plain.split(separator: ".").count == 2 ? plain.split(separator: ".")[1].count : 0)
        let value = Decimal128.from(Double(bitPattern: bits), precision: 38, scale: scale)
        #expect(value == Decimal128.parse(plain, precision: 38, scale: scale))
      }
    }
  }

  @Test func floatsPrintAsJavaPrintsThem() throws {
    for entry in try #require(try recorded("numbers")["floats"]?.array) {
      let parts = try #require(entry.array)
      let bits = try #require(parts[0].integer)
      let text = javaText(Float(bitPattern: UInt32(bits)))
      // Java before 19 sometimes prints a digit more than it needs.
      let older = try #require(parts[1].string)
      #expect(text == older || (text.count <= older.count && Float(text) == Float(older)))
    }
  }

  @Test func decimalTextRoundTrips() {
    var generator = SeededGenerator(state: 3)
    for precision in 1...38 {
      for scale in 0...precision {
        let bound = Decimal128.powersOfTen[precision]
        for digits in [0, 1, -1, bound - 1, 1 - bound, Int128.random(in: (1 - bound)..<bound, using: &generator)] {
          let text = Decimal128.text(digits, scale: scale)
          #expect(Decimal128.parse(text, precision: precision, scale: scale) == digits, "\(text)")
          #expect(Decimal128.parse("  \(text)e0 ", precision: precision, scale: scale) == digits)
          if precision <= 15 {
            let double = Decimal128.double(digits, scale: scale)
            #expect(Decimal128.from(double, precision: precision, scale: scale) == digits)
          }
        }
      }
    }
    #expect(Decimal128.text(-5, scale: 3) == "-0.005")
    #expect(Decimal128.parse("1e2", precision: 3, scale: 0) == 100)
    #expect(Decimal128.parse("0.5", precision: 3, scale: 0) == 1)
    #expect(Decimal128.parse("-0.45", precision: 3, scale: 1) == -5)
    for bad in ["", "-", ".", "1e", "1x", "e5", "1.2.3", "0x1", "1e+", "--1"] {
      #expect(Decimal128.parse(bad, precision: 38, scale: 2) == nil, "\(bad)")
    }
    #expect(Decimal128.parse("99999999999999999999999999999999999999.5", precision: 38, scale: 0) == nil)
    #expect(Decimal128.parse("9999999999999999999999999999999999999.5", precision: 38, scale: 0) == Decimal128.powersOfTen[37])
  }

  /// Each entry: precision, scale and digits of both sides, the operator, Spark's result and its type.
  @Test func arithmeticAgreesWithSpark() throws {
    for entry in try #require(try recorded("decimals").array) {
      let parts = try #require(entry.array)
      let numbers = parts.prefix(6).map { Int128($0.string ?? "") ?? 0 }
      let (s1, a, s2, b) = (Int(numbers[1]), numbers[2], Int(numbers[4]), numbers[5])
      guard
        case .decimal(let precision, let scale) = parts[8].string == "bigint"
          ? .longDecimal : try DataType(json: "\"\(parts[8].string ?? "")\"")
      else { continue }
      let operation = parts[6].string ?? ""
      let result: Int128?
      switch operation {
      case "+": result = Decimal128.add(a, scale: s1, b, scale: s2, precision: precision, scale: scale)
      case "-": result = Decimal128.add(a, scale: s1, -b, scale: s2, precision: precision, scale: scale)
      case "*": result = Decimal128.multiply(a, scale: s1, b, scale: s2, precision: precision, scale: scale)
      case "/": result = Decimal128.divide(a, scale: s1, b, scale: s2, precision: precision, scale: scale)
      case "%": result = Decimal128.remainder(a, scale: s1, b, scale: s2, precision: precision, scale: scale)
      default:
        result = Decimal128.integralQuotient(a, scale: s1, b, scale: s2)
        // Spark keeps the low 64 bits of a quotient that is too long; kernels decide, so only fitting ones count here.
        guard let quotient = result, Int64(exactly: quotient) != nil else { continue }
      }
      #expect(
        result.map { Decimal128.scientificText($0, scale: scale) } == parts[7].string, "\(numbers) \(operation) \(parts[8])")
    }
  }

  @Test func rescalingRoundsHalfUp() {
    #expect(Decimal128.rescale(25, from: 1, to: 0) == 3)
    #expect(Decimal128.rescale(-25, from: 1, to: 0) == -3)
    #expect(Decimal128.rescale(24, from: 1, to: 0) == 2)
    #expect(Decimal128.rescale(5, from: 39, to: 0) == 0)
    #expect(Decimal128.rescale(99, from: 0, to: 1, precision: 2) == nil)
    #expect(Decimal128.rescale(995, from: 1, to: 0, precision: 2) == nil)
    #expect(Decimal128.compare(10, scale: 1, 1, scale: 0) == 0)
    #expect(Decimal128.compare(-11, scale: 1, -1, scale: 0) == -1)
    #expect(Decimal128.precision(of: 0) == 1)
    #expect(Decimal128.precision(of: -99) == 2)
    #expect(Decimal128.precision(of: Decimal128.powersOfTen[38] - 1) == 38)
  }
}
