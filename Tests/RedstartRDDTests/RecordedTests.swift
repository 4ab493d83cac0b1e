import Foundation
import RedstartExecution
import Testing

@testable import RedstartRDD

/// Compares with what `scripts/record-rdd.py` recorded from Apache Spark's own RDDs.
@Suite("What Apache Spark's RDDs hold")
struct RecordedTests {
  private let sc = makeContext()

  struct Record: Decodable, Sendable {
    struct Drawn: Decodable, Sendable {
      var count, slices: Int
      var fraction: Double
      var seed: Int64
      var values: [Int]
    }
    struct Split: Decodable, Sendable {
      var count, slices: Int
      var weights: [Double]
      var seed: Int64
      var parts: [[Int]]
    }
    struct Parts: Decodable, Sendable {
      var count, slices: Int
      var partitions: Int?
      var parts: [[Int]]
    }
    struct Hashes: Decodable, Sendable {
      var strings: [Pair<String>]
      var longs: [Pair<String>]
      var ints: [Pair<Int>]
      var doubles: [Pair<String>]
      var booleans: [Pair<Bool>]
    }
    struct Stats: Decodable, Sendable {
      var count: Int
      var mean, stdev, variance, sampleStdev, sampleVariance, min, max, sum: Double
    }
    struct Pair<T: Decodable & Sendable>: Decodable, Sendable {
      var key: T
      var place: Int
      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        key = try list.decode(T.self)
        place = try list.decode(Int.self)
      }
    }
    struct Histogram: Decodable, Sendable {
      var buckets, outside: Counts
      var count: Bounds
    }
    struct Counts: Decodable, Sendable {
      var bounds: [Double]
      var counts: [Int]
      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        bounds = try list.decode([Double].self)
        counts = try list.decode([Int].self)
      }
    }
    typealias Bounds = Counts
    var sample, sampleWithReplacement: [Drawn]
    var randomSplit: [Split]
    var repartition, coalesce, parallelize: [Parts]
    var hashPartitions: Hashes
    var zipWithUniqueId, zipWithIndex, cartesian: [[[Int]]]
    var debug, levels: [String: String]
    var stats: Stats
    var histogram: Histogram
  }

  static let record: Result<Record, any Error> = Result {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/spark-rdd", withExtension: "json"))
    return try JSONDecoder().decode(Record.self, from: Data(contentsOf: url))
  }

  private func numbers(_ count: Int, _ slices: Int) -> RDD<Int> { sc.parallelize(0..<count, numSlices: slices) }

  @Test func samples() async throws {
    let record = try Self.record.get()
    for drawn in record.sample {
      let values = try await numbers(drawn.count, drawn.slices).sample(fraction: drawn.fraction, seed: drawn.seed).collect()
      #expect(values == drawn.values, "fraction \(drawn.fraction)")
    }
    // Larger fractions come from another generator in Spark.
    for drawn in record.sampleWithReplacement where drawn.fraction <= 0.4 {
      let values = try await numbers(drawn.count, drawn.slices).sample(
        withReplacement: true, fraction: drawn.fraction, seed: drawn.seed
      ).collect()
      #expect(values == drawn.values, "fraction \(drawn.fraction)")
    }
    for split in record.randomSplit {
      let parts = numbers(split.count, split.slices).randomSplit(split.weights, seed: split.seed)
      for (part, expected) in zip(parts, split.parts) { #expect(try await part.collect() == expected) }
    }
  }

  @Test func partitions() async throws {
    let record = try Self.record.get()
    for parts in record.parallelize { #expect(try await numbers(parts.count, parts.slices).glom().collect() == parts.parts) }
    for parts in record.coalesce {
      #expect(try await numbers(parts.count, parts.slices).coalesce(parts.partitions ?? 1).glom().collect() == parts.parts)
    }
    // Where dealing out starts is Redstart's own choice; that it is even is not.
    for parts in record.repartition {
      let found = try await numbers(parts.count, parts.slices).repartition(parts.partitions ?? 1).glom().collect()
      #expect(found.joined().sorted() == Array(0..<parts.count) && found.count == parts.parts.count)
      let even = parts.count / found.count
      #expect(found.allSatisfy { abs($0.count - even) <= parts.slices })
    }
    func lists(_ rdd: RDD<(Int, Int)>) async throws -> [[[Int]]] {
      try await rdd.glom().collect().map { $0.map { [$0.0, $0.1] } }
    }
    #expect(try await lists(numbers(11, 4).zipWithUniqueId()) == record.zipWithUniqueId)
    #expect(try await lists(numbers(11, 4).zipWithIndex()) == record.zipWithIndex)
    #expect(try await lists(numbers(4, 2).cartesian(numbers(3, 2))) == record.cartesian)
  }

  @Test func hashes() throws {
    let hashes = try Self.record.get().hashPartitions
    for pair in hashes.strings { #expect(HashPartitioner<String>(7).partition(of: pair.key) == pair.place, "\(pair.key)") }
    for pair in hashes.longs { #expect(HashPartitioner<Int>(7).partition(of: Int(pair.key) ?? 0) == pair.place, "\(pair.key)") }
    for pair in hashes.ints { #expect(HashPartitioner<Int32>(7).partition(of: Int32(pair.key)) == pair.place, "\(pair.key)") }
    for pair in hashes.booleans { #expect(HashPartitioner<Bool>(7).partition(of: pair.key) == pair.place) }
    // The zeros are equal in Swift and not to Java's hash.
    for pair in hashes.doubles where pair.key != "-0.0" {
      #expect(HashPartitioner<Double>(7).partition(of: Double(pair.key) ?? 0) == pair.place, "\(pair.key)")
    }
  }

  @Test func equalTextsHaveEqualHashes() {
    #expect(StableHash.hash("Zu\u{308}rich") == StableHash.hash("Z\u{fc}rich"))
    #expect(StableHash.hash("e\u{301}") == StableHash.hash("\u{e9}"))
  }

  @Test func statistics() async throws {
    let record = try Self.record.get()
    let data = sc.parallelize([1.5, 2.0, -3.25, 8.0, 8.0, 4.5, 0.0, 10.0], numSlices: 3)
    let stats = try await data.stats()
    #expect(stats.count == record.stats.count && stats.min == record.stats.min && stats.max == record.stats.max)
    for (own, spark) in [
      (stats.mean, record.stats.mean), (stats.stdev, record.stats.stdev), (stats.variance, record.stats.variance),
      (stats.sampleStdev, record.stats.sampleStdev), (stats.sampleVariance, record.stats.sampleVariance),
      (stats.sum, record.stats.sum),
    ] {
      #expect(abs(own - spark) < 1e-12)
    }
    let even = try await data.histogram(4)
    #expect(even.bounds == record.histogram.count.bounds && even.counts == record.histogram.count.counts)
    #expect(try await data.histogram([-5, 0, 2, 8, 10]) == record.histogram.buckets.counts)
    #expect(try await data.histogram([0, 2, 8]) == record.histogram.outside.counts)
    #expect(try await sc.parallelize([1, 2, 3, 4]).stats().mean == 2.5)
  }

  @Test func levels() throws {
    let levels = try Self.record.get().levels
    for (name, level) in [
      ("NONE", StorageLevel.none), ("DISK_ONLY", .diskOnly), ("MEMORY_ONLY", .memoryOnly),
      ("MEMORY_ONLY_SER", .memoryOnlySerialized),
      ("MEMORY_AND_DISK", .memoryAndDisk), ("MEMORY_AND_DISK_SER", .memoryAndDiskSerialized),
    ] {
      #expect(level.description == levels[name])
    }
  }

  @Test func lineages() throws {
    let recorded = try Self.record.get().debug
    func pairs() -> RDD<(Int, Int)> { numbers(20, 3).zip(numbers(20, 3)) }
    let zipped = pairs()
    let cached = numbers(10, 2).distinct().persist(.memoryAndDisk).setName("my numbers")
    let own: [String: String] = [
      "parallelize": numbers(10, 2).toDebugString,
      "distinct": numbers(10, 2).distinct().toDebugString,
      "repartition": numbers(10, 2).repartition(12).toDebugString,
      "coalesce": numbers(10, 4).coalesce(2).toDebugString,
      "union": numbers(10, 2).union(numbers(5, 3)).toDebugString,
      "intersection": numbers(10, 2).intersection(numbers(5, 2)).toDebugString,
      "subtract": numbers(10, 2).subtract(numbers(5, 2)).toDebugString,
      "cartesian": numbers(4, 2).cartesian(numbers(3, 2)).toDebugString,
      "zip": numbers(4, 2).zip(numbers(4, 2)).toDebugString,
      "zipWithIndex": numbers(4, 2).zipWithIndex().toDebugString,
      "zipWithUniqueId": numbers(4, 2).zipWithUniqueId().toDebugString,
      "sample": numbers(4, 2).sample(fraction: 0.5, seed: 1).toDebugString,
      "keys": zipped.keys().toDebugString,
      "partitionBy": zipped.partitionBy(HashPartitioner(5)).toDebugString,
      "groupByKey": zipped.groupByKey().toDebugString,
      "join": zipped.join(zipped).toDebugString,
      "coPartitionedJoin": zipped.partitionBy(HashPartitioner(5)).join(zipped.partitionBy(HashPartitioner(5))).toDebugString,
      "leftOuterJoin": zipped.leftOuterJoin(zipped).toDebugString,
      "cogroup": zipped.cogroup(zipped).toDebugString,
      "sortByKey": zipped.sortByKey(numPartitions: 2).toDebugString,
      "subtractByKey": zipped.subtractByKey(zipped).toDebugString,
      "persisted": cached.coalesce(1).toDebugString,
    ]
    for (name, text) in own { #expect(shape(text) == shape(try #require(recorded[name])), "\(name)") }
  }

  /// The text without numbers of RDDs and without places. Spark's Java door puts one more step into some operations: it wraps each
  /// result, which takes a line `MapPartitionsRDD` with the operation's name.
  private func shape(_ text: String) -> [String] {
    var lines = text.split(separator: "\n").map { line in
      line.replacing(/\[\d+\]/, with: "").replacing(/\sat [\w.]+:\d+/, with: "")
    }
    for (operation, steps) in [("join", 2), ("leftOuterJoin", 2), ("cogroup", 1)] {
      let wrapped = lines.filter { $0.contains("MapPartitionsRDD at \(operation) ") }.count
      if wrapped > steps, let index = lines.firstIndex(where: { $0.hasPrefix(" |  MapPartitionsRDD at \(operation) ") }) {
        lines.remove(at: index)
      }
    }
    return lines.map(String.init)
  }
}
