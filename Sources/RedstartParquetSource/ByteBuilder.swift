import RedstartMemory

/// Bytes that are appended to; the memory is kept when they are taken away.
final class ByteBuilder {
  private(set) var base: UnsafeMutableRawPointer
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 1 << 12) {
    self.capacity = capacity
    base = .allocate(byteCount: capacity + 16, alignment: 64)
  }

  deinit { base.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  func removeAll() { count = 0 }

  func truncate(to size: Int) { count = min(count, size) }

  /// Room for `size` bytes behind the last one; ``advance(_:)`` makes them count.
  func reserve(_ size: Int) -> UnsafeMutableRawPointer {
    if count + size > capacity {
      capacity = max(capacity * 2, count + size)
      let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity + 16, alignment: 64)
      larger.copyMemory(from: base, byteCount: count)
      base.deallocate()
      base = larger
    }
    return base + count
  }

  func advance(_ size: Int) { count += size }

  func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  func append<T: BitwiseCopyable>(_ value: T) {
    reserve(MemoryLayout<T>.size).storeBytes(of: value, as: T.self)
    count += MemoryLayout<T>.size
  }
}
