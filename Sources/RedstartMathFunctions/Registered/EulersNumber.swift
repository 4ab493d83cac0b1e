import RedstartLogicalPlan
import RedstartTypes

/// Returns the base of the natural logarithm.
struct EulersNumber: SQLFunction {
  static let names = ["e"]
  static let documentation = FunctionDocumentation(
    "e() - Returns the base of the natural logarithm.",
    examples: [("SELECT e()", "2.718281828459045")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(0)
    return call.scalarWithNulls(nil, [], .double, nullable: false, sql: { _ in "E()" }) { _, count in
      .constant(.of([.double(2.718281828459045)], type: .double), count: count)
    }
  }
}
