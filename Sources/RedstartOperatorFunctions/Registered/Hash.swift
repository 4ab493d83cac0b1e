import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns a hash of 32 bits of the arguments.
struct Hash: SQLFunction {
  static let names = ["hash"]
  static let documentation = FunctionDocumentation(
    "hash(expr1, expr2, ...) - Returns a hash of 32 bits of the arguments.",
    examples: [("SELECT hash('Spark', array(123), 2)", "-1321691492")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindHash(.integer) { SparkHash.murmur3($0, count: $1) }
  }
}
