import RedstartLogicalPlan
import RedstartTypes

/// Returns the factorial of a number from 0 to 20, else null.
struct Factorial: SQLFunction {
  static let names = ["factorial"]
  static let documentation = FunctionDocumentation(
    "factorial(expr) - Returns the factorial of a number from 0 to 20, else null.",
    examples: [("SELECT factorial(5)", "120")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .integer)], .long, canGiveNull: true) { arguments, count in
      let values = FixedColumn<Int32>(arguments[0])
      let table = (0...20).reduce(into: [Int64]()) { table, n in table.append(n == 0 ? 1 : table[n - 1] * Int64(n)) }
      return RowLoop.optional(arguments, count, .long, as: Int64.self) { row in
        values[row] >= 0 && values[row] <= 20 ? table[Int(values[row])] : nil
      }
    }
  }
}
