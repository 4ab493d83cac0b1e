import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// Reads the files of a data source.
public struct FileSourceScanExec: PhysicalPlan {
  public let id = PlanID.fresh()
  public let relation: FileRelation
  public let scan: any Scan
  public var output: [Attribute] { relation.output }
  public var children: [any PhysicalPlan] { [] }
  public var nodeName: String { "FileScan" }

  public init(_ relation: FileRelation, _ scan: any Scan) {
    self.relation = relation
    self.scan = scan
  }

  public var arguments: String {
    let filters = relation.pushedFilters.map { $0.explainText }.joined(separator: ", ")
    let fields = relation.output.map { "\($0.name):\($0.type.simpleString)" }.joined(separator: ",")
    let paths = relation.rootPaths.map { "file:\($0)" }.joined(separator: ", ")
    return
      "\(relation.formatName) \(relation.output.listText) Batched: true, DataFilters: [\(filters)], "
      + "Format: \(relation.formatName.capitalizedFormat), Location: InMemoryFileIndex(\(relation.rootPaths.count) paths)[\(paths)], "
      + "PartitionFilters: [], PushedFilters: [\(filters)], ReadSchema: struct<\(fields)>"
  }

  public func prepare(_ job: JobContext) throws { try (scan as? any ComputedScan)?.prepare(job) }

  public func partitionCount(_ job: JobContext) throws -> Int {
    try (scan as? any ComputedScan)?.partitionCount(job) ?? scan.partitionCount
  }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    if let computed = scan as? any ComputedScan { return try computed.open(partition, task) }
    return ScanIterator(try scan.open(partition), task, task.job.metrics.operator(id))
  }
}

/// A scan whose rows are computed by the tasks that read it, such as those of a Dataset: it may run stages of its own first, and
/// only then knows its partitions.
public protocol ComputedScan: Scan {
  func prepare(_ job: JobContext) throws
  func partitionCount(_ job: JobContext) throws -> Int
  func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator
}

extension ComputedScan {
  public var partitionCount: Int { 0 }
  public var rowCount: Int? { nil }
  public func open(_ partition: Int) throws -> any BatchReader {
    throw SparkError.internal("a computed scan was read outside of a task.")
  }
}

/// Counts what a reader gives, for progress bars.
private final class ScanIterator: BatchIterator {
  private let reader: any BatchReader
  private let task: TaskContext
  private let metrics: OperatorMetrics
  private var counted = 0

  init(_ reader: any BatchReader, _ task: TaskContext, _ metrics: OperatorMetrics) {
    self.reader = reader
    self.task = task
    self.metrics = metrics
  }

  func next() throws -> RecordBatch? {
    let batch = try reader.next()
    let bytes = reader.bytesRead - counted
    counted += bytes
    metrics.bytes.add(bytes, ordering: .relaxed)
    task.job.progress.read(rows: batch?.count ?? 0, bytes: bytes)
    return batch
  }
}

/// Rows that are part of the plan.
public struct LocalTableScanExec: PhysicalPlan {
  public let id = PlanID.fresh()
  public let output: [Attribute]
  private let partitions: [[RecordBatch]]

  public init(output: [Attribute], batches: [RecordBatch], parallelism: Int) {
    self.output = output
    let cut = batches.flatMap { batch in
      stride(from: 0, to: batch.count, by: RecordBatch.targetRows).map {
        batch.slice($0..<min($0 + RecordBatch.targetRows, batch.count))
      }
    }
    let share = max(1, (cut.count + parallelism * 4 - 1) / (parallelism * 4))
    partitions =
      cut.isEmpty ? [[]] : stride(from: 0, to: cut.count, by: share).map { Array(cut[$0..<min($0 + share, cut.count)]) }
  }

  public var children: [any PhysicalPlan] { [] }
  public var nodeName: String { "LocalTableScan" }
  public var arguments: String { partitions.allSatisfy { $0.isEmpty } ? "<empty>, " + output.listText : output.listText }
  /// Known before anything runs.
  public var partitionTotal: Int { partitions.count }
  public func partitionCount(_ job: JobContext) -> Int { partitions.count }
  public func open(_ partition: Int, _ task: TaskContext) -> any BatchIterator { BatchListIterator(partitions[partition]) }
}

/// One row without columns.
public struct OneRowScanExec: PhysicalPlan {
  public let id = PlanID.fresh()
  public let output: [Attribute] = []
  public init() {}
  public var children: [any PhysicalPlan] { [] }
  public var nodeName: String { "Scan OneRowRelation" }
  public var arguments: String { "[]" }
  public func partitionCount(_ job: JobContext) -> Int { 1 }
  public func open(_ partition: Int, _ task: TaskContext) -> any BatchIterator { BatchListIterator([RecordBatch([], count: 1)]) }
}

/// The numbers of `range(start, end, step)`.
public struct RangeExec: PhysicalPlan {
  public let id = PlanID.fresh()
  public let range: RangeNode
  private let partitions: Int

  public init(_ range: RangeNode, parallelism: Int) {
    self.range = range
    self.partitions = max(1, range.partitions ?? parallelism)
  }

  public var output: [Attribute] { range.output }
  public var children: [any PhysicalPlan] { [] }
  public var nodeName: String { "Range" }
  public var arguments: String { "(\(range.start), \(range.end), step=\(range.step), splits=\(partitions))" }
  public func partitionCount(_ job: JobContext) -> Int { partitions }

  /// How many numbers there are.
  private var count: Int {
    let span = Int128(range.end) - Int128(range.start)
    let step = Int128(range.step)
    guard step != 0, (span > 0) == (step > 0), span != 0 else { return 0 }
    return Int(clamping: (span.magnitude + step.magnitude - 1) / step.magnitude)
  }

  public func open(_ partition: Int, _ task: TaskContext) -> any BatchIterator {
    let total = Int128(count)
    var position = Int(total * Int128(partition) / Int128(partitions))
    let end = Int(total * Int128(partition + 1) / Int128(partitions))
    let (start, step) = (range.start, range.step)
    return ClosureIterator {
      guard position < end else { return nil }
      let length = min(RecordBatch.targetRows, end - position)
      let values = Buffer(count: length, of: Int64.self)
      let out = values.mutable(Int64.self)
      var value = start &+ Int64(truncatingIfNeeded: position) &* step
      for index in 0..<length {
        out[index] = value
        value = value &+ step
      }
      position += length
      return RecordBatch([Vector(type: .long, count: length, values: values)], count: length)
    }
  }
}

extension [Attribute] {
  /// `[a#1, b#2]`.
  var listText: String { "[" + map { "\($0.name)#\($0.id.number)" }.joined(separator: ", ") + "]" }
}

extension String {
  /// The name of a format in explain texts.
  var capitalizedFormat: String { count <= 4 && self != "text" ? uppercased() : prefix(1).uppercased() + dropFirst() }
}

extension SourceFilter {
  /// Spark's text: `GreaterThan(a,1)`.
  public var explainText: String {
    switch self {
    case .equal(let name, let value): "EqualTo(\(name),\(value.plainText))"
    case .notEqual(let name, let value): "Not(EqualTo(\(name),\(value.plainText)))"
    case .less(let name, let value): "LessThan(\(name),\(value.plainText))"
    case .lessOrEqual(let name, let value): "LessThanOrEqual(\(name),\(value.plainText))"
    case .greater(let name, let value): "GreaterThan(\(name),\(value.plainText))"
    case .greaterOrEqual(let name, let value): "GreaterThanOrEqual(\(name),\(value.plainText))"
    case .in(let name, let values): "In(\(name), [\(values.map(\.plainText).joined(separator: ","))])"
    case .isNull(let name): "IsNull(\(name))"
    case .isNotNull(let name): "IsNotNull(\(name))"
    case .startsWith(let name, let prefix): "StringStartsWith(\(name),\(prefix))"
    case .and(let a, let b): "And(\(a.explainText),\(b.explainText))"
    case .or(let a, let b): "Or(\(a.explainText),\(b.explainText))"
    case .not(let a): "Not(\(a.explainText))"
    }
  }
}

extension Literal {
  fileprivate var plainText: String {
    switch value {
    case .null: "null"
    case .boolean(let flag): String(flag)
    case .integer(let number): String(number)
    case .double(let number): String(number)
    case .decimal(let digits): String(digits)
    case .string(let text): text
    default: "?"
    }
  }
}
