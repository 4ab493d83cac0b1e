import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Fails unless expr is true.
struct AssertTrue: SQLFunction {
  static let names = ["assert_true"]
  static let documentation = FunctionDocumentation(
    "assert_true(expr[, message]) - Fails unless expr is true.",
    examples: [("SELECT assert_true(0 < 1)", "None")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1, 2)
    let condition = try call.argument(0, .boolean)
    let message =
      call.arguments.count == 2
      ? try call.argument(1, .string) : .literal(.string("'\(condition.prettySQL)' is not true!"))
    return call.scalarWithNulls(nil, [condition, message], .null, nullable: true, isFoldable: false) { arguments, count in
      let flags = FixedColumn<UInt8>(arguments[0])
      let isNull = NullColumn(arguments[0])
      for row in 0..<count where isNull(row) || flags[row] == 0 {
        let text = NullColumn(arguments[1])(row) ? "null" : BytesColumn(arguments[1]).string(row)
        throw SparkError("USER_RAISED_EXCEPTION", ["errorMessage": text])
      }
      return Vector(type: .null, count: count, layout: .null)
    }
  }
}
