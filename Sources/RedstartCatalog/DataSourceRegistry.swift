import RedstartConnectors
import RedstartDiagnostics

/// The formats and stores that can be read and written, by short name.
public struct DataSourceRegistry: Sendable {
  private var sources: [String: any DataSource] = [:]
  /// The format of `load(path)` without a name.
  public var defaultName = "parquet"

  public init(_ sources: [any DataSource] = []) {
    for source in sources { register(source) }
  }

  /// Adds a source under all its names.
  public mutating func register(_ source: any DataSource) {
    for name in type(of: source).shortNames { sources[name.lowercased()] = source }
  }

  /// The source of that name, without regard to case; class names of Spark's own file formats are known by their last part.
  public func find(_ name: String) -> (any DataSource)? {
    let lowered = name.lowercased()
    if let source = sources[lowered] { return source }
    guard lowered.hasPrefix("org.apache.spark.sql."), let last = lowered.split(separator: ".").dropLast(0).last else {
      return nil
    }
    for suffix in ["fileformat", "datasourcev2", "datasource"] where last.hasSuffix(suffix) {
      return sources[String(last.dropLast(suffix.count))]
    }
    return sources[String(last)]
  }

  /// All short names, sorted.
  public var names: [String] { sources.keys.sorted() }

  /// The source of that name, or the default one.
  /// - Throws: `DATA_SOURCE_NOT_FOUND`.
  public func lookUp(_ name: String?) throws -> (name: String, source: any DataSource) {
    let wanted = name ?? defaultName
    guard let source = find(wanted) else { throw SparkError("DATA_SOURCE_NOT_FOUND", ["provider": wanted]) }
    return (type(of: source).shortNames.first ?? wanted, source)
  }
}
