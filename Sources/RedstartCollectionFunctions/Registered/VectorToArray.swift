import RedstartLogicalPlan
import RedstartTypes

/// Returns the elements of an ML vector as an array of double or float.
struct VectorToArray: SQLFunction {
  static let names = ["vector_to_array"]
  static let documentation = FunctionDocumentation(
    "vector_to_array(vector[, dtype]) - Returns the elements of an ML vector as an array of double or float.",
    examples: [])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1, 2)
    guard case .udt(let udt) = call.arguments[0].type, udt.displayName == "vector" else {
      throw call.unexpectedType(0, .type(.udt(.vector)))
    }
    var isFloat = false
    if case .string(let name)? = call.constant(1) { isFloat = name == "float32" }
    let element: DataType = isFloat ? .float : .double
    return call.vectorElements(.array(element, containsNull: false), isFloat: isFloat)
  }
}
