import RedstartLogicalPlan
import RedstartTypes

/// Returns how many characters differ; -1 above the threshold.
struct Levenshtein: SQLFunction {
  static let names = ["levenshtein"]
  static let documentation = FunctionDocumentation(
    "levenshtein(str1, str2[, threshold]) - Returns how many characters differ; -1 above the threshold.",
    examples: [("SELECT levenshtein('kitten', 'sitting')", "3")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2, 3)
    var arguments = [try call.argument(0, .string), try call.argument(1, .string)]
    if call.arguments.count == 3 { arguments.append(try call.argument(2, .integer)) }
    return call.scalar(nil, arguments, .integer) { arguments, count in
      let a = BytesColumn(arguments[0])
      let b = BytesColumn(arguments[1])
      let limit = arguments.count == 3 ? FixedColumn<Int32>(arguments[2]) : nil
      return RowLoop.fixed(arguments, count, .integer, as: Int32.self) { row in
        let distance = Int32(TextMeasures.levenshtein(a[row], b[row]))
        return limit.map { distance > $0[row] } ?? false ? -1 : distance
      }
    }
  }
}
