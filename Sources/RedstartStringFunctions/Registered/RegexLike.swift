import RedstartLogicalPlan
import RedstartTypes

/// Returns whether a part of the text fits the regular expression.
struct RegexLike: SQLFunction {
  static let names = ["rlike", "regexp", "regexp_like"]
  static let documentation = FunctionDocumentation(
    "rlike(str, regexp) - Returns whether a part of the text fits the regular expression.",
    examples: [("SELECT rlike('Spark', 'S.*k')", "True")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let shown = call.name.uppercased()
    return call.scalar(
      "rlike", try call.patternArguments(), .boolean, sql: { "\(shown)(\($0[0]), \($0[1]))" }
    ) { arguments, count in
      let text = BytesColumn(arguments[0])
      let pattern = PatternColumn(BytesColumn(arguments[1]), "rlike")
      return try RowLoop.fixed(arguments, count, .boolean, as: UInt8.self) { try pattern($0).find(in: text[$0], from: 0) ? 1 : 0 }
    }
  }
}
