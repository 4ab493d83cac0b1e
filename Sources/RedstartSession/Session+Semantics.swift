import RedstartCatalog
import RedstartConfiguration
import RedstartLogicalPlan

extension Session {
  /// Whether two analysed plans compute the same.
  public func haveSameSemantics(_ a: LogicalPlan, _ b: LogicalPlan) throws -> Bool { a.fingerprint == b.fingerprint }

  /// A number that analysed plans share when they compute the same; stable across processes.
  public func semanticHash(_ plan: LogicalPlan) -> Int32 {
    var hash: UInt32 = 2_166_136_261
    for byte in plan.fingerprint.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int32(bitPattern: hash)
  }

  /// A session of its own with the same settings, current database and temporary views.
  public func cloned() throws -> Session {
    let copy = try Session(shared, configuration: SessionConfiguration(cloning: configuration), user: user)
    try copy.catalog.setCurrentDatabase(catalog.currentDatabase)
    for listing in try catalog.listTables() where listing.isTemporary {
      guard case .temporaryView(let view)? = catalog.find([listing.name]) else { continue }
      try copy.catalog.createTemporaryView(listing.name, view.plan, text: view.text, replace: true)
    }
    return copy
  }
}
