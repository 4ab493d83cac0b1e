import RedstartMemory

/// The bytes of a partition, block by block; blocks end where records end.
public final class TextBlocks {
  /// Whether the next block begins its file.
  public private(set) var isStart: Bool
  private var single: (buffer: Buffer, range: Range<Int>)?
  private let stream: DecompressionStream?
  private let separator: [UInt8]?
  private var rest: [UInt8] = []
  private var ended = false
  private static let blockSize = 4 << 20

  /// One block that is all there is.
  public init(_ buffer: Buffer, _ range: Range<Int>, isStart: Bool) {
    single = (buffer, range)
    self.isStart = isStart
    stream = nil
    separator = nil
  }

  /// Blocks of a compressed file, cut at line ends.
  public init(_ stream: DecompressionStream, separator: [UInt8]?) {
    self.stream = stream
    self.separator = separator
    isStart = true
  }

  /// The next block, or nil at the end.
  public func next() throws -> (buffer: Buffer, range: Range<Int>)? {
    guard let stream else {
      defer { single = nil }
      return single
    }
    if ended { return nil }
    var size = Self.blockSize
    while true {
      // Grown until it holds a whole line.
      let buffer = Buffer(byteCount: rest.count + size + 64)
      rest.withUnsafeBytes { bytes in
        if let base = bytes.baseAddress { buffer.base.copyMemory(from: base, byteCount: bytes.count) }
      }
      var used = rest.count
      while used < rest.count + size {
        let read = try stream.read(
          into: UnsafeMutableRawBufferPointer(start: buffer.base + used, count: rest.count + size - used))
        if read == 0 {
          ended = true
          break
        }
        used += read
      }
      let bytes = buffer.pointer(UInt8.self)
      // A carriage return at the very end may be half of a line end: leave it to the next block.
      var end = used
      if !ended {
        let wanted = separator?.first ?? 10
        end = used - 1
        while end > 0, !(bytes[end - 1] == wanted || (separator == nil && bytes[end - 1] == 13 && bytes[end] != 10)) { end -= 1 }
      }
      if end == 0, !ended {
        rest = Array(UnsafeBufferPointer(start: bytes, count: used))
        size *= 2
        continue
      }
      rest = Array(UnsafeBufferPointer(start: bytes + end, count: used - end))
      var start = 0
      if isStart, end >= 3, bytes[0] == 0xef, bytes[1] == 0xbb, bytes[2] == 0xbf { start = 3 }
      return end == start && ended ? nil : (buffer, start..<end)
    }
  }

  /// Notes that the beginning of the file has been dealt with.
  public func begun() { isStart = false }
}
