import RedstartLogicalPlan
import RedstartTypes

/// Cuts the partition into n parts of nearly equal size and numbers them from 1 on.
struct Ntile: SQLFunction {
  static let names = ["ntile"]
  static let documentation = FunctionDocumentation(
    "ntile([n]) - Cuts the partition into n parts of nearly equal size and numbers them from 1 on.")

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.bindNtile()
  }
}
