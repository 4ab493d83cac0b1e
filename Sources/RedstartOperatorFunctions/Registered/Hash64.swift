import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns a hash of 64 bits of the arguments.
struct Hash64: SQLFunction {
  static let names = ["xxhash64"]
  static let documentation = FunctionDocumentation(
    "xxhash64(expr1, expr2, ...) - Returns a hash of 64 bits of the arguments.",
    examples: [("SELECT xxhash64('Spark', array(123), 2)", "5602566077635097486")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindHash(.long) { SparkHash.xxHash64($0, count: $1) }
  }
}
