import RedstartLogicalPlan
import RedstartTypes

/// Returns a struct of the values.
struct StructConstructor: SQLFunction {
  static let names = ["struct"]
  static let documentation = FunctionDocumentation(
    "struct(col1, col2, ...) - Returns a struct of the values.",
    examples: [("SELECT struct(1, 2)", "Row(col1=1, col2=2)")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    let names = call.arguments.enumerated().map { index, argument -> String in
      switch argument {
      case .attribute(let attribute): attribute.name
      case .alias(let alias): alias.name
      case .getField(_, _, let name): name
      default: "col\(index + 1)"
      }
    }
    return call.bindStruct(names, call.arguments, function: "struct")
  }
}
