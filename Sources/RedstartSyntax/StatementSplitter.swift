/// Cuts scripts at semicolons outside of strings, names in back-ticks, comments and `$$` texts.
enum StatementSplitter {
  static func split(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    var statements: [String] = []
    var start = 0
    var index = 0
    var hasContent = false

    func finish(_ end: Int) {
      if hasContent { statements.append(String(decoding: bytes[start..<end], as: UTF8.self).trimmedASCII) }
      hasContent = false
    }

    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      switch byte {
      case UInt8(ascii: ";"):
        finish(index)
        index += 1
        start = index
      case UInt8(ascii: "-") where next == byte:
        while index < bytes.count, bytes[index] != 0x0a { index += 1 }
      case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
        index = commentEnd(bytes, index)
        // An open comment is a fault that the parser reports.
        if index > bytes.count {
          index = bytes.count
          hasContent = true
        }
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"):
        hasContent = true
        index = quoteEnd(bytes, index)
      case UInt8(ascii: "$") where next == byte:
        hasContent = true
        index = dollarEnd(bytes, index)
      default:
        if byte > 32 { hasContent = true }
        index += 1
      }
    }
    finish(bytes.count)
    return statements
  }

  /// The place behind a bracketed comment, which may hold others; past the end when it is open.
  private static func commentEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    var depth = 0
    var index = start
    while index + 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "/"), bytes[index + 1] == UInt8(ascii: "*") {
        depth += 1
        index += 2
      } else if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == UInt8(ascii: "/") {
        depth -= 1
        index += 2
        if depth == 0 { return index }
      } else {
        index += 1
      }
    }
    return bytes.count + 1
  }

  private static func quoteEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    let quote = bytes[start]
    var isRaw = false
    if start > 0, bytes[start - 1] | 0x20 == UInt8(ascii: "r") {
      let before = start > 1 ? bytes[start - 2] : 32
      isRaw = !((before | 0x20) &- 97 < 26 || before &- 48 < 10 || before == UInt8(ascii: "_") || before >= 0x80)
    }
    var index = start + 1
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\\"), quote != UInt8(ascii: "`"), !isRaw {
        index += 2
      } else if bytes[index] == quote {
        return index + 1
      } else {
        index += 1
      }
    }
    return bytes.count
  }

  private static func dollarEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start + 2
    while index + 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "$"), bytes[index + 1] == UInt8(ascii: "$") { return index + 2 }
      index += 1
    }
    return bytes.count
  }
}
