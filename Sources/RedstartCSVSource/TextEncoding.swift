import RedstartDiagnostics
import RedstartMemory

/// A character set of text files.
enum TextEncoding: Sendable {
  case utf8, ascii, latin1, windows1252
  /// Byte order by a mark at the start, big-endian without one.
  case utf16
  case utf16LittleEndian, utf16BigEndian

  init(named name: String) throws {
    switch name.uppercased() {
    case "UTF-8", "UTF8": self = .utf8
    case "US-ASCII", "ASCII": self = .ascii
    case "ISO-8859-1", "ISO8859_1", "ISO8859-1", "LATIN1": self = .latin1
    case "WINDOWS-1252", "CP1252": self = .windows1252
    case "UTF-16", "UTF16": self = .utf16
    case "UTF-16LE": self = .utf16LittleEndian
    case "UTF-16BE": self = .utf16BigEndian
    default:
      throw SparkError(
        "INVALID_PARAMETER_VALUE.CHARSET",
        [
          "charset": name, "parameter": "`charset`", "functionName": "`CSVOptions`",
          "charsets": "iso-8859-1, us-ascii, utf-16, utf-16be, utf-16le, utf-8, windows-1252",
        ])
    }
  }

  /// Code points of the bytes 0x80 to 0x9f in windows-1252; 0xfffd where there is none.
  private static let windows: [UInt32] = [
    0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d,
    0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd,
    0x017e, 0x0178,
  ]

  /// The bytes as UTF-8; what does not decode becomes U+FFFD.
  func utf8(_ bytes: UnsafeRawBufferPointer) -> Buffer {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 8)
    switch self {
    case .utf8: output.append(contentsOf: bytes)
    case .ascii, .latin1, .windows1252:
      for byte in bytes {
        if byte < 0x80 {
          output.append(byte)
        } else {
          let scalar: UInt32 =
            self == .ascii ? 0xfffd : self == .windows1252 && byte < 0xa0 ? Self.windows[Int(byte - 0x80)] : UInt32(byte)
          Self.append(scalar, to: &output)
        }
      }
    case .utf16, .utf16LittleEndian, .utf16BigEndian: decodeUTF16(bytes, &output)
    }
    return output.withUnsafeBytes { source in
      let buffer = Buffer(byteCount: source.count + 64)
      if let base = source.baseAddress { buffer.base.copyMemory(from: base, byteCount: source.count) }
      return buffer.view(at: 0, byteCount: source.count)
    }
  }

  private func decodeUTF16(_ bytes: UnsafeRawBufferPointer, _ output: inout [UInt8]) {
    var little = self == .utf16LittleEndian
    var at = 0
    if bytes.count >= 2 {
      let mark = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
      if self == .utf16, mark == 0xfeff || mark == 0xfffe {
        little = mark == 0xfffe
        at = 2
      }
    }
    func unit(_ at: Int) -> UInt32 {
      little ? UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 : UInt32(bytes[at]) << 8 | UInt32(bytes[at + 1])
    }
    while at + 1 < bytes.count {
      let first = unit(at)
      at += 2
      if first & 0xfc00 == 0xd800, at + 1 < bytes.count, unit(at) & 0xfc00 == 0xdc00 {
        Self.append(0x10000 + (first & 0x3ff) << 10 + (unit(at) & 0x3ff), to: &output)
        at += 2
      } else {
        Self.append(first & 0xf800 == 0xd800 ? 0xfffd : first, to: &output)
      }
    }
    if at < bytes.count { Self.append(0xfffd, to: &output) }
  }

  private static func append(_ scalar: UInt32, to output: inout [UInt8]) {
    switch scalar {
    case 0..<0x80: output.append(UInt8(scalar))
    case 0x80..<0x800: output += [UInt8(0xc0 | scalar >> 6), UInt8(0x80 | scalar & 0x3f)]
    case 0x800..<0x10000:
      output += [UInt8(0xe0 | scalar >> 12), UInt8(0x80 | scalar >> 6 & 0x3f), UInt8(0x80 | scalar & 0x3f)]
    default:
      output += [
        UInt8(0xf0 | scalar >> 18), UInt8(0x80 | scalar >> 12 & 0x3f), UInt8(0x80 | scalar >> 6 & 0x3f),
        UInt8(0x80 | scalar & 0x3f),
      ]
    }
  }
}
