import RedstartLogicalPlan
import RedstartTypes

/// Returns the parts of a text between the matches of a regular expression.
struct Split: SQLFunction {
  static let names = ["split"]
  static let documentation = FunctionDocumentation(
    "split(str, regex[, limit]) - Returns the parts of a text between the matches of a regular expression.",
    examples: [
      ("SELECT split('oneAtwoBthreeC', '[ABC]')", "['one', 'two', 'three', '']"),
      ("SELECT split('oneAtwoBthreeC', '[ABC]', 2)", "['one', 'twoBthreeC']"),
    ])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2, 3)
    return call.stringLists(try call.patternArguments([-1])) { arguments, append in
      let text = BytesColumn(arguments[0])
      let patterns = BytesColumn(arguments[1])
      let pattern = PatternColumn(patterns, "split")
      let limits = FixedColumn<Int32>(arguments[2])
      return { row in
        let source = text[row]
        let limit = limits[row] > 0 ? Int(limits[row]) : Int.max
        var parts = 1
        var copied = 0
        if patterns[row].count == 0 {
          while copied < source.count, parts < limit {
            let end = min(source.count, copied + characterLength(source[copied]))
            if end == source.count { break }
            append(source.part(copied..<end))
            copied = end
            parts += 1
          }
          append(source.part(copied..<source.count))
          return
        }
        let expression = try pattern(row)
        var at = 0
        while parts < limit, expression.find(in: source, from: at), let match = expression.range(0) {
          at = expression.next(after: match, in: source)
          // An empty match at the start makes no empty part.
          if match.isEmpty, match.lowerBound == 0 { continue }
          if match.isEmpty, match.lowerBound == source.count { break }
          append(source.part(copied..<match.lowerBound))
          copied = match.upperBound
          parts += 1
        }
        append(source.part(copied..<source.count))
      }
    }
  }
}
