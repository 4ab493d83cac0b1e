import Foundation
import RedstartDiagnostics
import RedstartExecution
import RedstartMemory
import Synchronization

/// A cached partition's name.
struct BlockID: Sendable, Hashable {
  var rdd: Int
  var partition: Int
}

/// Keeps cached partitions: in memory as long as there is room, the least recently used ones then on disk or not at all.
///
/// Memory is reserved from the engine's pool, and cached blocks take no more than their share of it. A block that is dropped is
/// computed again when it is needed.
public final class BlockStore: Sendable {
  let memory: MemoryPool
  /// Most bytes that cached blocks may hold in memory.
  let limit: Int
  private let folder: String
  private let state = Mutex(State())
  /// One block is moved out at a time.
  private let evicting = Mutex(())

  private struct State {
    var entries: [BlockID: any StoredBlock] = [:]
    /// The bytes reserved for each block in memory.
    var held: [BlockID: Int] = [:]
    /// When each block was last asked for.
    var used: [BlockID: Int] = [:]
    var clock = 0
    var bytes = 0
    var files = 0
  }

  /// - Parameter limit: Most bytes of cached blocks; half of the pool when nil.
  init(_ memory: MemoryPool, limit: Int? = nil) {
    self.memory = memory
    self.limit = limit ?? memory.limit / 2
    folder = NSTemporaryDirectory() + "/redstart-blocks-" + UUID().uuidString.lowercased()
  }

  deinit {
    memory.release(state.withLock { $0.bytes })
    try? FileManager.default.removeItem(atPath: folder)
  }

  func contains(_ id: BlockID) -> Bool { state.withLock { $0.entries[id] != nil } }

  /// The elements of a block, if it is kept.
  func chunks<T: Sendable>(_ id: BlockID, of type: T.Type) throws -> [[T]]? {
    let found = state.withLock { state -> (any StoredBlock)? in
      guard let block = state.entries[id] else { return nil }
      state.clock += 1
      state.used[id] = state.clock
      return block
    }
    guard let block = found as? Block<T> else { return nil }
    return try block.chunks()
  }

  /// Keeps a block as its level allows.
  func put<T: Sendable>(_ id: BlockID, _ chunks: [[T]], _ level: StorageLevel, _ codec: BlockCodec<T>?) throws {
    let bytes = SizeEstimate.bytes(of: chunks)
    let block = Block(chunks, level, codec, bytes: bytes)
    if level.useMemory || codec == nil, take(bytes, for: id.rdd) {
      add(id, block, bytes)
    } else if level.useDisk, try block.moveToDisk(self) {
      add(id, block, 0)
    }
  }

  private func add(_ id: BlockID, _ block: any StoredBlock, _ bytes: Int) {
    let old = state.withLock { state -> Int in
      state.entries[id] = block
      state.clock += 1
      state.used[id] = state.clock
      let replaced = state.held.updateValue(bytes, forKey: id) ?? 0
      state.bytes -= replaced
      return replaced
    }
    memory.release(old)
  }

  /// Takes memory for a block of that RDD, at the cost of blocks of other RDDs.
  private func take(_ bytes: Int, for rdd: Int) -> Bool {
    while true {
      let fits = state.withLock { state -> Bool in
        guard state.bytes + bytes <= limit, memory.reserve(bytes) else { return false }
        state.bytes += bytes
        return true
      }
      if fits { return true }
      if bytes > limit || !evict(except: rdd) { return false }
    }
  }

  /// Takes memory for an operator, at the cost of cached blocks.
  func makeRoom(for bytes: Int, in reservation: MemoryReservation) -> Bool {
    while !reservation.grow(by: bytes) {
      if !evict(except: nil) { return false }
    }
    return true
  }

  /// Moves the least recently used block that is in memory to disk, or drops it; false when there is none.
  private func evict(except rdd: Int?) -> Bool {
    evicting.withLock { _ in
      let victim = state.withLock { state -> (BlockID, any StoredBlock)? in
        let candidates = state.held.filter { $0.value > 0 && $0.key.rdd != rdd }.keys
        guard let id = candidates.min(by: { state.used[$0, default: 0] < state.used[$1, default: 0] }) else { return nil }
        return state.entries[id].map { (id, $0) }
      }
      guard let (id, block) = victim else { return false }
      // A disk that is full costs the block, which is computed again, not the job.
      let isKept = block.mayUseDisk && ((try? block.moveToDisk(self)) ?? false)
      let freed = state.withLock { state -> Int in
        guard let current = state.entries[id], current === block else { return 0 }
        let bytes = state.held.removeValue(forKey: id) ?? 0
        if !isKept {
          state.entries[id] = nil
          state.used[id] = nil
        }
        state.bytes -= bytes
        return bytes
      }
      memory.release(freed)
      return true
    }
  }

  /// Forgets a block.
  func remove(_ id: BlockID) {
    let bytes = state.withLock { state -> Int in
      state.used[id] = nil
      state.entries[id] = nil
      let bytes = state.held.removeValue(forKey: id) ?? 0
      state.bytes -= bytes
      return bytes
    }
    memory.release(bytes)
  }

  /// Forgets all blocks of an RDD.
  func remove(rdd: Int) {
    for id in state.withLock({ $0.entries.keys.filter { $0.rdd == rdd } }) { remove(id) }
  }

  /// The blocks that are kept, in order.
  var all: [BlockID] {
    state.withLock { $0.entries.keys.sorted { ($0.rdd, $0.partition) < ($1.rdd, $1.partition) } }
  }

  /// What is kept of an RDD.
  func usage(rdd: Int) -> (partitions: Int, memory: Int, disk: Int) {
    state.withLock { state in
      state.entries.reduce(into: (0, 0, 0)) { sum, entry in
        guard entry.key.rdd == rdd else { return }
        sum.0 += 1
        sum.1 += entry.value.memoryBytes
        sum.2 += entry.value.diskBytes
      }
    }
  }

  /// A new file in the store's own folder.
  func newFile() throws -> BlockFile {
    let number = state.withLock { state -> Int in
      state.files += 1
      return state.files
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw SparkError("TASK_WRITE_FAILED", ["path": "file:\(folder)"], cause: String(describing: error))
    }
    return BlockFile(path: folder + "/block-\(number)", isTemporary: true)
  }
}

/// A block as the store sees it.
protocol StoredBlock: AnyObject, Sendable {
  /// Bytes reserved in memory; 0 when the block is on disk.
  var memoryBytes: Int { get }
  var diskBytes: Int { get }
  var mayUseDisk: Bool { get }
  /// Writes the block to disk and gives up the memory; false when its elements cannot be encoded.
  func moveToDisk(_ store: BlockStore) throws -> Bool
}

/// The elements of one cached partition.
final class Block<T: Sendable>: StoredBlock {
  private enum Place {
    case memory([[T]])
    case disk(BlockFile, Int)
  }
  private let place: Mutex<Place>
  private let codec: BlockCodec<T>?
  private let bytes: Int
  let mayUseDisk: Bool

  init(_ chunks: [[T]], _ level: StorageLevel, _ codec: BlockCodec<T>?, bytes: Int) {
    place = Mutex(.memory(chunks))
    self.codec = codec
    self.bytes = bytes
    mayUseDisk = level.useDisk && codec != nil
  }

  var memoryBytes: Int { place.withLock { if case .memory = $0 { bytes } else { 0 } } }
  var diskBytes: Int { place.withLock { if case .disk(_, let size) = $0 { size } else { 0 } } }

  func chunks() throws -> [[T]] {
    let place = self.place.withLock { $0 }
    switch place {
    case .memory(let chunks): return chunks
    case .disk(let file, let size):
      guard let codec else { return [] }
      return [try codec.decode(try file.read(0..<size))]
    }
  }

  func moveToDisk(_ store: BlockStore) throws -> Bool {
    guard let codec else { return false }
    guard case .memory(let chunks) = place.withLock({ $0 }) else { return true }
    let encoded = try codec.encode(chunks.count == 1 ? chunks[0] : Array(chunks.joined()))
    let file = try store.newFile()
    let writer = try file.write()
    try writer.append(encoded)
    try writer.close()
    place.withLock { $0 = .disk(file, encoded.count) }
    return true
  }
}
