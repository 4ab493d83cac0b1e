import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension DataType {
  /// Whether it is a map or holds one.
  var containsMap: Bool {
    switch storage {
    case .map: true
    case .array(let element, _): element.containsMap
    case .struct(let fields): fields.fields.contains { $0.type.containsMap }
    default: false
    }
  }
}

extension PlanResolver {
  /// UNION, INTERSECT, EXCEPT: children with columns of equal number and types.
  func resolveSetOperation(_ operation: SetOperation) throws -> LogicalPlan {
    var node = operation
    var children = try operation.children.map { try resolve($0) }
    for index in children.indices.dropFirst() { children[index] = fresh(children[index], against: children[0]) }
    if node.byName {
      children = try alignByName(children, allowMissing: node.allowMissingColumns)
      node.byName = false
      node.allowMissingColumns = false
    }
    let name = operatorName(node)
    let first = children[0].output
    for (index, child) in children.enumerated().dropFirst() where child.output.count != first.count {
      throw SparkError(
        "NUM_COLUMNS_MISMATCH",
        [
          "operator": name, "firstNumColumns": String(first.count), "invalidOrdinalNum": ordinalWord(index + 1),
          "invalidNumColumns": String(child.output.count),
        ])
    }
    var types = first.map(\.type)
    for (index, child) in children.enumerated().dropFirst() {
      for (position, column) in child.output.enumerated() {
        guard let common = TypeCoercion.commonType(types[position], column.type) else {
          throw SparkError(
            "INCOMPATIBLE_COLUMN_TYPE",
            [
              "operator": name, "columnOrdinalNumber": ordinalWord(position + 1),
              "tableOrdinalNumber": ordinalWord(index + 1), "dataType1": "\"\(column.type.sql)\"",
              "dataType2": "\"\(types[position].sql)\"", "hint": "",
            ])
        }
        types[position] = common
      }
    }
    if !(node.kind == .union && node.isAll) { try checkComparable(first) }
    node.children = children.map { widened($0, types) }
    return .setOperation(node)
  }

  /// Rows with maps are not compared by set operations and DISTINCT.
  func checkComparable(_ columns: [Attribute]) throws {
    guard let column = columns.first(where: { $0.type.containsMap }) else { return }
    throw SparkError(
      "UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE",
      ["colName": quoted(column.name), "dataType": "\"\(column.type.sql)\""])
  }

  /// The plan with its columns cast to those types.
  private func widened(_ plan: LogicalPlan, _ types: [DataType]) -> LogicalPlan {
    let output = plan.output
    if zip(output, types).allSatisfy({ $0.type == $1 }) { return plan }
    return .project(
      zip(output, types).map { column, type in
        column.type == type ? .attribute(column) : .alias(Alias(coerced(.attribute(column), to: type), column.name))
      }, plan)
  }

  private func operatorName(_ node: SetOperation) -> String {
    switch node.kind {
    case .union: "UNION"
    case .intersect: node.isAll ? "INTERSECT ALL" : "INTERSECT"
    case .except: node.isAll ? "EXCEPT ALL" : "EXCEPT"
    }
  }

  /// `unionByName`: the others' columns in the order of the first's; absent ones are null when that is allowed.
  private func alignByName(_ children: [LogicalPlan], allowMissing: Bool) throws -> [LogicalPlan] {
    for child in children {
      var seen: Set<String> = []
      for column in child.output where !seen.insert(context.key(column.name)).inserted {
        throw SparkError("COLUMN_ALREADY_EXISTS", ["columnName": quoted(column.name)])
      }
    }
    return try children.dropFirst().reduce(into: [children[0]]) { aligned, child in
      let first = aligned[0].output
      let columns = child.output
      let extra = columns.filter { column in !first.contains { context.sameName($0.name, column.name) } }
      if !allowMissing, first.count != columns.count {
        throw SparkError(
          "NUM_COLUMNS_MISMATCH",
          [
            "operator": "UNION", "firstNumColumns": String(first.count), "invalidOrdinalNum": "second",
            "invalidNumColumns": String(columns.count),
          ])
      }
      var list: [Expression] = []
      for column in first {
        if let own = columns.first(where: { context.sameName($0.name, column.name) }) {
          list.append(.attribute(own))
        } else if allowMissing {
          list.append(.alias(Alias(.literal(.null(column.type)), column.name)))
        } else {
          throw SparkError(
            "UNRESOLVED_COLUMN_AMONG_FIELD_NAMES",
            ["colName": "\"\(column.name)\"", "fieldNames": columns.map(\.name).joined(separator: ", ")])
        }
      }
      list += extra.map { .attribute($0) }
      if !extra.isEmpty {
        for index in aligned.indices {
          let nulls = extra.map { Expression.alias(Alias(.literal(.null($0.type)), $0.name)) }
          aligned[index] = .project(aligned[index].output.map { .attribute($0) } + nulls, aligned[index])
        }
      }
      let isSame = list.elementsEqual(columns.map { Expression.attribute($0) })
      aligned.append(isSame ? child : .project(list, child))
    }
  }
}
