import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Returns the n-th input.
struct Element: SQLFunction {
  static let names = ["elt"]
  static let documentation = FunctionDocumentation(
    "elt(n, input1, input2, ...) - Returns the n-th input.",
    examples: [("SELECT elt(1, 'scala', 'java')", "scala")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(atLeast: 2)
    let isBinary = call.arguments.dropFirst().allSatisfy { $0.type == .binary }
    let type: DataType = isBinary ? .binary : .string
    let inputs = try call.arguments.indices.dropFirst().map { try call.argument($0, type) }
    let ansi = call.environment.ansi
    return call.scalarWithNulls(nil, [try call.argument(0, .integer)] + inputs, type, nullable: true) { arguments, count in
      let numbers = FixedColumn<Int32>(arguments[0])
      let isNull = NullColumn(arguments[0])
      let inputs = Array(arguments.dropFirst())
      var failure: SparkError?
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let result = RowLoop.choose(
        inputs.map { $0.isConstant ? .constant($0.slice(0..<1).flattened(), count: rows) : $0 }, rows, type
      ) { row in
        if isNull(row) { return -1 }
        let number = Int(numbers[row])
        if number >= 1, number <= inputs.count { return number - 1 }
        if ansi, failure == nil {
          failure = SparkError("INVALID_ARRAY_INDEX", ["indexValue": String(number), "arraySize": String(inputs.count)])
        }
        return -1
      }
      if let failure { throw failure }
      return isConstant && rows == 1 && count != 1 ? .constant(result.flattened(), count: count) : result
    }
  }
}
