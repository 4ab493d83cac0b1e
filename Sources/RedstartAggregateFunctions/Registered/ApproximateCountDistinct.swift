import RedstartLogicalPlan
import RedstartTypes

/// Returns an estimate of the number of different values, by HyperLogLog++.
struct ApproximateCountDistinct: SQLFunction {
  static let names = ["approx_count_distinct"]
  static let documentation = FunctionDocumentation(
    "approx_count_distinct(expr[, relativeSD]) - Returns an estimate of the number of different values, by HyperLogLog++.",
    examples: [("SELECT approx_count_distinct(x) FROM VALUES (1), (1), (2), (2), (3) AS t(x)", "3")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1, 2)
    var deviation = 0.05
    if call.arguments.count == 2 {
      try call.requireConstant(1, "relativeSD", .double)
      guard case .double(let value)? = call.arguments[1].implicitlyCast(to: .double).constantLiteral?.value, value > 0 else {
        throw call.unexpectedType(1, .type(.double))
      }
      deviation = value
    }
    let bits = Int((2 * naturalLogarithm(1.106 / deviation) / naturalLogarithm(2)).rounded(.up))
    guard bits >= 4, bits <= 24 else {
      throw call.mismatch(
        "VALUE_OUT_OF_RANGE",
        ["exprName": "relativeSD", "valueRange": "[0.00027, 0.39]", "currentValue": "\(deviation)D"])
    }
    return call.aggregate(
      [call.arguments[0]], .long, nullable: false, states: [.binary], defaultResult: .long(0), ignoresDuplicates: true,
      sql: { "approx_count_distinct(\($0[0]))" }
    ) { DistinctEstimateAccumulator(bits: bits) }
  }
}
