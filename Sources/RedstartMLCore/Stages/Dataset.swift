import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartSession
import RedstartTypes

/// A table that stages read: a session and an analysed query.
public struct Dataset: Sendable {
  public let session: Session
  /// Analysed.
  public let plan: LogicalPlan
  /// How far the work on this dataset is: its queries, and the steps of a fit.
  public let progress: JobProgress

  /// - Throws: what analysis throws.
  public init(_ session: Session, _ plan: LogicalPlan, progress: JobProgress = JobProgress()) throws {
    self.session = session
    self.plan = try session.analyze(plan)
    self.progress = progress
  }

  public var columns: [Attribute] { plan.output }
  public var schema: StructType { plan.schema }

  /// The column of that name, by the session's rule of case.
  /// - Throws: `FIELD_NOT_FOUND`, `AMBIGUOUS_COLUMN_OR_FIELD`.
  public func column(_ name: String) throws -> Attribute {
    let found = columns.filter { isSame($0.name, name) }
    if found.count > 1 { throw SparkError("AMBIGUOUS_COLUMN_OR_FIELD", ["name": "`\(name)`", "n": String(found.count)]) }
    guard let column = found.first else {
      throw SparkError(
        "FIELD_NOT_FOUND", ["fieldName": "`\(name)`", "fields": columns.map { "`\($0.name)`" }.joined(separator: ", ")],
        as: .illegalArgument)
    }
    return column
  }

  private func isSame(_ a: String, _ b: String) -> Bool {
    session.configuration.caseSensitive ? a == b : a.lowercased() == b.lowercased()
  }

  /// The vector column of that name.
  /// - Throws: `FIELD_NOT_FOUND`, `ML_COLUMN_TYPE`.
  public func vectorColumn(_ name: String) throws -> Attribute {
    let column = try column(name)
    guard column.type == .udt(.vector) else {
      throw SparkError(
        "ML_COLUMN_TYPE", ["column": name, "expected": "vector", "actual": column.type.simpleString])
    }
    return column
  }

  /// The column of numbers of that name, as doubles.
  /// - Throws: `FIELD_NOT_FOUND`, `ML_COLUMN_TYPE`.
  public func numericColumn(_ name: String) throws -> Expression {
    let column = try column(name)
    guard column.type.isNumeric else {
      throw SparkError("ML_COLUMN_TYPE", ["column": name, "expected": "numeric", "actual": column.type.simpleString])
    }
    return column.type == .double ? .attribute(column) : .cast(Cast(.attribute(column), .double))
  }

  /// - Throws: `ML_COLUMN_EXISTS` when there is a column of that name.
  public func requireAbsent(_ name: String) throws {
    if columns.contains(where: { isSame($0.name, name) }) { throw SparkError("ML_COLUMN_EXISTS", ["column": name]) }
  }

  /// Checks the names of all columns that a stage adds.
  /// - Throws: `ML_COLUMN_EXISTS` when one of them is there, or is there twice.
  public func requireAbsent(_ names: [String]) throws {
    for (index, name) in names.enumerated() {
      try requireAbsent(name)
      if names[..<index].contains(where: { isSame($0, name) }) { throw SparkError("ML_COLUMN_EXISTS", ["column": name]) }
    }
  }

  /// The dataset with columns added, each a named expression over its columns.
  public func adding(_ new: [Alias]) throws -> Dataset {
    try Dataset(
      session, .project(columns.map { .attribute($0) } + new.map { .alias($0) }, plan), progress: progress)
  }

  /// The dataset with columns set: one that exists is replaced where it stands, others are added.
  public func setting(_ new: [Alias]) throws -> Dataset {
    let isExact = session.configuration.caseSensitive
    func key(_ name: String) -> String { isExact ? name : name.lowercased() }
    let replaced = Dictionary(new.map { (key($0.name), $0) }, uniquingKeysWith: { _, last in last })
    let existing = Set(columns.map { key($0.name) })
    return try Dataset(
      session,
      .project(
        columns.map { column in replaced[key(column.name)].map { .alias($0) } ?? .attribute(column) }
          + new.filter { !existing.contains(key($0.name)) }.map { .alias($0) }, plan))
  }

  /// The rows that meet the condition.
  public func filtered(_ condition: Expression) throws -> Dataset {
    try Dataset(session, .filter(condition, plan), progress: progress)
  }

  /// A query of those expressions over this dataset.
  public func select(_ list: [(Expression, String)], _ cancellation: CancellationToken) throws -> QueryExecution {
    try session.execution(
      .project(list.map { .alias(Alias($0.0, $0.1)) }, plan), cancellation: cancellation, progress: progress)
  }
}
