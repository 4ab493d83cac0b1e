import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

extension ArrowBatchReader {
  /// A string or binary column as string views over the stream's own bytes.
  func bytesColumn(_ arrow: ArrowType, _ type: DataType, _ count: Int, _ bits: Bitmap?) throws -> Vector {
    switch arrow {
    case .utf8, .binary: return try offsetColumn(Int32.self, type, count, bits)
    case .largeUtf8, .largeBinary: return try offsetColumn(Int64.self, type, count, bits)
    case .utf8View, .binaryView: return try viewColumn(type, count, bits)
    case .fixedBinary(let width): return try fixedColumn(width, type, count, bits)
    default: throw SparkError.internal("bytes of the type \(arrow)")
    }
  }

  private func offsetColumn<Offset: FixedWidthInteger & BitwiseCopyable>(
    _ offset: Offset.Type, _ type: DataType, _ count: Int, _ bits: Bitmap?
  ) throws -> Vector {
    // Writers may leave out the offsets of an empty column.
    let offsets = try count == 0 ? buffer(0) : values(Offset.self, count: count + 1)
    let data = try buffer(0)
    let target = try allocate(count * 16)
    guard count > 0 else { return Vector(type: type, count: 0, values: target) }
    let bounds = offsets.pointer(Offset.self)
    let bytes = data.pointer(UInt8.self)
    let out = target.mutable(StringView.self)
    let limit = data.byteCount
    var start = Int(truncatingIfNeeded: bounds[0])
    // A view loads whole words, but only within its own length: nothing is read before the offsets are proven.
    guard start >= 0, start <= limit else { throw SparkError.arrow("a string lies outside of its batch") }
    for row in 0..<count {
      let end = Int(truncatingIfNeeded: bounds[row &+ 1])
      guard end >= start, end <= limit, end &- start <= Int(Int32.max) else {
        throw SparkError.arrow("a string lies outside of its batch")
      }
      if start &+ 12 <= limit {
        out[row] = view(bytes + start, end &- start)
      } else {
        out[row] = StringView(bytes + start, count: end &- start)
      }
      start = end
    }
    blank(out, bits)
    return Vector(type: type, count: count, values: target, validity: bits, heaps: [data])
  }

  private func fixedColumn(_ width: Int, _ type: DataType, _ count: Int, _ bits: Bitmap?) throws -> Vector {
    let (size, overflow) = width.multipliedReportingOverflow(by: count)
    guard !overflow else { throw SparkError.arrow("a buffer is too short") }
    let data = try buffer(size)
    let target = try allocate(count * 16)
    let bytes = data.pointer(UInt8.self)
    let out = target.mutable(StringView.self)
    for row in 0..<count { out[row] = StringView(bytes + row &* width, count: width) }
    blank(out, bits)
    return Vector(type: type, count: count, values: target, validity: bits, heaps: [data])
  }

  private func viewColumn(_ type: DataType, _ count: Int, _ bits: Bitmap?) throws -> Vector {
    let source = try buffer(count * 16)
    var heaps: [Buffer] = []
    for _ in 0..<(try variadicCount()) { heaps.append(try buffer(0)) }
    let target = try allocate(count * 16)
    let out = target.mutable(StringView.self)
    let from = source.base
    for row in 0..<count {
      if let bits, !bits[row] {
        out[row] = .empty
        continue
      }
      let at = from + row &* 16
      let length = Int(at.loadUnaligned(as: Int32.self))
      guard length >= 0 else { throw SparkError.arrow("a string lies outside of its batch") }
      if length <= 12 {
        // Built anew: foreign writers need not zero the unused bytes.
        out[row] = StringView(inline: (at + 4).assumingMemoryBound(to: UInt8.self), count: length)
      } else {
        let heap = Int(at.loadUnaligned(fromByteOffset: 8, as: Int32.self))
        let offset = Int(at.loadUnaligned(fromByteOffset: 12, as: Int32.self))
        guard heap >= 0, heap < heaps.count, offset >= 0, offset <= heaps[heap].byteCount - length else {
          throw SparkError.arrow("a string lies outside of its batch")
        }
        out[row] = StringView(heaps[heap].pointer(UInt8.self) + offset, count: length)
      }
    }
    return Vector(type: type, count: count, values: target, validity: bits, heaps: heaps)
  }

  /// A view made without branches, which random lengths would mispredict; 12 bytes must be readable.
  @inline(__always)
  private func view(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> StringView {
    let raw = UnsafeRawPointer(bytes)
    let prefix = UInt64(raw.loadUnaligned(as: UInt32.self)) & ((1 &<< UInt64(min(count, 4) &* 8)) &- 1)
    // A shift by 64 gives 0, and so all bits below.
    let rest = raw.loadUnaligned(fromByteOffset: 4, as: UInt64.self) & ((1 << UInt64(max(min(count, 12) &- 4, 0) &* 8)) &- 1)
    return StringView(
      head: UInt64(UInt32(truncatingIfNeeded: count)) | prefix &<< 32, tail: count > 12 ? UInt64(UInt(bitPattern: bytes)) : rest)
  }

  /// Null rows hold empty views.
  private func blank(_ views: UnsafeMutablePointer<StringView>, _ bits: Bitmap?) {
    guard let bits else { return }
    for row in 0..<bits.count where !bits[row] { views[row] = .empty }
  }
}
