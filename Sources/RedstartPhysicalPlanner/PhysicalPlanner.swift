import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartTypes

/// Turns an optimised logical plan into operators.
///
/// One strategy a file: this one walks the tree and keeps the simple nodes; joins, aggregates and limits stand in extensions.
public struct PhysicalPlanner: Sendable {
  public let context: PlanningContext

  public init(_ context: PlanningContext) { self.context = context }

  /// The physical plan of an optimised plan without scalar subqueries.
  /// - Throws: `UNSUPPORTED_FEATURE…` for nodes that cannot be run, and what opening sources throws.
  public func plan(_ logical: LogicalPlan) throws -> any PhysicalPlan { try plan(logical, required: nil) }

  /// With `required`, joins put out only those columns; their parent needs no others.
  func plan(_ logical: LogicalPlan, required: Set<ExpressionID>?) throws -> any PhysicalPlan {
    switch logical {
    case .localRelation(let node):
      return LocalTableScanExec(output: node.output, batches: node.batches, parallelism: context.parallelism)
    case .oneRow: return OneRowScanExec()
    case .range(let node): return RangeExec(node, parallelism: context.parallelism)
    case .relation(let node): return try planScan(node)
    case .cached(let node): return try planCached(node)
    case .project(let list, let child):
      let used = Set(list.flatMap { $0.references.map(\.id) })
      return try ProjectExec(list, try plan(child, required: used))
    case .filter(let condition, let child):
      let used = required.map { $0.union(condition.references.map(\.id)) }
      return try FilterExec(condition, try plan(child, required: used))
    case .aggregate(let node): return try planAggregate(node)
    case .sort(let order, let isGlobal, let child):
      let rows = try plan(child)
      guard isGlobal else { return try SortExec(order, isGlobal: false, rows) }
      return try SortExec(order, isGlobal: true, try singlePartition(rows))
    case .limit, .offset: return try planLimit(logical)
    case .tail(let count, let child): return TailExec(try rowCount(count), try plan(child))
    case .distinct(let child):
      let columns = child.output.map { Expression.attribute($0) }
      return try planAggregate(Aggregate(columns, columns, child))
    case .sample(let node):
      // `randomSplit` sorts, so that its parts see the same order.
      guard node.deterministicOrder else { return SampleExec(node, try plan(node.child)) }
      let order = node.child.output.filter { !$0.type.isNested }.map { SortOrder(.attribute($0)) }
      return SampleExec(node, try SortExec(order, isGlobal: false, try plan(node.child)))
    case .repartition(let node): return try planRepartition(node)
    case .join(let node): return try planJoin(node, required: required)
    case .setOperation(let node):
      guard node.kind == .union else { throw SparkError.internal("\(node.kind) reached the planner") }
      return UnionExec(output: node.output, try node.children.map { try plan($0) })
    case .subqueryAlias(let node): return try plan(node.child, required: required)
    case .tagged(_, let child), .hint(_, _, let child), .with(_, _, let child): return try plan(child, required: required)
    case .window(let functions, let child): return try planWindow(functions, child)
    case .generate(let node): return try planGenerate(node, required: required)
    case .unresolvedRelation, .unresolvedDataSource, .transformColumns, .deduplicate, .command:
      throw SparkError.internal("an unresolved node reached the planner")
    }
  }

  private func planScan(_ node: FileRelation) throws -> any PhysicalPlan {
    let request = ScanRequest(
      files: node.files, dataSchema: node.dataSchema, partitionSchema: node.partitionSchema,
      requiredSchema: StructType(
        node.output.map { StructField($0.name, $0.type, nullable: $0.nullable, metadata: $0.metadata) }),
      filters: node.pushedFilters, limit: node.limit, options: node.options)
    return FileSourceScanExec(node, try node.source.scan(request, context.environment))
  }

  private func planCached(_ node: CachedRelation) throws -> any PhysicalPlan {
    guard let cache = context.cachedRows(node.id) else { throw SparkError.internal("a cached plan has no cache") }
    let all = node.plan.output
    let ordinals = try node.output.map { wanted in
      guard let index = all.firstIndex(where: { $0.id == wanted.id }) else {
        throw SparkError.internal("a cached plan lacks the column \(wanted.name)")
      }
      return index
    }
    return InMemoryTableScanExec(output: node.output, ordinals: ordinals, cache: cache, plan: try context.planForCache(node.plan))
  }

  private func planRepartition(_ node: Repartition) throws -> any PhysicalPlan {
    let child = try plan(node.child)
    let count = node.count ?? context.shufflePartitions
    if node.expressions.isEmpty {
      if count == 1 { return try singlePartition(child) }
      // Without a shuffle partitions are only merged; tasks pick their work freely, so there is nothing to gain from it.
      return node.shuffle ? try ShuffleExchangeExec(.roundRobin(count), child) : child
    }
    let keys = node.expressions.map { if case .sortOrder(let order) = $0 { order.child } else { $0 } }
    return try ShuffleExchangeExec(.hash(keys, count), child)
  }

  /// All rows in one partition.
  func singlePartition(_ child: any PhysicalPlan) throws -> any PhysicalPlan {
    knownPartitionCount(child) == 1 ? child : try ShuffleExchangeExec(.single, child)
  }

  /// How many partitions a plan has, where that is known before it runs.
  func knownPartitionCount(_ plan: any PhysicalPlan) -> Int? {
    switch plan {
    case let scan as FileSourceScanExec: scan.scan is any ComputedScan ? nil : scan.scan.partitionCount
    case is OneRowScanExec, is GlobalLimitExec, is TakeOrderedAndProjectExec, is TailExec: 1
    case let exchange as ShuffleExchangeExec: exchange.partitioning.count
    case is FilterExec, is ProjectExec, is SortExec, is HashAggregateExec, is LocalLimitExec, is SampleExec,
      is GenerateExec:
      plan.children.first.flatMap { knownPartitionCount($0) }
    case let local as LocalTableScanExec: local.partitionTotal
    default: nil
    }
  }

  /// The number in a LIMIT or OFFSET.
  func rowCount(_ expression: Expression) throws -> Int {
    guard case .literal(let literal) = expression.withoutAlias, case .integer(let count) = literal.value else {
      throw SparkError.internal("a limit that is no constant reached the planner")
    }
    return Int(count)
  }
}

/// What planning needs to know of the session.
public struct PlanningContext: Sendable {
  /// Partitions of an exchange.
  public var shufflePartitions: Int
  public var parallelism: Int
  public var environment: SourceEnvironment
  /// Estimated rows and bytes of a plan.
  public var estimate: @Sendable (LogicalPlan) -> (rows: Double, bytes: Double)
  /// Bytes above which a build side is exchanged by key instead of shared.
  public var sharedBuildLimit: Double
  /// The kept rows of a cached plan.
  public var cachedRows: @Sendable (Int) -> CachedRows?
  /// Plans the query that fills a cache.
  public var planForCache: @Sendable (LogicalPlan) throws -> any PhysicalPlan

  public init(
    shufflePartitions: Int, parallelism: Int, environment: SourceEnvironment,
    estimate: @escaping @Sendable (LogicalPlan) -> (rows: Double, bytes: Double), sharedBuildLimit: Double,
    cachedRows: @escaping @Sendable (Int) -> CachedRows?,
    planForCache: @escaping @Sendable (LogicalPlan) throws -> any PhysicalPlan
  ) {
    self.shufflePartitions = shufflePartitions
    self.parallelism = parallelism
    self.environment = environment
    self.estimate = estimate
    self.sharedBuildLimit = sharedBuildLimit
    self.cachedRows = cachedRows
    self.planForCache = planForCache
  }
}
