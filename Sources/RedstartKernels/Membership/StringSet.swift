import RedstartColumnar
import RedstartMemory

/// Some strings with their hashes in an open table.
struct StringSet: Sendable {
  private let values: Vector
  /// Row number plus one; 0 is a free slot.
  private let slots: [Int32]

  init(_ source: Vector, _ rows: [Int]) {
    values = source
    var capacity = 16
    while capacity < rows.count * 2 { capacity *= 2 }
    var table = [Int32](repeating: 0, count: capacity)
    let views = source.views
    for row in rows {
      var slot = Int(truncatingIfNeeded: hashView(views + row)) & (capacity - 1)
      while table[slot] != 0, !StringView.equal(views[Int(table[slot]) - 1], views[row]) { slot = (slot + 1) & (capacity - 1) }
      table[slot] = Int32(row + 1)
    }
    slots = table
  }

  func probe(_ views: UnsafePointer<StringView>, _ count: Int, _ out: UnsafeMutablePointer<UInt8>) {
    let members = values.views
    let mask = slots.count - 1
    slots.withUnsafeBufferPointer { table in
      for row in 0..<count {
        var slot = Int(truncatingIfNeeded: hashView(views + row)) & mask
        var found: UInt8 = 0
        while table[slot] != 0 {
          if StringView.equal(members[Int(table[slot]) &- 1], views[row]) {
            found = 1
            break
          }
          slot = (slot &+ 1) & mask
        }
        out[row] = found
      }
    }
  }
}
