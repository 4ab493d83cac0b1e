import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes
import Synchronization
import Testing

@testable import RedstartExecution

@Suite("Stages and tasks")
struct StageRunnerTests {
  private func range(_ count: Int64, partitions: Int) -> RangeExec {
    RangeExec(RangeNode(start: 0, end: count, step: 1, partitions: partitions), parallelism: 2)
  }

  private func numbers(_ batches: [RecordBatch]) -> [Int64] {
    batches.flatMap { batch in (0..<batch.count).map { batch.columns[0].flattened().values(Int64.self)[$0] } }
  }

  @Test func rowsComeInPartitionOrder() throws {
    let seen = Mutex<[Int64]>([])
    try StageRunner(JoinTests.job()).run(range(100_000, partitions: 13)) { batch in
      seen.withLock { $0 += numbers([batch]) }
    }
    #expect(seen.withLock { $0 } == Array(0..<100_000))
  }

  @Test func failedTasksAreTriedAgain() throws {
    let failures = Mutex(0)
    let job = JoinTests.job { _, partition, attempt in
      if attempt < partition % 3 {
        failures.withLock { $0 += 1 }
        throw TransientFailure("injected")
      }
    }
    let exchanged = try ShuffleExchangeExec(.roundRobin(3), range(50_000, partitions: 9))
    #expect(numbers(try StageRunner(job).collect(exchanged)).sorted() == Array(0..<50_000))
    #expect(failures.withLock { $0 } > 0)
  }

  @Test func aTaskThatKeepsFailingEndsTheJob() {
    let job = JoinTests.job { _, partition, _ in if partition == 2 { throw TransientFailure("injected") } }
    #expect {
      try StageRunner(job).collect(range(1000, partitions: 4))
    } throws: { ($0 as? SparkError)?.condition == "TASK_FAILED" }
  }

  @Test func cancellingStopsTheJob() {
    let token = CancellationToken()
    let job = JobContext(
      pool: .shared, memory: MemoryPool(limit: 1 << 30), environment: .init(), cancellation: token)
    #expect {
      let seen = Mutex(0)
      try StageRunner(job).runStage(range(.max, partitions: 2)) { _, iterator in
        while try iterator.next() != nil {
          if seen.withLock({
            $0 += 1
            return $0
          }) == 50 {
            token.cancel()
          }
        }
      }
    } throws: { ($0 as? SparkError)?.condition == "OPERATION_CANCELED" }
  }

  @Test(arguments: [0, 1, 5, 8192, 20_000, 1_000_000])
  func limitsKeepTheFirstRows(_ limit: Int) throws {
    let plan = GlobalLimitExec(limit: limit, offset: 3, LocalLimitExec(limit + 3, range(100_000, partitions: 8)))
    #expect(numbers(try StageRunner(JoinTests.job()).collect(plan)) == Array(Array(0..<100_000).dropFirst(3).prefix(limit)))
  }

  @Test func topRowsAreTheSmallest() throws {
    let source = range(60_000, partitions: 5)
    let order = [SortOrder(.attribute(source.output[0]), .descending)]
    let plan = try TakeOrderedAndProjectExec(limit: 10, offset: 2, order, source)
    #expect(numbers(try StageRunner(JoinTests.job()).collect(plan)) == (0..<10).map { 59_997 - Int64($0) })
  }

  @Test func memoryThatIsNotThereIsAnError() throws {
    let job = JobContext(pool: .shared, memory: MemoryPool(limit: 1 << 16), environment: .init())
    let source = range(1_000_000, partitions: 2)
    let plan = try SortExec([SortOrder(.attribute(source.output[0]))], isGlobal: false, source)
    #expect {
      try StageRunner(job).collect(plan)
    } throws: { ($0 as? SparkError)?.condition == "UNABLE_TO_ACQUIRE_MEMORY" }
  }
}
