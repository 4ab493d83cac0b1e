import RedstartLogicalPlan
import RedstartTypes

/// Returns the ratio of a circle's circumference to its diameter.
struct Pi: SQLFunction {
  static let names = ["pi"]
  static let documentation = FunctionDocumentation(
    "pi() - Returns the ratio of a circle's circumference to its diameter.",
    examples: [("SELECT pi()", "3.141592653589793")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(0)
    return call.scalarWithNulls(nil, [], .double, nullable: false, sql: { _ in "PI()" }) { _, count in
      .constant(.of([.double(.pi)], type: .double), count: count)
    }
  }
}
