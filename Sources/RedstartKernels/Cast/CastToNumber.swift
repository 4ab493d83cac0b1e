import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

extension CastStep {
  func toBoolean() throws -> Vector {
    switch from {
    case .byte: return map(Int8.self) { byte($0 != 0) }
    case .short: return map(Int16.self) { byte($0 != 0) }
    case .integer: return map(Int32.self) { byte($0 != 0) }
    case .long, .timestamp: return map(Int64.self) { byte($0 != 0) }
    case .float: return map(Float.self) { byte($0 != 0) }
    case .double: return map(Double.self) { byte($0 != 0) }
    case .decimal(let precision, _):
      return precision <= 18 ? map(Int64.self) { byte($0 != 0) } : map(Int128.self) { byte($0 != 0) }
    case .string:
      return try parse(zero: 0 as UInt8, as: .runtime) { bytes, length in
        guard length > 0, length <= 5 else { return nil }
        var word: UInt64 = 0
        for index in 0..<length { word = word << 8 | UInt64(bytes[index] | 0x20) }
        // Digits have the lower-case bit set already.
        if length == 1, bytes[0] == 0x11 || bytes[0] == 0x10 { return nil }
        switch word {
        case 0x74, 0x7472_7565, 0x79, 0x0079_6573, 0x31: return 1
        case 0x66, 0x66_616c_7365, 0x6e, 0x6e6f, 0x30: return 0
        default: return nil
        }
      }
    case .date: return .nulls(to, count: count)
    default: throw unsupported()
    }
  }

  func toFloating<T: BinaryFloatingPoint & LosslessStringConvertible & BitwiseCopyable>(_: T.Type) throws -> Vector {
    switch from {
    case .boolean: return map(UInt8.self) { T($0) }
    case .byte: return map(Int8.self) { T($0) }
    case .short: return map(Int16.self) { T($0) }
    case .integer: return map(Int32.self) { T($0) }
    case .long: return map(Int64.self) { T($0) }
    case .float: return map(Float.self) { T($0) }
    case .double: return map(Double.self) { T($0) }
    case .decimal(let precision, let scale):
      return precision <= 18
        ? map(Int64.self) { T(Decimal128.double(Int128($0), scale: scale)) }
        : map(Int128.self) { T(Decimal128.double($0, scale: scale)) }
    case .timestamp: return map(Int64.self) { T(Double($0) / 1e6) }
    case .date: return .nulls(to, count: count)
    case .string:
      return try parse(zero: 0 as T, as: .numberFormat) { bytes, length in Self.parseFloating(bytes, length, T.self) }
    default: throw unsupported()
    }
  }

  /// A number, with Java's type suffixes, or the name of an infinity or NaN.
  static func parseFloating<T: BinaryFloatingPoint>(_ bytes: UnsafePointer<UInt8>, _ count: Int, _: T.Type) -> T? {
    guard count > 0 else { return nil }
    let single = T.self == Float.self
    func number(_ length: Int) -> T? {
      single ? NumberText.parseFloat(bytes, length).map { T($0) } : NumberText.parseDouble(bytes, length).map { T($0) }
    }
    if let value = number(count) { return value }
    let last = bytes[count - 1] | 0x20
    if last == UInt8(ascii: "d") || last == UInt8(ascii: "f"), count > 1, let value = number(count - 1) { return value }
    switch String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self).lowercased() {
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    case "nan": return .nan
    default: return nil
    }
  }

  func toDecimal<T>(_: T.Type, _ precision: Int, _ scale: Int) throws -> Vector
  where T: FixedWidthInteger & SignedInteger & BitwiseCopyable {
    func outOfRange(_ row: Int) -> SparkError {
      ArithmeticFailure.decimalOutOfRange(plainText(row), precision: precision, scale: scale)
    }
    func whole<A: FixedWidthInteger & BitwiseCopyable>(_: A.Type, from ownScale: Int = 0, digits: Int = 19) throws -> Vector {
      if scale >= ownScale, A.bitWidth <= 64, scale - ownScale + digits <= 38 {
        // The product fits 128 bits: one multiplication, and one flag for all rows where it may be too long.
        let factor = Int128(Decimal128.powersOfTen[scale - ownScale])
        let bound = Decimal128.powersOfTen[precision]
        let input = source.values(A.self)
        let buffer = Buffer(count: count, of: T.self)
        let out = buffer.mutable(T.self)
        var tooLong: UInt8 = 0
        for row in 0..<count {
          let product = Int128(truncatingIfNeeded: input[row]) &* factor
          out[row] = T(truncatingIfNeeded: product)
          tooLong |= byte(product >= bound) | byte(product <= 0 &- bound)
        }
        if tooLong == 0 { return Vector(type: to, count: count, values: buffer, validity: source.validity) }
      }
      return try mapValid(A.self, zero: 0 as T, failure: { outOfRange($1) }) {
        Decimal128.rescale(Int128(truncatingIfNeeded: $0), from: ownScale, to: scale, precision: precision)
          .map { T(truncatingIfNeeded: $0) }
      }
    }
    func floating<A: BinaryFloatingPoint & BitwiseCopyable>(_: A.Type, _ text: @escaping (A) -> Double) throws -> Vector {
      // NaN and the infinities are null in every mode.
      try mapValid(A.self, zero: 0 as T, failure: { $0.isFinite ? outOfRange($1) : nil }) {
        Decimal128.from(text($0), precision: precision, scale: scale).map { T(truncatingIfNeeded: $0) }
      }
    }
    switch from {
    case .boolean: return try whole(UInt8.self)
    case .byte: return try whole(Int8.self)
    case .short: return try whole(Int16.self)
    case .integer: return try whole(Int32.self)
    case .long: return try whole(Int64.self)
    case .decimal(let ownPrecision, let ownScale):
      if ownPrecision <= 18, precision <= 18, scale >= ownScale, precision - scale >= ownPrecision - ownScale {
        let factor = Decimal128.shortPowersOfTen[scale - ownScale]
        return map(Int64.self) { $0 &* factor }
      }
      return ownPrecision <= 18 ? try whole(Int64.self, from: ownScale) : try whole(Int128.self, from: ownScale)
    case .float: return try floating(Float.self) { Double($0) }
    case .double: return try floating(Double.self) { $0 }
    case .timestamp:
      return try mapValid(Int64.self, zero: 0 as T, failure: { outOfRange($1) }) {
        Decimal128.rescale(Int128($0), from: 6, to: scale, precision: precision).map { T(truncatingIfNeeded: $0) }
      }
    case .dayTimeInterval(_, let end):
      let unit = end.microseconds
      return try mapValid(Int64.self, zero: 0 as T, failure: { outOfRange($1) }) { micros in
        (end == .second
          ? Decimal128.rescale(Int128(micros), from: 6, to: scale, precision: precision)
          : Decimal128.rescale(Int128(micros / unit), from: 0, to: scale, precision: precision))
          .map { T(truncatingIfNeeded: $0) }
      }
    case .yearMonthInterval(_, let end):
      let unit: Int32 = end == .year ? 12 : 1
      return try mapValid(Int32.self, zero: 0 as T, failure: { outOfRange($1) }) {
        Decimal128.rescale(Int128($0 / unit), from: 0, to: scale, precision: precision).map { T(truncatingIfNeeded: $0) }
      }
    case .date: return .nulls(to, count: count)
    case .string: return try textToDecimal(T.self, precision, scale)
    default: throw unsupported()
    }
  }

  private func textToDecimal<T>(_: T.Type, _ precision: Int, _ scale: Int) throws -> Vector
  where T: FixedWidthInteger & SignedInteger & BitwiseCopyable {
    let views = source.views
    func failure(_ row: Int) -> SparkError {
      let text = StringView.string(at: views + row)
      let bytes = Array(text.utf8)
      let isNumber = bytes.withUnsafeBufferPointer { Decimal128.isNumber($0) }
      if !isNumber { return invalidInput(textLiteral(text), .numberFormat) }
      if Decimal128.parse(text, precision: 38, scale: 0) == nil {
        return SparkError("NUMERIC_OUT_OF_SUPPORTED_RANGE", ["value": text])
      }
      var plain = String(text.filter { !$0.isWhitespace })
      if plain.lowercased().contains("e"), let digits = Decimal128.parse(text, precision: 38, scale: 0) { plain = String(digits) }
      return ArithmeticFailure.decimalOutOfRange(plain, precision: precision, scale: scale)
    }
    return try rows(zero: 0 as T, failure: failure) { row in
      let view = views + row
      let bytes = UnsafeBufferPointer(start: StringView.bytes(of: view), count: view.pointee.count)
      return Decimal128.parse(bytes, precision: precision, scale: scale).map { T(truncatingIfNeeded: $0) }
    }
  }

  /// A number in plain digits, as messages about decimals show it.
  private func plainText(_ row: Int) -> String {
    switch source.value(at: row) {
    case .boolean(let flag): return flag ? "1" : "0"
    case .integer(let number):
      return from.isNumeric ? String(number) : Decimal128.text(Int128(number), scale: 6)
    case .decimal(let digits): return Decimal128.text(digits, scale: from.decimalShape.1)
    case .double(let number):
      return Self.plain(javaText(number))
    default: return CellText.text(source, row, zone: zone)
    }
  }

  /// `1.5E3` as `1500`: a number's shortest digits without exponent.
  private static func plain(_ text: String) -> String {
    let parts = text.split(separator: "E")
    let mantissa = parts[0].drop { $0 == "-" }.split(separator: ".")
    var fraction = mantissa.count > 1 && mantissa[1] != "0" ? String(mantissa[1]) : ""
    var whole = String(mantissa[0])
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    if exponent >= 0 {
      fraction += String(repeating: "0", count: max(0, exponent - fraction.count))
      whole += fraction.prefix(exponent)
      fraction = String(fraction.dropFirst(exponent))
    } else {
      fraction = String(repeating: "0", count: -exponent - 1) + whole + fraction
      whole = "0"
    }
    return (text.hasPrefix("-") ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }
}
