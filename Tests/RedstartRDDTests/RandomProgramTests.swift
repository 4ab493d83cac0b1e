import Foundation
import Testing

@testable import RedstartRDD

/// Random programs, run with tasks that fail and blocks and outputs that get lost, against the same program on plain arrays.
@Suite("Random programs under failures")
struct RandomProgramTests {
  /// An RDD and the elements that it should hold, in any order.
  struct Pair {
    var rdd: RDD<Int>
    var plain: [Int]
  }

  @Test(arguments: 0..<60) func theResultIsThatOfThePlainProgram(_ seed: UInt64) async throws {
    var random = SeededGenerator(seed)
    let sc = makeContext(memory: seed % 4 == 0 ? 60_000 : 1 << 30)
    sc.setCheckpointDir(NSTemporaryDirectory() + "/redstart-random-programs")
    defer { try? FileManager.default.removeItem(atPath: sc.getCheckpointDir() ?? "") }
    let chaos = Chaos(sc, seed: seed)
    chaos.begin()
    defer { chaos.end() }
    var current = source(sc, &random)
    var kept: [Pair] = [current]
    for _ in 0..<Int.random(in: 2...9, using: &random) {
      current = step(current, kept, sc, &random)
      if Int.random(in: 0..<4, using: &random) == 0 { keep(current.rdd, &random) }
      if Int.random(in: 0..<3, using: &random) == 0 { kept.append(current) }
      if Int.random(in: 0..<4, using: &random) == 0 { #expect(try await current.rdd.count() == current.plain.count) }
    }
    try await check(current, &random)
    for pair in kept { #expect(try await pair.rdd.collect().sorted() == pair.plain.sorted(), "\(pair.rdd.toDebugString)") }
  }

  private func source(_ sc: SparkContext, _ random: inout SeededGenerator) -> Pair {
    let slices = Int.random(in: 1...6, using: &random)
    let count = [0, 1, 7, 300, 5000].randomElement(using: &random) ?? 7
    switch Int.random(in: 0..<2, using: &random) {
    case 0: return Pair(rdd: sc.range(0, count, numSlices: slices), plain: Array(0..<count))
    default:
      let values = (0..<count).map { _ in Int.random(in: -50..<200, using: &random) }
      return Pair(rdd: sc.parallelize(values, numSlices: slices), plain: values)
    }
  }

  private func keep(_ rdd: RDD<Int>, _ random: inout SeededGenerator) {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: rdd.persist(.memoryOnly)
    case 1: rdd.persist(.memoryAndDisk)
    case 2: rdd.persist(.diskOnly)
    case 3: try? rdd.checkpoint()
    default: rdd.cache()
    }
  }

  private func step(_ input: Pair, _ others: [Pair], _ sc: SparkContext, _ random: inout SeededGenerator) -> Pair {
    let (rdd, plain) = (input.rdd, input.plain)
    let other = others.randomElement(using: &random) ?? input
    let small = Int.random(in: 1...5, using: &random)
    let modulus = Int.random(in: 2...40, using: &random)
    @Sendable func key(_ value: Int) -> Int { ((value % modulus) + modulus) % modulus }
    switch Int.random(in: 0..<17, using: &random) {
    case 0: return Pair(rdd: rdd.map { $0 &* 3 + 1 }, plain: plain.map { $0 &* 3 + 1 })
    case 1: return Pair(rdd: rdd.filter { $0 % 3 != 0 }, plain: plain.filter { $0 % 3 != 0 })
    case 2:
      return Pair(
        rdd: rdd.flatMap { $0 % 2 == 0 ? [$0, $0 / 2] : [] }, plain: plain.flatMap { $0 % 2 == 0 ? [$0, $0 / 2] : [] })
    case 3:
      return Pair(
        rdd: rdd.mapPartitions { $0.lazy.filter { $0 > 5 }.map { $0 - 5 } }, plain: plain.filter { $0 > 5 }.map { $0 - 5 })
    case 4: return Pair(rdd: rdd.union(other.rdd), plain: plain + other.plain)
    case 5: return Pair(rdd: rdd.distinct(numPartitions: small), plain: Array(Set(plain)))
    case 6: return Pair(rdd: rdd.repartition(small), plain: plain)
    case 7: return Pair(rdd: rdd.coalesce(small), plain: plain)
    case 8: return Pair(rdd: rdd.sortBy(ascending: small % 2 == 0, numPartitions: small) { $0 }, plain: plain)
    case 9:
      return Pair(
        rdd: rdd.map { (key($0), $0) }.reduceByKey(numPartitions: small) { $0 &+ $1 }.map { $0 &+ $1 },
        plain: Dictionary(plain.map { (key($0), $0) }, uniquingKeysWith: &+).map { $0 &+ $1 })
    case 10:
      return Pair(
        rdd: rdd.groupBy(numPartitions: small, key).map { $0 * 1000 + $1.count },
        plain: Dictionary(grouping: plain, by: key).map { $0 * 1000 + $1.count })
    case 11:
      let table = Dictionary(grouping: Set(other.plain), by: key)
      return Pair(
        rdd: rdd.map { (key($0), $0) }.reduceByKey { $0 &+ $1 }.join(other.rdd.distinct().map { (key($0), $0) }).map {
          $1.0 &+ $1.1
        },
        plain: Dictionary(plain.map { (key($0), $0) }, uniquingKeysWith: &+).flatMap { pair in
          (table[pair.key] ?? []).map { pair.value &+ $0 }
        })
    case 12:
      let unwanted = Set(other.plain)
      return Pair(rdd: rdd.subtract(other.rdd, numPartitions: small), plain: plain.filter { !unwanted.contains($0) })
    case 13:
      return Pair(rdd: rdd.intersection(other.rdd, numPartitions: small), plain: Array(Set(plain).intersection(other.plain)))
    case 14:
      // Indices depend on the order, their sum does not.
      return Pair(
        rdd: rdd.zipWithIndex().map { $1 }, plain: Array(plain.indices))
    case 15:
      return Pair(
        rdd: rdd.map { (key($0), $0) }.partitionBy(HashPartitioner(small)).mapValues { $0 &+ 1 }.cogroup(
          other.rdd.map { (key($0), 1) }.partitionBy(HashPartitioner(small))
        ).map { $0 * 100 + $1.0.count % 7 + $1.1.count % 5 },
        plain: cogrouped(plain.map(key), other.plain.map(key)))
    default:
      return Pair(
        rdd: rdd.map { (key($0), $0) }.sortByKey(numPartitions: small).values(), plain: plain)
    }
  }

  private func cogrouped(_ left: [Int], _ right: [Int]) -> [Int] {
    let (first, second) = (Dictionary(grouping: left) { $0 }, Dictionary(grouping: right) { $0 })
    return Set(left).union(right).map { $0 * 100 + (first[$0]?.count ?? 0) % 7 + (second[$0]?.count ?? 0) % 5 }
  }

  private func check(_ pair: Pair, _ random: inout SeededGenerator) async throws {
    let (rdd, plain) = (pair.rdd, pair.plain)
    let sorted = plain.sorted()
    #expect(try await rdd.collect().sorted() == sorted, "\(rdd.toDebugString)")
    #expect(try await rdd.count() == plain.count)
    #expect(try await rdd.fold(0, { $0 &+ $1 }) == plain.reduce(0, &+))
    #expect(try await rdd.takeOrdered(5) == Array(sorted.prefix(5)))
    #expect(try await rdd.top(5) == Array(sorted.reversed().prefix(5)))
    #expect(try await rdd.countByValue() == Dictionary(plain.map { ($0, 1) }, uniquingKeysWith: +))
    #expect(try await rdd.sortBy(numPartitions: 3) { $0 }.collect() == sorted)
    #expect(try await rdd.take(4).count == min(4, plain.count))
    guard let first = sorted.first, let last = sorted.last else { return }
    #expect(try await rdd.min() == first)
    #expect(try await rdd.max() == last)
  }
}
