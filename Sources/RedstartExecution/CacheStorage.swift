import RedstartColumnar
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes
import Synchronization

/// How the rows of a cached plan are kept; Spark's flags. Rows always stand in memory in columnar form.
public struct StorageLevel: Sendable, Hashable {
  public var useDisk: Bool
  public var useMemory: Bool
  public var useOffHeap: Bool
  public var deserialized: Bool
  public var replication: Int

  public init(useDisk: Bool, useMemory: Bool, useOffHeap: Bool = false, deserialized: Bool, replication: Int = 1) {
    self.useDisk = useDisk
    self.useMemory = useMemory
    self.useOffHeap = useOffHeap
    self.deserialized = deserialized
    self.replication = replication
  }

  public static let none = StorageLevel(useDisk: false, useMemory: false, deserialized: false)
  public static let memoryAndDiskDeserialized = StorageLevel(useDisk: true, useMemory: true, deserialized: true)
}

/// The rows of one cached plan, filled by the first query that reads them.
public final class CachedRows: Sendable {
  public let id: Int
  public let level: StorageLevel
  private let content = Mutex<(partitions: [[RecordBatch]], reservation: MemoryReservation)?>(nil)

  public init(id: Int, level: StorageLevel) {
    self.id = id
    self.level = level
  }

  /// The rows, by partition, once they are there.
  public var partitions: [[RecordBatch]]? { content.withLock { $0?.partitions } }
  public var rowCount: Int? { partitions.map { $0.joined().reduce(0) { $0 + $1.count } } }
  public var byteCount: Int? { partitions.map { $0.joined().reduce(0) { $0 + $1.byteCount } } }

  func fill(_ partitions: [[RecordBatch]], _ reservation: MemoryReservation) {
    content.withLock { if $0 == nil { $0 = (partitions, reservation) } }
  }
}

/// Reads a cached plan, and runs it first when its rows are not there yet.
public struct InMemoryTableScanExec: ExchangeExec {
  public let id = PlanID.fresh()
  public let output: [Attribute]
  public let child: any PhysicalPlan
  private let cache: CachedRows
  /// Positions of ``output`` among the cached columns.
  private let ordinals: [Int]

  public init(output: [Attribute], ordinals: [Int], cache: CachedRows, plan: any PhysicalPlan) {
    self.output = output
    self.ordinals = ordinals
    self.cache = cache
    self.child = plan
  }

  public var children: [any PhysicalPlan] { [child] }
  public var nodeName: String { "InMemoryTableScan" }
  public var arguments: String { output.listText }

  public func prepare(_ job: JobContext) throws {
    if cache.partitions != nil { return }
    let partitions = try StageRunner(job).collectPartitions(child)
    let reservation = MemoryReservation(job.memory)
    let bytes = partitions.joined().reduce(0) { $0 + $1.byteCount }
    // A cache that does not fit serves this query and is computed again by the next.
    guard reservation.grow(by: bytes) else {
      job.setState(id, partitions)
      return
    }
    cache.fill(partitions, reservation)
  }

  private func rows(_ job: JobContext) -> [[RecordBatch]] {
    job.state(id, as: [[RecordBatch]].self) ?? cache.partitions ?? []
  }

  public func partitionCount(_ job: JobContext) -> Int { rows(job).count }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    BatchListIterator(rows(task.job)[partition].map { $0.project(ordinals) })
  }
}
