import RedstartColumnar
import RedstartMemory

/// Turns repetition and definition levels into validity bits and offsets.
enum Levels {
  /// The slots of a context (entries of repetition level up to `level`, defined at least at `outer`), and which of them reach
  /// `own`; no bitmap when all do by definition.
  static func validity(_ span: LeafSpan, _ level: Int, _ outer: Int, _ own: Int) -> (validity: Bitmap?, slots: Int) {
    let definitions = span.definitions.pointer(UInt8.self)
    let repetitions = span.repetitions.pointer(UInt8.self)
    let level = UInt8(truncatingIfNeeded: level)
    let lowest = UInt8(truncatingIfNeeded: outer)
    let needed = UInt8(truncatingIfNeeded: own)
    let count = span.count
    if own <= outer {
      var slots = 0
      for index in 0..<count {
        slots &+= Int(bit(repetitions[index] <= level) & bit(definitions[index] >= lowest))
      }
      return (nil, slots)
    }
    let words = Buffer.zeroed(byteCount: (Bitmap.wordCount(count) + 1) * 8)
    let out = words.mutable(UInt64.self)
    var slots = 0
    for index in 0..<count {
      let definition = definitions[index]
      out[slots &>> 6] |= UInt64(bit(definition >= needed) & bit(repetitions[index] <= level)) &<< UInt64(slots & 63)
      slots &+= Int(bit(repetitions[index] <= level) & bit(definition >= lowest))
    }
    return (Bitmap(words: words, count: slots), slots)
  }

  /// Offsets of the slots' elements: entries of the repeated node's level or below that reach its definition level.
  static func offsets(_ span: LeafSpan, _ level: Int, _ outer: Int, _ repeated: SchemaNode) throws -> (
    offsets: Buffer, total: Int
  ) {
    let definitions = span.definitions.pointer(UInt8.self)
    let repetitions = span.repetitions.pointer(UInt8.self)
    let level = UInt8(truncatingIfNeeded: level)
    let lowest = UInt8(truncatingIfNeeded: outer)
    let inner = UInt8(truncatingIfNeeded: repeated.level)
    let present = UInt8(truncatingIfNeeded: repeated.definition)
    let count = span.count
    guard count < Int(Int32.max) else { throw ParquetDamage("too many elements in the lists of a batch") }
    let buffer = Buffer(count: count + 2, of: Int32.self)
    let out = buffer.mutable(Int32.self)
    var slots = 0
    var total: Int32 = 0
    for index in 0..<count {
      let definition = definitions[index]
      let repetition = repetitions[index]
      out[slots] = total
      slots &+= Int(bit(repetition <= level) & bit(definition >= lowest))
      total &+= Int32(bit(repetition <= inner) & bit(definition >= present))
    }
    out[slots] = total
    return (buffer, Int(total))
  }

  @inline(__always)
  private static func bit(_ condition: Bool) -> UInt8 { unsafeBitCast(condition, to: UInt8.self) }
}
