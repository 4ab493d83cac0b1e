import Foundation
import RedstartAnalyzer
import RedstartCodecs
import RedstartDiagnostics
import RedstartExecution
import RedstartMemory

extension SparkContext {
  /// The lines of text files.
  ///
  /// - Parameters:
  ///   - path: Files, folders and globs, separated by commas. Compressed files (`.gz`, `.bz2`, `.zst`) are read as they are, each as one
  ///     partition.
  ///   - minPartitions: How many partitions to cut the files into at least; files are cut at line ends.
  public func textFile(
    _ path: String, minPartitions: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<String> {
    let site = CallSite("textFile", file, line)
    let splits: [TextSplit]
    do { splits = try TextSplit.plan(Self.files(path), minPartitions ?? defaultMinPartitions) } catch {
      return RDD(self, "MapPartitionsRDD", site, failure: Self.sparkError(error)).setName(path)
    }
    let source = RDD<String>(self, "HadoopRDD", site, partitions: splits.count) { partition, _ in
      let reader = try LineReader(splits[partition])
      return ChunkIterator { try reader.next() }
    }.setName(path)
    return source.chunkwise(site) { $0 }.setName(path)
  }

  /// The paths and texts of whole files.
  public func wholeTextFiles(
    _ path: String, minPartitions: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<(String, String)> {
    let site = CallSite("wholeTextFiles", file, line)
    let files: [FileIndex.Found]
    do { files = try Self.files(path) } catch {
      return RDD<(String, String)>(self, "WholeTextFileRDD", site, failure: Self.sparkError(error)).setName(path)
    }
    let count = max(1, min(files.count, minPartitions ?? defaultMinPartitions))
    return RDD<(String, String)>(self, "WholeTextFileRDD", site, partitions: count, codec: .pair()) { partition, task in
      var position = files.count * partition / count
      let end = files.count * (partition + 1) / count
      return ChunkIterator {
        guard position < end else { return nil }
        let found = files[position].path
        position += 1
        try task.checkCancelled()
        let bytes: Buffer
        if FileCompression(path: found) == .none {
          bytes = try MappedFile(path: found).buffer
        } else {
          bytes = try DecompressionStream(path: found, FileCompression(path: found)).readAll(slack: 64)
        }
        return [("file:" + found, String(decoding: bytes.bytes, as: UTF8.self))]
      }
    }.setName(path)
  }

  private static func files(_ path: String) throws -> [FileIndex.Found] {
    try FileIndex().files(path.split(separator: ",").map(String.init))
  }

  private static func sparkError(_ error: any Error) -> SparkError {
    error as? SparkError ?? .requirement(String(describing: error))
  }
}

/// A part of a text file: from the first line that begins in the range to the last one.
struct TextSplit: Sendable {
  var path: String
  var range: Range<Int>
  var isWhole: Bool

  /// Most bytes of a split.
  private static let maxBytes = 32 << 20

  /// Cuts files into at least `minimum` splits; compressed ones stay whole.
  static func plan(_ files: [FileIndex.Found], _ minimum: Int) -> [TextSplit] {
    let total = files.reduce(0) { $0 + $1.size }
    let size = max(1, min(total / max(1, minimum), maxBytes))
    return files.flatMap { file -> [TextSplit] in
      if FileCompression(path: file.path) != .none { return [TextSplit(path: file.path, range: 0..<file.size, isWhole: true)] }
      // A last piece of up to a tenth more than a split is not cut.
      var splits: [TextSplit] = []
      var start = 0
      while Double(file.size - start) / Double(size) > 1.1 {
        splits.append(TextSplit(path: file.path, range: start..<(start + size), isWhole: false))
        start += size
      }
      if start < file.size || file.size == 0 {
        splits.append(TextSplit(path: file.path, range: start..<file.size, isWhole: start == 0))
      }
      return splits
    }
  }
}

/// Reads the lines of a split.
private final class LineReader {
  private let blocks: TextBlocks
  private var current: Buffer?
  private var position = 0
  private var end = 0

  init(_ split: TextSplit) throws {
    let compression = FileCompression(path: split.path)
    if compression != .none {
      blocks = TextBlocks(try DecompressionStream(path: split.path, compression), separator: nil)
      return
    }
    let file = try MappedFile(path: split.path)
    let base = file.base.assumingMemoryBound(to: UInt8.self)
    func boundary(_ offset: Int) -> Int { LineEnd.boundary(base, file.byteCount, near: offset, nil) }
    var from = split.isWhole ? 0 : boundary(split.range.lowerBound)
    let to = split.isWhole ? file.byteCount : boundary(split.range.upperBound)
    if from == 0, to >= 3, base[0] == 0xef, base[1] == 0xbb, base[2] == 0xbf { from = 3 }
    blocks = TextBlocks(file.buffer, from..<max(from, to), isStart: from == 0)
  }

  /// Some lines; nil at the end.
  func next() throws -> [String]? {
    while position >= end {
      guard let (buffer, range) = try blocks.next() else { return nil }
      current = buffer
      (position, end) = (range.lowerBound, range.upperBound)
    }
    guard let current else { return nil }
    let base = current.pointer(UInt8.self)
    var lines: [String] = []
    lines.reserveCapacity(chunkSize)
    while lines.count < chunkSize, position < end {
      let (stop, next) = LineEnd.next(base + position, base + end, nil)
      lines.append(String(decoding: UnsafeBufferPointer(start: base + position, count: stop - (base + position)), as: UTF8.self))
      position = next - base
    }
    return lines
  }
}
