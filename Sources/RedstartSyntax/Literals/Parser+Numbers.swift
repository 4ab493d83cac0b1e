import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  /// A number, with the minus sign that belongs to it, if any.
  mutating func numericLiteral(negative: Bool, from start: Int) throws -> Literal {
    let token = current
    advance()
    let sign = negative ? "-" : ""
    let written = text(token)
    switch token.kind {
    case .integer: return try integerLiteral(sign + written, from: start)
    case .decimal: return try decimalLiteral(sign + written, from: start)
    case .exponent: return .double(try double(sign + written, start))
    case .tinyInt: return try ranged(sign + written.dropLast(), Int64(Int8.min), Int64(Int8.max), .byte, start)
    case .smallInt: return try ranged(sign + written.dropLast(), Int64(Int16.min), Int64(Int16.max), .short, start)
    case .bigInt: return try ranged(sign + written.dropLast(), Int64.min, Int64.max, .long, start)
    case .float:
      let digits = sign + written.dropLast()
      let number = Double(Parser.swiftNumber(digits)) ?? 0
      // Compared as written: what would only round to the largest float is out of range.
      guard number.magnitude <= 3.4028234663852886E+38 else {
        throw outOfRange(digits, "-3.4028234663852886E+38", "3.4028234663852886E+38", "float", start)
      }
      return Literal(.double(Double(Float(Parser.swiftNumber(digits)) ?? 0)), .float)
    case .double: return .double(try double(sign + written.dropLast(), start))
    case .bigDecimal: return try decimalLiteral(sign + written.dropLast(2), from: start)
    default: throw syntaxError(at: start)
    }
  }

  private func double(_ digits: String, _ start: Int) throws -> Double {
    let number = Double(Parser.swiftNumber(digits)) ?? 0
    guard number.isFinite else {
      throw outOfRange(digits, "-1.7976931348623157E+308", "1.7976931348623157E+308", "double", start)
    }
    return number
  }

  /// `.5` and `5.` with the zeros that Swift's readers want.
  private static func swiftNumber(_ written: String) -> String {
    var text = written
    if let dot = text.firstIndex(of: ".") {
      let next = text.index(after: dot)
      if next == text.endIndex || !text[next].isNumber { text.insert("0", at: next) }
      if dot == text.startIndex || !text[text.index(before: dot)].isNumber { text.insert("0", at: dot) }
    }
    return text
  }

  private func integerLiteral(_ written: String, from start: Int) throws -> Literal {
    if let value = Int64(written) {
      return value >= Int64(Int32.min) && value <= Int64(Int32.max)
        ? Literal(.integer(value), .integer) : Literal(.integer(value), .long)
    }
    return try decimalLiteral(written, from: start)
  }

  private func ranged(
    _ written: String, _ low: Int64, _ high: Int64, _ type: DataType, _ start: Int
  ) throws -> Literal {
    guard let value = Int64(written), value >= low, value <= high else {
      throw outOfRange(written, String(low), String(high), type.simpleString, start)
    }
    return Literal(.integer(value), type)
  }

  private func outOfRange(_ written: String, _ low: String, _ high: String, _ type: String, _ start: Int) -> SparkError {
    SparkError(
      "INVALID_NUMERIC_LITERAL_RANGE", ["rawStrippedQualifier": written, "minValue": low, "maxValue": high, "typeName": type],
      context: contexts(from: start))
  }

  /// A decimal with as many digits as were written: `1.50` is `decimal(3,2)`, `1e3BD` is `decimal(4,0)`.
  private func decimalLiteral(_ written: String, from start: Int) throws -> Literal {
    guard let (digits, exponent) = Parser.decimalParts(written) else { throw syntaxError(at: start) }
    var significant = digits.drop { $0 == 0 }
    if significant.isEmpty { significant = [0] }
    // Digits behind the point; a negative scale turns into zeros in front of it.
    let zeros = exponent < 0 ? -exponent : 0
    let scale = max(exponent, 0)
    let precision = max(significant == [0] ? 1 : significant.count + zeros, scale)
    guard precision <= 38 else {
      throw SparkError(
        "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION", ["precision": "\(precision)", "maxPrecision": "38"],
        context: contexts(from: start))
    }
    var value: Int128 = 0
    for digit in significant { value = value * 10 + Int128(digit) }
    if value != 0 { for _ in 0..<zeros { value *= 10 } }
    return Literal(.decimal(written.hasPrefix("-") ? -value : value), .decimal(precision: precision, scale: scale))
  }

  /// The digits and how many of them stand behind the point, after the exponent is taken off.
  private static func decimalParts(_ written: String) -> (digits: [UInt8], scale: Int)? {
    var digits: [UInt8] = []
    var scale = 0
    var afterPoint = false
    var bytes = written.utf8.drop { $0 == UInt8(ascii: "-") }
    while let byte = bytes.first, byte | 0x20 != UInt8(ascii: "e") {
      if byte == UInt8(ascii: ".") {
        afterPoint = true
      } else {
        digits.append(byte &- 48)
        if afterPoint { scale += 1 }
      }
      bytes = bytes.dropFirst()
    }
    guard digits.count <= 10_000 else { return nil }
    if !bytes.isEmpty {
      guard let exponent = Int(String(decoding: bytes.dropFirst(), as: UTF8.self).replacingPlus), abs(exponent) <= 100_000 else {
        return nil
      }
      scale -= exponent
    }
    return (digits, scale)
  }
}

extension String {
  fileprivate var replacingPlus: String { hasPrefix("+") ? String(dropFirst()) : self }
}
