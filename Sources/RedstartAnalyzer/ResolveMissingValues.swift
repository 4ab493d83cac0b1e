import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// `na.fill`.
  func resolveFillNA(_ columns: [String], _ values: [Literal], _ child: LogicalPlan) throws -> LogicalPlan {
    let chosen = try selectedColumns(columns, child)
    var fills: [ExpressionID: Literal] = [:]
    for (index, column) in chosen.enumerated() {
      guard let value = values.count == 1 ? values.first : (index < values.count ? values[index] : nil) else { continue }
      if Self.isSameFamily(column.type, value.type) { fills[column.id] = value }
    }
    return .project(
      try child.output.map { column in
        guard let value = fills[column.id] else { return .attribute(column) }
        var known = Expression.attribute(column)
        if column.type.isFloating { known = try bind(["nanvl"], [known, .literal(.null(column.type))], .none) }
        let filled = try bind(["coalesce"], [known, castLiteral(value, column.type)], .none)
        return .alias(Alias(filled, column.name, metadata: column.metadata))
      }, child)
  }

  /// `na.drop`.
  func resolveDropNA(_ columns: [String], _ minimum: Int?, _ child: LogicalPlan) throws -> LogicalPlan {
    let chosen = try selectedColumns(columns, child)
    let conditions = try chosen.map { column -> Expression in
      let present = Expression.isNotNull(.attribute(column))
      if !column.type.isFloating { return present }
      return .and(present, .not(try bind(["isnan"], [.attribute(column)], .none)))
    }
    if conditions.isEmpty { return child }
    guard let minimum, minimum < conditions.count else {
      return .filter(Expression.conjunction(conditions) ?? .literal(.boolean(true)), child)
    }
    let ones = conditions.map {
      Expression.caseWhen([CaseBranch($0, .literal(.integer(1)))], otherwise: .literal(.integer(0)))
    }
    let sum = ones.dropFirst().reduce(ones[0]) {
      .arithmetic(Arithmetic(.add, $0, $1, type: .integer, mode: context.binding.castMode))
    }
    return .filter(.comparison(.greaterOrEqual, sum, .literal(.integer(Int32(clamping: minimum)))), child)
  }

  /// `na.replace`.
  func resolveReplace(_ columns: [String], _ pairs: [(Literal, Literal)], _ child: LogicalPlan) throws -> LogicalPlan {
    let chosen = Set(try selectedColumns(columns, child).map(\.id))
    return .project(
      child.output.map { column in
        guard chosen.contains(column.id) else { return .attribute(column) }
        let branches = pairs.filter { Self.isSameFamily(column.type, $0.0.isNull ? column.type : $0.0.type) }.map { old, new in
          CaseBranch(
            .comparison(.equal, .attribute(column), castLiteral(old, column.type)),
            new.isNull ? .literal(.null(column.type)) : castLiteral(new, column.type))
        }
        if branches.isEmpty { return .attribute(column) }
        return .alias(Alias(.caseWhen(branches, otherwise: .attribute(column)), column.name, metadata: column.metadata))
      }, child)
  }

  private func selectedColumns(_ names: [String], _ child: LogicalPlan) throws -> [Attribute] {
    if names.isEmpty { return child.output }
    let scope = Scope(child, context)
    return try names.map { name in
      let exact = child.output.filter { context.sameName($0.name, name) }
      if exact.count == 1 { return exact[0] }
      guard case .attribute(let attribute)? = try scope.find([name], .none) else {
        throw unresolvedColumn([name], child.output, .none)
      }
      return attribute
    }
  }

  private func castLiteral(_ literal: Literal, _ type: DataType) -> Expression {
    if literal.type == type { return .literal(literal) }
    return .cast(
      Cast(.literal(literal), type, mode: context.binding.castMode, isImplicit: true, timeZone: context.binding.timeZone))
  }

  private static func isSameFamily(_ a: DataType, _ b: DataType) -> Bool {
    (a.isNumeric && b.isNumeric) || (a.isString && b.isString) || (a == .boolean && b == .boolean)
  }
}
