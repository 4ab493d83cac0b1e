import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes
import Synchronization

/// What the sessions of a process share: databases with their tables, and global temporary views.
public final class SharedCatalog: Sendable {
  struct State: Sendable {
    var databases: [String: SessionCatalog.Database]
    var globalViews: [String: CatalogView] = [:]
  }

  /// The folder of managed tables, absolute.
  public let warehouse: String
  let state: Mutex<State>

  public init(warehouse: String) {
    self.warehouse = warehouse
    var initial = SessionCatalog.Database(name: "default", location: warehouse)
    initial.comment = "Default Hive database"
    self.state = Mutex(State(databases: ["default": initial]))
  }

  func find(database: String, name: String) -> CatalogEntry? {
    state.withLock { state in
      if database == SessionCatalog.globalDatabase { return state.globalViews[name].map { .globalTemporaryView($0) } }
      guard let found = state.databases[database] else { return nil }
      if let table = found.tables[name] { return .table(table) }
      return found.views[name].map { .view($0, database: database) }
    }
  }
}
