import RedstartExecution

/// The elements of one partition, one after the other, as `mapPartitions` hands them to its closure.
///
/// Elements are computed as they are asked for. When computing them fails the sequence ends; the engine sees that and throws the
/// failure as soon as the closure has returned, so a truncated partition never becomes a result.
public final class PartitionIterator<Element>: Sequence, IteratorProtocol {
  @usableFromInline let source: ChunkIterator<Element>
  @usableFromInline let task: TaskContext
  @usableFromInline var chunk: [Element] = []
  @usableFromInline var position = 0
  @usableFromInline var failure: (any Error)?

  @inlinable
  init(_ source: ChunkIterator<Element>, _ task: TaskContext) {
    self.source = source
    self.task = task
  }

  @inlinable
  public func next() -> Element? {
    while position == chunk.count {
      guard refill() else { return nil }
    }
    position += 1
    return chunk[position - 1]
  }

  @usableFromInline
  func refill() -> Bool {
    if failure != nil { return false }
    do {
      try task.checkCancelled()
      guard let next = try source.next() else { return false }
      chunk = next
      position = 0
      return true
    } catch {
      failure = error
      return false
    }
  }

  /// - Throws: what computing the elements threw.
  @inlinable
  func check() throws { if let failure { throw failure } }
}

/// Cuts any sequence into chunks.
@usableFromInline
final class SequenceChunks<S: Sequence> {
  @usableFromInline var iterator: S.Iterator

  @inlinable
  init(_ sequence: S) { iterator = sequence.makeIterator() }

  @inlinable
  func next() -> [S.Element]? {
    var chunk: [S.Element] = []
    while chunk.count < chunkSize, let element = iterator.next() { chunk.append(element) }
    return chunk.isEmpty ? nil : chunk
  }
}

extension PartitionIterator {
  /// All that `body` makes of a partition.
  package static func apply<S: Sequence>(
    _ body: (PartitionIterator<Element>) throws -> S, _ source: ChunkIterator<Element>, _ task: TaskContext
  ) throws -> [S.Element] {
    let input = PartitionIterator(source, task)
    let result = Array(try body(input))
    try input.check()
    return result
  }
}
