import RedstartDiagnostics
import RedstartTypes

/// A line of `SHOW DATABASES`.
public struct DatabaseListing: Sendable, Hashable {
  public var name: String
  public var location: String
  public var comment: String
}

extension SessionCatalog {
  public func hasDatabase(_ name: String) -> Bool {
    let name = name.lowercased()
    return shared.state.withLock { $0.databases[name] != nil }
  }

  /// - Throws: `SCHEMA_ALREADY_EXISTS`.
  public func createDatabase(_ name: String, location: String? = nil, comment: String = "", ifNotExists: Bool) throws {
    let isTaken = shared.state.withLock { state in
      let key = name.lowercased()
      if state.databases[key] != nil { return true }
      var database = Database(name: key, location: location ?? shared.warehouse + "/\(key).db")
      database.comment = comment
      state.databases[key] = database
      return false
    }
    if isTaken, !ifNotExists { throw SparkError("SCHEMA_ALREADY_EXISTS", ["schemaName": quoted(name)]) }
  }

  /// Removes a database; `cascade` removes its tables from the catalog as well.
  /// - Throws: `SCHEMA_NOT_FOUND`, `SCHEMA_NOT_EMPTY`.
  public func dropDatabase(_ name: String, ifExists: Bool, cascade: Bool) throws {
    let key = name.lowercased()
    if !hasDatabase(key) {
      if ifExists { return }
      try requireDatabase(name)
    }
    if key == "default" {
      throw SparkError.unsupported("dropping the default database", "Drop its tables one by one.")
    }
    let isFull = shared.state.withLock { state in
      if !cascade, let database = state.databases[key], !(database.tables.isEmpty && database.views.isEmpty) { return true }
      state.databases[key] = nil
      return false
    }
    if isFull { throw SparkError("SCHEMA_NOT_EMPTY", ["schemaName": quoted(name)]) }
  }

  public func listDatabases(pattern: String? = nil) -> [DatabaseListing] {
    let all = shared.state.withLock { state in
      state.databases.values.map { DatabaseListing(name: $0.name, location: $0.location, comment: $0.comment) }
    }
    return all.filter { pattern == nil || matchesPattern($0.name, pattern ?? "*") }.sorted { $0.name < $1.name }
  }
}
