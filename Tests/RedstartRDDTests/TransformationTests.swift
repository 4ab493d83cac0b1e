import RedstartDiagnostics
import Testing

@testable import RedstartRDD

@Suite("Transformations")
struct TransformationTests {
  private let sc = makeContext()

  @Test(arguments: [1, 2, 5, 40]) func elementsPassInOrder(_ slices: Int) async throws {
    let numbers = sc.parallelize(0..<20_000, numSlices: slices)
    #expect(numbers.getNumPartitions() == slices)
    #expect(try await numbers.map { $0 * 2 }.collect() == (0..<20_000).map { $0 * 2 })
    #expect(try await numbers.filter { $0 % 3 == 0 }.collect() == (0..<20_000).filter { $0 % 3 == 0 })
    #expect(try await numbers.flatMap { [$0, -$0] }.collect() == (0..<20_000).flatMap { [$0, -$0] })
    #expect(try await numbers.mapPartitions { $0.lazy.map { $0 + 1 } }.collect() == Array(1...20_000))
    #expect(
      try await numbers.mapPartitionsWithIndex { index, part in [(index, part.reduce(0) { sum, _ in sum + 1 })] }
        .values().sum() == 20_000)
    #expect(try await numbers.glom().map(\.count).collect().reduce(0, +) == 20_000)
    #expect(try await numbers.keyBy { $0 % 7 }.mapValues { $0 + 1 }.collect().allSatisfy { ($0.1 - 1) % 7 == $0.0 })
    #expect(try await numbers.count() == 20_000)
  }

  @Test func rangesHaveSparksBounds() async throws {
    #expect(try await sc.range(10).collect() == Array(0..<10))
    #expect(try await sc.range(3, 20, step: 4, numSlices: 3).collect() == Array(stride(from: 3, to: 20, by: 4)))
    #expect(try await sc.range(10, 0, step: -3).collect() == [10, 7, 4, 1])
    #expect(try await sc.range(5, 5).isEmpty())
    #expect(try await sc.range(.min, .max, step: .max, numSlices: 2).collect() == [.min, -1, .max - 1])
  }

  @Test func setsOfElements() async throws {
    let left = sc.parallelize([1, 2, 2, 3, 4, 4, 4], numSlices: 3)
    let right = sc.parallelize([2, 4, 5], numSlices: 2)
    #expect(try await left.distinct().collect().sorted() == [1, 2, 3, 4])
    #expect(try await left.union(right).collect() == [1, 2, 2, 3, 4, 4, 4, 2, 4, 5])
    #expect(try await left.intersection(right).collect().sorted() == [2, 4])
    #expect(try await left.subtract(right).collect().sorted() == [1, 3])
    #expect(try await left.cartesian(right).count() == 21)
    #expect(try await left.countByValue() == [1: 1, 2: 2, 3: 1, 4: 3])
    #expect(try await (left ++ right).count() == 10)
  }

  @Test func keyedOperations() async throws {
    let words = ["a", "b", "a", "c", "b", "a"]
    let pairs = sc.parallelize(words, numSlices: 3).map { ($0, 1) }
    #expect(try await pairs.reduceByKey(+).collectAsMap() == ["a": 3, "b": 2, "c": 1])
    #expect(try await pairs.foldByKey(0, +).collectAsMap() == ["a": 3, "b": 2, "c": 1])
    #expect(try await pairs.groupByKey().mapValues(\.count).collectAsMap() == ["a": 3, "b": 2, "c": 1])
    #expect(try await pairs.aggregateByKey(0, { $0 += $1 }, { $0 += $1 }).collectAsMap() == ["a": 3, "b": 2, "c": 1])
    #expect(try await pairs.countByKey() == ["a": 3, "b": 2, "c": 1])
    #expect(try await pairs.combineByKey({ [$0] }, { $0.append($1) }, { $0 += $1 }).mapValues(\.count).collectAsMap()["a"] == 3)
    #expect(try await pairs.lookup("a") == [1, 1, 1])
    #expect(try await pairs.reduceByKey(+).lookup("b") == [2])
    #expect(try await pairs.sortByKey().keys().collect() == words.sorted())
    #expect(try await pairs.flatMapValues { [$0, $0] }.count() == 12)
    #expect(try await sc.parallelize(1...6).groupBy { $0 % 2 }.collectAsMap() == [0: [2, 4, 6], 1: [1, 3, 5]])
  }

  @Test func joins() async throws {
    let left = sc.parallelize([(1, "a"), (2, "b"), (2, "c"), (3, "d")], numSlices: 2)
    let right = sc.parallelize([(2, 20), (3, 30), (3, 31), (4, 40)], numSlices: 3)
    let joined = try await left.join(right).collect().map { "\($0.0) \($0.1.0) \($0.1.1)" }.sorted()
    #expect(joined == ["2 b 20", "2 c 20", "3 d 30", "3 d 31"])
    #expect(
      try await left.leftOuterJoin(right).mapValues { "\($0) \($1 ?? -1)" }.collect().map { "\($0) \($1)" }.sorted()
        == ["1 a -1", "2 b 20", "2 c 20", "3 d 30", "3 d 31"])
    #expect(
      try await left.rightOuterJoin(right).mapValues { "\($0 ?? "-") \($1)" }.collect().map { "\($0) \($1)" }.sorted()
        == ["2 b 20", "2 c 20", "3 d 30", "3 d 31", "4 - 40"])
    #expect(
      try await left.fullOuterJoin(right).mapValues { "\($0 ?? "-") \($1 ?? -1)" }.collect().map { "\($0) \($1)" }.sorted()
        == ["1 a -1", "2 b 20", "2 c 20", "3 d 30", "3 d 31", "4 - 40"])
    #expect(try await left.subtractByKey(right).collect().map(\.1) == ["a"])
    #expect(try await left.cogroup(right).count() == 4)
  }

  @Test(arguments: [1, 3, 8]) func sortingIsTotalAndStable(_ partitions: Int) async throws {
    var random = SeededGenerator(7)
    let values = (0..<30_000).map { _ in Int.random(in: 0..<5000, using: &random) }
    let pairs = sc.parallelize(values.enumerated().map { ($1, $0) }, numSlices: 5)
    let up = try await pairs.sortByKey(numPartitions: partitions).collect()
    #expect(up.elementsEqual(values.enumerated().map { ($1, $0) }.sorted { $0.0 < $1.0 }, by: ==))
    let down = try await sc.parallelize(values, numSlices: 4).sortBy(ascending: false, numPartitions: partitions) { $0 }.collect()
    #expect(down == values.sorted(by: >))
    // Ranges are of about the same size.
    let sizes = try await pairs.sortByKey(numPartitions: partitions).glom().map(\.count).collect()
    #expect(sizes.allSatisfy { $0 > 15_000 / partitions && $0 < 60_000 / partitions })
  }

  @Test func partitionsAreSortedAsTheyAreExchanged() async throws {
    let pairs = sc.parallelize((0..<1000).map { (($0 * 7919) % 1000, $0) }, numSlices: 3)
    let parts = try await pairs.repartitionAndSortWithinPartitions(HashPartitioner(4)).keys().glom().collect()
    #expect(parts.count == 4)
    #expect(parts.enumerated().allSatisfy { index, keys in keys == (0..<1000).filter { $0 % 4 == index } })
  }

  @Test func coPartitionedRDDsAreNotShuffledAgain() async throws {
    let left = sc.parallelize((0..<100).map { ($0, $0) }, numSlices: 3).partitionBy(HashPartitioner(5))
    let right = sc.parallelize((0..<100).map { ($0, -$0) }, numSlices: 4).partitionBy(HashPartitioner(5))
    let before = sc.shuffles.all.count
    let joined = left.join(right)
    let summed = left.reduceByKey(+).mapValues { $0 + 1 }
    let united = left.union(right)
    #expect(sc.shuffles.all.count == before)
    #expect(united.getNumPartitions() == 5 && united.partitioner != nil)
    #expect(try await joined.count() == 100)
    #expect(try await summed.join(united).count() == 200)
    #expect(sc.shuffles.all.count == before)
    #expect(left.map { $0 }.partitioner == nil)
  }

  struct EvenOdd: Partitioner, Equatable {
    let numPartitions = 2
    func partition(of key: Int) -> Int { key % 2 }
  }

  @Test func partitionersOfTheUser() async throws {
    let pairs = sc.parallelize((0..<10).map { ($0, "x") }, numSlices: 3).partitionBy(EvenOdd())
    #expect(try await pairs.keys().glom().collect() == [[0, 2, 4, 6, 8], [1, 3, 5, 7, 9]])
    #expect(try await pairs.reduceByKey(+).keys().glom().collect() == [[0, 2, 4, 6, 8], [1, 3, 5, 7, 9]])
    let negative = sc.parallelize([(-1, 0)]).partitionBy(EvenOdd())
    await #expect { try await negative.collect() } throws: { "\($0)".contains("partition -1") }
  }

  @Test func actionsOnFewElements() async throws {
    let empty = sc.parallelize([Int](), numSlices: 3)
    #expect(await condition { try await empty.first() } == "_LEGACY_ERROR_TEMP_3014")
    #expect(await condition { try await empty.reduce(+) } == "_LEGACY_ERROR_TEMP_3014")
    #expect(await condition { try await empty.max() } == "_LEGACY_ERROR_TEMP_3014")
    #expect(try await empty.fold(0, +) == 0)
    #expect(try await empty.isEmpty())
    #expect(try await sc.emptyRDD(Int.self).isEmpty())
    let numbers = sc.parallelize(1...1000, numSlices: 7)
    #expect(try await numbers.take(5) == [1, 2, 3, 4, 5])
    #expect(try await numbers.take(900) == Array(1...900))
    #expect(try await numbers.take(0).isEmpty)
    #expect(try await numbers.filter { $0 > 950 }.take(3) == [951, 952, 953])
    #expect(try await numbers.top(3) == [1000, 999, 998])
    #expect(try await numbers.takeOrdered(3) == [1, 2, 3])
    #expect(try await numbers.takeOrdered(2, by: { $0 % 10 < $1 % 10 }).allSatisfy { $0 % 10 == 0 })
    #expect(try await numbers.reduce(+) == 500_500)
    #expect(try await numbers.aggregate(0, { $0 += $1 }, { $0 += $1 }) == 500_500)
    #expect(try await numbers.sum() == 500_500)
    #expect(try await numbers.min() == 1)
    #expect(try await numbers.max() == 1000)
    let many = sc.parallelize(1...1000, numSlices: 50)
    #expect(try await many.treeAggregate(0, { $0 += $1 }, { $0 += $1 }, depth: 3) == 500_500)
    #expect(try await many.treeReduce(+) == 500_500)
    var walked: [Int] = []
    for try await number in many.toLocalIterator() { walked.append(number) }
    #expect(walked == Array(1...1000))
    await #expect { try await sc.parallelize([Int.max, 1], numSlices: 1).sum() } throws: {
      "\($0)".contains("ARITHMETIC_OVERFLOW")
    }
    #expect(await condition { try await sc.parallelize([Int.max, 1], numSlices: 2).sum() } == "ARITHMETIC_OVERFLOW")
  }

  @Test func zippedRDDsMustMatch() async throws {
    let numbers = sc.parallelize(0..<10_000, numSlices: 3)
    #expect(try await numbers.zip(numbers.map { -$0 }).collect().allSatisfy { $0 == -$1 })
    #expect(await condition { try await numbers.zip(sc.parallelize(0..<10, numSlices: 2)).collect() } == "INVALID_RDD_ARGUMENT")
    await #expect { try await numbers.zip(sc.parallelize(0..<10_001, numSlices: 3)).collect() } throws: {
      "\($0)".contains("_LEGACY_ERROR_TEMP_3013")
    }
    #expect(try await numbers.zipPartitions(numbers) { a, b in [a.reduce(0, +) - b.reduce(0, +)] }.collect() == [0, 0, 0])
  }

  @Test func argumentsThatMakeNoSenseFailTheJob() async throws {
    let numbers = sc.parallelize(0..<10)
    for broken in [
      numbers.coalesce(0), numbers.sample(fraction: 1.5), sc.parallelize([1], numSlices: 0), sc.range(0, 5, step: 0),
      numbers.randomSplit([-1, 1])[0],
    ] {
      #expect(await condition { try await broken.map { $0 }.collect() } == "INVALID_RDD_ARGUMENT")
    }
    #expect(await condition { try await sc.textFile("/nowhere/at/all").count() } == "PATH_NOT_FOUND")
  }

  @Test func commandsSeeLines() async throws {
    #expect(try await sc.parallelize(["b", "a", "c"], numSlices: 1).pipe(["sort", "-r"]).collect() == ["c", "b", "a"])
    await #expect { try await sc.parallelize([1]).pipe(["false"]).collect() } throws: { "\($0)".contains("status 1") }
    // The program ends long before it has read all lines.
    #expect(try await sc.parallelize(0..<200_000, numSlices: 2).pipe(["true"]).collect().isEmpty)
    #expect(try await sc.parallelize(0..<200_000, numSlices: 2).pipe(["head", "-n", "1"]).count() == 2)
  }

  @Test func samplesHaveTheSizeThatIsAskedFor() async throws {
    let numbers = sc.parallelize(0..<1000, numSlices: 4)
    let some = try await numbers.takeSample(100, seed: 3)
    #expect(some.count == 100 && Set(some).count == 100)
    #expect(try await numbers.takeSample(withReplacement: true, 1500, seed: 3).count == 1500)
    #expect(try await numbers.takeSample(5000, seed: 3).sorted() == Array(0..<1000))
    let repeated = try await numbers.sample(withReplacement: true, fraction: 2, seed: 9).count()
    #expect(repeated > 1800 && repeated < 2200)
  }
}
