import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

extension FunctionBinding {
  /// A double made of a double; Spark's schemas show such results as nullable.
  func doubleMap(_ shown: String? = nil, _ body: @escaping @Sendable (Double) -> Double) throws -> Expression {
    try requireCount(1)
    let call = shown.map { name in self.shown { "\(name)(\($0[0]))" } } ?? self
    return scalar(
      nil, [try call.argument(0, .double)], .double, canGiveNull: true, sql: shownAs(shown)
    ) { arguments, count in
      let values = FixedColumn<Double>(arguments[0])
      return RowLoop.fixed(arguments, count, .double, as: Double.self) { body(values[$0]) }
    }
  }

  /// A logarithm: null at and below `bound`.
  func logarithm(_ shown: String?, above bound: Double, _ body: @escaping @Sendable (Double) -> Double) throws -> Expression {
    scalar(
      nil, [try argument(arguments.count - 1, .double)], .double, canGiveNull: true,
      sql: shownAs(shown)
    ) { arguments, count in
      let values = FixedColumn<Double>(arguments[0])
      return RowLoop.optional(arguments, count, .double, as: Double.self) { row in
        values[row] <= bound ? nil : body(values[row])
      }
    }
  }

  /// A double made of two doubles.
  func doublePair(_ shown: String?, _ body: @escaping @Sendable (Double, Double) -> Double) throws -> Expression {
    try requireCount(2)
    return scalar(
      nil, [try argument(0, .double), try argument(1, .double)], .double,
      sql: shownAs(shown)
    ) { arguments, count in
      let x = FixedColumn<Double>(arguments[0])
      let y = FixedColumn<Double>(arguments[1])
      return RowLoop.fixed(arguments, count, .double, as: Double.self) { body(x[$0], y[$0]) }
    }
  }
}

/// Names of calls with another name than the function's own; `?` in it stands for the argument.
func shownAs(_ name: String?) -> (@Sendable ([String]) -> String)? {
  guard let name else { return nil }
  return { (arguments: [String]) -> String in
    if name.contains("?") { return name.replacing("?", with: arguments.first ?? "") }
    return name + "(" + arguments.joined(separator: ", ") + ")"
  }
}
