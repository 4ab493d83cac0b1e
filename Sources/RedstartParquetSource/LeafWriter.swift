import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// Collects the values of one leaf of a row group into encoded, compressed pages.
final class LeafWriter {
  let form: StoredForm
  let type: DataType
  let path: [String]
  let definition: Int
  let level: Int
  private let compression: ParquetCompression

  /// Finished data pages of the row group.
  private let pages = ByteBuilder()
  private var uncompressedSize = 0
  private var entries = 0
  private var nulls = 0
  private var statistics: WriterStatistics
  private var dictionary: ValueDictionary?
  /// Whether some page of the chunk refers to the dictionary, or holds plain values.
  private var hasCodePages = false
  private var hasPlainPages = false

  // The page that is being filled.
  private let definitions = ByteBuilder()
  private let repetitions = ByteBuilder()
  private let codes = ByteBuilder()
  private let plain = ByteBuilder()
  private var pageEntries = 0
  private var pageValues = 0
  /// Bytes that the page's values take in plain form.
  private var pageRaw = 0

  private let staging = ByteBuilder()
  private let scratch = ByteBuilder()
  /// Codes of a batch's shared dictionary in ours.
  private var translation: (values: Vector, codes: [UInt32])?

  static let pageBytes = 1 << 20
  static let pageRows = 20_000

  init(_ form: StoredForm, type: DataType, path: [String], definition: Int, level: Int, _ compression: ParquetCompression) {
    self.form = form
    self.type = type
    self.path = path
    self.definition = definition
    self.level = level
    self.compression = compression
    self.statistics = WriterStatistics(form)
    self.dictionary = Self.newDictionary(form)
  }

  private static func newDictionary(_ form: StoredForm) -> ValueDictionary? {
    form.kind == .boolean ? nil : ValueDictionary(width: form.kind.width(typeLength: form.typeLength) ?? 0)
  }

  /// Bytes that the row group holds so far.
  var bufferedBytes: Int { pages.count + pageRaw }

  // MARK: Values

  /// A full dictionary takes no more values; the pages with codes stay.
  private func leaveFullDictionary() throws {
    guard let full = dictionary, full.isFull else { return }
    try endPage()
    // The page may have found the dictionary useless altogether.
    if dictionary != nil { finishedDictionary = full }
    dictionary = nil
  }

  /// Adds rows of a column that is not repeated.
  func append(_ vector: Vector, rows: Range<Int>) throws {
    try leaveFullDictionary()
    let part = vector.slice(rows)
    let validity = part.rowValidity
    if definition > 0 {
      let target = definitions.reserve(part.count).assumingMemoryBound(to: UInt8.self)
      let highest = UInt8(truncatingIfNeeded: definition)
      if let validity {
        validity.expand(into: target)
        if highest != 1 { for index in 0..<part.count { target[index] = target[index] == 1 ? highest : highest - 1 } }
      } else {
        target.update(repeating: highest, count: part.count)
      }
      definitions.advance(part.count)
    } else if let validity, !validity.allSet {
      throw SparkError.internal("a null in the column \(path.joined(separator: ".")), which has none by its type")
    }
    pageEntries += part.count
    if let validity {
      let selection = Selection(validity)
      try appendValues(part, selection.count, at: selection)
    } else {
      try appendValues(part, part.count, at: nil)
    }
    try endPageIfFull()
  }

  /// Adds entries of a nested column: their levels, and the rows of `vector` that hold their values.
  func append(_ vector: Vector, levels: NestedLevels) throws {
    try leaveFullDictionary()
    pageEntries += levels.count
    definitions.append(levels.definitions.bytes)
    if level > 0 { repetitions.append(levels.repetitions.bytes) }
    let values = levels.presentRows
    try appendValues(vector, values.count, at: values)
    try endPageIfFull()
  }

  private func appendValues(_ vector: Vector, _ count: Int, at selection: Selection?) throws {
    if count == 0 || form.logical == .unknown { return }
    if form.kind == .byteArray, let dictionary, case .dictionary(let indices, let values) = vector.layout {
      appendTranslated(indices, values, count, selection, dictionary)
      return
    }
    let flat = vector.flattened()
    let rows = selection?.indices
    var done = 0
    while done < count {
      let step = min(4096, count - done)
      try appendBlock(flat, rows, from: done, count: step)
      done += step
    }
    withExtendedLifetime((flat, selection)) {}
  }

  /// Strings that come with a dictionary: each of its values is looked up once.
  private func appendTranslated(
    _ indices: Buffer, _ values: Vector, _ count: Int, _ selection: Selection?, _ dictionary: ValueDictionary
  ) {
    if translation?.values !== values {
      translation = (values, [UInt32](repeating: .max, count: values.count))
    }
    let flat = values.flattened()
    let views = flat.views
    let source = indices.pointer(UInt32.self)
    let out = codes.reserve(count * 4).assumingMemoryBound(to: UInt32.self)
    let rows = selection?.indices
    var raw = 0
    translation?.codes.withUnsafeMutableBufferPointer { known in
      for index in 0..<count {
        let row = rows.map { Int($0[index]) } ?? index
        let code = Int(source[row])
        if known[code] == .max {
          let bytes = StringView.bytes(of: views + code)
          let before = dictionary.count
          known[code] = dictionary.code(bytes, views[code].count)
          if dictionary.count > before { statistics.observe(bytes: bytes, views[code].count) }
        }
        out[index] = known[code]
        raw += views[code].count + 4
      }
    }
    codes.advance(count * 4)
    pageValues += count
    pageRaw += raw
  }

  private func appendBlock(_ vector: Vector, _ rows: UnsafePointer<Int32>?, from start: Int, count: Int) throws {
    staging.removeAll()
    let width = form.step.stagedWidth(form)
    let staged = staging.reserve(count * width)
    form.step.stage(vector, rows, from: start, count: count, into: staged)
    pageValues += count
    guard let dictionary else {
      appendPlain(staged, count, width)
      return
    }
    let out = codes.reserve(count * 4).assumingMemoryBound(to: UInt32.self)
    codes.advance(count * 4)
    let before = dictionary.count
    switch (form.kind, width) {
    case (.byteArray, _):
      let views = staged.assumingMemoryBound(to: StringView.self)
      for index in 0..<count {
        let known = dictionary.count
        let bytes = StringView.bytes(of: views + index)
        out[index] = dictionary.code(bytes, views[index].count)
        if dictionary.count > known { statistics.observe(bytes: bytes, views[index].count) }
        pageRaw += views[index].count + 4
      }
      return
    case (_, 4): dictionary.encode(staged.assumingMemoryBound(to: Int32.self), count, into: out)
    case (_, 8): dictionary.encode(staged.assumingMemoryBound(to: Int64.self), count, into: out)
    default:
      let bytes = staged.assumingMemoryBound(to: UInt8.self)
      for index in 0..<count {
        let known = dictionary.count
        out[index] = dictionary.code(bytes + index * width, width)
        if dictionary.count > known { statistics.observe(bytes: bytes + index * width, width) }
      }
    }
    statistics.observe(dictionary.page.base + before * width, dictionary.count - before)
    pageRaw += count * width
  }

  private func appendPlain(_ staged: UnsafeMutableRawPointer, _ count: Int, _ width: Int) {
    if form.kind == .byteArray {
      let views = staged.assumingMemoryBound(to: StringView.self)
      var total = 0
      for index in 0..<count { total &+= views[index].count &+ 4 }
      var target = plain.reserve(total)
      for index in 0..<count {
        let size = views[index].count
        let bytes = StringView.bytes(of: views + index)
        target.storeBytes(of: UInt32(truncatingIfNeeded: size).littleEndian, as: UInt32.self)
        (target + 4).copyMemory(from: bytes, byteCount: size)
        target += size + 4
        statistics.observe(bytes: bytes, size)
      }
      plain.advance(total)
      pageRaw += total
      return
    }
    plain.append(UnsafeRawBufferPointer(start: staged, count: count * width))
    pageRaw += count * width
    if statistics.order == .signedBytes {
      let bytes = staged.assumingMemoryBound(to: UInt8.self)
      for index in 0..<count { statistics.observe(bytes: bytes + index * width, width) }
    } else {
      statistics.observe(staged, count)
    }
  }

  // MARK: Pages

  /// A dictionary that took no more values, kept for its page.
  private var finishedDictionary: ValueDictionary?

  private func endPageIfFull() throws {
    if pageRaw >= Self.pageBytes || pageEntries >= Self.pageRows { try endPage() }
  }

  private func endPage() throws {
    if pageEntries == 0 { return }
    // A page of nulls needs no dictionary.
    var usesCodes = dictionary != nil && pageValues > 0
    scratch.removeAll()
    if level > 0 { appendLevels(repetitions, highest: level) }
    if definition > 0 { appendLevels(definitions, highest: definition) }
    let levelBytes = scratch.count
    if usesCodes, let dictionary {
      let width = HybridEncoder.width(highest: max(dictionary.count - 1, 0))
      scratch.append(UInt8(width))
      HybridEncoder.encode(
        UnsafePointer(codes.base.assumingMemoryBound(to: UInt32.self)), count: pageValues, width: width, into: scratch)
      // A first page that a dictionary does not shorten says that the column has hardly any repeated values.
      if !hasCodePages, scratch.count - levelBytes + dictionary.page.count >= pageRaw {
        plain.removeAll()
        dictionary.expand(codes.base.assumingMemoryBound(to: UInt32.self), pageValues, into: plain)
        self.dictionary = nil
        translation = nil
        usesCodes = false
        scratch.truncate(to: levelBytes)
      }
    }
    if !usesCodes {
      if form.kind == .boolean {
        let bytes = plain.base.assumingMemoryBound(to: UInt8.self)
        let bits = Bitmap(bytes: bytes, count: plain.count)
        scratch.append(UnsafeRawBufferPointer(start: bits.buffer.base, count: (plain.count + 7) / 8))
      } else {
        scratch.append(plain.bytes)
      }
    }
    let body = try compression.compress(scratch.bytes)
    let header = PageHeader(
      .data, values: pageEntries, encoding: usesCodes ? .plainDictionary : .plain, uncompressed: scratch.count,
      compressed: body.count
    ).encoded()
    pages.append(header)
    pages.append(body)
    uncompressedSize += header.count + scratch.count
    entries += pageEntries
    nulls += pageEntries - pageValues
    if usesCodes { hasCodePages = true } else { hasPlainPages = true }
    definitions.removeAll()
    repetitions.removeAll()
    codes.removeAll()
    plain.removeAll()
    pageEntries = 0
    pageValues = 0
    pageRaw = 0
  }

  private func appendLevels(_ levels: ByteBuilder, highest: Int) {
    let start = scratch.count
    scratch.append(UInt32(0))
    HybridEncoder.encode(
      UnsafePointer(levels.base.assumingMemoryBound(to: UInt8.self)), count: levels.count,
      width: HybridEncoder.width(highest: highest), into: scratch)
    let size = UInt32(truncatingIfNeeded: scratch.count - start - 4)
    (scratch.base + start).storeBytes(of: size.littleEndian, as: UInt32.self)
  }

  /// Writes the row group's chunk of this leaf and starts anew.
  func finish(_ file: OutputFile) throws -> ColumnChunk {
    try endPage()
    var chunk = ColumnChunk()
    chunk.type = form.kind
    chunk.path = path
    chunk.codec = compression.kind
    chunk.valueCount = entries
    let start = file.position
    if hasCodePages, let dictionary = dictionary ?? finishedDictionary {
      let body = try compression.compress(dictionary.page.bytes)
      let header = PageHeader(
        .dictionary, values: dictionary.count, encoding: .plainDictionary, uncompressed: dictionary.page.count,
        compressed: body.count
      ).encoded()
      chunk.dictionaryPageOffset = start
      try file.write(header)
      try file.write(body)
      uncompressedSize += header.count + dictionary.page.count
      chunk.encodings.append(.plainDictionary)
    }
    chunk.dataPageOffset = file.position
    try file.write(pages.bytes)
    if hasPlainPages || !hasCodePages { chunk.encodings.append(.plain) }
    chunk.encodings.append(.rle)
    chunk.compressedSize = file.position - start
    chunk.uncompressedSize = uncompressedSize
    chunk.statistics.nullCount = nulls
    if let bounds = statistics.bounds {
      chunk.statistics.minimum = bounds.minimum
      chunk.statistics.maximum = bounds.maximum
    }
    pages.removeAll()
    uncompressedSize = 0
    entries = 0
    nulls = 0
    statistics = statistics.reset
    dictionary = Self.newDictionary(form)
    finishedDictionary = nil
    translation = nil
    hasCodePages = false
    hasPlainPages = false
    return chunk
  }
}
