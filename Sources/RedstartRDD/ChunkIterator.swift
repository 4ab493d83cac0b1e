/// The elements of one partition, some thousand at a time; used by one thread.
///
/// RDDs pass arrays from step to step, so that a call between two steps costs nothing per element and a partition need not stand in
/// memory as a whole.
public final class ChunkIterator<Element> {
  @usableFromInline let body: () throws -> [Element]?

  @inlinable
  public init(_ body: @escaping () throws -> [Element]?) { self.body = body }

  /// Elements that are at hand.
  public convenience init(chunks: [[Element]]) {
    var position = 0
    self.init {
      guard position < chunks.count else { return nil }
      position += 1
      return chunks[position - 1]
    }
  }

  /// One chunk that is made when it is first asked for.
  public convenience init(once make: @escaping () throws -> [Element]) {
    var isDone = false
    self.init {
      if isDone { return nil }
      isDone = true
      return try make()
    }
  }

  /// The next elements, possibly none; nil at the end.
  @inlinable
  public func next() throws -> [Element]? { try body() }

  /// All elements that are left.
  @inlinable
  public func collect() throws -> [Element] {
    guard var result = try next() else { return [] }
    while let chunk = try next() { result += chunk }
    return result
  }

  /// All chunks that are left and have elements.
  @inlinable
  public func chunks() throws -> [[Element]] {
    var result: [[Element]] = []
    while let chunk = try next() {
      if !chunk.isEmpty { result.append(chunk) }
    }
    return result
  }
}

/// How many elements sources put into a chunk.
@usableFromInline let chunkSize = 4096
