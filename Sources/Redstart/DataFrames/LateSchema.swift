import RedstartTypes
import Synchronization

/// The columns of a result that is about to come.
final class LateSchema: Sendable {
  private let schema = Mutex(StructType())
  var value: StructType { schema.withLock { $0 } }
  func set(_ schema: StructType) { self.schema.withLock { $0 = schema } }
}
