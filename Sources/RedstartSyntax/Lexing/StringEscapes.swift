/// The values of quoted texts.
enum StringEscapes {
  /// The value of a string as written, quotes and an `r` prefix included.
  static func value(_ written: ArraySlice<UInt8>) -> String {
    guard let first = written.first else { return "" }
    if first == UInt8(ascii: "r") || first == UInt8(ascii: "R") {
      return String(decoding: written.dropFirst(2).dropLast(), as: UTF8.self)
    }
    let body = written.dropFirst().dropLast()
    guard body.contains(UInt8(ascii: "\\")) || body.contains(first) else { return String(decoding: body, as: UTF8.self) }
    return unescape(Array(body), quote: first)
  }

  /// The name between back-ticks.
  static func identifier(_ written: ArraySlice<UInt8>) -> String {
    let body = written.dropFirst().dropLast()
    guard body.contains(UInt8(ascii: "`")) else { return String(decoding: body, as: UTF8.self) }
    var name: [UInt8] = []
    var skip = false
    for byte in body {
      if byte == UInt8(ascii: "`"), !skip {
        skip = true
        continue
      }
      skip = false
      name.append(byte)
    }
    return String(decoding: name, as: UTF8.self)
  }

  private static func unescape(_ body: [UInt8], quote: UInt8) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(body.count)
    var index = 0
    while index < body.count {
      let byte = body[index]
      index += 1
      if byte == quote, index < body.count, body[index] == quote {
        result.append(quote)
        index += 1
        continue
      }
      guard byte == UInt8(ascii: "\\"), index < body.count else {
        result.append(byte)
        continue
      }
      let letter = body[index]
      if letter == UInt8(ascii: "u"), let scalar = hex(body, index + 1, 4) {
        append(scalar, to: &result)
        index += 5
      } else if letter == UInt8(ascii: "U"), let scalar = hex(body, index + 1, 8) {
        append(scalar, to: &result)
        index += 9
      } else if let code = octal(body, index) {
        append(code, to: &result)
        index += 3
      } else {
        index += 1
        switch letter {
        case UInt8(ascii: "0"): result.append(0)
        case UInt8(ascii: "b"): result.append(8)
        case UInt8(ascii: "n"): result.append(10)
        case UInt8(ascii: "r"): result.append(13)
        case UInt8(ascii: "t"): result.append(9)
        case UInt8(ascii: "Z"): result.append(26)
        // Patterns of LIKE keep these.
        case UInt8(ascii: "%"), UInt8(ascii: "_"): result += [UInt8(ascii: "\\"), letter]
        default: result.append(letter)
        }
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func hex(_ body: [UInt8], _ start: Int, _ count: Int) -> UInt32? {
    guard start + count <= body.count else { return nil }
    var value: UInt32 = 0
    for byte in body[start..<(start + count)] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// `\ooo` with a first digit of 0 or 1.
  private static func octal(_ body: [UInt8], _ start: Int) -> UInt32? {
    guard start + 3 <= body.count, body[start] &- 48 < 2, body[start + 1] &- 48 < 8, body[start + 2] &- 48 < 8 else { return nil }
    return UInt32(body[start] &- 48) << 6 | UInt32(body[start + 1] &- 48) << 3 | UInt32(body[start + 2] &- 48)
  }

  private static func append(_ code: UInt32, to result: inout [UInt8]) {
    result += Array(String(Character(Unicode.Scalar(code) ?? "\u{fffd}")).utf8)
  }
}
