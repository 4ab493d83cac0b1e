import RedstartLogicalPlan
import RedstartTypes

/// Returns a number that is different in every row and grows within a partition.
struct MonotonicallyIncreasingID: SQLFunction {
  static let names = ["monotonically_increasing_id"]
  static let documentation = FunctionDocumentation(
    "monotonically_increasing_id() - Returns a number that is different in every row and grows within a batch.",
    examples: [("SELECT monotonically_increasing_id()", "0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(0)
    let counter = RowCounter()
    return call.scalarWithNulls(nil, [], .long, nullable: false, isDeterministic: false, isFoldable: false) { _, count in
      let first = counter.take(count)
      return RowLoop.fixed([], count, .long, as: Int64.self) { first &+ Int64($0) }
    }
  }
}
