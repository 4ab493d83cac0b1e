import RedstartLogicalPlan
import RedstartTypes

/// Returns a map of the keys and values.
struct MapConstructor: SQLFunction {
  static let names = ["map"]
  static let documentation = FunctionDocumentation(
    "map(key0, value0, key1, value1, ...) - Returns a map of the keys and values.",
    examples: [("SELECT map(1.0, '2', 3.0, '4')", "{Decimal('1.0'): '2', Decimal('3.0'): '4'}")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindMap()
  }
}
