import RedstartMemory
import RedstartTypes

extension Vector {
  /// The rows at `selection`, in that order; -1 gives a null. Dictionaries and constants stay encoded.
  public func gather(_ selection: Selection) -> Vector {
    let rows = selection.indices
    let count = selection.count
    var missing = false
    for index in 0..<count { missing = missing || rows[index] < 0 }
    if missing { return gatherOuter(selection) }
    switch layout {
    case .null: return Vector(type: type, count: count, layout: .null)
    case .constant(let value): return .constant(value, count: count)
    case .flat(let buffer):
      return Vector(
        type: type, count: count, validity: gatherValidity(selection),
        layout: .flat(Self.gatherFixed(buffer, width: type.physical.width ?? 1, rows, count)), heaps: heaps)
    case .dictionary(let indices, let values):
      return Vector(
        type: type, count: count, validity: gatherValidity(selection),
        layout: .dictionary(indices: Self.gatherFixed(indices, width: 4, rows, count), values: values))
    case .structure(let children):
      return Vector(
        type: type, count: count, validity: gatherValidity(selection), layout: .structure(children.map { $0.gather(selection) })
      )
    case .list(let offsets, let child):
      let (newOffsets, childRows) = Self.gatherRanges(offsets.pointer(Int32.self), rows, count)
      return Vector(
        type: type, count: count, validity: gatherValidity(selection),
        layout: .list(offsets: newOffsets, child: child.gather(childRows)))
    case .map(let offsets, let keys, let values):
      let (newOffsets, childRows) = Self.gatherRanges(offsets.pointer(Int32.self), rows, count)
      return Vector(
        type: type, count: count, validity: gatherValidity(selection),
        layout: .map(offsets: newOffsets, keys: keys.gather(childRows), values: values.gather(childRows)))
    }
  }

  private func gatherValidity(_ selection: Selection) -> Bitmap? {
    guard let validity else { return nil }
    let count = selection.count
    let rows = selection.indices
    let source = validity.words
    let words = Buffer(count: Bitmap.wordCount(count), of: UInt64.self)
    let out = words.mutable(UInt64.self)
    var index = 0
    for word in 0..<Bitmap.wordCount(count) {
      var bits: UInt64 = 0
      let end = min(64, count &- index)
      for bit in 0..<end {
        let row = Int(rows[index &+ bit])
        bits |= ((source[row &>> 6] &>> UInt64(row & 63)) & 1) &<< UInt64(bit)
      }
      out[word] = bits
      index &+= 64
    }
    return Bitmap(words: words, count: count)
  }

  /// Rows of -1 become null: they read row 0 and are masked afterwards.
  private func gatherOuter(_ selection: Selection) -> Vector {
    let count = selection.count
    if self.count == 0 { return .nulls(type, count: count) }
    let rows = selection.indices
    let clamped = Buffer(count: count, of: Int32.self)
    let out = clamped.mutable(Int32.self)
    let present = Buffer.zeroed(byteCount: Bitmap.wordCount(count) * 8)
    let bits = present.mutable(UInt64.self)
    for index in 0..<count {
      let row = rows[index]
      out[index] = max(row, 0)
      bits[index &>> 6] |= UInt64(unsafeBitCast(row >= 0, to: UInt8.self)) &<< UInt64(index & 63)
    }
    let inner = gather(Selection(clamped, count: count))
    return inner.withValidity(Bitmap.and(inner.rowValidity, Bitmap(words: present, count: count)))
  }

  private static func gatherFixed(
    _ buffer: Buffer, width: Int, _ rows: UnsafePointer<Int32>, _ count: Int
  ) -> Buffer {
    let out = Buffer(byteCount: count * width)
    switch width {
    case 1: gatherValues(buffer.pointer(UInt8.self), rows, count, out.mutable(UInt8.self))
    case 2: gatherValues(buffer.pointer(UInt16.self), rows, count, out.mutable(UInt16.self))
    case 4: gatherValues(buffer.pointer(UInt32.self), rows, count, out.mutable(UInt32.self))
    case 8: gatherValues(buffer.pointer(UInt64.self), rows, count, out.mutable(UInt64.self))
    default: gatherValues(buffer.pointer(StringView.self), rows, count, out.mutable(StringView.self))
    }
    return out
  }

  @inline(__always)
  private static func gatherValues<T>(
    _ source: UnsafePointer<T>, _ rows: UnsafePointer<Int32>, _ count: Int, _ out: UnsafeMutablePointer<T>
  ) {
    for index in 0..<count { out[index] = source[Int(rows[index])] }
  }

  private static func gatherRanges(
    _ offsets: UnsafePointer<Int32>, _ rows: UnsafePointer<Int32>, _ count: Int
  ) -> (offsets: Buffer, rows: Selection) {
    let newOffsets = Buffer(count: count + 1, of: Int32.self)
    let out = newOffsets.mutable(Int32.self)
    var total: Int32 = 0
    for index in 0..<count {
      out[index] = total
      let row = Int(rows[index])
      total &+= offsets[row &+ 1] &- offsets[row]
    }
    out[count] = total
    let children = Buffer(count: max(Int(total), 1), of: Int32.self)
    let pointer = children.mutable(Int32.self)
    var written = 0
    for index in 0..<count {
      let row = Int(rows[index])
      var child = offsets[row]
      while child < offsets[row &+ 1] {
        pointer[written] = child
        written &+= 1
        child &+= 1
      }
    }
    return (newOffsets, Selection(children, count: Int(total)))
  }
}
