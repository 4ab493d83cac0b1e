import RedstartConnectors
import RedstartLogicalPlan
import RedstartTypes

/// Tells sources which rows are wanted; the filter itself stays.
struct PushFilterIntoScan: OptimizerRule {
  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    plan.rewritingUp { node in
      guard case .filter(let condition, .relation(var relation)) = node, relation.pushedFilters.isEmpty else { return nil }
      let columns = Dictionary(relation.output.map { ($0.id, $0.name) }) { first, _ in first }
      let filters = condition.conjuncts.compactMap { translate($0, columns) }
      if filters.isEmpty { return nil }
      relation.pushedFilters = filters
      // A limit that was pushed before would count rows that the filter drops.
      relation.limit = nil
      return .filter(condition, .relation(relation))
    }
  }

  private func translate(_ expression: Expression, _ columns: [ExpressionID: String]) -> SourceFilter? {
    func name(_ expression: Expression) -> String? {
      if case .attribute(let column) = expression { columns[column.id] } else { nil }
    }
    switch expression {
    case .and(let a, let b):
      // Half of a condition is still true of every wanted row.
      switch (translate(a, columns), translate(b, columns)) {
      case (let x?, let y?): return .and(x, y)
      case (let x?, nil): return x
      case (nil, let y): return y
      }
    case .or(let a, let b):
      guard let x = translate(a, columns), let y = translate(b, columns) else { return nil }
      return .or(x, y)
    case .comparison(let op, let a, let b):
      if let column = name(a), case .literal(let literal) = b, !literal.isNull { return compare(op, column, literal) }
      if let column = name(b), case .literal(let literal) = a, !literal.isNull { return compare(op.mirrored, column, literal) }
      return nil
    case .inList(let child, let list):
      let literals = list.compactMap { if case .literal(let literal) = $0, !literal.isNull { literal } else { nil } }
      guard let column = name(child), literals.count == list.count else { return nil }
      return .in(column, literals)
    case .isNull(let child): return name(child).map { .isNull($0) }
    case .isNotNull(let child): return name(child).map { .isNotNull($0) }
    case .call(let call) where call.function.name == "startswith" && call.arguments.count == 2:
      guard let column = name(call.arguments[0]), case .literal(let literal) = call.arguments[1],
        case .string(let text) = literal.value
      else { return nil }
      return .startsWith(column, text)
    case .attribute where expression.type == .boolean: return name(expression).map { .equal($0, .boolean(true)) }
    case .not(.attribute(let column)) where column.type == .boolean:
      return columns[column.id].map { .equal($0, .boolean(false)) }
    default: return nil
    }
  }

  private func compare(_ op: ComparisonOperator, _ column: String, _ literal: Literal) -> SourceFilter? {
    switch op {
    case .equal, .nullSafeEqual: .equal(column, literal)
    case .notEqual: .notEqual(column, literal)
    case .less: .less(column, literal)
    case .lessOrEqual: .lessOrEqual(column, literal)
    case .greater: .greater(column, literal)
    case .greaterOrEqual: .greaterOrEqual(column, literal)
    }
  }
}
