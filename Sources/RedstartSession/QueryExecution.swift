import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartOptimizer
import RedstartPhysicalPlanner
import RedstartTypes
import Synchronization

/// One query from its unresolved plan to its rows; each step is made once, when it is first asked for.
public final class QueryExecution: Sendable {
  public let session: Session
  public let logical: LogicalPlan
  public let cancellation: CancellationToken
  /// Progress and metrics of the run.
  public let job: JobContext
  private let steps = Mutex(Steps())

  private struct Steps {
    var analyzed: LogicalPlan?
    var optimized: LogicalPlan?
    var physical: (any PhysicalPlan)?
  }

  init(
    _ session: Session, _ logical: LogicalPlan, _ cancellation: CancellationToken, progress: JobProgress = JobProgress(),
    job: JobContext? = nil
  ) {
    self.session = session
    self.logical = logical
    self.cancellation = cancellation
    self.job =
      job
      ?? JobContext(
        pool: session.shared.pool, memory: session.shared.memory, environment: session.sourceEnvironment(cancellation),
        cancellation: cancellation, progress: progress)
  }

  /// The plan with every name resolved.
  public func analyzed() throws -> LogicalPlan {
    if let known = steps.withLock({ $0.analyzed }) { return known }
    let plan = try session.analyze(logical)
    steps.withLock { $0.analyzed = plan }
    return plan
  }

  public func schema() throws -> StructType { try analyzed().schema }

  /// The plan after all rules; scalar subqueries still stand in it.
  public func optimized() throws -> LogicalPlan {
    if let known = steps.withLock({ $0.optimized }) { return known }
    let plan = try session.optimizer().optimize(session.shared.cache.substitute(try analyzed()))
    steps.withLock { $0.optimized = plan }
    return plan
  }

  /// The operators, as `explain` shows them: nothing has run for them.
  public func physicalForExplain() throws -> any PhysicalPlan {
    try session.planner(self).plan(ScalarSubqueries.asPlaceholders(try optimized()))
  }

  /// The operators that will run; scalar subqueries have run by then.
  public func physical() throws -> any PhysicalPlan {
    if let known = steps.withLock({ $0.physical }) { return known }
    let ready = try ScalarSubqueries.computed(try optimized(), by: self)
    let plan = try session.planner(self).plan(ready)
    steps.withLock { $0.physical = plan }
    return plan
  }

  /// Runs the query and hands its batches over, in order. Blocks the calling thread.
  public func run(_ consume: @escaping @Sendable (RecordBatch) throws -> Void) throws {
    try StageRunner(job).run(try physical(), consume: consume)
  }

  /// All rows.
  public func collect() throws -> [RecordBatch] { try StageRunner(job).collect(try physical()) }

  /// All rows as one batch.
  public func collectBatch() throws -> RecordBatch {
    RecordBatch.concatenate(try collect(), types: try schema().fields.map(\.type))
  }

  /// Runs another query as a part of this one.
  func nested(_ plan: LogicalPlan) -> QueryExecution {
    let execution = QueryExecution(
      session, plan, cancellation,
      job: JobContext(pool: job.pool, memory: job.memory, environment: job.environment, cancellation: cancellation))
    execution.steps.withLock {
      $0.analyzed = plan
      $0.optimized = plan
    }
    return execution
  }
}

extension Session {
  func optimizer() -> Optimizer { Optimizer(OptimizerContext(analysisContext())) }

  func planner(_ execution: QueryExecution) -> PhysicalPlanner {
    let optimizer = self.optimizer()
    let cache = shared.cache
    return PhysicalPlanner(
      PlanningContext(
        shufflePartitions: min(configuration.shufflePartitions, shared.pool.threadCount * 2),
        parallelism: shared.pool.threadCount, environment: execution.job.environment,
        estimate: { optimizer.estimate($0) }, sharedBuildLimit: Double(shared.memory.limit) / 4,
        cachedRows: { cache.rows($0) },
        planForCache: { [self] plan in
          let own = cache.find(plan)?.id
          let optimized = try optimizer.optimize(cache.substitute(plan, except: own))
          return try planner(execution).plan(try ScalarSubqueries.computed(optimized, by: execution))
        }))
  }
}
