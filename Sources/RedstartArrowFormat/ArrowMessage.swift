import RedstartDiagnostics
import RedstartMemory

/// A message of an Arrow stream: its header, and where its body lies.
struct ArrowMessage {
  enum Kind { case schema, dictionaryBatch, recordBatch }
  let kind: Kind
  let header: FlatTable
  /// Byte range of the body in the stream.
  let body: Range<Int>
  /// Where the next message starts.
  let end: Int

  /// Reads the message at `position`; nil at the end of the stream. The bytes must outlive the message.
  init?(_ stream: UnsafeRawBufferPointer, at position: Int) throws {
    var at = position
    guard at + 4 <= stream.count else {
      if at == stream.count { return nil }
      throw SparkError.arrow("the stream ends within a message")
    }
    var size = Int(stream.loadUnaligned(fromByteOffset: at, as: Int32.self))
    at += 4
    if size == -1 {
      guard at + 4 <= stream.count else { throw SparkError.arrow("the stream ends within a message") }
      size = Int(stream.loadUnaligned(fromByteOffset: at, as: Int32.self))
      at += 4
    }
    if size == 0 { return nil }
    guard size > 0, size <= stream.count - at else { throw SparkError.arrow("the stream ends within a message") }
    let message = try FlatTable(root: UnsafeRawBufferPointer(rebasing: stream[at..<(at + size)]))
    let bodyLength = try message.scalar(3, default: Int64(0))
    guard bodyLength >= 0, bodyLength <= stream.count - at - size else {
      throw SparkError.arrow("the stream ends within the body of a message")
    }
    switch try message.scalar(1, default: UInt8(0)) {
    case 1: kind = .schema
    case 2: kind = .dictionaryBatch
    case 3: kind = .recordBatch
    case let other: throw SparkError.arrow("a message is of the unknown kind \(other)")
    }
    guard let header = try message.table(2) else { throw SparkError.arrow("a message has no header") }
    self.header = header
    body = (at + size)..<(at + size + Int(bodyLength))
    end = body.upperBound
  }
}
