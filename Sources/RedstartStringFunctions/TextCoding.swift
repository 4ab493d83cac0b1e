import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Base64, URL coding and character sets.
enum TextCoding {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func appendBase64(_ input: Bytes, _ sink: ByteSink) {
    var at = 0
    while at < input.count {
      // Lines of 76 characters, as in MIME.
      if at > 0, at % 57 == 0 { sink.append([13, 10]) }
      let left = input.count - at
      let word =
        UInt32(input[at]) << 16 | (left > 1 ? UInt32(input[at + 1]) << 8 : 0) | (left > 2 ? UInt32(input[at + 2]) : 0)
      sink.append(alphabet[Int(word >> 18)])
      sink.append(alphabet[Int(word >> 12 & 63)])
      sink.append(left > 1 ? alphabet[Int(word >> 6 & 63)] : 61)
      sink.append(left > 2 ? alphabet[Int(word & 63)] : 61)
      at += 3
    }
  }

  /// Characters outside of the alphabet are skipped, as in MIME.
  static func appendUnbase64(_ text: Bytes, _ sink: ByteSink) {
    var word: UInt32 = 0
    var bits: UInt32 = 0
    for byte in text {
      let value: UInt32
      switch byte {
      case 65...90: value = UInt32(byte - 65)
      case 97...122: value = UInt32(byte - 71)
      case 48...57: value = UInt32(byte + 4)
      case 43: value = 62
      case 47: value = 63
      case 61: return
      default: continue
      }
      word = word << 6 | value
      bits += 6
      if bits >= 8 {
        bits -= 8
        sink.append(UInt8(truncatingIfNeeded: word >> bits))
      }
    }
  }

  static func appendURLEncoded(_ text: Bytes, _ sink: ByteSink) {
    for byte in text {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 42, 95: sink.append(byte)
      case 32: sink.append(43)
      default:
        sink.append(37)
        for half in [byte >> 4, byte & 15] { sink.append(half < 10 ? 48 + half : 55 + half) }
      }
    }
  }

  /// - Throws: `CANNOT_DECODE_URL`.
  static func appendURLDecoded(_ text: Bytes, _ sink: ByteSink) throws {
    func value(_ byte: UInt8) throws -> UInt8 {
      switch byte {
      case 48...57: return byte - 48
      case 65...70: return byte - 55
      case 97...102: return byte - 87
      default: throw SparkError("CANNOT_DECODE_URL", ["url": text.string])
      }
    }
    var at = 0
    while at < text.count {
      switch text[at] {
      case 43: sink.append(32)
      case 37:
        guard at + 2 < text.count else { throw SparkError("CANNOT_DECODE_URL", ["url": text.string]) }
        sink.append(try value(text[at + 1]) << 4 | value(text[at + 2]))
        at += 2
      default: sink.append(text[at])
      }
      at += 1
    }
  }

  /// The character sets that `encode` and `decode` know.
  enum Charset: String, CaseIterable {
    case latin1 = "iso-8859-1"
    case ascii = "us-ascii"
    case utf16 = "utf-16"
    case utf16be = "utf-16be"
    case utf16le = "utf-16le"
    case utf32 = "utf-32"
    case utf8 = "utf-8"

    /// - Throws: `INVALID_PARAMETER_VALUE.CHARSET`.
    init(named name: String, function: String) throws {
      guard let charset = Charset(rawValue: name.lowercased()) else {
        throw SparkError(
          "INVALID_PARAMETER_VALUE.CHARSET",
          [
            "functionName": quoted(function), "parameter": "`charset`", "charset": name,
            "charsets": Charset.allCases.map(\.rawValue).joined(separator: ", "),
          ])
      }
      self = charset
    }
  }

  private static func malformed(_ charset: Charset, _ name: String, _ function: String) -> SparkError {
    SparkError("MALFORMED_CHARACTER_CODING", ["function": quoted(function), "charset": name])
  }

  static func appendEncoded(_ text: Bytes, _ name: String, _ sink: ByteSink) throws {
    let charset = try Charset(named: name, function: "encode")
    func append16(_ unit: UInt16, big: Bool) {
      let bytes = [UInt8(unit >> 8), UInt8(unit & 255)]
      sink.append(big ? bytes : bytes.reversed())
    }
    switch charset {
    case .utf8: sink.append(text)
    case .ascii, .latin1:
      for scalar in text.string.unicodeScalars {
        guard scalar.value < (charset == .ascii ? 128 : 256) else { throw malformed(charset, name, "encode") }
        sink.append(UInt8(scalar.value))
      }
    case .utf16, .utf16be, .utf16le:
      if charset == .utf16, text.count > 0 { sink.append([0xfe, 0xff]) }
      for unit in text.string.utf16 { append16(unit, big: charset != .utf16le) }
    case .utf32:
      for scalar in text.string.unicodeScalars {
        sink.append([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: scalar.value >> UInt32($0)) })
      }
    }
  }

  static func appendDecoded(_ bytes: Bytes, _ name: String, _ sink: ByteSink) throws {
    let charset = try Charset(named: name, function: "decode")
    switch charset {
    case .utf8:
      guard String(validating: bytes, as: UTF8.self) != nil else { throw malformed(charset, name, "decode") }
      sink.append(bytes)
    case .ascii, .latin1:
      for byte in bytes {
        if charset == .ascii, byte > 127 { throw malformed(charset, name, "decode") }
        sink.append(String(Character(UnicodeScalar(byte))))
      }
    case .utf16, .utf16be, .utf16le:
      guard bytes.count & 1 == 0 else { throw malformed(charset, name, "decode") }
      var units: [UInt16] = []
      var big = charset != .utf16le
      for at in stride(from: 0, to: bytes.count, by: 2) {
        let first = UInt16(bytes[at])
        let second = UInt16(bytes[at + 1])
        let unit = big ? first << 8 | second : second << 8 | first
        if at == 0, charset == .utf16, unit == 0xfeff { continue }
        if at == 0, charset == .utf16, unit == 0xfffe {
          big = false
          continue
        }
        units.append(unit)
      }
      guard let text = String(validating: units, as: UTF16.self) else { throw malformed(charset, name, "decode") }
      sink.append(text)
    case .utf32:
      guard bytes.count & 3 == 0 else { throw malformed(charset, name, "decode") }
      for at in stride(from: 0, to: bytes.count, by: 4) {
        let value = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[at + $1]) }
        guard let scalar = UnicodeScalar(value) else { throw malformed(charset, name, "decode") }
        sink.append(String(Character(scalar)))
      }
    }
  }
}
