import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Fails with a message.
struct RaiseError: SQLFunction {
  static let names = ["raise_error"]
  static let documentation = FunctionDocumentation(
    "raise_error(message) - Fails with a message.",
    examples: [])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let message = try call.argument(0, .string)
    return call.scalarWithNulls(
      nil, [message], .null, nullable: true, isFoldable: false,
      sql: { "raise_error(USER_RAISED_EXCEPTION, map(errorMessage, \($0[0])))" }
    ) { arguments, count in
      if count == 0 { return Vector(type: .null, count: 0, layout: .null) }
      let text = NullColumn(arguments[0])(0) ? "null" : BytesColumn(arguments[0]).string(0)
      throw SparkError("USER_RAISED_EXCEPTION", ["errorMessage": text])
    }
  }
}
