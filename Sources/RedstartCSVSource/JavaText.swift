import RedstartColumnar
import RedstartKernels

/// Values as the Java library reads them where that differs from plain numbers.
enum JavaText {
  typealias Bytes = UnsafePointer<UInt8>

  /// `true` or `false` in any case.
  @inline(__always)
  static func boolean(_ bytes: Bytes, _ count: Int) -> Bool? {
    if count == 4 {
      let word = UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self) | 0x2020_2020
      return word == 0x6575_7274 ? true : nil
    }
    if count == 5 {
      let word = UnsafeRawPointer(bytes).loadUnaligned(as: UInt32.self) | 0x2020_2020
      return word == 0x736c_6166 && bytes[4] | 0x20 == 0x65 ? false : nil
    }
    return nil
  }

  /// A number in decimal digits of any script.
  static func integer(_ bytes: Bytes, _ count: Int) -> Int64? {
    guard let plain = plainDigits(bytes, count) else { return nil }
    return plain.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { NumberText.parseInt64($0, buffer.count) }
    }
  }

  /// The text with digits of other scripts as ASCII; nil when it has no such digit.
  private static func plainDigits(_ bytes: Bytes, _ count: Int) -> [UInt8]? {
    if count > 400 || isASCII(bytes, count) { return nil }
    var result: [UInt8] = []
    for scalar in String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self).unicodeScalars {
      if scalar.isASCII {
        result.append(UInt8(scalar.value))
      } else if scalar.properties.generalCategory == .decimalNumber, let digit = scalar.properties.numericValue {
        result.append(48 + UInt8(digit))
      } else {
        return nil
      }
    }
    return result
  }

  /// A decimal number; commas between its digits do not count.
  @inline(__always)
  static func decimal(_ bytes: Bytes, _ count: Int) -> DecimalText? {
    DecimalText.parse(bytes, count) ?? unusualDecimal(bytes, count)
  }

  private static func unusualDecimal(_ bytes: Bytes, _ count: Int) -> DecimalText? {
    let text = UnsafeBufferPointer(start: bytes, count: count)
    var plain: [UInt8]
    if let digits = plainDigits(bytes, count) {
      plain = digits.filter { $0 != 44 }
    } else {
      guard text.contains(44) else { return nil }
      plain = text.filter { $0 != 44 }
    }
    plain.append(0)
    return plain.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { DecimalText.parse($0, buffer.count - 1) }
    }
  }

  /// A double: white space around it, a type suffix, hexadecimal digits and `NaN` and `Infinity` are fine.
  static func double(_ bytes: Bytes, _ count: Int) -> Double? {
    var from = 0
    var to = count
    while from < to, bytes[from] <= 32 { from += 1 }
    while to > from, bytes[to - 1] <= 32 { to -= 1 }
    guard from < to else { return nil }
    if let value = NumberText.parseDouble(bytes + from, to - from) { return value }
    let text = String(decoding: UnsafeBufferPointer(start: bytes + from, count: to - from), as: UTF8.self)
    switch text {
    case "NaN", "+NaN", "-NaN": return .nan
    case "Infinity", "+Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: break
    }
    let last = bytes[to - 1] | 0x20
    let hexadecimal = text.lowercased().contains("0x")
    if last == 0x64 || last == 0x66 {
      if !hexadecimal { return NumberText.parseDouble(bytes + from, to - from - 1) }
      to -= 1
    }
    // Hexadecimal numbers need their binary exponent.
    guard hexadecimal, text.lowercased().contains("p") else { return nil }
    return Double(String(decoding: UnsafeBufferPointer(start: bytes + from, count: to - from), as: UTF8.self))
  }

  @inline(__always)
  static func isASCII(_ bytes: Bytes, _ count: Int) -> Bool {
    var all: UInt64 = 0
    var at = 0
    var (b, c, d): (UInt64, UInt64, UInt64) = (0, 0, 0)
    let raw = UnsafeRawPointer(bytes)
    while at &+ 32 <= count {
      all |= raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      b |= raw.loadUnaligned(fromByteOffset: at &+ 8, as: UInt64.self)
      c |= raw.loadUnaligned(fromByteOffset: at &+ 16, as: UInt64.self)
      d |= raw.loadUnaligned(fromByteOffset: at &+ 24, as: UInt64.self)
      at &+= 32
    }
    all |= b | c | d
    while at &+ 8 <= count {
      all |= UnsafeRawPointer(bytes + at).loadUnaligned(as: UInt64.self)
      at &+= 8
    }
    while at < count {
      all |= UInt64(bytes[at])
      at &+= 1
    }
    return all & 0x8080_8080_8080_8080 == 0
  }

  /// Whether the bytes are well-formed UTF-8.
  static func isUTF8(_ bytes: Bytes, _ count: Int) -> Bool {
    var at = 0
    while at < count {
      let byte = bytes[at]
      if byte < 0x80 {
        at += 1
        continue
      }
      let length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      guard byte >= 0xc2, byte <= 0xf4, at + length <= count else { return false }
      for index in 1..<length where bytes[at + index] & 0xc0 != 0x80 { return false }
      let second = bytes[at + 1]
      if byte == 0xe0, second < 0xa0 { return false }
      if byte == 0xed, second > 0x9f { return false }
      if byte == 0xf0, second < 0x90 { return false }
      if byte == 0xf4, second > 0x8f { return false }
      at += length
    }
    return true
  }

  /// A view of a copy in which what is no UTF-8 is replaced the way Java replaces it.
  static func repaired(_ bytes: Bytes, _ count: Int, _ heap: StringHeap) -> StringView {
    var output: [UInt8] = []
    output.reserveCapacity(count + 8)
    var at = 0
    while at < count {
      let byte = bytes[at]
      if byte < 0x80 {
        output.append(byte)
        at += 1
        continue
      }
      let length = byte >= 0xf0 && byte <= 0xf4 ? 4 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xc2 && byte < 0xe0 ? 2 : 1
      // The longest beginning of a well-formed sequence counts as one error.
      var good = 1
      while good < length, at + good < count {
        let next = bytes[at + good]
        guard next & 0xc0 == 0x80 else { break }
        if good == 1 {
          if byte == 0xe0, next < 0xa0 { break }
          if byte == 0xf0, next < 0x90 { break }
          if byte == 0xf4, next > 0x8f { break }
          if byte == 0xed, next > 0x9f, at + 2 < count, bytes[at + 2] & 0xc0 == 0x80 {
            // A surrogate is one error of three bytes.
            good = 3
            break
          }
        }
        good += 1
      }
      if length > 1, good == length, !(byte == 0xed && bytes[at + 1] > 0x9f) {
        for index in 0..<length { output.append(bytes[at + index]) }
      } else {
        output += [0xef, 0xbf, 0xbd]
      }
      at += good
    }
    return output.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { heap.store($0, count: buffer.count) } ?? .empty
    }
  }
}
