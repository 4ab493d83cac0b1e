/// The syntax of column names in DataFrame programs: any characters, dots between parts, back-ticks around special ones.
enum AttributeName {
  /// The parts of a name, or nil when back-ticks or dots are misplaced.
  static func parts(_ name: String) -> [String]? {
    var parts: [String] = []
    var current: [UInt8] = []
    var inQuotes = false
    let bytes = Array(name.utf8)
    let tick = UInt8(ascii: "`")
    let dot = UInt8(ascii: ".")
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if inQuotes {
        if byte == tick {
          if index + 1 < bytes.count, bytes[index + 1] == tick {
            current.append(tick)
            index += 1
          } else {
            inQuotes = false
            if index + 1 < bytes.count, bytes[index + 1] != dot { return nil }
          }
        } else {
          current.append(byte)
        }
      } else if byte == tick {
        guard current.isEmpty else { return nil }
        inQuotes = true
      } else if byte == dot {
        guard index > 0, bytes[index - 1] != dot, index < bytes.count - 1 else { return nil }
        parts.append(String(decoding: current, as: UTF8.self))
        current = []
      } else {
        current.append(byte)
      }
      index += 1
    }
    guard !inQuotes else { return nil }
    parts.append(String(decoding: current, as: UTF8.self))
    return parts
  }
}
