import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Spreads its arguments over a number of rows.
struct Stack: SQLFunction {
  static let names = ["stack"]
  static let documentation = FunctionDocumentation(
    "stack(n, expr1, ..., exprk) - Spreads the expressions over n rows, in columns col0, col1 and so on.", examples: [])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(atLeast: 2)
    let number = call.arguments[0]
    guard number.type == .integer || number.type == .null else { throw call.unexpectedType(0, .type(.integer)) }
    try call.requireConstant(0, "n", .integer)
    guard case .integer(let rows)? = call.constant(0), rows > 0 else {
      throw call.mismatch(
        "VALUE_OUT_OF_RANGE",
        [
          "exprName": "`n`", "valueRange": "(0, 2147483647]",
          "currentValue": call.constant(0).map { _ in number.prettySQL } ?? "null",
        ])
    }
    var values = Array(call.arguments.dropFirst())
    let width = (values.count - 1) / Int(rows) + 1
    let types = try (0..<width).map { column in
      let places = stride(from: column, to: values.count, by: width)
      guard let first = places.first(where: { values[$0].type != .null }) else { return DataType.null }
      let type = values[first].type
      for place in places where values[place].type != .null && values[place].type.simpleString != type.simpleString {
        throw call.mismatch(
          "STACK_COLUMN_DIFF_TYPES",
          [
            "columnIndex": String(column), "leftParamIndex": String(first + 1), "leftType": "\"\(type.sql)\"",
            "rightParamIndex": String(place + 1), "rightType": "\"\(values[place].type.sql)\"",
          ])
      }
      for place in places where values[place].type == .null { values[place] = values[place].implicitlyCast(to: type) }
      return type
    }
    let fields = types.indices.map { StructField("col\($0)", types[$0], nullable: true) }
    // The plan's generate node makes the rows; the call only names the generator.
    return call.scalarWithNulls("stack", [number] + values, .struct(StructType(fields)), nullable: true, isFoldable: false) {
      _, _ in
      throw SparkError.internal("a generator was evaluated as an expression")
    }
  }
}
