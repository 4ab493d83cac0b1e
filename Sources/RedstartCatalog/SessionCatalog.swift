import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes
import Synchronization

/// The databases, tables and views that a session sees; safe to use from several threads.
public final class SessionCatalog: Sendable {
  /// The name of the only catalog.
  public static let catalogName = "spark_catalog"
  /// The database of global temporary views.
  public static let globalDatabase = "global_temp"

  struct Database: Sendable {
    var name: String
    var location: String
    var comment = ""
    var tables: [String: CatalogTable] = [:]
    var views: [String: CatalogView] = [:]
  }

  struct State: Sendable {
    var temporaryViews: [String: CatalogView] = [:]
    var current = "default"
  }

  let state = Mutex(State())
  let shared: SharedCatalog

  /// A session over databases that other sessions share.
  public init(shared: SharedCatalog) { self.shared = shared }

  /// A session with a warehouse of its own.
  public convenience init(warehouse: String) { self.init(shared: SharedCatalog(warehouse: warehouse)) }

  public var currentDatabase: String { state.withLock { $0.current } }

  /// The text of the search path in error messages.
  public var searchPath: String {
    "[`system`.`builtin`, `system`.`session`, `\(Self.catalogName)`.\(quoted(currentDatabase))]"
  }

  /// - Throws: `SCHEMA_NOT_FOUND`.
  public func setCurrentDatabase(_ name: String) throws {
    try requireDatabase(name)
    state.withLock { $0.current = name.lowercased() }
  }

  func requireDatabase(_ name: String) throws {
    if !hasDatabase(name) {
      throw SparkError("SCHEMA_NOT_FOUND", ["schemaName": "`\(Self.catalogName)`.\(quoted(name))"])
    }
  }

  /// The entry of a name of one to three parts, or nil.
  public func find(_ nameParts: [String]) -> CatalogEntry? {
    let parts = nameParts.map { $0.lowercased() }
    switch parts.count {
    case 1:
      if let view = state.withLock({ $0.temporaryViews[parts[0]] }) { return .temporaryView(view) }
      return shared.find(database: currentDatabase, name: parts[0])
    case 2:
      if parts[0] == "session", let view = state.withLock({ $0.temporaryViews[parts[1]] }) { return .temporaryView(view) }
      return shared.find(database: parts[0], name: parts[1])
    case 3 where parts[0] == Self.catalogName: return shared.find(database: parts[1], name: parts[2])
    default: return nil
    }
  }

  /// The entry of a name.
  /// - Throws: `TABLE_OR_VIEW_NOT_FOUND`.
  public func lookUp(_ nameParts: [String], context: [QueryContext] = []) throws -> CatalogEntry {
    if let entry = find(nameParts) { return entry }
    throw notFound(nameParts, context: context)
  }

  /// The error for a name that means nothing.
  public func notFound(_ nameParts: [String], context: [QueryContext] = []) -> SparkError {
    SparkError(
      "TABLE_OR_VIEW_NOT_FOUND",
      ["relationName": nameParts.map(quoted).joined(separator: "."), "searchPath": searchPath], context: context)
  }

  /// The error of a DROP of a table or view that is not there: only the current database was searched.
  func notFoundToDrop(_ nameParts: [String]) -> SparkError {
    guard let (database, name) = try? qualify(nameParts) else { return notFound(nameParts) }
    return SparkError(
      "TABLE_OR_VIEW_NOT_FOUND",
      [
        "relationName": qualifiedName(database, name),
        "searchPath": "[`\(Self.catalogName)`.\(quoted(currentDatabase))]",
      ])
  }

  /// The error of a statement on a table that is not there: functions were not searched.
  public func relationNotFound(_ nameParts: [String]) -> SparkError {
    SparkError(
      "TABLE_OR_VIEW_NOT_FOUND",
      [
        "relationName": nameParts.map(quoted).joined(separator: "."),
        "searchPath": "[`system`.`session`, `\(Self.catalogName)`.\(quoted(currentDatabase))]",
      ])
  }

  /// Database and table name of a name with one to three parts.
  /// - Throws: `SCHEMA_NOT_FOUND`, `REQUIRES_SINGLE_PART_NAMESPACE`.
  public func qualify(_ nameParts: [String]) throws -> (database: String, name: String) {
    let parts =
      nameParts.first?.lowercased() == Self.catalogName && nameParts.count > 2 ? Array(nameParts.dropFirst()) : nameParts
    guard let name = parts.last, parts.count <= 2 else {
      throw SparkError(
        "REQUIRES_SINGLE_PART_NAMESPACE",
        [
          "sessionCatalog": Self.catalogName,
          "identifier": nameParts.map(quoted).joined(separator: "."),
        ])
    }
    return (parts.count == 2 ? parts[0].lowercased() : currentDatabase, name.lowercased())
  }
}
