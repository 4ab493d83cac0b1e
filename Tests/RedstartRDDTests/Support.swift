import Foundation
import RedstartDiagnostics
import RedstartExecution
import RedstartMemory
import Synchronization

@testable import RedstartRDD

/// A context of its own for a test.
func makeContext(memory: Int = 1 << 30, cacheLimit: Int? = nil) -> SparkContext {
  SparkContext(memory: MemoryPool(limit: memory), cacheLimit: cacheLimit)
}

/// The condition of the error that `body` throws.
func condition(_ body: () async throws -> some Sendable) async -> String? {
  do {
    _ = try await body()
    return nil
  } catch { return (error as? SparkError)?.condition }
}

/// A folder that goes away with the test.
final class TemporaryFolder: Sendable {
  let path = NSTemporaryDirectory() + "redstart-rdd-" + UUID().uuidString
  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws -> String {
    try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
    return path + "/" + name
  }
}

/// Counts calls from any thread.
final class Counter: Sendable {
  private let number = Mutex(0)
  var value: Int { number.withLock { $0 } }
  func add(_ count: Int = 1) { number.withLock { $0 += count } }
}

/// Random numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64
  init(_ seed: UInt64) { state = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

/// Makes tasks fail and loses cached blocks and shuffle outputs, at random but the same for the same seed.
final class Chaos: Sendable {
  private let random: Mutex<SeededGenerator>
  private let context: SparkContext

  init(_ context: SparkContext, seed: UInt64) {
    self.context = context
    random = Mutex(SeededGenerator(seed))
  }

  struct Injected: Error {}

  func strike(attempt: Int) throws {
    let (fails, losesBlock, losesOutput, place) = random.withLock {
      (
        Int.random(in: 0..<6, using: &$0) == 0, Int.random(in: 0..<5, using: &$0) == 0, Int.random(in: 0..<12, using: &$0) == 0,
        Int.random(in: 0..<1000, using: &$0)
      )
    }
    let blocks = context.blocks.all
    if losesBlock, !blocks.isEmpty { context.blocks.remove(blocks[place % blocks.count]) }
    let shuffles = context.shuffles.all
    if losesOutput, !shuffles.isEmpty {
      let shuffle = shuffles[place % shuffles.count]
      if shuffle.parent.numPartitions > 0 { shuffle.lose(place % shuffle.parent.numPartitions) }
    }
    if fails, attempt < 3 { throw Injected() }
  }

  func begin() { context.faults.withLock { $0 = { [self] _, _, attempt in try strike(attempt: attempt) } } }
  func end() { context.faults.withLock { $0 = nil } }
}
