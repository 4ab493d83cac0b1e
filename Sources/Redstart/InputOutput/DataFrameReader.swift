import RedstartConnectProtocol

/// Reads files and tables: `spark.read`.
///
/// ```swift
/// let flights = spark.read.option("header", true).option("inferSchema", true).csv("flights.csv.gz")
/// ```
public struct DataFrameReader: Sendable {
  let session: SparkSession
  private var source = Spark_Connect_Read.DataSource()

  init(session: SparkSession) { self.session = session }

  /// The kind of files: `csv`, `parquet`, `json`, `text`, …
  public func format(_ name: String) -> DataFrameReader {
    var copy = self
    copy.source.format = name
    return copy
  }

  /// The columns, as text: `name STRING, age INT`.
  public func schema(_ ddl: String) -> DataFrameReader {
    var copy = self
    copy.source.schema = ddl
    return copy
  }

  /// The columns.
  public func schema(_ schema: StructType) -> DataFrameReader { self.schema(schema.json) }

  public func option(_ key: String, _ value: String) -> DataFrameReader {
    var copy = self
    copy.source.options[key] = value
    return copy
  }
  public func option(_ key: String, _ value: Bool) -> DataFrameReader { option(key, value ? "true" : "false") }
  public func option(_ key: String, _ value: Int) -> DataFrameReader { option(key, String(value)) }
  public func option(_ key: String, _ value: Double) -> DataFrameReader { option(key, "\(value)") }
  public func options(_ options: [String: String]) -> DataFrameReader {
    options.reduce(self) { $0.option($1.key, $1.value) }
  }

  /// The rows of files or folders; patterns such as `*.csv` work, too.
  public func load(_ paths: String...) -> DataFrame { load(paths) }
  public func load(_ paths: [String]) -> DataFrame {
    var read = Spark_Connect_Read()
    read.dataSource = source
    read.dataSource.paths = paths
    return session.dataFrame(.read(read))
  }

  public func csv(_ paths: String...) -> DataFrame { format("csv").load(paths) }
  public func json(_ paths: String...) -> DataFrame { format("json").load(paths) }
  public func parquet(_ paths: String...) -> DataFrame { format("parquet").load(paths) }
  public func orc(_ paths: String...) -> DataFrame { format("orc").load(paths) }
  public func xml(_ paths: String...) -> DataFrame { format("xml").load(paths) }
  /// The lines of files, in a column `value`.
  public func text(_ paths: String...) -> DataFrame { format("text").load(paths) }

  /// The rows of a table or view.
  public func table(_ name: String) -> DataFrame {
    var read = Spark_Connect_Read()
    read.namedTable.unparsedIdentifier = name
    read.namedTable.options = source.options
    return session.dataFrame(.read(read))
  }
}
