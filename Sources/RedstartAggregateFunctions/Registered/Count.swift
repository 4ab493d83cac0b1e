import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// `count(*)`, `count(a, b)`: rows in which no argument is null.
struct Count: SQLFunction {
  static let names = ["count"]
  static let documentation = FunctionDocumentation(
    "count(*) - Returns the number of rows. count(expr[, expr...]) - Returns the number of rows in which no expr is null.",
    examples: [("SELECT count(x) FROM VALUES (1), (NULL), (3) AS t(x)", "2")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    if call.arguments.isEmpty {
      throw SparkError(
        "WRONG_NUM_ARGS.WITH_SUGGESTION",
        [
          "functionName": "`count`", "expectedNum": " >= 1", "actualNum": "0", "legacyNum": "0",
          "legacyConfKey": "\"spark.sql.legacy.allowParameterlessCount\"", "legacyConfValue": "\"true\"",
        ], context: call.origin.contexts)
    }
    return call.aggregate(
      call.arguments, .long, nullable: false, states: [.long], defaultResult: .long(0)
    ) { CountAccumulator() }
  }
}
