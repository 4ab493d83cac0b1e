import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// Reads the row groups of a partition, batch by batch.
final class ParquetBatchReader: BatchReader {
  private let request: ScanRequest
  private let environment: SourceEnvironment
  private let files: [ParquetFileMetadata]
  private let tasks: [RowGroupTask]
  private var nextTask = 0
  private var opened: (number: Int, file: InputFile)?
  private var group: OpenGroup?
  private var finishedBytes = 0
  private let ignoresCorruptFiles: Bool

  /// Where an output column comes from.
  private enum Column {
    case file(ColumnReader)
    case constant(Literal)
  }

  private struct OpenGroup {
    let path: String
    var columns: [Column]
    var ranges: [Range<Int>]
    /// The next row to read; readers stand there.
    var position = 0

    var bytesRead: Int {
      columns.reduce(0) { total, column in
        if case .file(let reader) = column { total + reader.bytesRead } else { total }
      }
    }
  }

  init(_ request: ScanRequest, _ environment: SourceEnvironment, _ files: [ParquetFileMetadata], _ tasks: [RowGroupTask]) {
    self.request = request
    self.environment = environment
    self.files = files
    self.tasks = tasks
    self.ignoresCorruptFiles = (try? request.options.flag("ignoreCorruptFiles", default: false)) ?? false
  }

  var bytesRead: Int { finishedBytes + (group?.bytesRead ?? 0) }

  func next() throws -> RecordBatch? {
    while true {
      if environment.isCancelled() { throw SparkError("OPERATION_CANCELED") }
      let path = group?.path ?? (nextTask < tasks.count ? files[tasks[nextTask].file].path : "")
      do {
        if group == nil, try !openNext() { return nil }
        if let batch = try read() { return batch }
        finishedBytes += group?.bytesRead ?? 0
        group = nil
      } catch let damage as ParquetDamage {
        try handle(InputFile.failure(path, "the file is damaged: it has \(damage.reason)"))
      } catch let error as SparkError where error.condition == "FAILED_READ_FILE.CORRUPT_BLOCK" {
        try handle(InputFile.failure(path, "the file is damaged: it has \(error.parameters["what"] ?? "a damaged block")"))
      }
    }
  }

  /// With `ignoreCorruptFiles` the rest of a damaged file is left out.
  private func handle(_ error: SparkError) throws {
    guard ignoresCorruptFiles else { throw error }
    let file = tasks[max(nextTask - 1, 0)].file
    group = nil
    while nextTask < tasks.count, tasks[nextTask].file == file { nextTask += 1 }
  }

  private func openNext() throws -> Bool {
    guard nextTask < tasks.count else { return false }
    let task = tasks[nextTask]
    nextTask += 1
    let metadata = files[task.file]
    let file: InputFile
    if let opened, opened.number == task.file {
      file = opened.file
    } else {
      file = try InputFile(path: metadata.path)
      opened = (task.file, file)
    }
    let rowGroup = metadata.footer.rowGroups[task.group]
    let context = PlanContext(path: metadata.path, caseSensitive: environment.caseSensitive)
    let values = request.files[task.file].partitionValues
    let columns = try request.requiredSchema.fields.map { field -> Column in
      if let position = request.partitionSchema.index(of: field.name, caseSensitive: environment.caseSensitive) {
        let value = position < values.count ? values[position] : .null
        return .constant(Literal(value, request.partitionSchema.fields[position].type))
      }
      guard let node = metadata.root.child(named: field.name, caseSensitive: environment.caseSensitive) else {
        return .constant(.null(field.type))
      }
      return .file(try ColumnReader(try ColumnPlan.plan(node, as: field.type, context), file, rowGroup))
    }
    group = OpenGroup(path: metadata.path, columns: columns, ranges: task.ranges.reversed())
    return true
  }

  /// The next batch of the open row group, or nil behind its last wanted row.
  private func read() throws -> RecordBatch? {
    guard var open = group, let range = open.ranges.last else { return nil }
    let start = max(range.lowerBound, open.position)
    // Batches start at multiples of their size, so that the last one of a row group alone is short.
    let count = min(RecordBatch.targetRows, range.upperBound - start)
    let gap = start - open.position
    let vectors = try open.columns.map { column -> Vector in
      switch column {
      case .constant(let literal):
        return literal.isNull ? .nulls(literal.type, count: count) : .literal(literal, count: count)
      case .file(let reader):
        if gap > 0 { try reader.skip(gap) }
        return try reader.read(count)
      }
    }
    open.position = start + count
    if open.position >= range.upperBound { open.ranges.removeLast() }
    group = open
    return RecordBatch(vectors, count: count)
  }
}
