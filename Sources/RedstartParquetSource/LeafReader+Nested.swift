import RedstartColumnar
import RedstartMemory

/// Levels that were decoded ahead of the rows that they belong to.
final class LevelBlock {
  static let capacity = 4096
  let definitions = UnsafeMutablePointer<UInt8>.allocate(capacity: LevelBlock.capacity)
  let repetitions = UnsafeMutablePointer<UInt8>.allocate(capacity: LevelBlock.capacity)
  var start = 0
  var end = 0

  deinit {
    definitions.deallocate()
    repetitions.deallocate()
  }
}

/// The levels and values of some rows of a leaf.
final class LeafSpan {
  let definitions: Buffer
  let repetitions: Buffer
  let count: Int
  var dense: DenseValues

  init(definitions: Buffer, repetitions: Buffer, count: Int, dense: DenseValues) {
    self.definitions = definitions
    self.repetitions = repetitions
    self.count = count
    self.dense = dense
  }
}

extension LeafReader {
  /// The levels and values of the next `rows` rows of a nested leaf; values are left out when nobody wants them.
  func readSpan(_ rows: Int, wantsValues: Bool = true) throws -> LeafSpan {
    var definitions = BlockPool.shared.buffer(byteCount: max(rows, LevelBlock.capacity))
    var repetitions = BlockPool.shared.buffer(byteCount: max(rows, LevelBlock.capacity))
    var capacity = max(rows, LevelBlock.capacity)
    var count = 0
    var parts: [DenseValues] = []
    var started = 0
    var finished = false
    while !finished {
      if block.start == block.end {
        let available = try ensurePage()
        if available == 0 { break }
        let step = min(available, LevelBlock.capacity)
        try decodeLevels(step, definition: block.definitions, repetition: block.repetitions)
        block.start = 0
        block.end = step
      }
      // Entries up to the start of the row behind the last wanted one.
      let taken = Self.entries(block.repetitions, block.start, block.end, rows: rows, &started, &finished)
      let from = block.start
      if count + taken > capacity {
        capacity = max(capacity * 2, count + taken)
        definitions = Self.grown(definitions, count, capacity)
        repetitions = Self.grown(repetitions, count, capacity)
      }
      (definitions.mutable(UInt8.self) + count).update(from: block.definitions + from, count: taken)
      (repetitions.mutable(UInt8.self) + count).update(from: block.repetitions + from, count: taken)
      let present = Self.present(block.definitions + from, taken, level: UInt8(truncatingIfNeeded: node.definition))
      if wantsValues {
        var part = DenseValues()
        try readDense(present, capacity: present, into: &part)
        if part.count > 0 { parts.append(part) }
      } else {
        try values.skip(present)
      }
      count += taken
      block.start += taken
      consume(taken)
    }
    guard started == rows else { throw ParquetDamage("a column with fewer rows than its row group") }
    return LeafSpan(definitions: definitions, repetitions: repetitions, count: count, dense: try join(parts, slots: count))
  }

  private static func entries(
    _ repetitions: UnsafePointer<UInt8>, _ start: Int, _ end: Int, rows: Int, _ started: inout Int, _ finished: inout Bool
  ) -> Int {
    var index = start
    var begun = started
    while index < end {
      if repetitions[index] == 0 {
        if begun == rows {
          finished = true
          break
        }
        begun &+= 1
      } else if begun == 0 {
        // A chunk that starts inside of a row: its entries belong to no row and are refused below.
        finished = true
        break
      }
      index &+= 1
    }
    started = begun
    return index &- start
  }

  private static func present(_ definitions: UnsafePointer<UInt8>, _ count: Int, level: UInt8) -> Int {
    var result = 0
    for index in 0..<count { result &+= Int(unsafeBitCast(definitions[index] == level, to: UInt8.self)) }
    return result
  }

  private static func grown(_ buffer: Buffer, _ count: Int, _ capacity: Int) -> Buffer {
    let larger = BlockPool.shared.buffer(byteCount: capacity)
    larger.base.copyMemory(from: buffer.base, byteCount: count)
    return larger
  }

  /// One stretch of values out of several, with room for `slots` values.
  private func join(_ parts: [DenseValues], slots: Int) throws -> DenseValues {
    var result = DenseValues()
    result.count = parts.reduce(0) { $0 + $1.count }
    let allCodes = parts.allSatisfy { $0.codes != nil }
    let width = allCodes ? 4 : conversion.width
    let memory = BlockPool.shared.buffer(byteCount: max(slots, result.count, 1) * width)
    var position = 0
    for part in parts {
      var part = part
      if !allCodes { try abandonCodes(capacity: part.count, &part) }
      if let source = part.codes ?? part.values {
        (memory.base + position * width).copyMemory(from: source.base, byteCount: part.count * width)
      }
      for heap in part.heaps where !result.heaps.contains(where: { $0 === heap }) { result.heaps.append(heap) }
      position += part.count
    }
    if allCodes, !parts.isEmpty { result.codes = memory } else { result.values = memory }
    return result
  }

  /// Steps over rows of a nested leaf.
  func skipNested(_ rows: Int) throws {
    var rest = rows
    while rest > 0 {
      let step = min(rest, RecordBatch.targetRows)
      _ = try readSpan(step, wantsValues: false)
      rest -= step
    }
  }
}
