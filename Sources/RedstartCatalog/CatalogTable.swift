import RedstartConnectors
import RedstartLogicalPlan
import RedstartTypes

/// A table of files: where they lie and how they are read.
public struct CatalogTable: Sendable {
  public var database: String
  public var name: String
  /// Short name of the data source.
  public var format: String
  /// Data columns, then partition columns.
  public var schema: StructType
  public var partitionColumns: [String]
  public var options: SourceOptions
  public var location: String
  /// Whether dropping the table removes its files.
  public var isManaged: Bool

  public init(
    database: String, name: String, format: String, schema: StructType, partitionColumns: [String] = [],
    options: SourceOptions = SourceOptions(), location: String, isManaged: Bool
  ) {
    self.database = database
    self.name = name
    self.format = format
    self.schema = schema
    self.partitionColumns = partitionColumns
    self.options = options
    self.location = location
    self.isManaged = isManaged
  }
}

/// A named query.
public struct CatalogView: Sendable {
  public var name: String
  /// The analysed query.
  public var plan: LogicalPlan
  /// The text that made it, if it was SQL.
  public var text: String?

  public init(name: String, plan: LogicalPlan, text: String? = nil) {
    self.name = name
    self.plan = plan
    self.text = text
  }
}

/// A line of `SHOW TABLES`.
public struct TableListing: Sendable, Hashable {
  public enum Kind: String, Sendable { case managed = "MANAGED", external = "EXTERNAL", view = "VIEW", temporary = "TEMPORARY" }
  public var database: String
  public var name: String
  public var kind: Kind
  public var isTemporary: Bool { kind == .temporary }
}

/// What a table name means.
public enum CatalogEntry: Sendable {
  case temporaryView(CatalogView)
  case globalTemporaryView(CatalogView)
  case view(CatalogView, database: String)
  case table(CatalogTable)
}
