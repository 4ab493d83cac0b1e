import RedstartColumnar
import RedstartDiagnostics
import RedstartEvaluation
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

public enum BuildSide: String, Sendable { case left = "BuildLeft", right = "BuildRight" }

/// Joins by equal keys: the build side stands in a hash table that all tasks share, the probe side streams by.
public struct BroadcastHashJoinExec: PhysicalPlan {
  public let id = PlanID.fresh()
  public let join: JoinShape
  public let leftKeys: [Expression]
  public let rightKeys: [Expression]
  /// A null on either side counts as a match (NOT IN).
  public let isNullAware: Bool
  public let left: any PhysicalPlan
  public let right: any PhysicalPlan
  private let buildKeys: CompiledProjection
  private let probeKeys: CompiledProjection
  private let layout: KeyLayout

  /// The build side must be a ``BroadcastExchangeExec``.
  public init(
    _ type: JoinType, build: BuildSide, leftKeys: [Expression], rightKeys: [Expression], condition: Expression?,
    isNullAware: Bool = false, left: any PhysicalPlan, right: any PhysicalPlan, required: Set<ExpressionID>? = nil
  ) throws {
    self.leftKeys = leftKeys
    self.rightKeys = rightKeys
    self.isNullAware = isNullAware
    self.left = left
    self.right = right
    join = try JoinShape(type, build: build, condition: condition, left: left.output, right: right.output, required: required)
    let (buildExpressions, probeExpressions) = build == .left ? (leftKeys, rightKeys) : (rightKeys, leftKeys)
    buildKeys = try CompiledProjection(buildExpressions, input: build == .left ? left.output : right.output)
    probeKeys = try CompiledProjection(probeExpressions, input: build == .left ? right.output : left.output)
    layout = try KeyLayout(types: probeExpressions.map(\.type), nullsMatter: false)
  }

  public var output: [Attribute] { join.output }
  public var children: [any PhysicalPlan] { [left, right] }
  public var nodeName: String { "BroadcastHashJoin" }
  public var arguments: String {
    "[\(leftKeys.map(\.explainText).joined(separator: ", "))], [\(rightKeys.map(\.explainText).joined(separator: ", "))], "
      + "\(join.type.name), \(join.build.rawValue)"
      + (join.condition.map { ", \($0.explainText)" } ?? "") + ", \(isNullAware)"
  }

  private var probe: any PhysicalPlan { join.build == .left ? right : left }
  private var buildExchange: any PhysicalPlan { join.build == .left ? left : right }

  public func partitionCount(_ job: JobContext) throws -> Int {
    try probe.partitionCount(job) + (join.preservesBuild ? 1 : 0)
  }

  public func prepare(_ job: JobContext) throws {
    guard let exchange = buildExchange as? BroadcastExchangeExec else {
      throw SparkError.internal("the build side of a broadcast join is no broadcast")
    }
    let rows = exchange.rows(job)
    let keys = try buildKeys.evaluate(rows).columns
    let table = JoinHashTable(rows, keys: keys, layout: layout)
    job.setState(id, SharedBuild(table, probeTasks: try probe.partitionCount(job), tracksMatches: join.preservesBuild))
  }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    guard let build = task.job.state(id, as: SharedBuild.self) else {
      throw SparkError.internal("a join was not prepared")
    }
    let probeCount = try probe.partitionCount(task.job)
    if partition == probeCount { return UnmatchedBuildIterator(join, build, task) }
    if isNullAware, build.table.hasNullKey { return BatchListIterator([]) }
    let candidates = HashCandidates(
      build.table, probeKeys, layout, dropNullProbes: isNullAware && build.table.batch.count > 0)
    return JoinIterator(join, try probe.execute(partition, task), candidates, build, partition, task)
  }
}

/// Joins two inputs that were exchanged by key: each task builds a table of its partition of the build side.
public struct ShuffledHashJoinExec: PhysicalPlan {
  public let id = PlanID.fresh()
  public let join: JoinShape
  public let leftKeys: [Expression]
  public let rightKeys: [Expression]
  public let left: any PhysicalPlan
  public let right: any PhysicalPlan
  private let buildKeys: CompiledProjection
  private let probeKeys: CompiledProjection
  private let layout: KeyLayout

  public init(
    _ type: JoinType, build: BuildSide, leftKeys: [Expression], rightKeys: [Expression], condition: Expression?,
    left: any PhysicalPlan, right: any PhysicalPlan, required: Set<ExpressionID>? = nil
  ) throws {
    self.leftKeys = leftKeys
    self.rightKeys = rightKeys
    self.left = left
    self.right = right
    join = try JoinShape(type, build: build, condition: condition, left: left.output, right: right.output, required: required)
    let (buildExpressions, probeExpressions) = build == .left ? (leftKeys, rightKeys) : (rightKeys, leftKeys)
    buildKeys = try CompiledProjection(buildExpressions, input: build == .left ? left.output : right.output)
    probeKeys = try CompiledProjection(probeExpressions, input: build == .left ? right.output : left.output)
    layout = try KeyLayout(types: probeExpressions.map(\.type), nullsMatter: false)
  }

  public var output: [Attribute] { join.output }
  public var children: [any PhysicalPlan] { [left, right] }
  public var nodeName: String { "ShuffledHashJoin" }
  public var arguments: String {
    "[\(leftKeys.map(\.explainText).joined(separator: ", "))], [\(rightKeys.map(\.explainText).joined(separator: ", "))], "
      + "\(join.type.name), \(join.build.rawValue)" + (join.condition.map { ", \($0.explainText)" } ?? "")
  }
  public func partitionCount(_ job: JobContext) throws -> Int { try left.partitionCount(job) }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    let (buildPlan, probePlan) = join.build == .left ? (left, right) : (right, left)
    let rows = RecordBatch.concatenate(
      try buildPlan.execute(partition, task).collect(), types: buildPlan.output.map(\.type))
    try task.reserve(rows.byteCount)
    let keys = try buildKeys.evaluate(rows).columns
    let table = JoinHashTable(rows, keys: keys, layout: layout)
    let build = SharedBuild(table, probeTasks: 1, tracksMatches: join.preservesBuild)
    let matched = JoinIterator(
      join, try probePlan.execute(partition, task), HashCandidates(table, probeKeys, layout, dropNullProbes: false), build, 0,
      task)
    guard join.preservesBuild else { return matched }
    let rest = UnmatchedBuildIterator(join, build, task)
    return ClosureIterator { try matched.next() ?? rest.next() }
  }
}

/// Joins every row of one side with every row of the other that meets the condition.
public struct BroadcastNestedLoopJoinExec: PhysicalPlan {
  public let id = PlanID.fresh()
  public let join: JoinShape
  public let left: any PhysicalPlan
  public let right: any PhysicalPlan

  /// The build side must be a ``BroadcastExchangeExec``.
  public init(
    _ type: JoinType, build: BuildSide, condition: Expression?, left: any PhysicalPlan, right: any PhysicalPlan,
    required: Set<ExpressionID>? = nil
  ) throws {
    self.left = left
    self.right = right
    join = try JoinShape(type, build: build, condition: condition, left: left.output, right: right.output, required: required)
  }

  public var output: [Attribute] { join.output }
  public var children: [any PhysicalPlan] { [left, right] }
  public var nodeName: String { "BroadcastNestedLoopJoin" }
  public var arguments: String {
    "\(join.build.rawValue), \(join.type.name)" + (join.condition.map { ", \($0.explainText)" } ?? "")
  }

  private var probe: any PhysicalPlan { join.build == .left ? right : left }

  public func partitionCount(_ job: JobContext) throws -> Int {
    try probe.partitionCount(job) + (join.preservesBuild ? 1 : 0)
  }

  public func prepare(_ job: JobContext) throws {
    guard let exchange = (join.build == .left ? left : right) as? BroadcastExchangeExec else {
      throw SparkError.internal("the build side of a nested loop join is no broadcast")
    }
    let table = JoinHashTable(exchange.rows(job), keys: [], layout: try KeyLayout(types: [], nullsMatter: false))
    job.setState(id, SharedBuild(table, probeTasks: try probe.partitionCount(job), tracksMatches: join.preservesBuild))
  }

  public func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    guard let build = task.job.state(id, as: SharedBuild.self) else {
      throw SparkError.internal("a join was not prepared")
    }
    if partition == (try probe.partitionCount(task.job)) { return UnmatchedBuildIterator(join, build, task) }
    return JoinIterator(join, try probe.execute(partition, task), AllCandidates(build.table.batch.count), build, partition, task)
  }
}
