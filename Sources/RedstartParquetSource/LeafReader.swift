import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// Reads the values of one leaf of a row group, page by page.
///
/// Values of the wanted physical form are written straight into the memory of the batch. Used by one thread.
final class LeafReader {
  let node: SchemaNode
  let type: DataType
  let conversion: Conversion
  private let stream: PageStream
  /// Entries (values and nulls) that the chunk has left.
  private(set) var entriesLeft: Int
  private let rowCount: Int
  /// The header of a page that was looked at but not opened.
  private var upcoming: PageHeader?
  /// Entries left in the open page.
  private var pageLeft = 0
  private var definitions: HybridDecoder?
  private var repetitions: HybridDecoder?
  var values = ValueCursor.none
  /// What the views of the page point into.
  private(set) var pageHeap: Buffer?
  private var pageScratch: [Buffer] = []
  private var page: Buffer?
  /// The dictionary's values in the wanted form.
  private(set) var dictionary: Dictionary?

  // Levels of repeated leaves that were decoded but not consumed.
  let block = LevelBlock()

  struct Dictionary {
    let values: Buffer
    let count: Int
    let heaps: [Buffer]
    /// The values as a vector, when batches refer to them instead of copying.
    let shared: Vector?
  }

  /// Most values of a dictionary that batches refer to whatever the number of rows.
  private static let smallDictionary = 1024

  init(_ file: InputFile, _ chunk: ColumnChunk, node: SchemaNode, type: DataType, conversion: Conversion, rowCount: Int) throws {
    guard chunk.type == node.type else { throw ParquetDamage("a column chunk of another type than the schema's") }
    self.node = node
    self.type = type
    self.conversion = conversion
    self.rowCount = rowCount
    self.entriesLeft = chunk.valueCount
    self.stream = try PageStream(file, chunk)
  }

  var bytesRead: Int { stream.bytesRead }

  // MARK: Pages

  /// Entries left in the open page, opening the next one when it is used up; 0 at the end of the chunk.
  func ensurePage() throws -> Int {
    while pageLeft == 0 {
      guard let header = try nextDataPage() else { return 0 }
      try open(header)
    }
    return pageLeft
  }

  /// The header of the next data page; dictionaries in front of it are read, other pages skipped.
  private func nextDataPage() throws -> PageHeader? {
    if let upcoming { return upcoming }
    while let header = try stream.peek() {
      switch header.kind {
      case .data, .dataV2:
        guard header.valueCount <= entriesLeft else { throw ParquetDamage("pages with more values than their column") }
        upcoming = header
        return header
      case .dictionary: try readDictionary(header)
      case .index: stream.skip(header)
      }
    }
    return nil
  }

  private func open(_ header: PageHeader) throws {
    upcoming = nil
    // The page before is let go first, so that its memory can be used for this one.
    values = .none
    pageHeap = nil
    pageScratch = []
    page = nil
    let page = try stream.load(header)
    self.page = page
    entriesLeft -= header.valueCount
    pageLeft = header.valueCount
    var body = UnsafeRawBufferPointer(start: page.base, count: page.byteCount)
    if header.kind == .dataV2 {
      guard header.repetitionBytes + header.definitionBytes <= body.count else {
        throw ParquetDamage("levels longer than their page")
      }
      repetitions =
        node.level > 0 ? try levels(UnsafeRawBufferPointer(rebasing: body[..<header.repetitionBytes]), node.level) : nil
      let definitionBytes = body[header.repetitionBytes..<(header.repetitionBytes + header.definitionBytes)]
      definitions = node.definition > 0 ? try levels(UnsafeRawBufferPointer(rebasing: definitionBytes), node.definition) : nil
      body = UnsafeRawBufferPointer(rebasing: body[(header.repetitionBytes + header.definitionBytes)...])
    } else {
      repetitions = try takeLevels(&body, node.level, header.repetitionEncoding, header.valueCount)
      definitions = try takeLevels(&body, node.definition, header.definitionEncoding, header.valueCount)
    }
    try openValues(header, body)
  }

  private func levels(_ bytes: UnsafeRawBufferPointer, _ highest: Int) throws -> HybridDecoder {
    try HybridDecoder(bytes, width: Int.bitWidth - highest.leadingZeroBitCount)
  }

  /// Levels of a version 1 page, which stand in front of the values.
  private func takeLevels(
    _ body: inout UnsafeRawBufferPointer, _ highest: Int, _ encoding: Encoding, _ count: Int
  ) throws -> HybridDecoder? {
    if highest == 0 { return nil }
    if encoding == .bitPacked {
      let width = Int.bitWidth - highest.leadingZeroBitCount
      let size = (count * width + 7) / 8
      guard size <= body.count else { throw ParquetDamage("levels longer than their page") }
      let repacked = repack(UnsafeRawBufferPointer(rebasing: body[..<size]), width: width, count: count)
      pageScratch.append(repacked)
      body = UnsafeRawBufferPointer(rebasing: body[size...])
      return try HybridDecoder(packed: UnsafeRawBufferPointer(start: repacked.base, count: size), width: width)
    }
    guard body.count >= 4 else { throw ParquetDamage("a page without its levels") }
    let size = Int(UInt32(littleEndian: body.loadUnaligned(as: UInt32.self)))
    guard size <= body.count - 4 else { throw ParquetDamage("levels longer than their page") }
    defer { body = UnsafeRawBufferPointer(rebasing: body[(4 + size)...]) }
    return try levels(UnsafeRawBufferPointer(rebasing: body[4..<(4 + size)]), highest)
  }

  /// The deprecated packing, which starts at the highest bit, turned into the usual one.
  private func repack(_ bytes: UnsafeRawBufferPointer, width: Int, count: Int) -> Buffer {
    let buffer = Buffer.zeroed(byteCount: bytes.count + 16)
    let out = buffer.mutable(UInt8.self)
    for index in 0..<(count * width) where bytes[index >> 3] & (128 >> UInt8(index & 7)) != 0 {
      let value = index / width
      let bit = value * width + (width - 1 - index % width)
      out[bit >> 3] |= 1 << UInt8(bit & 7)
    }
    return buffer
  }

  /// Sets the cursor to the values of a page.
  private func openValues(_ header: PageHeader, _ body: UnsafeRawBufferPointer) throws {
    guard let kind = node.type else { throw SparkError.internal("a leaf without a type") }
    let width = kind.width(typeLength: node.typeLength)
    pageHeap = page
    switch (header.encoding, kind) {
    case (.plainDictionary, _), (.rleDictionary, _):
      guard dictionary != nil else {
        // A page of nulls may name a dictionary that was never written.
        values = .missingDictionary
        return
      }
      guard let first = body.first else {
        values = .fixed(UnsafeRawPointer(bitPattern: 64).unsafelyUnwrapped, left: 0, stride: 1)
        return
      }
      values = .codes(try HybridDecoder(UnsafeRawBufferPointer(rebasing: body[1...]), width: Int(first)))
    case (.plain, .boolean): values = .flags(try HybridDecoder(packed: body, width: 1))
    case (.rle, .boolean):
      guard body.count >= 4 else { throw ParquetDamage("a page of booleans without its length") }
      let size = Int(UInt32(littleEndian: body.loadUnaligned(as: UInt32.self)))
      guard size <= body.count - 4 else { throw ParquetDamage("values longer than their page") }
      values = .flags(try HybridDecoder(UnsafeRawBufferPointer(rebasing: body[4..<(4 + size)]), width: 1))
    case (.plain, .byteArray):
      guard let base = body.baseAddress else { throw ParquetDamage("a page without data") }
      values = .lengthPrefixed(base.assumingMemoryBound(to: UInt8.self), left: body.count)
    case (.plain, _):
      guard let base = body.baseAddress, let width else { throw ParquetDamage("a page without data") }
      values = .fixed(base, left: body.count / width, stride: width)
    case (.deltaBinaryPacked, .int32): try openDelta(DeltaDecoder.integers(body, as: Int32.self), stride: 4)
    case (.deltaBinaryPacked, .int64): try openDelta(DeltaDecoder.integers(body, as: Int64.self), stride: 8)
    case (.deltaLengthByteArray, .byteArray):
      let (views, count) = try DeltaDecoder.lengthPrefixed(body)
      pageScratch.append(views)
      values = .pairs(views.pointer(ViewPair.self), left: count)
    case (.deltaByteArray, .byteArray), (.deltaByteArray, .fixedLengthByteArray):
      // Prefixes can multiply the size of a page: 64 times is far above any real text.
      let (views, heap, count) = try DeltaDecoder.prefixed(body, limit: max(body.count, 1 << 20) * 64)
      pageScratch += [views, heap]
      pageHeap = heap
      if kind == .fixedLengthByteArray {
        let length = node.typeLength
        let pairs = views.pointer(ViewPair.self)
        for index in 0..<count where pairs[index].count != length { throw ParquetDamage("a value of another length") }
        values = .fixed(UnsafeRawPointer(heap.base), left: count, stride: length)
      } else {
        values = .pairs(views.pointer(ViewPair.self), left: count)
      }
    case (.byteStreamSplit, .float), (.byteStreamSplit, .double), (.byteStreamSplit, .int32), (.byteStreamSplit, .int64),
      (.byteStreamSplit, .fixedLengthByteArray):
      guard let width else { throw ParquetDamage("a page without data") }
      let (plain, count) = try DeltaDecoder.unsplit(body, width: width)
      pageScratch.append(plain)
      pageHeap = plain
      values = .fixed(UnsafeRawPointer(plain.base), left: count, stride: width)
    default: throw ParquetDamage("the encoding \(header.encoding) for values of type \(kind)")
    }
  }

  private func openDelta(_ decoded: (values: Buffer, count: Int, consumed: Int), stride: Int) {
    pageScratch.append(decoded.values)
    values = .fixed(UnsafeRawPointer(decoded.values.base), left: decoded.count, stride: stride)
  }

  private func readDictionary(_ header: PageHeader) throws {
    guard dictionary == nil, header.encoding == .plain || header.encoding == .plainDictionary else {
      throw ParquetDamage("an unexpected dictionary")
    }
    let page = try stream.load(header)
    let count = header.valueCount
    guard let kind = node.type, kind != .boolean, count <= page.byteCount else { throw ParquetDamage("a damaged dictionary") }
    let converted = BlockPool.shared.buffer(byteCount: max(count, 1) * conversion.width)
    var cursor: ValueCursor
    if let width = kind.width(typeLength: node.typeLength) {
      cursor = .fixed(UnsafeRawPointer(page.base), left: page.byteCount / width, stride: width)
    } else {
      cursor = .lengthPrefixed(page.pointer(UInt8.self), left: page.byteCount)
    }
    _ = try cursor.read(count, conversion, into: converted.base)
    let heaps = conversion.isViews ? [page] : []
    let isShared = conversion.isViews && count > 0 && (count <= Self.smallDictionary || count * 8 <= rowCount)
    let shared =
      isShared ? Vector(type: type, count: count, values: converted.view(at: 0, byteCount: count * 16), heaps: heaps) : nil
    dictionary = Dictionary(values: converted, count: count, heaps: heaps, shared: shared)
  }

  // MARK: Levels and skipping

  /// Counts entries of the open page as consumed.
  func consume(_ count: Int) { pageLeft -= count }

  /// Adds the validity of `count` entries of the open page to `words`; returns how many have values.
  func decodeValidity(_ count: Int, into words: UnsafeMutablePointer<UInt64>, at offset: Int) throws -> Int {
    guard definitions != nil else { return count }
    return try definitions?.decodeBits(count, into: words, at: offset) ?? count
  }

  /// Whether the next `count` entries of the open page are one run without nulls.
  func isRunOfValues(_ count: Int) throws -> Bool { try definitions?.isAllOnes(count) ?? true }

  func skipDefinitions(_ count: Int) throws { try definitions?.skip(count) }

  /// Decodes up to a block of levels of the open page.
  func decodeLevels(_ count: Int, definition: UnsafeMutablePointer<UInt8>, repetition: UnsafeMutablePointer<UInt8>) throws {
    if definitions != nil {
      try definitions?.decodeBytes(count, into: definition)
      let highest = UInt8(truncatingIfNeeded: node.definition)
      var worst: UInt8 = 0
      for index in 0..<count { worst = max(worst, definition[index]) }
      guard worst <= highest else { throw ParquetDamage("a level out of range") }
    } else {
      definition.update(repeating: 0, count: count)
    }
    if repetitions != nil {
      try repetitions?.decodeBytes(count, into: repetition)
    } else {
      repetition.update(repeating: 0, count: count)
    }
  }

  /// Steps over `count` rows of a leaf without repetition; whole pages are not even decompressed.
  func skipFlat(_ count: Int) throws {
    var rest = count
    while rest > 0 {
      if pageLeft == 0 {
        guard let header = try nextDataPage() else { throw ParquetDamage("a column with fewer values than rows") }
        if header.valueCount <= rest {
          upcoming = nil
          stream.skip(header)
          entriesLeft -= header.valueCount
          rest -= header.valueCount
          continue
        }
        try open(header)
      }
      let step = min(rest, pageLeft)
      var present = step
      if definitions != nil, node.definition == 1 {
        let words = Buffer.zeroed(byteCount: (Bitmap.wordCount(step) + 1) * 8)
        present = try decodeValidity(step, into: words.mutable(UInt64.self), at: 0)
      } else if definitions != nil {
        present = try countPresent(step)
      }
      try values.skip(present)
      pageLeft -= step
      rest -= step
    }
  }

  private func countPresent(_ count: Int) throws -> Int {
    let levels = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
    defer { levels.deallocate() }
    try definitions?.decodeBytes(count, into: levels)
    let highest = UInt8(truncatingIfNeeded: node.definition)
    var present = 0
    for index in 0..<count { present += levels[index] == highest ? 1 : 0 }
    return present
  }
}
