import RedstartDiagnostics
import RedstartExecution
import RedstartMemory
import Synchronization

/// A border between stages: each map task cuts its partition into one bucket for each reduce task.
///
/// Outputs stay until the last RDD that reads them goes away. They are reserved from the engine's memory; when there is no room
/// they go to disk, if their elements can be encoded.
@usableFromInline
final class ShuffleDependency<Element: Sendable>: ShuffleNode {
  @usableFromInline let id: Int
  @usableFromInline let parent: any LineageNode
  @usableFromInline let preparations: [any Preparation]
  private let context: SparkContext
  private let codec: BlockCodec<Element>?
  private let write: @Sendable (Int, TaskContext) throws -> [[Element]]
  private let outputs: Mutex<[MapOutput<Element>?]>

  /// - Parameter write: The buckets of a map task, one for each reduce task.
  @usableFromInline
  init(
    _ parent: any LineageNode, in context: SparkContext, preparations: [any Preparation], codec: BlockCodec<Element>?,
    write: @escaping @Sendable (Int, TaskContext) throws -> [[Element]]
  ) {
    self.id = context.newShuffle()
    self.parent = parent
    self.context = context
    self.preparations = preparations
    self.codec = codec
    self.write = write
    self.outputs = Mutex(Array(repeating: nil, count: parent.numPartitions))
    context.shuffles.add(self)
  }

  deinit { context.shuffles.remove(id) }

  @usableFromInline var missing: [Int] { outputs.withLock { all in all.indices.filter { all[$0] == nil } } }

  @usableFromInline
  func runMapTask(_ partition: Int, _ task: TaskContext) throws {
    let buckets = try write(partition, task)
    let output = try MapOutput(buckets, context.blocks, codec)
    outputs.withLock { $0[partition] = output }
  }

  @usableFromInline
  func lose(_ partition: Int) { outputs.withLock { if partition < $0.count { $0[partition] = nil } } }

  /// A reduce task's share of every map output, in order.
  @usableFromInline
  func read(_ reducer: Int) throws -> [[Element]] {
    let all = outputs.withLock { $0 }
    return try all.map { output in
      guard let output else { throw MissingParent() }
      return try output.bucket(reducer)
    }
  }
}

/// The buckets of one map task, in memory or in a file.
private final class MapOutput<Element: Sendable>: Sendable {
  private enum Place: Sendable {
    case memory([[Element]], MemoryReservation)
    /// Where each bucket lies in the file.
    case disk(BlockFile, [Range<Int>], BlockCodec<Element>)
  }
  private let place: Place

  /// - Throws: `UNABLE_TO_ACQUIRE_MEMORY` when there is neither memory nor a way to disk.
  init(_ buckets: [[Element]], _ blocks: BlockStore, _ codec: BlockCodec<Element>?) throws {
    let bytes = SizeEstimate.bytes(of: buckets)
    let reservation = MemoryReservation(blocks.memory)
    if blocks.makeRoom(for: bytes, in: reservation) {
      place = .memory(buckets, reservation)
      return
    }
    guard let codec else {
      throw SparkError(
        "UNABLE_TO_ACQUIRE_MEMORY",
        ["requestedBytes": String(bytes), "receivedBytes": String(max(0, blocks.memory.limit - blocks.memory.reserved))],
        cause: "\(Element.self) is not Codable, so a shuffle of it cannot go to disk.")
    }
    let file = try blocks.newFile()
    let writer = try file.write()
    var ranges: [Range<Int>] = []
    var end = 0
    for bucket in buckets {
      let bytes = bucket.isEmpty ? [] : try codec.encode(bucket)
      try writer.append(bytes)
      ranges.append(end..<(end + bytes.count))
      end += bytes.count
    }
    try writer.close()
    place = .disk(file, ranges, codec)
  }

  func bucket(_ index: Int) throws -> [Element] {
    switch place {
    case .memory(let buckets, _): return buckets[index]
    case .disk(let file, let ranges, let codec):
      return ranges[index].isEmpty ? [] : try codec.decode(try file.read(ranges[index]))
    }
  }
}

/// The shuffles that live, for tests that lose their outputs and for programs that ask.
final class ShuffleRegistry: Sendable {
  private struct Weak: Sendable { weak let node: (any ShuffleNode)? }
  private let table = Mutex<[Int: Weak]>([:])

  func add(_ node: any ShuffleNode) { table.withLock { $0[node.id] = Weak(node: node) } }
  func remove(_ id: Int) { table.withLock { $0[id] = nil } }
  var all: [any ShuffleNode] { table.withLock { $0.sorted { $0.key < $1.key }.compactMap(\.value.node) } }
}
