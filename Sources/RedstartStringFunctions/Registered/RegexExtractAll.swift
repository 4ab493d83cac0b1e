import RedstartLogicalPlan
import RedstartTypes

/// Returns a group of every match.
struct RegexExtractAll: SQLFunction {
  static let names = ["regexp_extract_all"]
  static let documentation = FunctionDocumentation(
    "regexp_extract_all(str, regexp[, idx]) - Returns a group of every match.",
    examples: [("SELECT regexp_extract_all('100-200, 300-400', '([0-9]+)-([0-9]+)', 1)", "['100', '300']")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2, 3)
    return call.stringLists(try call.patternArguments([1]), containsNull: true) { arguments, append in
      let text = BytesColumn(arguments[0])
      let pattern = PatternColumn(BytesColumn(arguments[1]), "regexp_extract_all")
      let groups = FixedColumn<Int32>(arguments[2])
      return { row in
        let expression = try pattern(row)
        try FunctionBinding.requireGroup(Int(groups[row]), expression, "regexp_extract_all")
        var at = 0
        while expression.find(in: text[row], from: at), let match = expression.range(0) {
          append(text[row].part(expression.range(Int(groups[row])) ?? 0..<0))
          at = expression.next(after: match, in: text[row])
        }
      }
    }
  }
}
