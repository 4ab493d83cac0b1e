import RedstartLogicalPlan
import RedstartTypes

extension LogicalPlan {
  /// Text that two analysed plans share when they compute the same: columns are numbered in order of appearance.
  var fingerprint: String {
    var writer = FingerprintWriter()
    writer.write(self)
    return writer.text
  }
}

private struct FingerprintWriter {
  var text = ""
  private var numbers: [ExpressionID: Int] = [:]

  mutating func write(_ plan: LogicalPlan) {
    switch plan {
    case .subqueryAlias(let node): return write(node.child)
    case .tagged(_, let child), .hint(_, _, let child): return write(child)
    case .localRelation(let node):
      text += "local("
      for batch in node.batches {
        text += "\(batch.count)"
        for column in batch.columns { text += ",\(UInt(bitPattern: ObjectIdentifier(column).hashValue))" }
      }
    case .oneRow: text += "one("
    case .range(let node): text += "range(\(node.start),\(node.end),\(node.step)"
    case .relation(let node):
      text += "files(\(node.formatName),\(node.options.all.map { "\($0.name)=\($0.value)" })"
      for file in node.files { text += ",\(file.path)@\(file.modified)" }
      text += "," + node.dataSchema.json
    case .cached(let node): text += "cached(\(node.id)"
    case .project: text += "project("
    case .filter: text += "filter("
    case .aggregate(let node): text += "aggregate(\(node.grouping.count)"
    case .sort(_, let isGlobal, _): text += "sort(\(isGlobal)"
    case .limit: text += "limit("
    case .offset: text += "offset("
    case .tail: text += "tail("
    case .distinct: text += "distinct("
    case .deduplicate: text += "deduplicate("
    case .sample(let node):
      text += "sample(\(node.lower),\(node.upper),\(node.withReplacement),\(node.seed),\(node.deterministicOrder)"
    case .repartition(let node): text += "repartition(\(node.count ?? -1),\(node.shuffle)"
    case .join(let node): text += "join(\(node.type.name),\(node.isNullAware)"
    case .setOperation(let node): text += "set(\(node.kind),\(node.isAll)"
    case .window: text += "window("
    case .generate: text += "generate("
    case .unresolvedRelation, .unresolvedDataSource, .with, .transformColumns, .command:
      // Not analysed: never equal to anything.
      text += "unresolved(\(ExpressionID.fresh().number)"
    }
    for child in plan.children {
      text += ";"
      write(child)
    }
    for attribute in plan.output { number(attribute) }
    for expression in plan.expressions { text += "|" + describe(expression) }
    text += ")"
  }

  private mutating func number(_ attribute: Attribute) {
    if numbers[attribute.id] == nil { numbers[attribute.id] = numbers.count }
  }

  private mutating func describe(_ expression: Expression) -> String {
    switch expression {
    case .attribute(let attribute), .outerReference(let attribute):
      number(attribute)
      return "#\(numbers[attribute.id] ?? -1)"
    case .alias(let alias): return "\(describe(alias.child)) as \(alias.name)"
    case .literal(let literal): return "\(literal.type.simpleString)'\(literal.value)'"
    case .subquery(let subquery):
      write(subquery.plan)
      return "subquery"
    default:
      let parts = expression.children.map { describe($0) }.joined(separator: ",")
      return "\(head(expression)):\(expression.type.simpleString)(\(parts))"
    }
  }

  /// What the node itself says, apart from its children.
  private func head(_ expression: Expression) -> String {
    switch expression {
    case .call(let call):
      call.function.isDeterministic ? call.function.name : "\(call.function.name)@\(ExpressionID.fresh().number)"
    case .aggregate(let call): "\(call.function.name)/\(call.isDistinct)"
    case .comparison(let op, _, _): op.rawValue
    case .arithmetic(let arithmetic): arithmetic.op.rawValue
    case .cast: "cast"
    case .and: "and"
    case .or: "or"
    case .not: "not"
    case .isNull: "isnull"
    case .isNotNull: "isnotnull"
    case .inList: "in"
    case .caseWhen(let branches, _): "case\(branches.count)"
    case .getField(_, let ordinal, _): "field\(ordinal)"
    case .sortOrder(let order): "\(order.direction)/\(order.nulls)"
    default: expression.prettySQL
    }
  }
}
