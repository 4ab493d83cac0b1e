import RedstartMemory
import Synchronization

/// Memory blocks that are used again: decoding touches fresh pages of memory only at the start.
///
/// Blocks return when the last vector over them goes away, on whichever thread that happens.
final class BlockPool: Sendable {
  static let shared = BlockPool(limit: 256 << 20)

  private static let smallest = 16
  private static let largest = 24
  private let limit: Int

  private struct Shelves: ~Copyable {
    /// Addresses of free blocks, by size class.
    var blocks: [[UInt]] = Array(repeating: [], count: BlockPool.largest + 1)
    var bytes = 0
  }
  private let shelves = Mutex(Shelves())

  init(limit: Int) { self.limit = limit }

  /// At least `byteCount` bytes, followed by 64 readable bytes of slack.
  func buffer(byteCount: Int) -> Buffer {
    let size = byteCount + 64
    // Small blocks are malloc's business, huge ones are rare.
    if size <= 32 << 10 || size > 1 << Self.largest {
      return Buffer(byteCount: size).view(at: 0, byteCount: byteCount)
    }
    let shelf = max(Self.smallest, Int.bitWidth - (size - 1).leadingZeroBitCount)
    let found = shelves.withLock { shelves -> UInt? in
      guard let address = shelves.blocks[shelf].popLast() else { return nil }
      shelves.bytes -= 1 << shelf
      return address
    }
    let base =
      found.flatMap { UnsafeMutableRawPointer(bitPattern: $0) } ?? .allocate(byteCount: 1 << shelf, alignment: 64)
    return Buffer(wrapping: base, byteCount: byteCount, owner: Lease(pool: self, base: UInt(bitPattern: base), shelf: shelf))
  }

  func buffer<T: BitwiseCopyable>(count: Int, of type: T.Type) -> Buffer { buffer(byteCount: count * MemoryLayout<T>.stride) }

  private func giveBack(_ base: UInt, shelf: Int) {
    let kept = shelves.withLock { shelves in
      guard shelves.bytes + 1 << shelf <= limit else { return false }
      shelves.blocks[shelf].append(base)
      shelves.bytes += 1 << shelf
      return true
    }
    if !kept { UnsafeMutableRawPointer(bitPattern: base)?.deallocate() }
  }

  /// Gives its block back when the buffer over it is freed.
  private final class Lease: Sendable {
    let pool: BlockPool
    let base: UInt
    let shelf: Int

    init(pool: BlockPool, base: UInt, shelf: Int) {
      self.pool = pool
      self.base = base
      self.shelf = shelf
    }

    deinit { pool.giveBack(base, shelf: shelf) }
  }
}
