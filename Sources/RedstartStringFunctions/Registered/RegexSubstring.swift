import RedstartLogicalPlan
import RedstartTypes

/// Returns the first match; null without one.
struct RegexSubstring: SQLFunction {
  static let names = ["regexp_substr"]
  static let documentation = FunctionDocumentation(
    "regexp_substr(str, regexp) - Returns the first match; null without one.",
    examples: [("SELECT regexp_substr('Steven Jones and Stephen Smith', 'Ste(v|ph)en')", "Steven")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    return call.stringSlices(try call.patternArguments(), canGiveNull: true) { arguments in
      let pattern = PatternColumn(BytesColumn(arguments[1]), "regexp_substr")
      return { text, row in
        let expression = try pattern(row)
        guard expression.find(in: text, from: 0), let match = expression.range(0), !match.isEmpty else { return nil }
        return text.part(match)
      }
    }
  }
}
