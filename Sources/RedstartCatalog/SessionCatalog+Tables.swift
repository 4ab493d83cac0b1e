import RedstartDiagnostics
import RedstartTypes

extension SessionCatalog {
  /// Adds a table.
  /// - Throws: `SCHEMA_NOT_FOUND`, `TABLE_OR_VIEW_ALREADY_EXISTS`.
  public func createTable(_ table: CatalogTable, replace: Bool = false) throws {
    try requireDatabase(table.database)
    let database = table.database.lowercased()
    let name = table.name.lowercased()
    let isTaken = shared.state.withLock { state in
      let existing = state.databases[database]
      if existing?.views[name] != nil || (!replace && existing?.tables[name] != nil) { return true }
      state.databases[database]?.tables[name] = table
      return false
    }
    if isTaken { throw alreadyExists(database, name) }
  }

  /// Removes a table from the catalog and answers it; its files are the caller's to remove.
  /// - Throws: `TABLE_OR_VIEW_NOT_FOUND`, `EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE`.
  @discardableResult
  public func dropTable(_ nameParts: [String], ifExists: Bool) throws -> CatalogTable? {
    switch find(nameParts) {
    case .table(let table):
      shared.state.withLock {
        _ = $0.databases[table.database.lowercased()]?.tables.removeValue(forKey: table.name.lowercased())
      }
      return table
    case .temporaryView(let view):
      // Spark drops temporary views by DROP TABLE as well.
      dropTemporaryView(view.name)
      return nil
    case .globalTemporaryView(let view):
      dropGlobalTemporaryView(view.name)
      return nil
    case .view(let view, let database):
      throw SparkError(
        "EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE",
        ["viewName": qualifiedName(database, view.name), "operation": "DROP TABLE"])
    case nil:
      if ifExists { return nil }
      throw notFoundToDrop(nameParts)
    }
  }

  /// Where a managed table's files go.
  public func managedLocation(_ database: String, _ name: String) throws -> String {
    try requireDatabase(database)
    let folder = shared.state.withLock { $0.databases[database.lowercased()]?.location } ?? shared.warehouse
    return folder + "/" + name.lowercased()
  }

  /// Tables and views of a database (nil: the current one), temporary ones included; by name.
  /// - Throws: `SCHEMA_NOT_FOUND`.
  public func listTables(database: String? = nil, pattern: String? = nil) throws -> [TableListing] {
    let wanted = (database ?? currentDatabase).lowercased()
    var found: [TableListing] = []
    if wanted == Self.globalDatabase {
      found = shared.state.withLock { state in
        state.globalViews.values.map {
          TableListing(database: Self.globalDatabase, name: $0.name.lowercased(), kind: .temporary)
        }
      }
    } else {
      try requireDatabase(wanted)
      shared.state.withLock { state in
        guard let folder = state.databases[wanted] else { return }
        for table in folder.tables.values {
          found.append(
            TableListing(database: wanted, name: table.name.lowercased(), kind: table.isManaged ? .managed : .external))
        }
        for view in folder.views.values {
          found.append(TableListing(database: wanted, name: view.name.lowercased(), kind: .view))
        }
      }
    }
    found.sort { $0.name < $1.name }
    let temporary = state.withLock { $0.temporaryViews.values.map { $0.name.lowercased() } }.sorted()
    found += temporary.map { TableListing(database: "", name: $0, kind: .temporary) }
    guard let pattern else { return found }
    return found.filter { matchesPattern($0.name, pattern) }
  }
}

/// Whether a name matches a pattern of `SHOW …`: `*` is any text, `|` separates alternatives, case does not count.
public func matchesPattern(_ name: String, _ pattern: String) -> Bool {
  func matches(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    guard let head = pattern.first else { return text.isEmpty }
    if head == UInt8(ascii: "*") {
      let rest = pattern.dropFirst()
      return (text.startIndex...text.endIndex).contains { matches(text[$0...], rest) }
    }
    guard let first = text.first, first == head || head == UInt8(ascii: ".") else { return false }
    return matches(text.dropFirst(), pattern.dropFirst())
  }
  let bytes = Array(name.lowercased().utf8)
  return pattern.lowercased().split(separator: "|", omittingEmptySubsequences: false).contains { part in
    // Runs of stars mean one star; without this, matching could take exponential time.
    var compact: [UInt8] = []
    for byte in part.utf8 where !(byte == UInt8(ascii: "*") && compact.last == byte) { compact.append(byte) }
    return matches(bytes[...], compact[...])
  }
}
