import Foundation
import Synchronization

/// The executor's threads: one a core, shared fairly by all running stages.
///
/// Stages queue their tasks; a free thread takes the next task of the stage whose turn it is. gRPC handlers and everything else
/// run on other threads, so that a long query never delays a small call.
///
/// `@unchecked Sendable`: all mutable state is guarded by `condition`.
public final class WorkerPool: @unchecked Sendable {
  public let threadCount: Int
  private let condition = NSCondition()
  private var stages: [StageQueue] = []
  private var turn = 0
  private var started = false

  /// The pool of this process.
  public static let shared = WorkerPool(threadCount: ProcessInfo.processInfo.activeProcessorCount)

  public init(threadCount: Int) { self.threadCount = max(1, threadCount) }

  /// Calls `body` for each of `0..<count`, in order of start, on the pool's threads; returns when all that were started have
  /// returned. `body` answers whether to go on: after a false no further ones start.
  ///
  /// A single task runs on the calling thread, which spares small queries the hand-over. The calling thread must not be one of
  /// the pool's own.
  public func run(count: Int, _ body: @escaping @Sendable (Int) -> Bool) {
    if count == 0 { return }
    if count == 1 {
      _ = body(0)
      return
    }
    let stage = StageQueue(count: count, body: body)
    condition.lock()
    startThreads()
    stages.append(stage)
    condition.broadcast()
    while !stage.isFinished { condition.wait() }
    condition.unlock()
  }

  private func startThreads() {
    if started { return }
    started = true
    for index in 0..<threadCount {
      let thread = Thread { [self] in work() }
      thread.name = "redstart-task-\(index)"
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  private func work() {
    condition.lock()
    while true {
      guard let stage = nextStage() else {
        condition.wait()
        continue
      }
      let task = stage.next
      stage.next += 1
      stage.running += 1
      condition.unlock()
      let goOn = stage.body(task)
      condition.lock()
      stage.running -= 1
      if !goOn { stage.next = stage.count }
      if stage.isFinished {
        stages.removeAll { $0 === stage }
        condition.broadcast()
      }
    }
  }

  /// The stage whose turn it is, among those with tasks left.
  private func nextStage() -> StageQueue? {
    for step in 0..<stages.count {
      let index = (turn + step) % stages.count
      if stages[index].next < stages[index].count {
        turn = index + 1
        return stages[index]
      }
    }
    return nil
  }

  private final class StageQueue {
    let count: Int
    let body: @Sendable (Int) -> Bool
    var next = 0
    var running = 0

    init(count: Int, body: @escaping @Sendable (Int) -> Bool) {
      self.count = count
      self.body = body
    }

    var isFinished: Bool { next >= count && running == 0 }
  }
}
