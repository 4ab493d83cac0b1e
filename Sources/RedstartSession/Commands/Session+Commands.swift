import RedstartCatalog
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartSyntax
import RedstartTypes

extension Session {
  /// Does what a statement says.
  /// - Returns: its rows, as a plan.
  func run(_ command: Command, cancellation: CancellationToken) throws -> LogicalPlan {
    switch command {
    case .createView(let view): return try create(view)
    case .dropView(let name, let ifExists):
      try catalog.dropView(name, ifExists: ifExists)
      return CommandRows.none
    case .dropTable(let name, let ifExists): return try dropTable(name, ifExists: ifExists)
    case .createTable(let table): return try create(table, cancellation)
    case .insert(let name, let columns, let overwrite, let query):
      return try insert(into: name, columns: columns, overwrite: overwrite, query, cancellation)
    case .write(let write):
      try self.write(write, cancellation)
      return CommandRows.none
    case .setConfiguration(let key, let value): return try setConfiguration(key, value)
    case .resetConfiguration(let key):
      if let key { try configuration.unset(key) } else { configuration.reset() }
      return CommandRows.none
    case .explain(let mode, let plan):
      var rows = CommandRows(.text("plan"))
      rows.append(.string(try explain(plan, mode)))
      return rows.plan
    case .describeTable(let name, let isExtended): return try describeTable(name, isExtended: isExtended)
    case .describeQuery(let plan): return columnRows(try analyze(plan).schema)
    case .describeFunction(let name, _): return try describeFunction(name)
    case .showTables(let database, let pattern): return try showTables(database?.last, pattern)
    case .showViews(let database, let pattern): return try showViews(database?.last, pattern)
    case .showDatabases(let pattern):
      var rows = CommandRows(.text("namespace"))
      for database in catalog.listDatabases(pattern: pattern) { rows.append(.string(database.name)) }
      return rows.plan
    case .showColumns(let name):
      if catalog.find(name) == nil { throw catalog.relationNotFound(name) }
      var rows = CommandRows(.text("col_name"))
      for field in try analyze(.unresolvedRelation(UnresolvedRelation(name))).schema.fields { rows.append(.string(field.name)) }
      return rows.plan
    case .showFunctions(let pattern):
      var rows = CommandRows(.text("function"))
      for name in shared.functions.names where pattern.map({ matchesPattern(name, $0) }) ?? true { rows.append(.string(name)) }
      return rows.plan
    case .showCatalogs(let pattern):
      var rows = CommandRows(.text("catalog"))
      let name = SessionCatalog.catalogName
      if pattern.map({ matchesPattern(name, $0) }) ?? true { rows.append(.string(name)) }
      return rows.plan
    case .showCreateTable(let name): return try showCreateTable(name)
    case .useDatabase(let name):
      try catalog.setCurrentDatabase(name.last ?? "default")
      return CommandRows.none
    case .cacheTable(let name, let query, let isLazy): return try cacheTable(name, query, isLazy: isLazy, cancellation)
    case .uncacheTable(let name, let ifExists):
      guard catalog.find(name) != nil || !ifExists else { return CommandRows.none }
      shared.cache.unpersist(try analyze(.unresolvedRelation(UnresolvedRelation(name))))
      return CommandRows.none
    case .clearCache:
      shared.cache.clear()
      return CommandRows.none
    case .refreshTable(let name):
      if catalog.find(name) == nil { throw catalog.relationNotFound(name) }
      // Files are listed anew by every query; only kept rows can be stale.
      shared.cache.unpersist(try analyze(.unresolvedRelation(UnresolvedRelation(name))))
      return CommandRows.none
    }
  }

  private func create(_ view: CreateView) throws -> LogicalPlan {
    // Names are resolved now, so that a wrong one is reported where the view is made.
    let analyzed = try analyze(view.query)
    if !view.columns.isEmpty, view.columns.count != analyzed.output.count {
      throw SparkError(
        "CREATE_VIEW_COLUMN_ARITY_MISMATCH.\(view.columns.count > analyzed.output.count ? "NOT_ENOUGH" : "TOO_MANY")_DATA_COLUMNS",
        [
          "viewName": quoted(view.nameParts.last ?? ""), "viewColumns": view.columns.map(quoted).joined(separator: ", "),
          "dataColumns": analyzed.output.map { quoted($0.name) }.joined(separator: ", "),
        ])
    }
    let plan = view.columns.isEmpty ? analyzed : .transformColumns(.toDF(view.columns), analyzed)
    let name = view.nameParts.last ?? ""
    switch view.scope {
    case .temporary:
      try catalog.createTemporaryView(name, plan, text: view.text, replace: view.replace || view.ifNotExists)
    case .globalTemporary:
      try catalog.createGlobalTemporaryView(name, plan, text: view.text, replace: view.replace || view.ifNotExists)
    case .persistent:
      try catalog.createView(
        view.nameParts, plan, text: view.text, replace: view.replace, ifNotExists: view.ifNotExists)
    }
    return CommandRows.none
  }

  private func setConfiguration(_ key: String?, _ value: String?) throws -> LogicalPlan {
    var rows = CommandRows(.text("key"), .text("value"))
    if let key {
      if let value {
        try configuration.set(key, value)
        rows.append(.string(key), .string(value))
      } else {
        rows.append(.string(key), .string(configuration.getOption(key) ?? "<undefined>"))
      }
    } else {
      for (key, value) in configuration.getAll().sorted(by: { $0.key < $1.key }) { rows.append(.string(key), .string(value)) }
    }
    return rows.plan
  }

  private func describeFunction(_ name: String) throws -> LogicalPlan {
    var rows = CommandRows(.text("function_desc"))
    let function = try shared.functions.lookUp([name], searchPath: catalog.searchPath)
    rows.append(.string("Function: \(function.names[0])"))
    rows.append(.string("Usage: \(function.documentation.usage)"))
    for example in function.documentation.examples {
      rows.append(.string("Example: \(example.query) returns \(example.result)"))
    }
    return rows.plan
  }

  private func showTables(_ database: String?, _ pattern: String?) throws -> LogicalPlan {
    var rows = CommandRows(.text("namespace"), .text("tableName"), .flag("isTemporary"))
    for table in try catalog.listTables(database: database, pattern: pattern) {
      rows.append(.string(table.isTemporary ? "" : table.database), .string(table.name), .boolean(table.isTemporary))
    }
    return rows.plan
  }

  private func showViews(_ database: String?, _ pattern: String?) throws -> LogicalPlan {
    var rows = CommandRows(.text("namespace"), .text("viewName"), .flag("isTemporary"))
    for table in try catalog.listTables(database: database, pattern: pattern) where table.kind == .view || table.isTemporary {
      rows.append(.string(table.isTemporary ? "" : table.database), .string(table.name), .boolean(table.isTemporary))
    }
    return rows.plan
  }

  private func cacheTable(
    _ name: [String], _ query: LogicalPlan?, isLazy: Bool, _ cancellation: CancellationToken
  ) throws -> LogicalPlan {
    if let query { try catalog.createTemporaryView(name.last ?? "", try analyze(query), replace: false) }
    let plan = try analyze(.unresolvedRelation(UnresolvedRelation(name)))
    shared.cache.persist(plan, .memoryAndDiskDeserialized)
    if !isLazy { _ = try QueryExecution(self, plan, cancellation).collect() }
    return CommandRows.none
  }
}
