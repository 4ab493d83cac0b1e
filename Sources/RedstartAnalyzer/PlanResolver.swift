import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Resolves one query: walks the plan from its leaves up. Used by one thread.
final class PlanResolver {
  let context: AnalysisContext
  /// Text of expressions, with what analysis rewrote under its first name.
  var names: ExpressionText
  /// Common table expressions in scope, innermost last.
  var commonTables: [[String: CommonTable]] = []
  /// Scopes of the surrounding queries, innermost last.
  var outerScopes: [Scope] = []
  /// Variables of the function literals around the expression, innermost last.
  var lambdaVariables: [LambdaVariable] = []
  /// Columns of USING and NATURAL joins that `*` leaves out but qualified names find, by the identity of an output column.
  var hiddenColumns: [ExpressionID: [Attribute]] = [:]
  /// Views being resolved, against endless recursion.
  var depth = 0

  init(_ context: AnalysisContext) {
    self.context = context
    self.names = ExpressionText(timeZone: context.binding.timeZone)
  }

  func resolve(_ plan: LogicalPlan) throws -> LogicalPlan {
    switch plan {
    case .unresolvedRelation(let relation): return try resolveRelation(relation)
    case .unresolvedDataSource(let source): return try resolveDataSource(source)
    case .localRelation, .range, .relation, .cached:
      // Rows of a DataFrame may stand in a query and in its subquery: outer columns must differ from own ones.
      let own = Set(plan.output)
      let isShared = outerScopes.contains { scope in scope.attributes.contains { own.contains($0) } }
      return isShared ? plan.withFreshIdentities() : plan
    case .oneRow, .command: return plan
    case .project(let list, let child): return try resolveProject(list, try resolve(child))
    case .filter(let condition, let child): return try resolveFilter(condition, try resolve(child))
    case .aggregate(let node): return try resolveAggregate(node, try resolve(node.child))
    case .sort(let order, let isGlobal, let child): return try resolveSort(order, isGlobal: isGlobal, try resolve(child))
    case .limit(let count, let child): return .limit(try resolveLimit(count, "limit"), try resolve(child))
    case .offset(let count, let child): return .offset(try resolveLimit(count, "offset"), try resolve(child))
    case .tail(let count, let child): return .tail(try resolveLimit(count, "tail"), try resolve(child))
    case .distinct(let child):
      let input = try resolve(child)
      try checkComparable(input.output)
      return .distinct(input)
    case .deduplicate(let keys, let child): return try resolveDeduplicate(keys, try resolve(child))
    case .subqueryAlias(let node): return try resolveSubqueryAlias(node)
    case .with(let tables, let isRecursive, let child): return try resolveWith(tables, isRecursive: isRecursive, child)
    case .sample(var node):
      node.child = try resolve(node.child)
      return .sample(node)
    case .repartition(var node):
      let child = try resolve(node.child)
      let scope = Scope(child, context)
      scope.fallback = missingScope(child)
      node.expressions = try node.expressions.map { trimAliases(try resolve($0, scope)) }
      node.child = try withMissing(node.expressions, child)
      return restored(.repartition(node), child.output)
    case .hint(let name, let parameters, let child): return try resolveHint(name, parameters, try resolve(child))
    case .generate(let node): return try resolveGenerate(node, try resolve(node.child))
    case .window(let functions, let child):
      let input = try resolve(child)
      let scope = Scope(input, context)
      return .window(try functions.map { try resolve($0, scope) }, input)
    case .transformColumns(let kind, let child): return try resolveTransformation(kind, try resolve(child))
    case .tagged(let id, let child): return .tagged(planID: id, try resolve(child))
    case .join(let node): return try resolveJoin(node)
    case .setOperation(let node): return try resolveSetOperation(node)
    }
  }

  /// The subquery's columns under its name.
  private func resolveSubqueryAlias(_ node: SubqueryAlias) throws -> LogicalPlan {
    var node = node
    node.child = try resolve(node.child)
    try checkColumnAliases(node.columns, node.child.output.count)
    return .subqueryAlias(node)
  }

  func checkColumnAliases(_ columns: [String], _ count: Int) throws {
    if !columns.isEmpty, columns.count != count {
      throw SparkError("ASSIGNMENT_ARITY_MISMATCH", ["numExpr": String(columns.count), "numTarget": String(count)])
    }
  }

  /// Only hints on partitioning change the plan; join hints are advice that the planner does not need.
  private func resolveHint(_ name: String, _ parameters: [Expression], _ child: LogicalPlan) throws -> LogicalPlan {
    let number: Int? =
      if case .literal(let literal)? = parameters.first, case .integer(let value) = literal.value { Int(value) } else { nil }
    switch name.lowercased() {
    case "coalesce": return .repartition(Repartition(count: number, shuffle: false, child))
    case "repartition", "repartition_by_range", "rebalance":
      let scope = Scope(child, context)
      let columns = try parameters.dropFirst(number == nil ? 0 : 1).map { try resolve($0, scope) }
      return .repartition(Repartition(count: number, shuffle: true, expressions: columns, child))
    default: return child
    }
  }

  /// The error of a piece of a query that does not fit its place.
  func mismatch(_ kind: String, _ expression: Expression, _ parameters: [String: String], _ origin: Origin = .none) -> SparkError
  {
    var all = parameters
    all["sqlExpr"] = quotedText(expression)
    return SparkError("DATATYPE_MISMATCH." + kind, all, context: origin.contexts)
  }

  /// The expression's text between double quotes.
  func quotedText(_ expression: Expression) -> String { "\"\(names.text(expression))\"" }
}
