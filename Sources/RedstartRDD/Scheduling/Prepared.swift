import Synchronization

/// A value that a job computes before the first task that needs it.
@usableFromInline
final class Prepared<Value: Sendable>: Preparation {
  private let known = Mutex<Value?>(nil)
  private let compute: @Sendable (JobRun) throws -> Value

  @usableFromInline
  init(_ compute: @escaping @Sendable (JobRun) throws -> Value) { self.compute = compute }

  @usableFromInline var isReady: Bool { known.withLock { $0 != nil } }

  @usableFromInline
  func run(_ run: JobRun) throws {
    let value = try compute(run)
    known.withLock { if $0 == nil { $0 = value } }
  }

  @usableFromInline var value: Value {
    get throws {
      guard let value = known.withLock({ $0 }) else { throw MissingParent() }
      return value
    }
  }
}
