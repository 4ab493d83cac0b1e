import RedstartLogicalPlan
import RedstartTypes

/// Returns a group of the first match; empty without one.
struct RegexExtract: SQLFunction {
  static let names = ["regexp_extract"]
  static let documentation = FunctionDocumentation(
    "regexp_extract(str, regexp[, idx]) - Returns a group of the first match; empty without one.",
    examples: [("SELECT regexp_extract('100-200', '([0-9]+)-([0-9]+)', 1)", "100")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2, 3)
    return call.stringSlices(try call.patternArguments([1])) { arguments in
      let pattern = PatternColumn(BytesColumn(arguments[1]), "regexp_extract")
      let groups = FixedColumn<Int32>(arguments[2])
      return { text, row in
        let expression = try pattern(row)
        try FunctionBinding.requireGroup(Int(groups[row]), expression, "regexp_extract")
        guard expression.find(in: text, from: 0) else { return text.part(0..<0) }
        return text.part(expression.range(Int(groups[row])) ?? 0..<0)
      }
    }
  }
}
