import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// A DataFrame operation over all columns as a projection, filter or aggregate.
  func resolveTransformation(_ kind: ColumnTransformation, _ child: LogicalPlan) throws -> LogicalPlan {
    switch kind {
    case .withColumns(let aliases): return try resolveWithColumns(aliases, child)
    case .rename(let pairs): return try resolveRename(pairs, child)
    case .drop(let expressions, let names): return try resolveDrop(expressions, names, child)
    case .toDF(let names): return try resolveToDF(names, child)
    case .toSchema(let schema): return try resolveToSchema(schema, child)
    case .fillNA(let columns, let values): return try resolveFillNA(columns, values, child)
    case .dropNA(let columns, let minimum): return try resolveDropNA(columns, minimum, child)
    case .replace(let columns, let pairs): return try resolveReplace(columns, pairs, child)
    case .describe(let columns): return try resolveDescribe(columns, child)
    case .summary(let statistics): return try resolveSummary(statistics, child)
    case .unpivot(let ids, let values, let variable, let value):
      return try resolveUnpivot(ids, values, variable, value, child)
    }
  }

  private func resolveWithColumns(_ aliases: [Alias], _ child: LogicalPlan) throws -> LogicalPlan {
    let scope = Scope(child, context)
    var seen: Set<String> = []
    for alias in aliases where !seen.insert(context.key(alias.name)).inserted {
      throw SparkError("COLUMN_ALREADY_EXISTS", ["columnName": quoted(context.key(alias.name))])
    }
    let resolved = try aliases.map { alias in
      guard case .alias(let named) = try resolveNamed(.alias(alias), scope) else {
        throw SparkError.internal("column without name")
      }
      return named
    }
    var list: [Expression] = []
    for column in child.output {
      if let replacement = resolved.first(where: { context.sameName($0.name, column.name) }) {
        list.append(.alias(replacement))
      } else {
        list.append(.attribute(column))
      }
    }
    for alias in resolved where !child.output.contains(where: { context.sameName($0.name, alias.name) }) {
      list.append(.alias(alias))
    }
    if list.contains(where: \.containsAggregate) {
      return try finishAggregate(grouping: [], list, child)
    }
    let input = try withMissing(list, child)
    return try extractGenerator(list, input) ?? windowed(list, input)
  }

  private func resolveRename(_ pairs: [(String, String)], _ child: LogicalPlan) throws -> LogicalPlan {
    var names = child.output.map(\.name)
    for (old, new) in pairs { for index in names.indices where context.sameName(names[index], old) { names[index] = new } }
    return renamed(child, names)
  }

  private func renamed(_ child: LogicalPlan, _ names: [String]) -> LogicalPlan {
    .project(
      zip(child.output, names).map { column, name in
        column.name == name ? .attribute(column) : .alias(Alias(.attribute(column), name))
      }, child)
  }

  private func resolveDrop(_ expressions: [Expression], _ names: [String], _ child: LogicalPlan) throws -> LogicalPlan {
    let scope = Scope(child, context)
    scope.allowsOuter = false
    var dropped: Set<ExpressionID> = []
    for expression in expressions {
      if case .unresolvedAttribute(let name) = expression, name.planID == nil {
        // A name drops every column of that name.
        let wanted = name.nameParts.joined(separator: ".")
        let matching = child.output.filter { context.sameName($0.name, wanted) }
        if !matching.isEmpty {
          dropped.formUnion(matching.map(\.id))
          continue
        }
      }
      do {
        if case .attribute(let attribute) = try resolve(expression, scope) { dropped.insert(attribute.id) }
      } catch let error as SparkError
        where error.condition.hasPrefix("UNRESOLVED_COLUMN") || error.condition == "CANNOT_RESOLVE_DATAFRAME_COLUMN"
      {
        // Columns that are not there are dropped already.
        continue
      }
    }
    for name in names { dropped.formUnion(child.output.filter { context.sameName($0.name, name) }.map(\.id)) }
    return .project(child.output.filter { !dropped.contains($0.id) }.map { .attribute($0) }, child)
  }

  private func resolveToDF(_ names: [String], _ child: LogicalPlan) throws -> LogicalPlan {
    let count = child.output.count
    if names.count != count {
      throw SparkError("NUM_COLUMNS_MISMATCH_TO_DF", ["expected": String(count), "actual": String(names.count)])
    }
    return renamed(child, names)
  }

  private func resolveToSchema(_ schema: StructType, _ child: LogicalPlan) throws -> LogicalPlan {
    let list = try schema.fields.map { field -> Expression in
      let matching = child.output.filter { context.sameName($0.name, field.name) }
      if matching.count > 1 {
        throw SparkError("AMBIGUOUS_COLUMN_OR_FIELD", ["name": quoted(field.name), "n": String(matching.count)])
      }
      guard let column = matching.first else {
        if field.nullable { return .alias(Alias(.literal(.null(field.type)), field.name)) }
        throw unresolvedColumn([field.name], child.output, .none)
      }
      if column.nullable, !field.nullable {
        throw SparkError("NULLABLE_COLUMN_OR_FIELD", ["name": quoted(field.name)])
      }
      if column.type == field.type, column.name == field.name { return .attribute(column) }
      guard PlanResolver.canCast(column.type.storage, field.type.storage, ansi: true) else {
        throw SparkError(
          "INVALID_COLUMN_OR_FIELD_DATA_TYPE",
          ["name": quoted(field.name), "type": "\"\(column.type.sql)\"", "expectedType": "\"\(field.type.sql)\""])
      }
      return .alias(
        Alias(coerced(.attribute(column), to: field.type), field.name, metadata: field.metadata.isEmpty ? nil : field.metadata))
    }
    return .project(list, child)
  }
}
