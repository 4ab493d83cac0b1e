import RedstartColumnar
import RedstartTypes

/// A format or store that tables are read from and written to: CSV, Parquet, a database.
///
/// Each source is a module of its own. The session looks sources up by short name; nothing else knows which exist.
public protocol DataSource: Sendable {
  /// Names for `format(…)` and `USING …`, lower case.
  static var shortNames: [String] { get }
  /// The suffix of the files that the source writes, such as `.snappy.parquet`, by its options.
  func fileExtension(_ options: SourceOptions) throws -> String
  /// Finds the schema of the data at `paths` (files that exist); fields are nullable.
  /// - Throws: `UNABLE_TO_INFER_SCHEMA` when there is nothing to look at, conditions of bad options and damaged files.
  func inferSchema(_ files: [FileEntry], _ options: SourceOptions, _ environment: SourceEnvironment) throws -> StructType
  /// Plans a scan; cheap, reads at most footers.
  func scan(_ request: ScanRequest, _ environment: SourceEnvironment) throws -> any Scan
  /// Opens a writer of one file.
  func writer(_ request: WriteRequest, _ environment: SourceEnvironment) throws -> any FileWriter
}

/// A file (or a part of a table's folder) to read.
public struct FileEntry: Sendable, Hashable {
  /// Absolute path.
  public var path: String
  public var size: Int
  /// Modification time in microseconds since the epoch.
  public var modified: Int64
  /// Values of the partition columns, from `key=value` folders, in the order of ``ScanRequest/partitionSchema``.
  public var partitionValues: [Value]

  public init(path: String, size: Int, modified: Int64, partitionValues: [Value] = []) {
    self.path = path
    self.size = size
    self.modified = modified
    self.partitionValues = partitionValues
  }
}

/// What a scan is asked for.
public struct ScanRequest: Sendable {
  public var files: [FileEntry]
  /// All columns of the files' data, without partition columns, as inferred or as the user declared.
  public var dataSchema: StructType
  /// Columns that come from folder names.
  public var partitionSchema: StructType
  /// The wanted output, in order: a subset of data and partition columns.
  public var requiredSchema: StructType
  /// Conditions that every wanted row meets. A source may use them to skip data and may return rows that do not meet them.
  public var filters: [SourceFilter]
  /// No more rows than this are needed; a hint.
  public var limit: Int?
  public var options: SourceOptions

  public init(
    files: [FileEntry], dataSchema: StructType, partitionSchema: StructType = StructType(), requiredSchema: StructType,
    filters: [SourceFilter] = [], limit: Int? = nil, options: SourceOptions
  ) {
    self.files = files
    self.dataSchema = dataSchema
    self.partitionSchema = partitionSchema
    self.requiredSchema = requiredSchema
    self.filters = filters
    self.limit = limit
    self.options = options
  }
}

/// A planned scan: its data cut into partitions that can be read in parallel and in any order.
public protocol Scan: Sendable {
  /// Number of partitions, in the order of the data; several for each core where the data allows it.
  var partitionCount: Int { get }
  /// Rows, when known without reading (Parquet footers).
  var rowCount: Int? { get }
  /// Bytes on disk of the wanted columns, roughly.
  var byteCount: Int { get }
  /// Opens a partition; called on the thread that will read it. Opening the same one again (a retry) starts anew.
  func open(_ partition: Int) throws -> any BatchReader
}

/// Reads the batches of a partition one after the other; used by one thread.
public protocol BatchReader: AnyObject {
  /// The next batch (of about ``RecordBatch/targetRows`` rows), or nil at the end.
  func next() throws -> RecordBatch?
  /// Bytes read so far, for metrics.
  var bytesRead: Int { get }
}

/// A simple condition on a column that sources can test against statistics.
public indirect enum SourceFilter: Sendable, Hashable {
  case equal(String, Literal)
  case notEqual(String, Literal)
  case less(String, Literal)
  case lessOrEqual(String, Literal)
  case greater(String, Literal)
  case greaterOrEqual(String, Literal)
  case `in`(String, [Literal])
  case isNull(String)
  case isNotNull(String)
  /// The string column starts with that text.
  case startsWith(String, String)
  case and(SourceFilter, SourceFilter)
  case or(SourceFilter, SourceFilter)
  case not(SourceFilter)
}

/// What to write and where.
public struct WriteRequest: Sendable {
  /// The file to create; its folder exists.
  public var path: String
  public var schema: StructType
  public var options: SourceOptions

  public init(path: String, schema: StructType, options: SourceOptions) {
    self.path = path
    self.schema = schema
    self.options = options
  }
}

/// Writes one file batch by batch; used by one thread. A file that was not closed is removed by its owner.
public protocol FileWriter: AnyObject {
  func write(_ batch: RecordBatch) throws
  /// Finishes the file.
  func close() throws
  /// Bytes written so far.
  var bytesWritten: Int { get }
}

/// Facts about the session that sources need.
public struct SourceEnvironment: Sendable {
  /// Zone of timestamps without zone in text, such as `Europe/Zurich`.
  public var timeZone: String
  /// Cores to use.
  public var parallelism: Int
  public var ansi: Bool
  public var caseSensitive: Bool
  /// Asks whether the query was cancelled; called now and then in long loops.
  public var isCancelled: @Sendable () -> Bool

  public init(
    timeZone: String = "UTC", parallelism: Int = 2, ansi: Bool = true, caseSensitive: Bool = false,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.timeZone = timeZone
    self.parallelism = parallelism
    self.ansi = ansi
    self.caseSensitive = caseSensitive
    self.isCancelled = isCancelled
  }
}
