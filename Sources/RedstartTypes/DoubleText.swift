#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The text of a double as Java prints it: `1.0`, `1.0E10`, `1.0E-4`, `NaN`, `Infinity`.
public func javaText(_ value: Double) -> String {
  var buffer: [UInt8] = []
  buffer.reserveCapacity(26)
  appendJavaText(value.isFinite ? value.description : nil, value, to: &buffer)
  return String(decoding: buffer, as: UTF8.self)
}

/// The text of a float as Java prints it.
public func javaText(_ value: Float) -> String {
  var buffer: [UInt8] = []
  buffer.reserveCapacity(18)
  appendJavaText(value.isFinite ? value.description : nil, Double(value), isFloat: true, to: &buffer)
  return String(decoding: buffer, as: UTF8.self)
}

extension Array where Element == UInt8 {
  /// Appends Java's text of a double.
  public mutating func append(javaText value: Double) {
    appendJavaText(value.isFinite ? value.description : nil, value, to: &self)
  }

  /// Appends Java's text of a float.
  public mutating func append(javaText value: Float) {
    appendJavaText(value.isFinite ? value.description : nil, Double(value), isFloat: true, to: &self)
  }
}

/// The shortest decimal digits that read back as the same number: `value = 0.d1d2d3… × 10^exponent`.
struct ShortestDigits {
  var digits: [UInt8] = []
  /// Position of the point counted from before the first digit.
  var exponent = 0
  var negative = false

  /// Takes Swift's shortest text (`1e+16`, `0.001`, `-5e-324`) apart.
  init(_ text: String) {
    digits.reserveCapacity(20)
    var pointAt: Int?
    var power = 0
    var powerNegative = false
    var inPower = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-"): if inPower { powerNegative = true } else { negative = true }
      case UInt8(ascii: "."): pointAt = digits.count
      case UInt8(ascii: "e"), UInt8(ascii: "E"): inPower = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if inPower { power = power * 10 + Int(byte - 48) } else { digits.append(byte - 48) }
      default: break
      }
    }
    exponent = (pointAt ?? digits.count) + (powerNegative ? -power : power)
    let leading = digits.prefix { $0 == 0 }.count
    if leading > 0 {
      digits.removeFirst(leading)
      exponent -= leading
    }
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { exponent = 1 }
  }
}

/// The digits that Java prints: as few as read back as the same number, but at least two, the nearest to it. Only next to zero
/// do the nearest two differ from one digit and a zero.
private func javaDigits(_ shortest: String, _ value: Double, isFloat: Bool) -> ShortestDigits {
  let number = ShortestDigits(shortest)
  guard number.digits.count == 1, value.magnitude < 1e-37 else { return number }
  let text = withVaList([value]) { arguments in
    var buffer = [CChar](repeating: 0, count: 32)
    let length = vsnprintf(&buffer, buffer.count, "%.1e", arguments)
    return String(decoding: buffer.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
  let readsBack = isFloat ? Float(text).map { Double($0) } == value : Double(text) == value
  return readsBack ? ShortestDigits(text) : number
}

/// Swift and Java choose the same shortest digits; only the layout differs.
private func appendJavaText(_ shortest: String?, _ value: Double, isFloat: Bool = false, to out: inout [UInt8]) {
  guard let shortest else {
    out += Array((value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity").utf8)
    return
  }
  let number = javaDigits(shortest, value, isFloat: isFloat)
  if number.negative { out.append(UInt8(ascii: "-")) }
  let digits = number.digits
  let point = number.exponent
  let zero = UInt8(ascii: "0")
  func digit(_ index: Int) -> UInt8 { index < digits.count ? digits[index] + zero : zero }
  if digits.isEmpty {
    out += [zero, UInt8(ascii: "."), zero]
  } else if point > 0, point <= 7 {
    for index in 0..<point { out.append(digit(index)) }
    out.append(UInt8(ascii: "."))
    for index in point..<max(point + 1, digits.count) { out.append(digit(index)) }
  } else if point <= 0, point > -3 {
    out += [zero, UInt8(ascii: ".")]
    for _ in point..<0 { out.append(zero) }
    for index in digits.indices { out.append(digit(index)) }
  } else {
    out.append(digit(0))
    out.append(UInt8(ascii: "."))
    for index in 1..<max(2, digits.count) { out.append(digit(index)) }
    out.append(UInt8(ascii: "E"))
    out += Array(String(point - 1).utf8)
  }
}
