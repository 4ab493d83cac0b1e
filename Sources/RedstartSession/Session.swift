import Foundation
import RedstartAnalyzer
import RedstartCatalog
import RedstartConfiguration
import RedstartConnectors
import RedstartDiagnostics
import RedstartExecution
import RedstartKernels
import RedstartLogicalPlan
import RedstartSyntax
import RedstartTypes
import Synchronization

/// A user's session: configuration, temporary views, and the life of queries from plan to rows.
///
/// All doors (Spark Connect, the command line, the Swift library) hand their unresolved plans to ``execution(_:)``.
public final class Session: Sendable {
  public let shared: SharedState
  public let configuration: SessionConfiguration
  public let catalog: SessionCatalog
  public let user: String

  /// - Throws: what an invalid configuration throws.
  public init(_ shared: SharedState, configuration: SessionConfiguration? = nil, user: String = NSUserName()) throws {
    self.shared = shared
    self.configuration = try configuration ?? SessionConfiguration()
    self.catalog = SessionCatalog(shared: shared.catalog)
    self.user = user
  }

  /// A query, ready to be looked at or run. Statements run at once; their rows become the query.
  public func execution(
    _ plan: LogicalPlan, cancellation: CancellationToken = CancellationToken(), progress: JobProgress = JobProgress()
  ) throws -> QueryExecution {
    if case .command(let command) = plan {
      return QueryExecution(self, try run(command, cancellation: cancellation), cancellation, progress: progress)
    }
    return QueryExecution(self, plan, cancellation, progress: progress)
  }

  /// A statement's plan; one that does something has done it, and its rows stand in the plan.
  public func sql(
    _ text: String, named: [String: Expression] = [:], positional: [Expression] = [],
    cancellation: CancellationToken = CancellationToken()
  ) throws -> LogicalPlan {
    let plan = try ParameterBinding(named: named, positional: positional).bind(
      try SQLParser.parseStatement(text, timeZone: TimeZoneRules.find(configuration.sessionTimeZone)))
    guard case .command(let command) = plan else { return plan }
    return try run(command, cancellation: cancellation)
  }

  /// The plan with every name resolved.
  public func analyze(_ plan: LogicalPlan) throws -> LogicalPlan {
    try Analyzer(analysisContext()).analyze(plan)
  }

  /// The columns of a plan.
  public func schema(_ plan: LogicalPlan) throws -> StructType { try analyze(plan).schema }

  func analysisContext() -> AnalysisContext {
    AnalysisContext(
      catalog: catalog, functions: shared.functions, dataSources: shared.dataSources, binding: bindingEnvironment(),
      sources: sourceEnvironment(CancellationToken()), caseSensitive: configuration.caseSensitive)
  }

  func bindingEnvironment() -> BindingEnvironment {
    BindingEnvironment(
      ansi: configuration.ansiEnabled, caseSensitive: configuration.caseSensitive, timeZone: configuration.sessionTimeZone,
      now: Int64(Date().timeIntervalSince1970 * 1e6), currentDatabase: catalog.currentDatabase, user: user)
  }

  func sourceEnvironment(_ cancellation: CancellationToken) -> SourceEnvironment {
    SourceEnvironment(
      timeZone: configuration.sessionTimeZone, parallelism: shared.pool.threadCount, ansi: configuration.ansiEnabled,
      caseSensitive: configuration.caseSensitive, isCancelled: { cancellation.isCancelled })
  }
}
