import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// The grouping sets as positions in `grouping`.
  func groupingSets(
    _ kind: Aggregate.Grouping, _ grouping: [Expression], _ list: [Expression], _ scope: Scope
  ) throws -> [[Int]] {
    switch kind {
    case .groupBy, .pivot: return [Array(grouping.indices)]
    case .rollup: return (0...grouping.count).reversed().map { Array(0..<$0) }
    case .cube:
      if grouping.count > 12 { throw SparkError.unsupported("CUBE over more than 12 columns", "Use GROUPING SETS.") }
      // The first column changes slowest, all columns first: Spark's order.
      return (0..<(1 << grouping.count)).map { mask in
        grouping.indices.filter { mask & (1 << (grouping.count - 1 - $0)) == 0 }
      }
    case .groupingSets(let sets):
      return try sets.map { set in
        try set.map { item in
          let resolved = try groupingExpression(item, list, scope)
          guard let position = grouping.firstIndex(of: resolved) else {
            throw SparkError(
              "MISSING_AGGREGATION",
              ["expression": quotedText(resolved), "expressionAnyValue": "\"any_value(\(names.text(resolved)))\""])
          }
          return position
        }
      }
    }
  }

  /// Several groupings in one pass: every row is repeated once for each grouping set (a cross join with the list of sets), with
  /// null in place of the columns that the set leaves out.
  func resolveGroupingAnalytics(
    grouping: [Expression], sets: [[Int]], _ list: [Expression], _ child: LogicalPlan
  ) throws -> LogicalPlan {
    let input = try withMissing(grouping + list, child)
    let index = Attribute("spark_grouping_index", .integer, nullable: false)
    let identifier = Attribute("spark_grouping_id", .long, nullable: false)
    let flags = grouping.indices.map { Attribute("spark_grouping_\($0)", .byte, nullable: false) }
    func isLeftOut(_ position: Int, _ set: [Int]) -> Int64 { set.contains(position) ? 0 : 1 }
    let identifiers = sets.map { set in grouping.indices.reduce(Int64(0)) { $0 * 2 + isLeftOut($1, set) } }
    var columns: [Vector] = [
      .of(sets.indices.map { .integer(Int64($0)) }, type: .integer), .of(identifiers.map { .integer($0) }, type: .long),
    ]
    for position in grouping.indices {
      columns.append(.of(sets.map { .integer(isLeftOut(position, $0)) }, type: .byte))
    }
    let setList = LogicalPlan.localRelation(
      LocalRelation(output: [index, identifier] + flags, batches: [RecordBatch(columns, count: sets.count)]))
    var keys: [Attribute] = []
    var projected = input.output.map { Expression.attribute($0) }
    for (position, expression) in grouping.enumerated() {
      let isIn = Expression.comparison(.equal, .attribute(flags[position]), .literal(Literal(.integer(0), .byte)))
      let name = names.text(expression)
      let alias = Alias(
        .caseWhen([CaseBranch(isIn, expression)], otherwise: .literal(.null(expression.type))), name,
        metadata: expression.metadata)
      projected.append(.alias(alias))
      if let key = Expression.alias(alias).asAttribute { keys.append(key) }
    }
    projected += ([index, identifier] + flags).map { .attribute($0) }
    let expanded = LogicalPlan.project(projected, .join(Join(input, setList, .cross)))
    let items = try list.map { item in
      try analyticsItem(item, grouping, keys, identifier, flags)
    }
    let all = keys.map { Expression.attribute($0) } + ([index, identifier] + flags).map { .attribute($0) }
    return try finishAggregate(grouping: all, items, expanded)
  }

  private func analyticsItem(
    _ item: Expression, _ grouping: [Expression], _ keys: [Attribute], _ identifier: Attribute, _ flags: [Attribute]
  ) throws -> Expression {
    func replace(_ expression: Expression) throws -> Expression {
      if let position = grouping.firstIndex(of: expression) { return .attribute(keys[position]) }
      if case .aggregate(let call) = expression {
        switch call.function.name {
        case "grouping":
          guard call.arguments.count == 1, let position = grouping.firstIndex(of: call.arguments[0]) else {
            throw groupingMismatch(call.arguments, grouping)
          }
          return .attribute(flags[position])
        case "grouping_id":
          guard call.arguments.isEmpty || call.arguments == grouping else {
            throw SparkError(
              "GROUPING_ID_COLUMN_MISMATCH",
              [
                "groupingIdColumn": call.arguments.map { names.text($0) }.joined(separator: ","),
                "groupByColumns": grouping.map { names.text($0) }.joined(separator: ","),
              ])
          }
          return .attribute(identifier)
        default: return expression
        }
      }
      return try expression.mapChildren(replace)
    }
    switch item {
    case .alias(var alias):
      alias.child = try replace(alias.child)
      return .alias(alias)
    case .attribute(let attribute):
      let replaced = try replace(item)
      if replaced == item { return item }
      return .alias(Alias(replaced, attribute.name))
    default: return try replace(item)
    }
  }

  private func groupingMismatch(_ arguments: [Expression], _ grouping: [Expression]) -> SparkError {
    SparkError(
      "GROUPING_COLUMN_MISMATCH",
      [
        "grouping": arguments.map { names.text($0) }.joined(separator: ","),
        "groupingColumns": grouping.map { names.text($0) }.joined(separator: ","),
      ])
  }
}
