import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Returns a part of a text cut at a delimiter, counted from 1 or from the end.
struct SplitPart: SQLFunction {
  static let names = ["split_part"]
  static let documentation = FunctionDocumentation(
    "split_part(str, delimiter, partNum) - Returns a part of a text cut at a delimiter, counted from 1 or from the end.",
    examples: [("SELECT split_part('11.12.13', '.', 3)", "13")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(3)
    let arguments = [try call.argument(0, .string), try call.argument(1, .string), try call.argument(2, .integer)]
    return call.stringSlices(arguments, canGiveNull: true) { arguments in
      let delimiters = BytesColumn(arguments[1])
      let numbers = FixedColumn<Int32>(arguments[2])
      return { text, row in
        let number = Int(numbers[row])
        if number == 0 { throw SparkError("INVALID_INDEX_OF_ZERO") }
        let delimiter = delimiters[row]
        var starts = [0]
        while delimiter.count > 0, let found = text.firstOffset(of: delimiter, from: starts[starts.count - 1]) {
          starts.append(found + delimiter.count)
          if number > 0, starts.count > number { break }
        }
        let index = number > 0 ? number - 1 : starts.count + number
        guard index >= 0, index < starts.count else { return text.part(0..<0) }
        let end = index + 1 < starts.count ? starts[index + 1] - delimiter.count : text.count
        return text.part(starts[index]..<end)
      }
    }
  }
}
