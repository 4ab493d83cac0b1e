import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Makes a row of each element of an array or entry of a map.
struct Generator: SQLFunction {
  static let names = ["explode", "explode_outer", "posexplode", "posexplode_outer", "inline", "inline_outer"]
  static let documentation = FunctionDocumentation(
    "explode(expr) - Makes a row of each element of an array or entry of a map.",
    examples: [])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let isInline = call.name.lowercased().hasPrefix("inline")
    let argument = call.arguments[0]
    switch (argument.type, isInline) {
    case (.array(.struct, _), true), (.array, false), (.map, false): break
    case (_, true): throw call.unexpectedType(0, .array(.anyStruct))
    default: throw call.unexpectedType(0, .oneOf([.anyArray, .anyMap]))
    }
    let isOuter = call.name.lowercased().hasSuffix("_outer")
    let (type, nullable) =
      if case .array(let element, let containsNull) = argument.type { (element, containsNull || isOuter) } else {
        (argument.type, true)
      }
    // The plan's generate node makes the rows; the call names the generator, its type is that of a lone column.
    return call.scalarWithNulls(call.name.lowercased(), [argument], type, nullable: nullable, isFoldable: false) { _, _ in
      throw SparkError.unsupported("generators inside of expressions")
    }
  }
}
