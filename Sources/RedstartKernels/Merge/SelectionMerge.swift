import RedstartColumnar
import RedstartMemory
import RedstartTypes

/// Puts results that were computed for some rows each back together: what CASE, COALESCE and short-circuits need.
public enum SelectionMerge {
  /// One result: value `i` belongs to row `rows[i]`; nil rows mean every row in order.
  public struct Part {
    public let rows: Selection?
    public let values: Vector

    public init(rows: Selection?, values: Vector) {
      self.rows = rows
      self.values = values
    }
  }

  /// A vector of `count` rows; rows of no part are null, later parts win.
  public static func merge(_ parts: [Part], type: DataType, count: Int) -> Vector {
    let used = parts.filter { $0.values.count > 0 }
    if used.count == 1, used[0].rows == nil { return used[0].values }
    guard let width = type.physical.width else { return mergeNested(used, type: type, count: count) }
    let buffer = Buffer.zeroed(byteCount: count * width)
    // Parts often cover every row without a null among them; only else are bits kept.
    let valid = Buffer.zeroed(byteCount: Bitmap.wordCount(count) * 8)
    let bits = valid.mutable(UInt64.self)
    var heaps: [Buffer] = []
    for part in used {
      let values = part.values.dense
      if values.allNull {
        scatterNulls(part.rows, count, bits)
        continue
      }
      switch width {
      case 1: scatter(values, part.rows, buffer.mutable(UInt8.self))
      case 2: scatter(values, part.rows, buffer.mutable(UInt16.self))
      case 4: scatter(values, part.rows, buffer.mutable(UInt32.self))
      case 8: scatter(values, part.rows, buffer.mutable(UInt64.self))
      default: scatter(values, part.rows, buffer.mutable(StringView.self))
      }
      scatterValidity(values, part.rows, bits)
      if case .constant(let value) = values.layout { heaps += value.heaps } else { heaps += values.heaps }
    }
    return Vector(type: type, count: count, values: buffer, validity: Bitmap(words: valid, count: count), heaps: heaps)
  }

  @inline(__always)
  private static func scatter<T: BitwiseCopyable>(_ values: Vector, _ rows: Selection?, _ out: UnsafeMutablePointer<T>) {
    let operand = values.operand(T.self)
    let input = operand.values
    let length = values.count
    switch (rows, operand.isConstant) {
    case (nil, false): out.update(from: input, count: length)
    case (nil, true): out.update(repeating: input[0], count: length)
    case (let rows?, false):
      let target = rows.indices
      for index in 0..<length { out[Int(target[index])] = input[index] }
    case (let rows?, true):
      let target = rows.indices
      let constant = input[0]
      for index in 0..<length { out[Int(target[index])] = constant }
    }
  }

  private static func scatterValidity(_ values: Vector, _ rows: Selection?, _ bits: UnsafeMutablePointer<UInt64>) {
    let length = values.count
    let validity = values.rowValidity
    guard let rows else {
      for word in 0..<Bitmap.wordCount(length) { bits[word] = validity?.words[word] ?? ~0 }
      return
    }
    let target = rows.indices
    guard let validity else {
      for index in 0..<length {
        let row = Int(target[index])
        bits[row &>> 6] |= 1 &<< UInt64(row & 63)
      }
      return
    }
    let words = validity.words
    for index in 0..<length {
      let row = Int(target[index])
      let bit = (words[index &>> 6] &>> UInt64(index & 63)) & 1
      bits[row &>> 6] = bits[row &>> 6] & ~(1 &<< UInt64(row & 63)) | bit &<< UInt64(row & 63)
    }
  }

  private static func scatterNulls(_ rows: Selection?, _ count: Int, _ bits: UnsafeMutablePointer<UInt64>) {
    guard let rows else {
      bits.update(repeating: 0, count: Bitmap.wordCount(count))
      return
    }
    let target = rows.indices
    for index in 0..<rows.count {
      let row = Int(target[index])
      bits[row &>> 6] &= ~(1 &<< UInt64(row & 63))
    }
  }

  private static func mergeNested(_ parts: [Part], type: DataType, count: Int) -> Vector {
    if type.physical == .null { return Vector(type: type, count: count, layout: .null) }
    let all = Vector.concatenate(parts.map { $0.values.flattened().retyped(type) }, type: type)
    let source = Buffer(count: max(count, 1), of: Int32.self)
    let indices = source.mutable(Int32.self)
    indices.update(repeating: -1, count: count)
    var start: Int32 = 0
    for part in parts {
      for index in 0..<part.values.count {
        indices[part.rows.map { Int($0.indices[index]) } ?? index] = start &+ Int32(truncatingIfNeeded: index)
      }
      start &+= Int32(truncatingIfNeeded: part.values.count)
    }
    return all.gather(Selection(source, count: count))
  }
}

extension Selection {
  /// The rows `0..<count` that are not among these, which are ascending.
  public func complement(count: Int) -> Selection {
    let buffer = Buffer(count: max(count - self.count, 1), of: Int32.self)
    let out = buffer.mutable(Int32.self)
    let rows = indices
    var next = 0
    var written = 0
    for row in 0..<count {
      if next < self.count, Int(rows[next]) == row {
        next &+= 1
      } else {
        out[written] = Int32(truncatingIfNeeded: row)
        written &+= 1
      }
    }
    return Selection(buffer, count: written)
  }
}
