import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Returns a part of an array that begins at start, counted from 1 or from the end.
struct Slice: SQLFunction {
  static let names = ["slice"]
  static let documentation = FunctionDocumentation(
    "slice(x, start, length) - Returns a part of an array that begins at start, counted from 1 or from the end.",
    examples: [("SELECT slice(array(1, 2, 3, 4), 2, 2)", "[2, 3]"), ("SELECT slice(array(1, 2, 3, 4), -2, 2)", "[3, 4]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(3)
    _ = try call.elementType(0)
    let arguments = [call.arguments[0], try call.argument(1, .integer), try call.argument(2, .integer)]
    return call.rearranged(arguments, call.arguments[0].type) { _, arguments in
      let starts = FixedColumn<Int32>(arguments[1])
      let lengths = FixedColumn<Int32>(arguments[2])
      return { row, elements, writer in
        let (start, length) = (Int(starts[row]), Int(lengths[row]))
        if start == 0 { throw SparkError("INVALID_PARAMETER_VALUE.START", ["parameter": "`start`", "functionName": "`slice`"]) }
        if length < 0 {
          throw SparkError(
            "INVALID_PARAMETER_VALUE.LENGTH", ["parameter": "`length`", "functionName": "`slice`", "length": String(length)])
        }
        let first = start > 0 ? start - 1 : elements.count + start
        guard first >= 0, first < elements.count else { return }
        for offset in first..<min(elements.count, first + length) { writer.add(elements.lowerBound + offset) }
      }
    }
  }
}
