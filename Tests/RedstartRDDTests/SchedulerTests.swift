import Foundation
import RedstartDiagnostics
import Synchronization
import Testing

@testable import RedstartRDD

@Suite("Stages, retries and lost outputs")
struct SchedulerTests {
  private let sc = makeContext()
  struct Broken: Error {}

  @Test func stagesAreCutAtShufflesAndOutputsAreUsedAgain() async throws {
    let mapped = Counter()
    let summed = sc.parallelize(0..<1000, numSlices: 4).map { number in
      mapped.add()
      return (number % 10, number)
    }.reduceByKey(+)
    #expect(try await summed.count() == 10)
    #expect(mapped.value == 1000)
    // Both the same RDD and others on top of it skip the stage.
    #expect(try await summed.map { $0.1 }.sum() == 499_500)
    #expect(try await summed.sortByKey().count() == 10)
    #expect(mapped.value == 1000)
  }

  @Test func onlyLostOutputsAreComputedAgain() async throws {
    let mapped = Counter()
    let summed = sc.parallelize(0..<1000, numSlices: 4).map { number in
      mapped.add()
      return (number % 10, number)
    }.reduceByKey(+)
    let expected = try await summed.collectAsMap()
    let shuffle = try #require(sc.shuffles.all.first)
    shuffle.lose(2)
    #expect(try await summed.collectAsMap() == expected)
    #expect(mapped.value == 1250)
  }

  @Test func outputsLostUnderARunningStageAreComputedAgain() async throws {
    let lost = Counter()
    let summed = sc.parallelize(0..<1000, numSlices: 4).map { ($0 % 10, $0) }.reduceByKey(numPartitions: 6, +)
    let sc = self.sc
    sc.faults.withLock {
      $0 = { stage, partition, _ in
        guard stage == 1, partition == 3, lost.value == 0 else { return }
        lost.add()
        sc.shuffles.all.first?.lose(1)
      }
    }
    defer { sc.faults.withLock { $0 = nil } }
    #expect(try await summed.map(\.1).sum() == 499_500)
    #expect(lost.value == 1)
  }

  @Test func tasksAreTriedFourTimes() async throws {
    let attempts = Counter()
    let flaky = sc.parallelize(0..<8, numSlices: 4).mapPartitions { part -> [Int] in
      attempts.add()
      if attempts.value % 3 != 0 { throw Broken() }
      return Array(part)
    }
    #expect(try await flaky.collect() == Array(0..<8) || attempts.value > 4)
    let broken = Counter()
    let hopeless = sc.parallelize(0..<8, numSlices: 1).map { (number: Int) -> Int in
      broken.add()
      throw Broken()
    }
    await #expect { try await hopeless.collect() } throws: { error in
      (error as? SparkError)?.condition == "TASK_FAILED" && "\(error)".contains("Broken()")
    }
    #expect(broken.value == 4)
  }

  @Test func aPartitionThatCannotBeReadFailsEvenIfTheClosureDoesNotCare() async throws {
    let source = sc.parallelize(0..<10, numSlices: 1).map { (number: Int) throws -> Int in
      if number == 5 { throw Broken() }
      return number
    }
    await #expect { try await source.mapPartitions { [$0.reduce(0, +)] }.collect() } throws: { "\($0)".contains("Broken()") }
    await #expect { try await source.mapPartitions { $0.lazy.map { $0 } }.collect() } throws: { "\($0)".contains("Broken()") }
    await #expect { try await source.foreachPartition { _ = Array($0) } } throws: { "\($0)".contains("Broken()") }
  }

  @Test func accumulatorsCountEachTaskOnce() async throws {
    let seen = sc.longAccumulator("seen")
    let weights = sc.doubleAccumulator()
    let names = sc.collectionAccumulator(String.self)
    let largest = sc.accumulator(zero: 0, add: { $0 = max($0, $1) }, merge: { $0 = max($0, $1) })
    let (failures, thrown) = (Counter(), Counter())
    sc.faults.withLock { $0 = { _, partition, attempt in if attempt < partition % 3 { failures.add() } } }
    try await sc.parallelize(1...100, numSlices: 5).foreach { number in
      seen.add(number)
      weights.add(0.5)
      largest.add(number)
      if number == 50 { names.add("half") }
      // Fails after it has counted.
      if number == 60, thrown.value == 0 {
        thrown.add()
        throw Broken()
      }
    }
    sc.faults.withLock { $0 = nil }
    #expect(failures.value == 4 && thrown.value == 1)
    #expect(seen.sum == 5050 && seen.count == 100 && seen.avg == 50.5)
    #expect(weights.sum == 50 && largest.value == 100 && names.value == ["half"])
    seen.reset()
    seen.add(3)
    #expect(seen.sum == 3 && seen.name == "seen")
    let table = sc.broadcast([1: "one"])
    #expect(try await sc.parallelize([1, 2]).map { table.value[$0] ?? "many" }.collect() == ["one", "many"])
  }

  @Test func cancellingTheWaitingTaskCancelsTheJob() async throws {
    let endless = sc.range(0, .max, numSlices: 4)
    let started = Counter()
    let waiting = Task {
      try await endless.map { number in
        started.add()
        return number
      }.filter { $0 < 0 }.count()
    }
    while started.value == 0 { try await Task.sleep(for: .milliseconds(2)) }
    waiting.cancel()
    #expect(await condition { try await waiting.value } == "OPERATION_CANCELED")
  }

  @Test func groupsOfJobsAreCancelledTogether() async throws {
    // One partition: such a job runs on a thread of its own and leaves the pool to others.
    let endless = sc.range(0, .max, numSlices: 1).filter { $0 < 0 }
    let sc = self.sc
    let grouped = Task { try await sc.withJobGroup("slow") { try await endless.count() } }
    while sc.jobs.groupsRunning.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
    sc.cancelJobGroup("another")
    #expect(try await sc.parallelize(0..<10).count() == 10)
    sc.cancelJobGroup("slow")
    #expect(await condition { try await grouped.value } == "OPERATION_CANCELED")
    sc.setJobGroup("later")
    let later = Task { try await endless.count() }
    while sc.jobs.groupsRunning != ["later"] { try await Task.sleep(for: .milliseconds(2)) }
    sc.cancelAllJobs()
    #expect(await condition { try await later.value } == "OPERATION_CANCELED")
    sc.clearJobGroup()
  }

  @Test func jobsRunAtTheSameTime() async throws {
    let shared = sc.parallelize(0..<10_000, numSlices: 8).map { ($0 % 100, 1) }.reduceByKey(+)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for index in 0..<8 { group.addTask { try await shared.mapValues { $0 * index }.map(\.1).sum() } }
      var sums: [Int] = []
      for try await sum in group { sums.append(sum) }
      #expect(sums.sorted() == (0..<8).map { $0 * 10_000 })
    }
  }

  @Test func longLineagesAreWalkedOnce() async throws {
    var rdd = sc.parallelize(0..<10, numSlices: 2)
    for _ in 0..<300 { rdd = rdd.map { $0 + 1 } }
    #expect(try await rdd.collect() == Array(300..<310))
    // Each step doubles the paths through the lineage, not the work of planning it.
    var pairs = sc.parallelize(0..<10, numSlices: 2).map { ($0, 1) }
    for _ in 0..<12 { pairs = pairs.join(pairs).mapValues { min($0 + $1, 7) } }
    #expect(try await pairs.count() == 10)
  }
}
