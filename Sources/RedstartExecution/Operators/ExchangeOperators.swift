import RedstartColumnar
import RedstartEvaluation
import RedstartLogicalPlan
import RedstartMemory
import Synchronization

/// An operator that runs its child as a stage of its own when it is prepared.
public protocol ExchangeExec: PhysicalPlan {}

/// How rows are spread over partitions.
public enum Partitioning: Sendable {
  /// Rows with equal keys meet in one partition.
  case hash([Expression], Int)
  case single
  case roundRobin(Int)

  public var count: Int {
    switch self {
    case .hash(_, let count), .roundRobin(let count): count
    case .single: 1
    }
  }
}

/// Spreads the rows of a stage over the partitions of the next.
///
/// In one process batches are handed over as they are: the rows of each partition are gathered once, nothing is serialised.
public struct ShuffleExchangeExec: ExchangeExec {
  public let id = PlanID.fresh()
  public let partitioning: Partitioning
  public let child: any PhysicalPlan
  private let keys: CompiledProjection?
  private let layout: KeyLayout?

  public init(_ partitioning: Partitioning, _ child: any PhysicalPlan) throws {
    self.partitioning = partitioning
    self.child = child
    if case .hash(let expressions, _) = partitioning {
      keys = try CompiledProjection(expressions, input: child.output)
      layout = try KeyLayout(types: expressions.map(\.type), nullsMatter: true)
    } else {
      keys = nil
      layout = nil
    }
  }

  public var output: [Attribute] { child.output }
  public var children: [any PhysicalPlan] { [child] }
  public var nodeName: String { "Exchange" }
  public var arguments: String {
    switch partitioning {
    case .hash(let keys, let count): "hashpartitioning(\(keys.map(\.explainText).joined(separator: ", ")), \(count))"
    case .single: "SinglePartition"
    case .roundRobin(let count): "RoundRobinPartitioning(\(count))"
    }
  }

  public func partitionCount(_ job: JobContext) -> Int { partitioning.count }

  public func prepare(_ job: JobContext) throws {
    let output = Mutex<[Int: [[RecordBatch]]]>([:])
    let reservation = MemoryReservation(job.memory)
    let metrics = job.metrics.operator(id)
    let count = try StageRunner(job).runStage(child) { partition, iterator in
      let parts = try spread(iterator, metrics, reservation)
      output.withLock { $0[partition] = parts }
    }
    let written = output.withLock { $0 }
    let partitions = (0..<partitioning.count).map { target in
      (0..<count).flatMap { written[$0]?[target] ?? [] }
    }
    job.setState(id, ExchangedRows(partitions: partitions, reservation: reservation))
  }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    BatchListIterator(task.job.state(id, as: ExchangedRows.self)?.partitions[partition] ?? [])
  }

  /// The batches of one task, by target partition.
  private func spread(
    _ iterator: any BatchIterator, _ metrics: OperatorMetrics, _ reservation: MemoryReservation
  ) throws -> [[RecordBatch]] {
    let count = partitioning.count
    var parts = [[RecordBatch]](repeating: [], count: count)
    var turn = 0
    let encoded = layout.map { EncodedKeys($0) }
    while let batch = try iterator.next() {
      if batch.count == 0 { continue }
      let bytes = batch.byteCount
      metrics.bytes.add(bytes, ordering: .relaxed)
      switch partitioning {
      case .single: parts[0].append(batch)
      case .roundRobin:
        parts[turn % count].append(batch)
        turn += 1
      case .hash:
        guard count > 1, let keys, let encoded else {
          parts[0].append(batch)
          continue
        }
        let columns = try keys.evaluate(batch).columns
        encoded.encode(columns, count: batch.count)
        for (target, selection) in split(encoded, count).enumerated() where selection.count > 0 {
          parts[target].append(batch.gather(selection))
        }
      }
    }
    return parts
  }

  /// The rows of each target partition.
  private func split(_ keys: EncodedKeys, _ count: Int) -> [Selection] {
    let rows = keys.count
    let hashes = keys.hashes
    let targets = Buffer(count: rows, of: UInt16.self)
    let target = targets.mutable(UInt16.self)
    var sizes = [Int](repeating: 0, count: count)
    // The low half of the hash: the tables of the next stage use the high half.
    for row in 0..<rows {
      let value = UInt16(truncatingIfNeeded: (UInt64(UInt32(truncatingIfNeeded: hashes[row])) &* UInt64(count)) &>> 32)
      target[row] = value
      sizes[Int(value)] &+= 1
    }
    let buffers = sizes.map { Buffer(count: max($0, 1), of: Int32.self) }
    var cursors = buffers.map { $0.mutable(Int32.self) }
    cursors.withUnsafeMutableBufferPointer { cursors in
      for row in 0..<rows {
        let value = Int(target[row])
        cursors[value].pointee = Int32(truncatingIfNeeded: row)
        cursors[value] += 1
      }
    }
    return zip(buffers, sizes).map { Selection($0, count: $1) }
  }
}

/// What an exchange holds between two stages.
private struct ExchangedRows: Sendable {
  let partitions: [[RecordBatch]]
  let reservation: MemoryReservation
}
