import RedstartTypes

/// Results beyond 38 digits, for error messages: long arithmetic on decimal digits.
enum ExactDecimal {
  /// The plain text of `a op b`: products cut to 39 digits, quotients rounded to `scale`, as Spark's messages show them.
  static func text(
    _ operation: ArithmeticOperation, _ a: Int128, scale s1: Int, _ b: Int128, scale s2: Int, quotientScale: Int
  ) -> String {
    switch operation {
    case .add, .subtract:
      let scale = max(s1, s2)
      let x = digits(a) + [UInt8](repeating: 0, count: scale - s1)
      let y = digits(b) + [UInt8](repeating: 0, count: scale - s2)
      let negativeB = (b < 0) != (operation == .subtract)
      if (a < 0) == negativeB { return plain(sum(x, y), scale: scale, negative: a < 0) }
      return less(x, y)
        ? plain(difference(y, x), scale: scale, negative: negativeB) : plain(difference(x, y), scale: scale, negative: a < 0)
    case .multiply:
      var result = Array(product(digits(a), digits(b)).drop { $0 == 0 })
      var scale = s1 + s2
      if result.count > 39 {
        let surplus = result.count - 39
        result.removeLast(surplus)
        scale -= surplus
        if scale < 0 {
          result += [UInt8](repeating: 0, count: -scale)
          scale = 0
        }
      }
      return plain(result, scale: scale, negative: (a < 0) != (b < 0))
    case .divide, .integralDivide, .remainder:
      // One digit more than wanted decides about rounding; `div` cuts off.
      let x = digits(a) + [UInt8](repeating: 0, count: max(0, s2 - s1) + quotientScale + 1)
      let y = digits(b) + [UInt8](repeating: 0, count: max(0, s1 - s2))
      var result = quotient(x, y)
      let up = (result.popLast() ?? 0) >= 5 && operation == .divide
      if up { result = sum(result, [1]) }
      return plain(result, scale: quotientScale, negative: (a < 0) != (b < 0))
    }
  }

  private static func digits(_ value: Int128) -> [UInt8] { String(value.magnitude).utf8.map { $0 - 48 } }

  private static func padded(_ x: [UInt8], to count: Int) -> [UInt8] {
    [UInt8](repeating: 0, count: max(0, count - x.count)) + x
  }

  private static func less(_ x: [UInt8], _ y: [UInt8]) -> Bool {
    let count = max(x.count, y.count)
    return padded(x, to: count).lexicographicallyPrecedes(padded(y, to: count))
  }

  private static func sum(_ x: [UInt8], _ y: [UInt8]) -> [UInt8] {
    let count = max(x.count, y.count) + 1
    let (a, b) = (padded(x, to: count), padded(y, to: count))
    var result = a
    var carry: UInt8 = 0
    for index in (0..<count).reversed() {
      let digit = a[index] + b[index] + carry
      result[index] = digit % 10
      carry = digit / 10
    }
    return result
  }

  private static func difference(_ x: [UInt8], _ y: [UInt8]) -> [UInt8] {
    let (a, b) = (padded(x, to: y.count), padded(y, to: x.count))
    var result = a
    var borrow: Int8 = 0
    for index in a.indices.reversed() {
      var digit = Int8(a[index]) - Int8(b[index]) - borrow
      borrow = digit < 0 ? 1 : 0
      if digit < 0 { digit += 10 }
      result[index] = UInt8(digit)
    }
    return result
  }

  private static func product(_ x: [UInt8], _ y: [UInt8]) -> [UInt8] {
    var result = [UInt16](repeating: 0, count: x.count + y.count)
    for i in x.indices.reversed() {
      var carry: UInt16 = 0
      for j in y.indices.reversed() {
        let value = result[i + j + 1] + UInt16(x[i]) * UInt16(y[j]) + carry
        result[i + j + 1] = value % 10
        carry = value / 10
      }
      result[i] += carry
    }
    return result.map { UInt8($0) }
  }

  private static func quotient(_ x: [UInt8], _ y: [UInt8]) -> [UInt8] {
    var rest: [UInt8] = [0]
    var result: [UInt8] = []
    for digit in x {
      rest.append(digit)
      var times: UInt8 = 0
      while !less(rest, y) {
        rest = difference(rest, y)
        times += 1
        if times > 9 { break }
      }
      rest = Array(rest.drop { $0 == 0 })
      result.append(times)
    }
    return result
  }

  private static func plain(_ digits: [UInt8], scale: Int, negative: Bool) -> String {
    var text = padded(Array(digits.drop { $0 == 0 }), to: scale + 1).map { $0 + 48 }
    if scale > 0 { text.insert(UInt8(ascii: "."), at: text.count - scale) }
    return (negative ? "-" : "") + String(decoding: text, as: UTF8.self)
  }
}
