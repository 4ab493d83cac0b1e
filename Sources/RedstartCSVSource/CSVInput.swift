import RedstartCodecs
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartMemory
import Synchronization

/// A part of a file that one reader reads.
struct CSVPartition: Sendable {
  var file: Int
  /// Bytes; the reader moves both ends to the next start of a line.
  var range: Range<Int>
  /// Whether the file cannot be cut: compressed, two-byte characters, or values with line ends.
  var isWhole: Bool
}

/// The files of a scan and how they are cut.
final class CSVInput: Sendable {
  let files: [FileEntry]
  let options: CSVOptions
  let partitions: [CSVPartition]
  private let mapped: Mutex<[Int: MappedFile]> = Mutex([:])

  /// Bytes that a partition has at least and at most, if the file can be cut.
  private static let sizes = (1 << 20, 16 << 20)

  init(_ files: [FileEntry], _ options: CSVOptions, parallelism: Int) {
    self.files = files
    self.options = options
    let total = files.reduce(0) { $0 + $1.size }
    let size = min(max(total / max(parallelism * 8, 1), Self.sizes.0), Self.sizes.1)
    partitions = Self.cut(files, options, size: size)
  }

  /// The partitions of files when each takes about `size` bytes.
  static func cut(_ files: [FileEntry], _ options: CSVOptions, size: Int) -> [CSVPartition] {
    files.indices.flatMap { index -> [CSVPartition] in
      let length = files[index].size
      guard isDivisible(files[index], options) else { return [CSVPartition(file: index, range: 0..<length, isWhole: true)] }
      let count = max((length + size - 1) / max(size, 1), 1)
      return (0..<count).map { part in
        let bounds = (length * part / count)..<(length * (part + 1) / count)
        return CSVPartition(file: index, range: bounds, isWhole: false)
      }
    }
  }

  init(_ files: [FileEntry], _ options: CSVOptions, partitionSize: Int) {
    self.files = files
    self.options = options
    partitions = Self.cut(files, options, size: partitionSize)
  }

  private static func isDivisible(_ file: FileEntry, _ options: CSVOptions) -> Bool {
    if options.multiLine || FileCompression(path: file.path) != .none || (options.lineSeparator?.count ?? 1) > 1 { return false }
    switch options.encoding {
    case .utf8, .ascii, .latin1, .windows1252: return true
    case .utf16, .utf16LittleEndian, .utf16BigEndian: return false
    }
  }

  /// The contents of a file, mapped once for all readers.
  private func mappedFile(_ index: Int) throws -> MappedFile {
    if let known = mapped.withLock({ $0[index] }) { return known }
    let file = try MappedFile(path: files[index].path)
    return mapped.withLock { table in
      if let known = table[index] { return known }
      table[index] = file
      return file
    }
  }

  /// Opens a partition.
  func open(_ partition: CSVPartition) throws -> TextBlocks {
    let path = files[partition.file].path
    let compression = FileCompression(path: path)
    if compression == .none {
      let file = try mappedFile(partition.file)
      let base = file.base.assumingMemoryBound(to: UInt8.self)
      var range = 0..<file.byteCount
      if !partition.isWhole {
        let from = LineEnd.boundary(base, file.byteCount, near: partition.range.lowerBound, options.lineSeparator)
        let to =
          partition.range.upperBound >= files[partition.file].size
          ? file.byteCount : LineEnd.boundary(base, file.byteCount, near: partition.range.upperBound, options.lineSeparator)
        range = from..<max(from, to)
        if options.header {
          // The header belongs to the first partition, however small that is.
          let header = headerEnd(base, file.byteCount)
          range =
            partition.range.lowerBound == 0 ? 0..<max(range.upperBound, header) : max(from, header)..<max(from, to, header)
        }
      }
      let isStart = range.lowerBound == 0
      if options.encoding == .utf8 || (options.encoding == .latin1 && isASCII(base, range)) {
        let mark = isStart && range.count >= 3 && base[0] == 0xef && base[1] == 0xbb && base[2] == 0xbf ? 3 : 0
        return TextBlocks(
          file.buffer, (range.lowerBound + mark)..<range.upperBound, isStart: isStart && partition.range.lowerBound == 0)
      }
      let bytes = UnsafeRawBufferPointer(start: file.base + range.lowerBound, count: range.count)
      let text = options.encoding.utf8(bytes)
      return TextBlocks(text, 0..<text.byteCount, isStart: isStart && partition.range.lowerBound == 0)
    }
    let stream = try DecompressionStream(path: path, compression)
    if options.multiLine || options.encoding != .utf8 || (options.lineSeparator?.count ?? 1) > 1 {
      var text = try stream.readAll(slack: 64)
      if options.encoding != .utf8 { text = options.encoding.utf8(text.bytes) }
      let bytes = text.pointer(UInt8.self)
      let mark = text.byteCount >= 3 && bytes[0] == 0xef && bytes[1] == 0xbb && bytes[2] == 0xbf ? 3 : 0
      return TextBlocks(text, mark..<text.byteCount, isStart: true)
    }
    return TextBlocks(stream, separator: options.lineSeparator)
  }

  /// Where the line behind the header begins.
  private func headerEnd(_ base: UnsafePointer<UInt8>, _ count: Int) -> Int {
    let end = base + count
    var line = base
    if count >= 3, base[0] == 0xef, base[1] == 0xbb, base[2] == 0xbf { line += 3 }
    while line < end {
      let (stop, next) = LineEnd.next(line, end, options.lineSeparator)
      var first = line
      while first < stop, first.pointee <= 32 { first += 1 }
      if first < stop, options.comment == 0 || first.pointee != options.comment { return next - base }
      line = next
    }
    return count
  }

  private func isASCII(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool {
    JavaText.isASCII(base + range.lowerBound, range.count)
  }
}
