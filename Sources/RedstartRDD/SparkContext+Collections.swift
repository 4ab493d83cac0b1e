import RedstartDiagnostics
import RedstartExecution

extension SparkContext {
  /// The elements of a sequence in `numSlices` partitions of about the same size, in order.
  public func parallelize<S: Sequence>(
    _ elements: S, numSlices: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<S.Element> where S.Element: Sendable {
    let site = CallSite("parallelize", file, line)
    let all = Array(elements)
    let slices = numSlices ?? defaultParallelism
    guard slices > 0 else {
      return RDD(self, "ParallelCollectionRDD", site, failure: .requirement("Positive number of partitions required"))
    }
    return RDD(self, "ParallelCollectionRDD", site, partitions: slices) { partition, _ in
      var position = all.count * partition / slices
      let end = all.count * (partition + 1) / slices
      return ChunkIterator {
        guard position < end else { return nil }
        defer { position += chunkSize }
        return Array(all[position..<min(position + chunkSize, end)])
      }
    }
  }

  /// The numbers from `start` to below `end`.
  public func range(
    _ start: Int, _ end: Int? = nil, step: Int = 1, numSlices: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<Int> {
    let site = CallSite("range", file, line)
    let (first, limit) = end.map { (start, $0) } ?? (0, start)
    let slices = numSlices ?? defaultParallelism
    guard step != 0 else { return RDD(self, "MapPartitionsRDD", site, failure: .requirement("step cannot be 0")) }
    guard slices > 0 else {
      return RDD(self, "MapPartitionsRDD", site, failure: .requirement("Positive number of partitions required"))
    }
    let span = Int128(limit) - Int128(first)
    let isForward = (span > 0) == (step > 0) && span != 0
    let count = isForward ? (span.magnitude + step.magnitude128 - 1) / step.magnitude128 : 0
    return RDD(self, "MapPartitionsRDD", site, partitions: slices) { partition, _ in
      var position = Int128(count) * Int128(partition) / Int128(slices)
      let stop = Int128(count) * Int128(partition + 1) / Int128(slices)
      return ChunkIterator {
        guard position < stop else { return nil }
        let length = Int(min(stop - position, Int128(chunkSize)))
        let base = first &+ Int(truncatingIfNeeded: position &* Int128(step))
        position += Int128(length)
        return (0..<length).map { base &+ $0 &* step }
      }
    }
  }

  /// An RDD without partitions.
  public func emptyRDD<T: Sendable>(
    _ type: T.Type = T.self, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<T> {
    RDD(self, "EmptyRDD", CallSite("emptyRDD", file, line), partitions: 0) { _, _ in ChunkIterator(chunks: []) }
  }

  /// The elements of all RDDs, one RDD after the other.
  public func union<T>(_ rdds: [RDD<T>], file: StaticString = #fileID, line: UInt = #line) -> RDD<T> {
    union(rdds, CallSite("union", file, line))
  }

  func union<T>(_ rdds: [RDD<T>], _ site: CallSite) -> RDD<T> {
    let parts = rdds.filter { $0.numPartitions > 0 || !$0.preparations.isEmpty }
    let dependencies = parts.map { Dependency.narrow($0) }
    if let shared = parts.first?.partitioner, parts.allSatisfy({ $0.partitioner.map { shared.isSame(as: $0) } ?? false }) {
      // All are spread alike: equal partitions are put together and the spread stays known.
      return RDD(
        self, "PartitionerAwareUnionRDD", site, partitions: shared.numPartitions, dependencies: dependencies, partitioner: shared
      ) { partition, task in
        var inputs = parts.makeIterator()
        var current = try inputs.next()?.iterator(partition, task)
        return ChunkIterator {
          while let open = current {
            if let chunk = try open.next() { return chunk }
            current = try inputs.next()?.iterator(partition, task)
          }
          return nil
        }
      }
    }
    let places = parts.flatMap { part in (0..<part.numPartitions).map { (part, $0) } }
    return RDD(self, "UnionRDD", site, partitions: places.count, dependencies: dependencies) { partition, task in
      try places[partition].0.iterator(places[partition].1, task)
    }
  }
}

extension Int {
  fileprivate var magnitude128: UInt128 { UInt128(magnitude) }
}

extension SparkError {
  /// An argument that makes no sense.
  @usableFromInline
  static func requirement(_ message: String) -> SparkError { SparkError("INVALID_RDD_ARGUMENT", ["message": message]) }
}
