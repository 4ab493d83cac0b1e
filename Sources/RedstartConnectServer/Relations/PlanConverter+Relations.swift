import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartConnectors
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanConverter {
  /// One arm for each relation; families that need more than a line have files of their own.
  func convert(_ relation: Spark_Connect_Relation) throws -> LogicalPlan {
    switch relation.relType {
    case .read(let node): return try read(node)
    case .project(let node): return try project(node)
    case .filter(let node): return .filter(try expression(node.condition), try input(node.hasInput, node.input))
    case .join(let node): return try join(node)
    case .lateralJoin(let node): return try lateralJoin(node)
    case .setOp(let node): return try setOperation(node)
    case .sort(let node):
      return .sort(
        try node.order.map(sortOrder), isGlobal: node.hasIsGlobal ? node.isGlobal : true, try input(node.hasInput, node.input))
    case .limit(let node): return .limit(.literal(.integer(node.limit)), try input(node.hasInput, node.input))
    case .offset(let node): return .offset(.literal(.integer(node.offset)), try input(node.hasInput, node.input))
    case .tail(let node): return .tail(.literal(.integer(node.limit)), try input(node.hasInput, node.input))
    case .aggregate(let node): return try aggregate(node)
    case .sql(let node): return try sql(node)
    case .withRelations(let node): return try withRelations(node)
    case .localRelation(let node): return try localRelation(node)
    case .cachedLocalRelation(let node): return try cachedLocalRelation(node)
    case .chunkedCachedLocalRelation(let node): return try chunkedCachedLocalRelation(node)
    case .cachedRemoteRelation(let node): return try session.checkpoint(node.relationID)
    case .sample(let node): return try sample(node)
    case .deduplicate(let node): return try deduplicate(node)
    case .range(let node):
      return .range(
        RangeNode(
          start: node.hasStart ? node.start : 0, end: node.end, step: node.step == 0 ? 1 : node.step,
          partitions: node.hasNumPartitions ? Int(node.numPartitions) : nil))
    case .subqueryAlias(let node):
      return .subqueryAlias(SubqueryAlias(node.alias, try input(node.hasInput, node.input)))
    case .repartition(let node):
      return .repartition(
        Repartition(
          count: Int(node.numPartitions), shuffle: node.hasShuffle ? node.shuffle : true, try input(node.hasInput, node.input)))
    case .repartitionByExpression(let node):
      return .repartition(
        Repartition(
          count: node.hasNumPartitions ? Int(node.numPartitions) : nil, shuffle: true,
          expressions: try node.partitionExprs.map(expression), try input(node.hasInput, node.input)))
    case .hint(let node):
      return .hint(name: node.name, try node.parameters.map(expression), try input(node.hasInput, node.input))
    case .toDf, .toSchema, .withColumns, .withColumnsRenamed, .drop, .unpivot, .fillNa, .dropNa, .replace, .summary, .describe:
      return try transformation(relation)
    case .showString(let node): return try showString(node)
    case .htmlString(let node): return try htmlString(node)
    case .crosstab, .cov, .corr, .approxQuantile, .freqItems, .sampleBy: return try statistic(relation)
    case .catalog(let node): return try catalog(node)
    case .mlRelation(let node): return try mlRelation(node)
    case .unresolvedTableValuedFunction(let node): return try tableFunction(node)
    default: throw unsupportedRelation(relation)
    }
  }

  /// The converted child of a node.
  func input(_ present: Bool, _ relation: @autoclosure () -> Spark_Connect_Relation) throws -> LogicalPlan {
    try require(present, "input")
    return try plan(relation())
  }

  private func project(_ node: Spark_Connect_Project) throws -> LogicalPlan {
    .project(try node.expressions.map(expression), node.hasInput ? try plan(node.input) : .oneRow)
  }

  private func unsupportedRelation(_ relation: Spark_Connect_Relation) -> SparkError {
    switch relation.relType {
    case .mapPartitions, .groupMap, .coGroupMap, .applyInPandasWithState, .commonInlineUserDefinedTableFunction,
      .commonInlineUserDefinedDataSource:
      SparkError.unsupported("functions of client programs on partitions and groups", "Use the built-in operations.")
    case .collectMetrics: SparkError.unsupported("observe()", "Compute the metrics with agg().")
    case .parse:
      SparkError.unsupported("reading CSV, JSON or XML from a column of text", "Write the text to files and read those.")
    case .withWatermark: SparkError.unsupported("watermarks", "Remove withWatermark().")
    case .asOfJoin: SparkError.unsupported("as-of joins", "Use a join with a window function.")
    case .nearestByJoin: SparkError.unsupported("nearest-by joins", "Use a cross join with a window function.")
    case .zip: SparkError.unsupported("zip of DataFrames", "Join on a row number.")
    case .transpose: SparkError.unsupported("transpose()", "Transpose in the client.")
    case .relationChanges: SparkError.unsupported("change feeds of tables", "Read the table itself.")
    case nil:
      SparkError(
        "CONNECT_INVALID_PLAN.INVALID_ONE_OF_FIELD_NOT_SET", ["fullName": "spark.connect.Relation.rel_type", "name": "rel_type"])
    default: SparkError.unsupported("this relation of the protocol", "Use another operation.")
    }
  }

  // MARK: Joins and sets

  private func join(_ node: Spark_Connect_Join) throws -> LogicalPlan {
    try require(node.hasLeft && node.hasRight, "sides")
    if node.hasJoinDataType { throw SparkError.unsupported("joinWith", "Use join.") }
    let type: JoinType =
      switch node.joinType {
      case .inner: .inner
      case .fullOuter: .fullOuter
      case .leftOuter: .leftOuter
      case .rightOuter: .rightOuter
      case .leftAnti: .leftAnti
      case .leftSemi: .leftSemi
      case .cross: .cross
      default: throw SparkError.invalidPlan("a join without a type")
      }
    return .join(
      Join(
        try plan(node.left), try plan(node.right), type,
        condition: node.hasJoinCondition ? try expression(node.joinCondition) : nil, using: node.usingColumns))
  }

  private func lateralJoin(_ node: Spark_Connect_LateralJoin) throws -> LogicalPlan {
    try require(node.hasLeft && node.hasRight, "sides")
    let type: JoinType = node.joinType == .leftOuter ? .leftOuter : node.joinType == .cross ? .cross : .inner
    return .join(
      Join(
        try plan(node.left), try plan(node.right), type,
        condition: node.hasJoinCondition ? try expression(node.joinCondition) : nil, isLateral: true))
  }

  private func setOperation(_ node: Spark_Connect_SetOperation) throws -> LogicalPlan {
    try require(node.hasLeftInput && node.hasRightInput, "inputs")
    let sides = [try plan(node.leftInput), try plan(node.rightInput)]
    switch node.setOpType {
    case .union:
      let union = LogicalPlan.setOperation(
        SetOperation(.union, isAll: true, byName: node.byName, allowMissingColumns: node.allowMissingColumns, sides))
      return node.isAll ? union : .distinct(union)
    case .intersect: return .setOperation(SetOperation(.intersect, isAll: node.isAll, sides))
    case .except: return .setOperation(SetOperation(.except, isAll: node.isAll, sides))
    default: throw SparkError.invalidPlan("a set operation without a kind")
    }
  }

  // MARK: Aggregation

  private func aggregate(_ node: Spark_Connect_Aggregate) throws -> LogicalPlan {
    let child = try input(node.hasInput, node.input)
    let grouping = try node.groupingExpressions.map(expression)
    // The client leaves the grouping columns out of the output.
    let output = grouping + (try node.aggregateExpressions.map(expression))
    switch node.groupType {
    case .groupby: return .aggregate(Aggregate(grouping, output, child))
    case .rollup: return .aggregate(Aggregate(grouping, output, child, kind: .rollup))
    case .cube: return .aggregate(Aggregate(grouping, output, child, kind: .cube))
    case .groupingSets:
      let sets = try node.groupingSets.map { try $0.groupingSet.map(expression) }
      return .aggregate(Aggregate(grouping, output, child, kind: .groupingSets(sets)))
    case .pivot: return try pivot(node, grouping, child)
    default: throw SparkError.invalidPlan("an aggregation without a kind")
    }
  }

  /// A pivot over given values, or over all that the column has: those are asked for now.
  private func pivot(_ node: Spark_Connect_Aggregate, _ grouping: [Expression], _ child: LogicalPlan) throws -> LogicalPlan {
    let column = try expression(node.pivot.col)
    let values =
      node.pivot.values.isEmpty
      ? try valuesOf(column, child) : try node.pivot.values.map { Expression.literal(try Literal($0)) }
    let aggregates = try node.aggregateExpressions.map(expression)
    let pivot = Aggregate.Pivot(column: column, values: values, groupsByOtherColumns: false)
    return .aggregate(Aggregate(grouping, aggregates, child, kind: .pivot(pivot)))
  }

  /// The distinct values of a column, in order.
  /// - Throws: `_LEGACY_ERROR_TEMP_1324` when there are more than `spark.sql.pivotMaxValues`.
  private func valuesOf(_ column: Expression, _ child: LogicalPlan) throws -> [Expression] {
    let key = "spark.sql.pivotMaxValues"
    let limit = try session.engine.configuration.get(key).flatMap { Int($0) } ?? 10_000
    let distinct = LogicalPlan.distinct(.project([.alias(Alias(column, "value"))], child))
    let some = LogicalPlan.limit(.literal(.integer(Int32(clamping: limit + 1))), distinct)
    let order = SortOrder(.unresolvedAttribute(UnresolvedAttribute(["value"])))
    let execution = try session.engine.execution(.sort([order], isGlobal: true, some), cancellation: cancellation)
    let type = try execution.schema().fields[0].type
    let found = try execution.collect().flatMap { batch in (0..<batch.count).map { batch.columns[0].value(at: $0) } }
    if found.count > limit {
      throw SparkError(
        "_LEGACY_ERROR_TEMP_1324", ["pivotColumn": column.prettySQL, "maxValues": String(limit), "conf": key])
    }
    return found.map { .literal(Literal($0, type)) }
  }

  // MARK: Rows

  private func sample(_ node: Spark_Connect_Sample) throws -> LogicalPlan {
    .sample(
      Sample(
        lower: node.lowerBound, upper: node.upperBound, withReplacement: node.withReplacement,
        seed: node.hasSeed ? node.seed : Int64.random(in: 0...Int64.max), deterministicOrder: node.deterministicOrder,
        try input(node.hasInput, node.input)))
  }

  private func deduplicate(_ node: Spark_Connect_Deduplicate) throws -> LogicalPlan {
    if node.withinWatermark { throw SparkError.unsupported("dropDuplicatesWithinWatermark", "Use dropDuplicates.") }
    let child = try input(node.hasInput, node.input)
    if node.allColumnsAsKeys { return .distinct(child) }
    return .deduplicate(node.columnNames.map { .unresolvedAttribute(UnresolvedAttribute([$0])) }, child)
  }

  private func tableFunction(_ node: Spark_Connect_UnresolvedTableValuedFunction) throws -> LogicalPlan {
    let arguments = try node.arguments.map(expression)
    if node.functionName.lowercased() == "range" {
      let numbers = try arguments.map { argument in
        guard case .literal(let literal) = argument, case .integer(let number) = literal.value else {
          throw SparkError.unsupported("range() of computed bounds", "Pass whole numbers.")
        }
        return number
      }
      switch numbers.count {
      case 1: return .range(RangeNode(start: 0, end: numbers[0], step: 1, partitions: nil))
      case 2...4:
        return .range(
          RangeNode(
            start: numbers[0], end: numbers[1], step: numbers.count > 2 ? numbers[2] : 1,
            partitions: numbers.count > 3 ? Int(numbers[3]) : nil))
      default: throw SparkError.invalidPlan("range() of \(numbers.count) arguments")
      }
    }
    return .generate(Generate(.unresolvedFunction(UnresolvedFunction([node.functionName], arguments)), isOuter: false, .oneRow))
  }
}
