import Synchronization

/// A value that all tasks read, made once.
///
/// Tasks run in the same process, so broadcasting copies nothing; the value is freed with the last reference to it.
public final class Broadcast<Value: Sendable>: Sendable {
  public let id: Int
  public let value: Value

  init(id: Int, _ value: Value) {
    self.id = id
    self.value = value
  }
}

extension SparkContext {
  /// Makes a value ready to be read by tasks.
  public func broadcast<Value: Sendable>(_ value: Value) -> Broadcast<Value> { Broadcast(id: newBroadcast(), value) }
}
