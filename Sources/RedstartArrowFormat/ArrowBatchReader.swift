import RedstartCodecs
import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// Turns the body of one record batch into vectors, column by column in the order of the schema.
final class ArrowBatchReader {
  /// Rows of the batch.
  let count: Int
  private let body: Buffer
  private let nodes: [(Int, Int)]
  private let buffers: [(Int, Int)]
  private let variadicCounts: [Int]
  private let codec: BlockCodec?
  private var nextNode = 0
  private var nextBuffer = 0
  private var nextVariadic = 0
  private let dictionaries: [Int64: Vector]
  private var allocationLeft: Int

  init(_ header: FlatTable, body: Buffer, dictionaries: [Int64: Vector], allocationLimit: Int) throws {
    let length = try header.scalar(0, default: Int64(0))
    guard length >= 0, length <= Int32.max else { throw SparkError.arrow("a batch has an impossible number of rows") }
    count = Int(length)
    self.body = body
    nodes = try header.pairs(1)
    buffers = try header.pairs(2)
    variadicCounts = try header.longs(4)
    if let compression = try header.table(3) {
      guard try compression.scalar(1, default: UInt8(0)) == 0 else { throw SparkError.arrow("an unknown kind of compression") }
      switch try compression.scalar(0, default: UInt8(0)) {
      case 0: codec = .lz4Frame
      case 1: codec = .zstd
      case let other: throw SparkError.arrow("the unknown codec \(other)")
      }
    } else {
      codec = nil
    }
    self.dictionaries = dictionaries
    allocationLeft = allocationLimit
  }

  /// Memory of our own, against the limit.
  func allocate(_ byteCount: Int) throws -> Buffer {
    allocationLeft -= byteCount
    guard byteCount >= 0, allocationLeft >= 0 else { throw SparkError.arrow("a batch would need too much memory") }
    return Buffer(byteCount: byteCount)
  }

  /// The next node's number of rows (which must be `expected`, unless nil) and nulls.
  func node(_ expected: Int?) throws -> (count: Int, nulls: Int) {
    guard nextNode < nodes.count else { throw SparkError.arrow("a batch lacks a column") }
    let (count, nulls) = nodes[nextNode]
    nextNode += 1
    guard count >= 0, count <= Int32.max, expected == nil || expected == count else {
      throw SparkError.arrow("columns of a batch differ in length")
    }
    return (count, nulls)
  }

  /// The next buffer, decompressed, of at least `byteCount` bytes.
  func buffer(_ byteCount: Int) throws -> Buffer {
    guard nextBuffer < buffers.count else { throw SparkError.arrow("a batch lacks a buffer") }
    let (offset, length) = buffers[nextBuffer]
    nextBuffer += 1
    guard offset >= 0, length >= 0, offset <= body.byteCount, length <= body.byteCount - offset else {
      throw SparkError.arrow("a buffer lies outside of its batch")
    }
    var result = body.view(at: offset, byteCount: length)
    if let codec, length > 0 {
      guard length >= 8 else { throw SparkError.arrow("a compressed buffer is too short") }
      let size = Int(result.bytes.loadUnaligned(fromByteOffset: 0, as: Int64.self))
      let packed = result.view(at: 8, byteCount: length - 8)
      if size == -1 {
        result = packed
      } else {
        guard size >= 0 else { throw SparkError.arrow("a compressed buffer has an impossible size") }
        let target = try allocate(size)
        if size > 0 {
          try codec.decompress(packed.bytes, into: UnsafeMutableRawBufferPointer(start: target.base, count: size))
        }
        result = target
      }
    }
    guard result.byteCount >= byteCount else { throw SparkError.arrow("a buffer is too short") }
    return result
  }

  /// The next buffer as `count` values of `T`, copied only when it is not aligned to them.
  func values<T: BitwiseCopyable>(_ type: T.Type, count: Int) throws -> Buffer {
    let byteCount = count * MemoryLayout<T>.stride
    let source = try buffer(byteCount)
    if Int(bitPattern: source.base) % MemoryLayout<T>.alignment == 0 { return source }
    let copy = try allocate(byteCount)
    copy.base.copyMemory(from: source.base, byteCount: byteCount)
    return copy
  }

  /// The next buffer as validity bits; nil when there are no nulls.
  func validity(_ count: Int, nulls: Int) throws -> Bitmap? {
    guard nulls != 0, count > 0 else {
      _ = try buffer(0)
      return nil
    }
    let source = try buffer((count + 7) / 8)
    allocationLeft -= count / 8 + 8
    let bits = Bitmap(copying: source.base, bitOffset: 0, count: count)
    return bits.allSet ? nil : bits
  }

  /// The number of data buffers of the next string-view column.
  func variadicCount() throws -> Int {
    guard nextVariadic < variadicCounts.count else { throw SparkError.arrow("a batch lacks a count of buffers") }
    let count = variadicCounts[nextVariadic]
    nextVariadic += 1
    guard count >= 0, count <= buffers.count else { throw SparkError.arrow("a batch lacks a buffer") }
    return count
  }

  /// The next column; `count` nil takes the length from the batch.
  func column(_ field: ArrowField, count expected: Int?) throws -> Vector {
    if let encoding = field.dictionary { return try dictionaryColumn(field, encoding, expected) }
    let type = try field.sparkType()
    let (count, nulls) = try node(expected)
    switch field.type {
    case .null: return Vector(type: type, count: count, layout: .null)
    case .list, .largeList, .listView, .largeListView, .fixedList: return try listColumn(field, type, count, nulls)
    case .map: return try mapColumn(field, type, count, nulls)
    case .structure:
      let bits = try validity(count, nulls: nulls)
      let children = try field.children.map { try column($0, count: count) }
      return Vector(type: type, count: count, validity: bits, layout: .structure(children))
    case .runEndEncoded: return try runEndColumn(field, type, count)
    case .utf8, .largeUtf8, .binary, .largeBinary, .utf8View, .binaryView, .fixedBinary:
      let bits = try validity(count, nulls: nulls)
      return try bytesColumn(field.type, type, count, bits)
    default:
      let bits = try validity(count, nulls: nulls)
      return Vector(type: type, count: count, values: try fixedWidth(field.type, type, count, bits), validity: bits)
    }
  }

  private func dictionaryColumn(
    _ field: ArrowField, _ encoding: ArrowField.DictionaryEncoding, _ expected: Int?
  ) throws -> Vector {
    let (count, nulls) = try node(expected)
    var bits = try validity(count, nulls: nulls)
    let source = try buffer(count * encoding.indexBits / 8)
    guard let values = dictionaries[encoding.id] else {
      if bits?.noneSet == true || count == 0 { return .nulls(try field.sparkType(), count: count) }
      throw SparkError.arrow("the dictionary of \(field.name) is missing")
    }
    if values.count == 0 {
      guard count == 0 || bits?.noneSet == true else { throw SparkError.arrow("an index lies outside of its dictionary") }
      return .nulls(values.type, count: count)
    }
    let indices = try allocate(count * 4)
    let inRange: Bool
    switch (encoding.indexBits, encoding.signed) {
    case (8, true): inRange = takeIndices(source, Int8.self, indices, count, bits, values.count)
    case (8, false): inRange = takeIndices(source, UInt8.self, indices, count, bits, values.count)
    case (16, true): inRange = takeIndices(source, Int16.self, indices, count, bits, values.count)
    case (16, false): inRange = takeIndices(source, UInt16.self, indices, count, bits, values.count)
    case (32, true): inRange = takeIndices(source, Int32.self, indices, count, bits, values.count)
    case (32, false): inRange = takeIndices(source, UInt32.self, indices, count, bits, values.count)
    case (_, true): inRange = takeIndices(source, Int64.self, indices, count, bits, values.count)
    case (_, false): inRange = takeIndices(source, UInt64.self, indices, count, bits, values.count)
    }
    guard inRange else { throw SparkError.arrow("an index lies outside of its dictionary") }
    return try encoded(values, indices, count, &bits)
  }

  /// Rows over `values`, whose own nulls move to the rows.
  func encoded(_ values: Vector, _ indices: Buffer, _ count: Int, _ bits: inout Bitmap?) throws -> Vector {
    switch values.layout {
    case .flat: break
    default:
      // Nested values, constants and dictionaries of dictionaries are gathered: our dictionaries hold plain values.
      guard values.byteCount.multipliedReportingOverflow(by: max(count, 1)).partialValue <= allocationLeft else {
        throw SparkError.arrow("a batch would need too much memory")
      }
      let rows = values.gather(Selection(indices, count: count))
      return bits == nil ? rows : rows.withValidity(Bitmap.and(bits, rows.rowValidity))
    }
    guard let inner = values.validity else {
      return Vector(type: values.type, count: count, validity: bits, layout: .dictionary(indices: indices, values: values))
    }
    allocationLeft -= count / 8 + 8
    let words = Buffer.zeroed(byteCount: Bitmap.wordCount(count) * 8)
    let out = words.mutable(UInt64.self)
    let rows = indices.pointer(Int32.self)
    for row in 0..<count where inner[Int(rows[row])] { out[row >> 6] |= 1 << UInt64(row & 63) }
    bits = Bitmap.and(bits, Bitmap(words: words, count: count))
    return Vector(
      type: values.type, count: count, validity: bits, layout: .dictionary(indices: indices, values: values.withValidity(nil)))
  }

  /// Indices as `Int32`, those of null rows 0; false when one is out of range.
  private func takeIndices<T: FixedWidthInteger & BitwiseCopyable>(
    _ source: Buffer, _ type: T.Type, _ target: Buffer, _ count: Int, _ bits: Bitmap?, _ limit: Int
  ) -> Bool {
    let from = UnsafeRawPointer(source.base)
    let to = target.mutable(Int32.self)
    let bound = UInt64(limit)
    var bad = false
    if let bits {
      for row in 0..<count {
        let index = UInt64(truncatingIfNeeded: from.loadUnaligned(fromByteOffset: row &* MemoryLayout<T>.size, as: T.self))
        let valid = bits[row]
        bad = bad || (valid && index >= bound)
        to[row] = valid ? Int32(truncatingIfNeeded: index) : 0
      }
    } else {
      for row in 0..<count {
        let index = UInt64(truncatingIfNeeded: from.loadUnaligned(fromByteOffset: row &* MemoryLayout<T>.size, as: T.self))
        bad = bad || index >= bound
        to[row] = Int32(truncatingIfNeeded: index)
      }
    }
    return !bad
  }

  /// Run ends and values, as a dictionary over the values.
  private func runEndColumn(_ field: ArrowField, _ type: DataType, _ count: Int) throws -> Vector {
    guard field.children.count == 2, field.children[0].dictionary == nil,
      case .integer(let width, true) = field.children[0].type
    else {
      throw SparkError.arrow("the runs of \(field.name) are malformed")
    }
    let ends = try column(field.children[0], count: nil)
    guard ends.validity == nil else { throw SparkError.arrow("the runs of \(field.name) are malformed") }
    let values = try column(field.children[1], count: ends.count)
    let indices = try allocate(count * 4)
    let out = indices.mutable(Int32.self)
    var row = 0
    for run in 0..<ends.count {
      let end: Int
      switch width {
      case 16: end = Int(ends.values(Int16.self)[run])
      case 32: end = Int(ends.values(Int32.self)[run])
      default: end = Int(ends.values(Int64.self)[run])
      }
      guard end > row else { throw SparkError.arrow("the runs of \(field.name) are malformed") }
      let stop = min(end, count)
      while row < stop {
        out[row] = Int32(run)
        row += 1
      }
    }
    guard row == count else { throw SparkError.arrow("the runs of \(field.name) are malformed") }
    if count == 0 { return .nulls(type, count: 0) }
    var bits: Bitmap?
    return try encoded(values, indices, count, &bits)
  }
}
