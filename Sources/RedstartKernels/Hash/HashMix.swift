import RedstartColumnar

/// Both halves of the 128-bit product, folded: every input bit reaches every output bit.
@inlinable @inline(__always)
public func mixHash(_ a: UInt64, _ b: UInt64) -> UInt64 {
  let product = a.multipliedFullWidth(by: b)
  return product.high ^ product.low
}

/// A hash of bytes; reads nothing outside of them.
@inlinable @inline(__always)
public func hashBytes(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
  var hash: UInt64 = 0xa076_1d64_78bd_642f ^ UInt64(truncatingIfNeeded: count)
  var at = UnsafeRawPointer(bytes)
  var left = count
  while left > 16 {
    hash = mixHash(
      at.loadUnaligned(as: UInt64.self) ^ hash, (at + 8).loadUnaligned(as: UInt64.self) ^ 0xe703_7ed1_a0b4_28db)
    at += 16
    left &-= 16
  }
  var a: UInt64 = 0
  var b: UInt64 = 0
  if left >= 8 {
    a = at.loadUnaligned(as: UInt64.self)
    b = (at + (left &- 8)).loadUnaligned(as: UInt64.self)
  } else if left >= 4 {
    a = UInt64(at.loadUnaligned(as: UInt32.self))
    b = UInt64((at + (left &- 4)).loadUnaligned(as: UInt32.self))
  } else if left > 0 {
    let first = at.load(as: UInt8.self)
    let middle = (at + (left &>> 1)).load(as: UInt8.self)
    let last = (at + (left &- 1)).load(as: UInt8.self)
    a = UInt64(first) &<< 16 | UInt64(middle) &<< 8 | UInt64(last)
  }
  return mixHash(a ^ 0x8ebc_6af0_9c88_c6e3, b ^ hash)
}

/// A hash of a string view: inline ones without touching memory.
@inlinable @inline(__always)
public func hashView(_ view: UnsafePointer<StringView>) -> UInt64 {
  let value = view.pointee
  if value.isInline { return mixHash(value.head ^ 0xa076_1d64_78bd_642f, value.tail ^ 0xe703_7ed1_a0b4_28db) }
  return hashBytes(StringView.bytes(of: view), value.count)
}
