import RedstartLogicalPlan
import RedstartTypes

/// Returns the part before the count-th delimiter, or behind it for negative counts.
struct SubstringIndex: SQLFunction {
  static let names = ["substring_index"]
  static let documentation = FunctionDocumentation(
    "substring_index(str, delim, count) - Returns the part before the count-th delimiter, or behind it for negative counts.",
    examples: [("SELECT substring_index('www.apache.org', '.', 2)", "www.apache")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(3)
    let arguments = [try call.argument(0, .string), try call.argument(1, .string), try call.argument(2, .integer)]
    return call.stringSlices(arguments) { arguments in
      let delimiters = BytesColumn(arguments[1])
      let counts = FixedColumn<Int32>(arguments[2])
      return { text, row in TextMeasures.part(of: text, upTo: Int(counts[row]), delimiters[row]) }
    }
  }
}
