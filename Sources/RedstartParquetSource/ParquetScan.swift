import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes

/// A row group of a file, or rows of it, to read.
struct RowGroupTask: Sendable {
  let file: Int
  let group: Int
  /// Ascending row numbers of the row group.
  var ranges: [Range<Int>]

  var rowCount: Int { ranges.reduce(0) { $0 + $1.count } }
}

/// A planned scan of Parquet files; partitions are runs of row groups.
struct ParquetScan: Scan {
  private let request: ScanRequest
  private let environment: SourceEnvironment
  private let files: [ParquetFileMetadata]
  private let partitions: [[RowGroupTask]]
  let rowCount: Int?
  let byteCount: Int
  /// Row groups that statistics ruled out.
  let prunedRowGroups: Int

  init(_ request: ScanRequest, _ environment: SourceEnvironment) throws {
    self.environment = environment
    let ignoreCorrupt = try request.options.flag("ignoreCorruptFiles", default: false)
    var files: [ParquetFileMetadata] = []
    var readable: [FileEntry] = []
    var tasks: [RowGroupTask] = []
    var bytes = 0
    var pruned = 0
    var rows = 0
    reading: for entry in request.files {
      let index = files.count
      if environment.isCancelled() { throw SparkError("OPERATION_CANCELED") }
      let metadata: ParquetFileMetadata
      do {
        metadata = try ParquetFileMetadata.of(entry)
      } catch  where ignoreCorrupt {
        continue
      }
      files.append(metadata)
      readable.append(entry)
      let wanted = request.requiredSchema.fields.flatMap { field in
        metadata.root.child(named: field.name, caseSensitive: environment.caseSensitive).map { Array($0.leaves) } ?? []
      }
      let pruning = RowGroupPruning(metadata, request, environment, partitionValues: entry.partitionValues)
      var opened: InputFile?
      for (number, group) in metadata.footer.rowGroups.enumerated() where group.rowCount > 0 {
        guard pruning.canMatch(group) else {
          pruned += 1
          continue
        }
        let ranges = pruning.ranges(group) {
          if let opened { return opened }
          let file = try InputFile(path: entry.path)
          opened = file
          return file
        }
        if ranges.isEmpty {
          pruned += 1
          continue
        }
        let task = RowGroupTask(file: index, group: number, ranges: ranges)
        tasks.append(task)
        rows += task.rowCount
        for leaf in wanted where leaf < group.columns.count { bytes += group.columns[leaf].compressedSize }
        if let limit = request.limit, request.filters.isEmpty, rows >= limit { break reading }
      }
    }
    var request = request
    request.files = readable
    self.request = request
    self.files = files
    self.rowCount = rows
    self.byteCount = bytes
    self.prunedRowGroups = pruned
    self.partitions = Self.cut(tasks, rows: rows, parallelism: environment.parallelism)
  }

  /// Contiguous runs of about equal rows, about eight for each core. A row group is split only when there are fewer than cores.
  private static func cut(_ tasks: [RowGroupTask], rows: Int, parallelism: Int) -> [[RowGroupTask]] {
    let cores = max(parallelism, 1)
    var tasks = tasks
    if tasks.count < cores, rows >= cores * RecordBatch.targetRows * 8 { tasks = tasks.flatMap { split($0, into: cores * 2) } }
    let wanted = min(max(cores * 8, 1), max(tasks.count, 1))
    var partitions: [[RowGroupTask]] = []
    var current: [RowGroupTask] = []
    var done = 0
    for task in tasks {
      current.append(task)
      done += task.rowCount
      // Cut where the next share of all rows ends.
      if done * wanted >= (partitions.count + 1) * rows {
        partitions.append(current)
        current = []
      }
    }
    if !current.isEmpty { partitions.append(current) }
    return partitions
  }

  private static func split(_ task: RowGroupTask, into parts: Int) -> [RowGroupTask] {
    guard task.ranges.count == 1, let range = task.ranges.first else { return [task] }
    let unit = RecordBatch.targetRows
    let step = ((range.count + parts - 1) / parts + unit - 1) / unit * unit
    return stride(from: range.lowerBound, to: range.upperBound, by: step).map { start in
      RowGroupTask(file: task.file, group: task.group, ranges: [start..<min(start + step, range.upperBound)])
    }
  }

  var partitionCount: Int { partitions.count }

  func open(_ partition: Int) throws -> any BatchReader {
    guard partitions.indices.contains(partition) else { throw SparkError.internal("a partition that the scan does not have") }
    return ParquetBatchReader(request, environment, files, partitions[partition])
  }
}
