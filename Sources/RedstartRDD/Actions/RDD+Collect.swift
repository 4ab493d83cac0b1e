import RedstartDiagnostics
import RedstartExecution

extension RDD {
  /// All elements, in order.
  @inlinable
  public func collect() async throws -> [Element] {
    let parts = try await context.runJob(self) { input, task in
      try task.all(input)
    }
    return parts.count == 1 ? parts[0] : Array(parts.joined())
  }

  /// How many elements there are.
  @inlinable
  public func count() async throws -> Int {
    try await context.runJob(self) { input, task in
      var count = 0
      while let chunk = try input.next() {
        try task.checkCancelled()
        count += chunk.count
      }
      return count
    }.reduce(0, +)
  }

  /// The first `count` elements: reads as many partitions as it takes, few at first.
  public func take(_ count: Int) async throws -> [Element] {
    var result: [Element] = []
    var read = 0
    var wave = 1
    while result.count < count, read < numPartitions {
      let left = count - result.count
      let partitions = Array(read..<Swift.min(read + wave, numPartitions))
      let parts = try await context.runJob(self, partitions: partitions) { input, task -> [Element] in
        var taken: [Element] = []
        while taken.count < left, let chunk = try input.next() {
          try task.checkCancelled()
          taken += chunk.prefix(left - taken.count)
        }
        return taken
      }
      for part in parts { result += part.prefix(count - result.count) }
      read += partitions.count
      // Four times as many next time when there was nothing, else as many as the last ones let expect, and half again.
      let expected = result.isEmpty ? read * 4 : (count - result.count) * read * 3 / (2 * Swift.max(result.count, 1)) + 1
      wave = Swift.max(1, Swift.min(expected, read * 4))
    }
    return result
  }

  /// The first element.
  /// - Throws: `_LEGACY_ERROR_TEMP_3014` when there is none.
  public func first() async throws -> Element {
    guard let first = try await take(1).first else { throw SparkError("_LEGACY_ERROR_TEMP_3014") }
    return first
  }

  /// Whether there are no elements.
  public func isEmpty() async throws -> Bool { try await take(1).isEmpty }

  /// Calls `body` with each element, inside the tasks.
  @inlinable
  public func foreach(_ body: @escaping @Sendable (Element) throws -> Void) async throws {
    _ = try await context.runJob(self) { input, task in
      while let chunk = try input.next() {
        try task.checkCancelled()
        for element in chunk { try body(element) }
      }
    }
  }

  /// Calls `body` with each partition, inside the tasks.
  @inlinable
  public func foreachPartition(_ body: @escaping @Sendable (PartitionIterator<Element>) throws -> Void) async throws {
    _ = try await context.runJob(self) { input, task in
      let elements = PartitionIterator(input, task)
      try body(elements)
      try elements.check()
    }
  }

  /// The elements one after the other; a job for each partition, so that only one partition at a time is held.
  public func toLocalIterator() -> LocalIterator<Element> { LocalIterator(self) }
}

/// Goes through an RDD partition by partition: `for try await element in rdd.toLocalIterator()`.
public struct LocalIterator<Element: Sendable>: AsyncSequence, AsyncIteratorProtocol {
  private let rdd: RDD<Element>
  private var partition = 0
  private var elements: [Element] = []
  private var position = 0

  init(_ rdd: RDD<Element>) { self.rdd = rdd }

  public func makeAsyncIterator() -> LocalIterator<Element> { self }

  public mutating func next() async throws -> Element? {
    while position == elements.count {
      guard partition < rdd.numPartitions else { return nil }
      elements = try await rdd.context.runJob(rdd, partitions: [partition]) { input, task in try task.all(input) }[0]
      position = 0
      partition += 1
    }
    position += 1
    return elements[position - 1]
  }
}

extension TaskContext {
  /// All elements of a partition.
  @inlinable
  func all<T>(_ input: ChunkIterator<T>) throws -> [T] {
    var result: [T] = []
    while let chunk = try input.next() {
      try checkCancelled()
      if result.isEmpty { result = chunk } else { result += chunk }
    }
    return result
  }
}
