import RedstartExecution
import Synchronization

/// A value that tasks add to and the program reads.
///
/// What a task adds counts once it has succeeded; attempts that fail count nothing. In actions each task therefore counts exactly
/// once. In a transformation a task counts again when its RDD is computed again.
public final class Accumulator<Input, Total: Sendable>: Sendable {
  public let id: Int
  public let name: String?
  private let zero: Total
  private let total: Mutex<Total>
  private let adding: @Sendable (inout Total, Input) -> Void
  private let merging: @Sendable (inout Total, Total) -> Void

  init(
    id: Int, name: String?, zero: Total, add: @escaping @Sendable (inout Total, Input) -> Void,
    merge: @escaping @Sendable (inout Total, Total) -> Void
  ) {
    self.id = id
    self.name = name
    self.zero = zero
    total = Mutex(zero)
    adding = add
    merging = merge
  }

  /// Adds a value; inside a task, to the task's own share.
  public func add(_ value: Input) {
    guard let task = TaskContext.current else {
      total.withLock { adding(&$0, value) }
      return
    }
    share(task).value.withLock { adding(&$0, value) }
  }

  private func share(_ task: TaskContext) -> Share {
    task.attachment(ObjectIdentifier(self)) {
      let share = Share(zero)
      task.onCompletion { [self] succeeded in
        if succeeded { total.withLock { merging(&$0, share.value.withLock { $0 }) } }
      }
      return share
    }
  }

  /// What one task has added.
  private final class Share: Sendable {
    let value: Mutex<Total>
    init(_ zero: Total) { value = Mutex(zero) }
  }

  /// The total of the tasks that succeeded so far. A task sees what it has added itself.
  public var value: Total {
    if let task = TaskContext.current { return share(task).value.withLock { $0 } }
    return total.withLock { $0 }
  }

  /// Starts again from zero.
  public func reset() { total.withLock { $0 = zero } }
}

extension SparkContext {
  /// An accumulator of any kind: `add` takes a value in, `merge` the total of a task.
  public func accumulator<Input, Total: Sendable>(
    zero: Total, name: String? = nil, add: @escaping @Sendable (inout Total, Input) -> Void,
    merge: @escaping @Sendable (inout Total, Total) -> Void
  ) -> Accumulator<Input, Total> {
    Accumulator(id: newAccumulator(), name: name, zero: zero, add: add, merge: merge)
  }

  /// Sums and counts whole numbers.
  public func longAccumulator(_ name: String? = nil) -> LongAccumulator {
    accumulator(
      zero: Moments<Int>(sum: 0, count: 0), name: name,
      add: { $0 = Moments(sum: $0.sum &+ $1, count: $0.count + 1) },
      merge: { $0 = Moments(sum: $0.sum &+ $1.sum, count: $0.count + $1.count) })
  }

  /// Sums and counts floating-point numbers.
  public func doubleAccumulator(_ name: String? = nil) -> DoubleAccumulator {
    accumulator(
      zero: Moments<Double>(sum: 0, count: 0), name: name,
      add: { $0 = Moments(sum: $0.sum + $1, count: $0.count + 1) },
      merge: { $0 = Moments(sum: $0.sum + $1.sum, count: $0.count + $1.count) })
  }

  /// Collects values, in no certain order.
  public func collectionAccumulator<T: Sendable>(_ type: T.Type = T.self, name: String? = nil) -> CollectionAccumulator<T> {
    accumulator(zero: [], name: name, add: { $0.append($1) }, merge: { $0 += $1 })
  }
}

public typealias LongAccumulator = Accumulator<Int, Moments<Int>>
public typealias DoubleAccumulator = Accumulator<Double, Moments<Double>>
public typealias CollectionAccumulator<T: Sendable> = Accumulator<T, [T]>

/// A sum and how many numbers are in it. Whole numbers wrap around on overflow, as Spark's do.
public struct Moments<N: Numeric & Sendable>: Sendable {
  public var sum: N
  public var count: Int
}

extension Accumulator where Total == Moments<Int> {
  public var sum: Int { value.sum }
  public var count: Int { value.count }
  /// The mean; not a number when nothing was added.
  public var avg: Double { Double(value.sum) / Double(value.count) }
}

extension Accumulator where Total == Moments<Double> {
  public var sum: Double { value.sum }
  public var count: Int { value.count }
  /// The mean; not a number when nothing was added.
  public var avg: Double { value.sum / Double(value.count) }
}
