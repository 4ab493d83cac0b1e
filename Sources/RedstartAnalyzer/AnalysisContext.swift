import RedstartCatalog
import RedstartConnectors
import RedstartLogicalPlan

/// What analysis needs to know about the session.
public struct AnalysisContext: Sendable {
  public var catalog: SessionCatalog
  public var functions: FunctionRegistry
  public var dataSources: DataSourceRegistry
  /// ANSI mode, time zone, time of the query, user.
  public var binding: BindingEnvironment
  public var sources: SourceEnvironment
  public var caseSensitive: Bool
  /// The cache's answer for an analysed plan: the rows that are kept for it, if any.
  public var cachedPlan: (@Sendable (LogicalPlan) -> CachedRelation?)?
  /// Values of `:name` and `?` markers.
  public var parameters: [ParameterMarker: Expression] = [:]

  public init(
    catalog: SessionCatalog, functions: FunctionRegistry, dataSources: DataSourceRegistry,
    binding: BindingEnvironment = BindingEnvironment(), sources: SourceEnvironment = SourceEnvironment(),
    caseSensitive: Bool = false, cachedPlan: (@Sendable (LogicalPlan) -> CachedRelation?)? = nil
  ) {
    self.catalog = catalog
    self.functions = functions
    self.dataSources = dataSources
    self.binding = binding
    self.sources = sources
    self.caseSensitive = caseSensitive
    self.cachedPlan = cachedPlan
  }

  /// Whether two names are the same to this session.
  func sameName(_ a: String, _ b: String) -> Bool { caseSensitive ? a == b : a.lowercased() == b.lowercased() }

  /// The form in which names are compared.
  func key(_ name: String) -> String { caseSensitive ? name : name.lowercased() }
}
