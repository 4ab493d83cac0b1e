/// Finds the ends of lines.
public enum LineEnd {
  public typealias Bytes = UnsafePointer<UInt8>

  /// Where the line at `start` ends and the next one begins. Without a separator, `\n`, `\r\n` and `\r` end lines.
  public static func next(_ start: Bytes, _ end: Bytes, _ separator: [UInt8]?) -> (stop: Bytes, next: Bytes) {
    if let separator {
      let lane = ByteScan.lane(separator[0])
      var at = ByteScan.first(start, end, lane, lane, lane, lane)
      while at < end {
        if separator.count == 1 { return (at, at + 1) }
        if at + separator.count <= end, separator.indices.allSatisfy({ at[$0] == separator[$0] }) {
          return (at, at + separator.count)
        }
        at = ByteScan.first(at + 1, end, lane, lane, lane, lane)
      }
      return (end, end)
    }
    let feed = ByteScan.lane(10)
    let carriage = ByteScan.lane(13)
    let at = ByteScan.first(start, end, feed, carriage, feed, carriage)
    if at >= end { return (end, end) }
    if at.pointee == 13, at + 1 < end, at[1] == 10 { return (at, at + 2) }
    return (at, at + 1)
  }

  /// The first start of a line at or behind `offset`; offset 0 is one.
  public static func boundary(_ base: Bytes, _ count: Int, near offset: Int, _ separator: [UInt8]?) -> Int {
    if offset <= 0 { return 0 }
    if offset >= count { return count }
    let back: Int
    if let separator {
      back = max(offset - separator.count, 0)
    } else {
      // `\r\n` is one line end: when it stands around the offset the next line begins behind it.
      back = offset - 1
    }
    return next(base + back, base + count, separator).next - base
  }

  /// The line end of a file whose values may hold some: the first that appears; two zero bytes mean `\n`.
  public static func detect(_ base: Bytes, _ count: Int) -> (UInt8, UInt8) {
    for index in 0..<min(count, 1 << 20) where base[index] == 10 || base[index] == 13 {
      if base[index] == 10 { return (10, 0) }
      return index + 1 < count && base[index + 1] == 10 ? (13, 10) : (13, 0)
    }
    return (10, 0)
  }
}
