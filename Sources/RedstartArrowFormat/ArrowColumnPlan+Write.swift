import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ArrowColumnPlan {
  /// Fills the column's buffers in the body that starts at `body`. Columns are written in order: strings may run over the end
  /// of their buffer by some bytes, which the next buffer then overwrites.
  func write(to body: UnsafeMutablePointer<UInt8>, _ layout: ArrowBodyLayout) throws {
    let count = vector.count
    if vector.type.physical == .null { return }
    writeValidity(body, layout)
    switch vector.type.physical {
    case .null: return
    case .bytes: writeStrings(body, layout)
    case .list, .map:
      switch vector.layout {
      case .list(let offsets, _), .map(let offsets, _, _):
        let target = values(1, Int32.self, body, layout)
        let source = offsets.pointer(Int32.self)
        let first = source[0]
        for row in 0...count { target[row] = source[row] &- first }
        pad(1, body, layout)
      default: break
      }
      for child in children { try child.write(to: body, layout) }
    case .structure: for child in children { try child.write(to: body, layout) }
    case .boolean: writeBooleans(body, layout)
    case .int8: copy(Int8.self, body, layout)
    case .int16: copy(Int16.self, body, layout)
    case .int32: copy(Int32.self, body, layout)
    case .float: copy(Float.self, body, layout)
    case .double: copy(Double.self, body, layout)
    case .int64:
      if vector.type.storage.isDecimal {
        convert(Int64.self, to: Int128.self, body, layout) { Int128($0) }
      } else {
        copy(Int64.self, body, layout)
      }
    case .int128: copy(Int128.self, body, layout)
    case .interval:
      var overflow = false
      convert(CalendarInterval.self, to: CalendarInterval.self, body, layout) { interval in
        let (nanoseconds, bad) = interval.microseconds.multipliedReportingOverflow(by: 1000)
        overflow = overflow || bad
        return CalendarInterval(months: interval.months, days: interval.days, microseconds: nanoseconds)
      }
      if overflow {
        throw SparkError(
          "ARITHMETIC_OVERFLOW",
          ["message": "An interval has more nanoseconds than 64 bits hold", "alternative": "", "config": ""])
      }
    }
  }

  private func values<T>(
    _ number: Int, _ type: T.Type, _ body: UnsafeMutablePointer<UInt8>, _ layout: ArrowBodyLayout
  ) -> UnsafeMutablePointer<T> {
    UnsafeMutableRawPointer(body + layout.buffers[firstBuffer + number].0).assumingMemoryBound(to: type)
  }

  /// Zeros behind a buffer: a message must not show what the memory held before.
  private func pad(_ number: Int, _ body: UnsafeMutablePointer<UInt8>, _ layout: ArrowBodyLayout) {
    let (offset, length) = layout.buffers[firstBuffer + number]
    memset(body + offset + length, 0, layout.paddedEnd(firstBuffer + number) - offset - length)
  }

  private func writeValidity(_ body: UnsafeMutablePointer<UInt8>, _ layout: ArrowBodyLayout) {
    guard hasNulls else { return }
    let target = body + layout.buffers[firstBuffer].0
    let length = layout.buffers[firstBuffer].1
    if let bits = vector.validity {
      memcpy(target, bits.words, length)
    } else {
      memset(target, 0, length)
    }
    pad(0, body, layout)
  }

  private func copy<T: BitwiseCopyable>(_ type: T.Type, _ body: UnsafeMutablePointer<UInt8>, _ layout: ArrowBodyLayout) {
    if case .flat(let source) = vector.layout {
      let (offset, length) = layout.buffers[firstBuffer + 1]
      memcpy(body + offset, source.base, length)
      pad(1, body, layout)
    } else {
      convert(type, to: type, body, layout) { $0 }
    }
  }

  /// Values of any encoding, each through `transform`; rows of a constant null become whatever it holds.
  @inline(__always)
  private func convert<From: BitwiseCopyable, To: BitwiseCopyable>(
    _ from: From.Type, to: To.Type, _ body: UnsafeMutablePointer<UInt8>, _ layout: ArrowBodyLayout,
    _ transform: (From) -> To
  ) {
    // 16-byte values may lie at multiples of 8 only: they are stored unaligned.
    let target = UnsafeMutableRawPointer(body + layout.buffers[firstBuffer + 1].0)
    let width = MemoryLayout<To>.stride
    let count = vector.count
    switch vector.layout {
    case .flat(let buffer):
      let source = buffer.pointer(From.self)
      for row in 0..<count { target.storeBytes(of: transform(source[row]), toByteOffset: row &* width, as: To.self) }
    case .dictionary(let indices, let values):
      let inner = values.flattened()
      let source = inner.values(From.self)
      let rows = indices.pointer(Int32.self)
      for row in 0..<count { target.storeBytes(of: transform(source[Int(rows[row])]), toByteOffset: row &* width, as: To.self) }
    case .constant(let value):
      let one = value.flattened()
      let converted = transform(one.values(From.self)[0])
      for row in 0..<count { target.storeBytes(of: converted, toByteOffset: row &* width, as: To.self) }
    default: memset(target, 0, count * width)
    }
    pad(1, body, layout)
  }

  private func writeBooleans(_ body: UnsafeMutablePointer<UInt8>, _ layout: ArrowBodyLayout) {
    let (offset, length) = layout.buffers[firstBuffer + 1]
    let target = body + offset
    if case .constant(let value) = vector.layout {
      memset(target, !value.isNull(0) && value.flattened().values(UInt8.self)[0] != 0 ? 0xff : 0, length)
    } else {
      let flat = vector.flattened()
      let source = flat.values(UInt8.self)
      let whole = flat.count >> 3
      for byte in 0..<whole {
        // Eight bytes of 0 or 1 become one byte of bits.
        let word = UnsafeRawPointer(source + byte &* 8).loadUnaligned(as: UInt64.self) & 0x0101_0101_0101_0101
        target[byte] = UInt8(truncatingIfNeeded: (word &* 0x0102_0408_1020_4080) &>> 56)
      }
      if whole < length {
        var bits: UInt8 = 0
        for row in (whole * 8)..<flat.count { bits |= (source[row] & 1) << UInt8(row & 7) }
        target[whole] = bits
      }
    }
    pad(1, body, layout)
  }

  private func writeStrings(_ body: UnsafeMutablePointer<UInt8>, _ layout: ArrowBodyLayout) {
    let offsets = values(1, Int32.self, body, layout)
    let start = body + layout.buffers[firstBuffer + 2].0
    let count = vector.count
    var position = 0
    offsets[0] = 0
    // The padding between offsets and bytes first: bytes follow at once and may only be overwritten by later buffers.
    pad(1, body, layout)
    switch vector.layout {
    case .flat(let buffer):
      let views = buffer.pointer(StringView.self)
      for row in 0..<count {
        position = append(views + row, start, position)
        offsets[row &+ 1] = Int32(truncatingIfNeeded: position)
      }
    case .dictionary(let indices, let values):
      let inner = values.flattened()
      let views = inner.views
      let rows = indices.pointer(Int32.self)
      if let bits = vector.validity {
        let words = bits.words
        for row in 0..<count {
          if (words[row &>> 6] &>> UInt64(row & 63)) & 1 != 0 { position = append(views + Int(rows[row]), start, position) }
          offsets[row &+ 1] = Int32(truncatingIfNeeded: position)
        }
      } else {
        for row in 0..<count {
          position = append(views + Int(rows[row]), start, position)
          offsets[row &+ 1] = Int32(truncatingIfNeeded: position)
        }
      }
    case .constant(let value):
      let one = value.flattened()
      let view = one.views
      for row in 0..<count {
        if !hasNulls { position = append(view, start, position) }
        offsets[row &+ 1] = Int32(truncatingIfNeeded: position)
      }
    default: for row in 0..<count { offsets[row + 1] = 0 }
    }
    pad(2, body, layout)
  }

  /// Copies one string in whole words and returns the position behind it.
  @inline(__always)
  private func append(_ view: UnsafePointer<StringView>, _ start: UnsafeMutablePointer<UInt8>, _ position: Int) -> Int {
    let length = view.pointee.count
    let target = UnsafeMutableRawPointer(start + position)
    if length <= 12 {
      let source = UnsafeRawPointer(view)
      target.storeBytes(of: source.loadUnaligned(fromByteOffset: 4, as: UInt64.self), as: UInt64.self)
      target.storeBytes(of: source.loadUnaligned(fromByteOffset: 12, as: UInt32.self), toByteOffset: 8, as: UInt32.self)
    } else {
      let source = UnsafeRawPointer(bitPattern: UInt(view.pointee.tail)).unsafelyUnwrapped
      if length <= 16 {
        let last = source.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
        target.storeBytes(of: source.loadUnaligned(as: UInt64.self), as: UInt64.self)
        target.storeBytes(of: last, toByteOffset: length &- 8, as: UInt64.self)
      } else if length <= 32 {
        let last = source.loadUnaligned(fromByteOffset: length &- 16, as: UInt128.self)
        target.storeBytes(of: source.loadUnaligned(as: UInt128.self), as: UInt128.self)
        target.storeBytes(of: last, toByteOffset: length &- 16, as: UInt128.self)
      } else {
        memcpy(target, source, length)
      }
    }
    return position &+ length
  }
}
