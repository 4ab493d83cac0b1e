import RedstartLogicalPlan
import RedstartTypes

/// Returns the value converted to the type of the function's name.
struct CastFunction: SQLFunction {
  static let names = [
    "string", "boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "decimal", "date", "timestamp", "binary",
  ]
  static let documentation = FunctionDocumentation(
    "string(expr) - Returns the value converted to the type of the function's name.",
    examples: [("SELECT string(1)", "1"), ("SELECT int('12')", "12")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let types: [String: DataType] = [
      "string": .string, "boolean": .boolean, "tinyint": .byte, "smallint": .short, "int": .integer, "bigint": .long,
      "float": .float, "double": .double, "decimal": .decimal(precision: 10, scale: 0), "date": .date, "timestamp": .timestamp,
      "binary": .binary,
    ]
    guard let type = types[call.name.lowercased()] else { return call.arguments[0] }
    return .cast(Cast(call.arguments[0], type, isImplicit: true, origin: call.origin))
  }
}
