import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Numbers in other bases.
enum NumberText {
  /// Upper-case hexadecimal digits without leading zeros.
  static func appendHex(_ value: UInt64, _ sink: ByteSink) {
    let digits = max(1, (64 - value.leadingZeroBitCount + 3) / 4)
    let out = sink.reserve(digits)
    for index in 0..<digits {
      out[index] = digit(UInt8(truncatingIfNeeded: value >> UInt64(4 * (digits - 1 - index))) & 15)
    }
    sink.advance(digits)
  }

  static func appendHex(_ bytes: UnsafeBufferPointer<UInt8>, _ sink: ByteSink) {
    let out = sink.reserve(bytes.count * 2)
    for index in bytes.indices {
      out[index * 2] = digit(bytes[index] >> 4)
      out[index * 2 + 1] = digit(bytes[index] & 15)
    }
    sink.advance(bytes.count * 2)
  }

  @inline(__always)
  static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 55 + value }

  /// A hexadecimal digit's value; nil for other characters.
  @inline(__always)
  static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case 48...57: digit - 48
    case 65...90: digit - 55
    case 97...122: digit - 87
    default: nil
    }
  }

  /// Writes the bytes that hexadecimal digits stand for; false when there is another character.
  static func appendUnhex(_ text: UnsafeBufferPointer<UInt8>, _ sink: ByteSink) -> Bool {
    var at = 0
    if text.count & 1 == 1 {
      guard let low = value(of: text[0]), low < 16 else { return false }
      sink.append(low)
      at = 1
    }
    while at < text.count {
      guard let high = value(of: text[at]), let low = value(of: text[at + 1]), high < 16, low < 16 else { return false }
      sink.append(high << 4 | low)
      at += 2
    }
    return true
  }

  /// Digits of one base in another; false (null) for bases out of range and empty text.
  /// - Throws: `ARITHMETIC_OVERFLOW` in ANSI mode when the number has more than 64 bits.
  static func convert(
    _ text: UnsafeBufferPointer<UInt8>, from: Int, to: Int, ansi: Bool, _ sink: ByteSink
  ) throws -> Bool {
    guard from >= 2, from <= 36, to.magnitude >= 2, to.magnitude <= 36 else { return false }
    var at = 0
    var end = text.count
    while at < end, text[at] == 32 { at += 1 }
    while end > at, text[end - 1] == 32 { end -= 1 }
    guard at < end else { return false }
    var isNegative = text[at] == 45
    if isNegative { at += 1 }
    var number: UInt64 = 0
    while at < end, let digit = value(of: text[at]), Int(digit) < from {
      let (product, overflow) = number.multipliedReportingOverflow(by: UInt64(from))
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      if overflow || carry {
        if ansi {
          throw SparkError(
            "ARITHMETIC_OVERFLOW",
            ["message": "Overflow in function conv()", "alternative": "", "config": ansiConfigParameter])
        }
        number = .max
        break
      }
      number = sum
      at += 1
    }
    if isNegative, to > 0 {
      number = Int64(bitPattern: number) < 0 ? .max : 0 &- number
    }
    if to < 0, Int64(bitPattern: number) < 0 {
      number = 0 &- number
      isNegative = true
    }
    if isNegative, to < 0 { sink.append(45) }
    let base = UInt64(to.magnitude)
    var digits: [UInt8] = []
    repeat {
      digits.append(digit(UInt8(number % base)))
      number /= base
    } while number > 0
    sink.append(digits.reversed())
    return true
  }
}
