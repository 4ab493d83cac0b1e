import Foundation
import RedstartDiagnostics
import RedstartExecution
import Testing

@testable import RedstartRDD

@Suite("Kept partitions")
struct StorageTests {
  /// Counts how often its elements are computed.
  private func counted(_ sc: SparkContext, _ counter: Counter, count: Int = 1000, slices: Int = 4) -> RDD<Int> {
    sc.parallelize(0..<count, numSlices: slices).map { number in
      counter.add()
      return number
    }
  }

  @Test func cachedPartitionsAreComputedOnce() async throws {
    let (sc, computed) = (makeContext(), Counter())
    let numbers = counted(sc, computed).cache()
    #expect(try await numbers.count() == 1000)
    #expect(try await numbers.map { $0 }.sum() == 499_500)
    #expect(computed.value == 1000)
    #expect(numbers.isStored && numbers.getStorageLevel() == .memoryOnly)
    #expect(numbers.toDebugString.contains("CachedPartitions: 4"))
    sc.blocks.remove(BlockID(rdd: numbers.id, partition: 1))
    #expect(try await numbers.sum() == 499_500)
    #expect(computed.value == 1250)
    numbers.unpersist()
    #expect(try await numbers.count() == 1000)
    #expect(computed.value == 2250 && sc.blocks.memory.reserved == 0)
  }

  @Test func blocksGoWithTheirRDD() async throws {
    let sc = makeContext()
    _ = try await sc.parallelize(0..<1000).map { "\($0)" }.cache().count()
    _ = try await sc.parallelize(0..<1000).map { ($0, 1) }.reduceByKey(+).count()
    #expect(sc.blocks.all.isEmpty && sc.shuffles.all.isEmpty && sc.blocks.memory.reserved == 0)
  }

  @Test func blocksThatFindNoRoomAreComputedAgain() async throws {
    let sc = makeContext(cacheLimit: 5000)
    let computed = Counter()
    // 2,000 bytes and a little a block: two of four fit.
    let numbers = counted(sc, computed).persist(.memoryOnly)
    #expect(try await numbers.sum() == 499_500)
    #expect(try await numbers.sum() == 499_500)
    #expect(computed.value > 1000 && computed.value < 2000)
    #expect(sc.blocks.memory.reserved <= 5000)
  }

  @Test func blocksThatFindNoRoomGoToDisk() async throws {
    let sc = makeContext(cacheLimit: 5000)
    let computed = Counter()
    let numbers = counted(sc, computed).persist(.memoryAndDisk)
    #expect(try await numbers.sum() == 499_500)
    #expect(try await numbers.collect() == Array(0..<1000))
    #expect(computed.value == 1000)
    let used = sc.blocks.usage(rdd: numbers.id)
    #expect(used.partitions == 4 && used.disk > 0 && used.memory <= 5000)
  }

  @Test func theLeastRecentlyUsedBlocksMakeRoom() async throws {
    let sc = makeContext(cacheLimit: 9500)
    let (first, second, third) = (Counter(), Counter(), Counter())
    let old = counted(sc, first, count: 500, slices: 2).persist(.memoryOnly)
    let used = counted(sc, second, count: 500, slices: 2).persist(.memoryAndDisk)
    _ = try await old.count()
    _ = try await used.count()
    _ = try await old.count()
    // Room for two of them: the one that was not asked for lately moves to disk.
    let new = counted(sc, third, count: 500, slices: 2).cache()
    _ = try await new.count()
    _ = try await (used.count(), old.count(), new.count())
    #expect(first.value == 500 && second.value == 500 && third.value == 500)
    #expect(sc.blocks.usage(rdd: used.id).disk > 0)
  }

  struct Flight: Codable, Sendable, Hashable {
    var carrier: String
    var delay: Double?
    var legs: [Int]
  }

  @Test func everyCodableGoesToDiskAndBack() async throws {
    let sc = makeContext()
    let flights = (0..<100).map { (number: Int) -> Flight in
      let delay: Double? = number % 3 == 0 ? nil : Double(number) / 7
      return Flight(carrier: "C\(number) é\u{0}\n", delay: number == 5 ? .infinity : delay, legs: Array(0..<(number % 4)))
    }
    func check<T: Sendable & Equatable>(_ values: [T]) async throws {
      let rdd = sc.parallelize(values, numSlices: 3).persist(.diskOnly)
      #expect(try await rdd.collect() == values)
      #expect(try await rdd.collect() == values)
      #expect(sc.blocks.usage(rdd: rdd.id).partitions == 3 && sc.blocks.usage(rdd: rdd.id).memory == 0)
    }
    try await check(flights)
    try await check([1.5, -0.0, .infinity, 5e-300])
    try await check(["", "a", "日本", "\u{0}"])
    try await check([true, false])
    try await check([Int.min, 0, .max])
    try await check([[1, 2], [], [3]])
    let pairs = sc.parallelize(flights.map { ($0.carrier, $0) }, numSlices: 2).persist(.diskOnly)
    #expect(try await pairs.count() == 100)
    #expect(try await pairs.values().collect() == flights)
    #expect(sc.blocks.usage(rdd: pairs.id).disk > 0)
  }

  final class Opaque: Sendable {
    let number: Int
    init(_ number: Int) { self.number = number }
  }

  @Test func elementsThatAreNotCodableStayInMemory() async throws {
    let sc = makeContext()
    let objects = sc.parallelize(0..<10, numSlices: 2).map { Opaque($0) }.persist(.memoryAndDisk)
    #expect(try await objects.map(\.number).sum() == 45)
    #expect(objects.isStored)
    sc.setCheckpointDir(NSTemporaryDirectory())
    #expect(await condition { try objects.checkpoint() } == "RDD_ELEMENT_NOT_CODABLE")
  }

  @Test func shufflesGoToDiskWhenMemoryIsShort() async throws {
    let sc = makeContext(memory: 20_000)
    let pairs = sc.parallelize(0..<20_000, numSlices: 4).map { ($0 % 5000, "value \($0)") }
    #expect(try await pairs.groupByKey().count() == 5000)
    #expect(try await pairs.sortByKey().values().count() == 20_000)
    let objects = sc.parallelize(0..<20_000, numSlices: 4).map { ($0, Opaque($0)) }
    await #expect { try await objects.groupByKey().count() } throws: { "\($0)".contains("UNABLE_TO_ACQUIRE_MEMORY") }
  }

  @Test func checkpointsCutTheLineage() async throws {
    let (sc, computed) = (makeContext(), Counter())
    let folder = try TemporaryFolder()
    let numbers = counted(sc, computed).map { ($0 % 10, $0) }.reduceByKey(+)
    #expect(await condition { try numbers.checkpoint() } == "_LEGACY_ERROR_TEMP_3016")
    sc.setCheckpointDir(folder.path)
    try numbers.checkpoint()
    let expected = try await numbers.collectAsMap()
    #expect(numbers.isCheckpointed && computed.value == 1000)
    #expect(numbers.toDebugString.contains("ReliableCheckpointRDD") && !numbers.toDebugString.contains("Parallel"))
    for shuffle in sc.shuffles.all { (0..<4).forEach(shuffle.lose) }
    #expect(try await numbers.mapValues { $0 }.collectAsMap() == expected)
    #expect(computed.value == 1000)
  }

  @Test func localCheckpointsCutTheLineage() async throws {
    let (sc, computed) = (makeContext(), Counter())
    let numbers = counted(sc, computed).localCheckpoint()
    #expect(try await numbers.take(3) == [0, 1, 2])
    #expect(numbers.isCheckpointed && computed.value == 1000)
    #expect(try await numbers.sum() == 499_500)
    sc.blocks.remove(rdd: numbers.id)
    await #expect { try await numbers.sum() } throws: { "\($0)".contains("CHECKPOINT_RDD_BLOCK_ID_NOT_FOUND") }
  }
}
