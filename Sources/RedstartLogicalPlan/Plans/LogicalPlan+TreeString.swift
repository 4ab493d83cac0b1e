import RedstartTypes

extension LogicalPlan {
  /// The plan as a tree, one node a line, as Spark's `explain(True)` prints it.
  public var treeString: String {
    var lines: [String] = []
    writeTree(into: &lines, prefix: "", branch: "", below: "")
    return lines.joined(separator: "\n") + "\n"
  }

  private func writeTree(into lines: inout [String], prefix: String, branch: String, below: String) {
    if case .tagged(_, let child) = self {
      // Marks of DataFrames are no operators.
      child.writeTree(into: &lines, prefix: prefix, branch: branch, below: below)
      return
    }
    lines.append(prefix + branch + (isUnresolvedNode ? "'" : "") + nodeText)
    let subqueries = expressions.flatMap(\.subqueryPlans)
    let below = prefix + below
    for (index, subquery) in subqueries.enumerated() {
      let bar = children.isEmpty ? "   " : ":  "
      let isLast = index == subqueries.count - 1
      subquery.writeTree(into: &lines, prefix: below + bar, branch: isLast ? "+- " : ":- ", below: isLast ? "   " : ":  ")
    }
    for (index, child) in children.enumerated() {
      let isLast = index == children.count - 1
      child.writeTree(into: &lines, prefix: below, branch: isLast ? "+- " : ":- ", below: isLast ? "   " : ":  ")
    }
  }

  private var isUnresolvedNode: Bool {
    switch self {
    case .unresolvedRelation, .unresolvedDataSource, .transformColumns, .with: true
    default: expressions.contains { !$0.isResolved } || children.contains(where: \.isUnresolvedNode)
    }
  }

  /// The node's own line.
  public var nodeText: String {
    switch self {
    case .unresolvedRelation(let node): return "UnresolvedRelation [\(node.nameParts.joined(separator: ", "))], [], false"
    case .unresolvedDataSource(let node):
      return "UnresolvedDataSource format: \(node.format ?? "parquet"), isStreaming: false, paths: \(node.paths.count) provided"
    case .localRelation(let node):
      let isEmpty = node.batches.allSatisfy { $0.count == 0 }
      return "LocalRelation \(isEmpty ? "<empty>, " : "")\(list(node.output))"
    case .oneRow: return "OneRowRelation"
    case .range(let node): return "Range (\(node.start), \(node.end), step=\(node.step))"
    case .relation(let node):
      let name = node.tableName.map { $0.joined(separator: ".") } ?? ""
      return "Relation \(name)[\(node.output.map(\.treeText).joined(separator: ","))] \(node.formatName)"
    case .cached(let node): return "InMemoryRelation \(list(node.output)), StorageLevel(disk, memory, deserialized, 1 replicas)"
    case .project(let items, _): return "Project \(list(items))"
    case .filter(let condition, _): return "Filter \(condition.treeText)"
    case .aggregate(let node):
      let keys = list(node.grouping)
      let kind =
        switch node.kind {
        case .groupBy: ""
        case .rollup: "rollup"
        case .cube: "cube"
        case .groupingSets: "grouping sets "
        case .pivot: "pivot "
        }
      return "Aggregate \(kind)\(keys), \(list(node.aggregates))"
    case .sort(let order, let isGlobal, _): return "Sort \(list(order.map { .sortOrder($0) })), \(isGlobal)"
    case .limit(let count, _): return "GlobalLimit \(count.treeText)"
    case .offset(let count, _): return "Offset \(count.treeText)"
    case .tail(let count, _): return "Tail \(count.treeText)"
    case .distinct: return "Distinct"
    case .deduplicate(let keys, _): return "Deduplicate \(list(keys))"
    case .subqueryAlias(let node): return "SubqueryAlias \(node.name)"
    case .with(let tables, _, _): return "UnresolvedWith [\(tables.map(\.name).joined(separator: ", "))]"
    case .sample(let node):
      return "Sample \(javaText(node.lower)), \(javaText(node.upper)), \(node.withReplacement), \(node.seed)"
    case .repartition(let node):
      let count = node.count.map { String($0) } ?? ""
      return node.expressions.isEmpty
        ? "Repartition \(count), \(node.shuffle)"
        : "RepartitionByExpression \(list(node.expressions))\(count.isEmpty ? "" : ", " + count)"
    case .hint(let name, let parameters, _): return "UnresolvedHint \(name)\(parameters.isEmpty ? "" : ", " + list(parameters))"
    case .generate(let node):
      let qualifier = node.qualifier.map { "\($0), " } ?? ""
      return "Generate \(node.generator.treeText), \(node.isOuter), \(qualifier)\(list(node.output))"
    case .window(let functions, _): return "Window \(list(functions))"
    case .transformColumns(let kind, _): return kind.nodeName
    case .tagged(_, let child): return child.nodeText
    case .join(let node):
      let kind: String
      if !node.using.isEmpty {
        kind = "UsingJoin(\(node.type.name), [\(node.using.joined(separator: ", "))])"
      } else {
        kind = node.isNatural ? "NaturalJoin(\(node.type.name))" : node.type.name
      }
      return "\(node.isLateral ? "Lateral" : "")Join \(kind)\(node.condition.map { ", \($0.treeText)" } ?? "")"
    case .setOperation(let node):
      switch node.kind {
      case .union: return node.isAll ? "Union \(node.byName), \(node.allowMissingColumns)" : "Distinct Union"
      case .intersect: return node.isAll ? "Intersect All true" : "Intersect false"
      case .except: return node.isAll ? "Except All true" : "Except false"
      }
    case .command(let command): return command.nodeName
    }
  }

  private func list(_ attributes: [Attribute]) -> String { "[\(attributes.map(\.treeText).joined(separator: ", "))]" }
  private func list(_ expressions: [Expression]) -> String { "[\(expressions.map(\.treeText).joined(separator: ", "))]" }
}

extension ColumnTransformation {
  fileprivate var nodeName: String {
    switch self {
    case .withColumns: "WithColumns"
    case .rename: "WithColumnsRenamed"
    case .drop: "DataFrameDropColumns"
    case .toDF: "ToDF"
    case .toSchema: "ToSchema"
    case .fillNA: "FillNA"
    case .dropNA: "DropNA"
    case .replace: "Replace"
    case .describe: "Describe"
    case .summary: "Summary"
    case .unpivot: "Unpivot"
    }
  }
}

extension Command {
  fileprivate var nodeName: String {
    switch self {
    case .createView: "CreateViewCommand"
    case .dropView: "DropViewCommand"
    case .dropTable: "DropTable"
    case .createTable: "CreateTable"
    case .insert: "InsertIntoStatement"
    case .write: "InsertIntoHadoopFsRelationCommand"
    case .setConfiguration: "SetCommand"
    case .resetConfiguration: "ResetCommand"
    case .explain: "ExplainCommand"
    case .describeTable: "DescribeRelation"
    case .describeQuery: "DescribeQueryCommand"
    case .describeFunction: "DescribeFunction"
    case .showTables: "ShowTables"
    case .showViews: "ShowViews"
    case .showDatabases: "ShowNamespaces"
    case .showColumns: "ShowColumns"
    case .showFunctions: "ShowFunctions"
    case .showCatalogs: "ShowCatalogsCommand"
    case .showCreateTable: "ShowCreateTable"
    case .useDatabase: "SetCatalogAndNamespace"
    case .cacheTable: "CacheTable"
    case .uncacheTable: "UncacheTable"
    case .clearCache: "ClearCacheCommand"
    case .refreshTable: "RefreshTable"
    }
  }
}

extension Attribute {
  /// Name and identity, with `L` behind 64-bit integers: `count#12L`.
  public var treeText: String { "\(name)#\(id.number)\(type == .long ? "L" : "")" }
}

extension Expression {
  /// The expression with the identities of its columns.
  public var treeText: String {
    switch self {
    case .attribute(let attribute): attribute.treeText
    case .outerReference(let attribute): "outer(\(attribute.treeText))"
    case .alias(let alias): "\(alias.child.treeText) AS \(alias.name)#\(alias.id.number)\(alias.child.type == .long ? "L" : "")"
    case .cast(let cast):
      "\(cast.mode == .try ? "try_cast" : "cast")(\(cast.child.treeText) as \(cast.type.simpleString))"
    case .and(let a, let b): "(\(a.treeText) AND \(b.treeText))"
    case .or(let a, let b): "(\(a.treeText) OR \(b.treeText))"
    case .not(let child): "NOT \(child.treeText)"
    case .comparison(.notEqual, let a, let b): "NOT (\(a.treeText) = \(b.treeText))"
    case .comparison(let op, let a, let b): "(\(a.treeText) \(op.rawValue) \(b.treeText))"
    case .arithmetic(let node): "(\(node.left.treeText) \(node.op.rawValue) \(node.right.treeText))"
    case .isNull(let child): "isnull(\(child.treeText))"
    case .isNotNull(let child): "isnotnull(\(child.treeText))"
    case .inList(let child, let list): "\(child.treeText) IN (\(list.map(\.treeText).joined(separator: ",")))"
    case .caseWhen(let branches, let otherwise):
      "CASE" + branches.map { " WHEN \($0.condition.treeText) THEN \($0.value.treeText)" }.joined()
        + (otherwise.map { " ELSE \($0.treeText)" } ?? "") + " END"
    case .call(let call): "\(call.function.name)(\(call.arguments.map(\.treeText).joined(separator: ", ")))"
    case .aggregate(let call):
      "\(call.function.name)(\(call.isDistinct ? "distinct " : "")\(call.arguments.map(\.treeText).joined(separator: ", ")))"
        + (call.filter.map { " FILTER (WHERE \($0.treeText))" } ?? "")
    case .getField(let child, _, let name): "\(child.treeText).\(name)"
    case .literal(let literal): Self.treeText(literal)
    case .subquery(let subquery):
      switch subquery.kind {
      case .scalar: "scalar-subquery#\(subquery.id.number) []"
      case .exists: "exists#\(subquery.id.number) []"
      case .in(let values): "\(values.map(\.treeText).joined(separator: ", ")) IN (list#\(subquery.id.number) [])"
      }
    case .sortOrder(let order):
      "\(order.child.treeText) \(order.direction == .ascending ? "ASC" : "DESC") NULLS \(order.nulls == .first ? "FIRST" : "LAST")"
    case .unresolvedAttribute(let attribute): "'" + attribute.nameParts.joined(separator: ".")
    case .unresolvedFunction(let call):
      "'\(call.nameParts.joined(separator: "."))(\(call.arguments.map(\.treeText).joined(separator: ", ")))"
    case .unresolvedExtract(let child, let field): "\(child.treeText)[\(field.treeText)]"
    default: ExpressionText().text(self)
    }
  }

  private static func treeText(_ literal: Literal) -> String {
    if literal.isNull { return "null" }
    switch literal.type.storage {
    case .date, .timestamp, .timestampNTZ:
      // Bare, as the values print.
      let text = ExpressionText().text(literal)
      return String(text.drop { $0 != "'" }.dropFirst().dropLast())
    default: return ExpressionText().text(literal)
    }
  }

  fileprivate var subqueryPlans: [LogicalPlan] {
    var found: [LogicalPlan] = []
    visit { if case .subquery(let subquery) = $0 { found.append(subquery.plan) } }
    return found
  }
}
