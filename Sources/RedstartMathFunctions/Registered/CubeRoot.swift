import RedstartLogicalPlan
import RedstartTypes

/// Returns the cube root.
struct CubeRoot: SQLFunction {
  static let names = ["cbrt"]
  static let documentation = FunctionDocumentation(
    "cbrt(expr) - Returns the cube root.",
    examples: [("SELECT cbrt(27.0)", "3.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.doubleMap("CBRT", CLibrary.cubeRoot)
  }
}
