import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Returns the text with every match replaced, from a position on.
struct RegexReplace: SQLFunction {
  static let names = ["regexp_replace"]
  static let documentation = FunctionDocumentation(
    "regexp_replace(str, regexp, rep[, position]) - Returns the text with every match replaced, from a position on.",
    examples: [("SELECT regexp_replace('100-200', '([0-9]+)', 'num')", "num-num")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(3, 4)
    let position = call.arguments.count == 4 ? try call.argument(3, .integer) : .literal(.integer(1))
    let arguments = [try call.argument(0, .string), try call.argument(1, .string), try call.argument(2, .string), position]
    return call.scalar(nil, arguments, .string) { arguments, count in
      let text = BytesColumn(arguments[0])
      let patterns = BytesColumn(arguments[1])
      let pattern = PatternColumn(patterns, "regexp_replace")
      let replacements = BytesColumn(arguments[2])
      let positions = FixedColumn<Int32>(arguments[3])
      return try RowLoop.bytes(arguments, count, .string) { row, sink in
        let source = text[row]
        let expression = try pattern(row)
        let start = source.offset(after: max(0, Int(positions[row]) - 1))
        guard start < source.count || start == 0, expression.find(in: source, from: start) else {
          sink.append(source)
          return true
        }
        guard let replacement = ReplacementText(replacements[row], groupCount: expression.groupCount) else {
          throw SparkError(
            "INVALID_REGEXP_REPLACE",
            [
              "source": text.string(row), "pattern": patterns.string(row), "replacement": replacements.string(row),
              "position": String(positions[row]),
            ])
        }
        var copied = 0
        var found = true
        while found, let match = expression.range(0) {
          sink.append(source.part(copied..<match.lowerBound))
          replacement.append(expression, source, to: sink)
          copied = match.upperBound
          found = expression.find(in: source, from: expression.next(after: match, in: source))
        }
        sink.append(source.part(copied..<source.count))
        return true
      }
    }
  }
}
