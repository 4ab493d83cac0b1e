import RedstartMemory

/// Bytes of long strings, appended block by block; blocks never move.
public final class StringHeap {
  public private(set) var blocks: [Buffer] = []
  private var position: UnsafeMutablePointer<UInt8>
  private var left = 0
  private var nextBlock: Int

  public init(blockSize: Int = 16 << 10) {
    nextBlock = blockSize
    position = UnsafeMutablePointer(bitPattern: 64).unsafelyUnwrapped
  }

  /// Room for `count` bytes that stay where they are.
  @inline(__always)
  public func allocate(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if count > left { addBlock(count) }
    let start = position
    position += count
    left -= count
    return start
  }

  /// A view of a copy of `bytes`.
  @inline(__always)
  public func store(_ bytes: UnsafePointer<UInt8>, count: Int) -> StringView {
    if count <= 12 { return StringView(inline: bytes, count: count) }
    let target = allocate(count)
    target.update(from: bytes, count: count)
    return StringView(target, count: count)
  }

  private func addBlock(_ count: Int) {
    let size = max(count, nextBlock)
    nextBlock = min(nextBlock * 2, 1 << 20)
    let block = Buffer(byteCount: size)
    blocks.append(block)
    position = block.mutable(UInt8.self)
    left = size
  }
}
