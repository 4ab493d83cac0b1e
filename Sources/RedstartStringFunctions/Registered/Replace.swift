import RedstartLogicalPlan
import RedstartTypes

/// Returns the text with each occurrence of search replaced.
struct Replace: SQLFunction {
  static let names = ["replace"]
  static let documentation = FunctionDocumentation(
    "replace(str, search[, replace]) - Returns the text with each occurrence of search replaced.",
    examples: [("SELECT replace('ABCabc', 'abc', 'DEF')", "ABCDEF")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2, 3)
    let replacement = call.arguments.count == 3 ? try call.argument(2, .string) : .literal(.string(""))
    return call.scalar(nil, [try call.argument(0, .string), try call.argument(1, .string), replacement], .string) {
      arguments, count in
      let text = BytesColumn(arguments[0])
      let search = BytesColumn(arguments[1])
      let replacement = BytesColumn(arguments[2])
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        let (source, needle) = (text[row], search[row])
        var at = 0
        while needle.count > 0, let found = source.firstOffset(of: needle, from: at) {
          sink.append(source.part(at..<found))
          sink.append(replacement[row])
          at = found &+ needle.count
        }
        sink.append(source.part(at..<source.count))
        return true
      }
    }
  }
}
