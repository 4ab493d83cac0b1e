import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension SessionCatalog {
  /// Makes a view of this session only.
  /// - Throws: `TEMP_TABLE_OR_VIEW_ALREADY_EXISTS`.
  public func createTemporaryView(_ name: String, _ plan: LogicalPlan, text: String? = nil, replace: Bool) throws {
    let isTaken = state.withLock { state in
      if !replace, state.temporaryViews[name.lowercased()] != nil { return true }
      state.temporaryViews[name.lowercased()] = CatalogView(name: name, plan: plan, text: text)
      return false
    }
    if isTaken { throw SparkError("TEMP_TABLE_OR_VIEW_ALREADY_EXISTS", ["relationName": quoted(name)]) }
  }

  /// Makes a view that all sessions see in `global_temp`.
  /// - Throws: `TEMP_TABLE_OR_VIEW_ALREADY_EXISTS`.
  public func createGlobalTemporaryView(_ name: String, _ plan: LogicalPlan, text: String? = nil, replace: Bool) throws {
    let isTaken = shared.state.withLock { state in
      if !replace, state.globalViews[name.lowercased()] != nil { return true }
      state.globalViews[name.lowercased()] = CatalogView(name: name, plan: plan, text: text)
      return false
    }
    if isTaken {
      throw SparkError(
        "TEMP_TABLE_OR_VIEW_ALREADY_EXISTS", ["relationName": "`\(Self.globalDatabase)`.\(quoted(name))"])
    }
  }

  /// Makes a view in a database.
  /// - Throws: `SCHEMA_NOT_FOUND`, `TABLE_OR_VIEW_ALREADY_EXISTS`.
  public func createView(
    _ nameParts: [String], _ plan: LogicalPlan, text: String? = nil, replace: Bool, ifNotExists: Bool = false
  ) throws {
    let (database, name) = try qualify(nameParts)
    try requireDatabase(database)
    let isTaken = shared.state.withLock { state in
      let existing = state.databases[database]
      if existing?.tables[name] != nil { return !ifNotExists }
      if existing?.views[name] != nil, !replace { return !ifNotExists }
      state.databases[database]?.views[name] = CatalogView(name: name, plan: plan, text: text)
      return false
    }
    if isTaken { throw alreadyExists(database, name) }
  }

  /// Removes a temporary view; answers whether there was one.
  @discardableResult
  public func dropTemporaryView(_ name: String) -> Bool {
    state.withLock { $0.temporaryViews.removeValue(forKey: name.lowercased()) != nil }
  }

  /// Removes a global temporary view; answers whether there was one.
  @discardableResult
  public func dropGlobalTemporaryView(_ name: String) -> Bool {
    shared.state.withLock { $0.globalViews.removeValue(forKey: name.lowercased()) != nil }
  }

  /// Removes the view that the name means.
  /// - Throws: `TABLE_OR_VIEW_NOT_FOUND`, `EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE`.
  public func dropView(_ nameParts: [String], ifExists: Bool) throws {
    switch find(nameParts) {
    case .temporaryView(let view): dropTemporaryView(view.name)
    case .globalTemporaryView(let view): dropGlobalTemporaryView(view.name)
    case .view(let view, let database):
      shared.state.withLock { _ = $0.databases[database]?.views.removeValue(forKey: view.name.lowercased()) }
    case .table(let table):
      throw SparkError(
        "EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE",
        ["tableName": qualifiedName(table.database, table.name), "operation": "DROP VIEW"])
    case nil:
      if !ifExists { throw notFoundToDrop(nameParts) }
    }
  }

  func qualifiedName(_ database: String, _ name: String) -> String {
    "`\(Self.catalogName)`.\(quoted(database)).\(quoted(name))"
  }

  func alreadyExists(_ database: String, _ name: String) -> SparkError {
    SparkError("TABLE_OR_VIEW_ALREADY_EXISTS", ["relationName": qualifiedName(database, name)])
  }
}
