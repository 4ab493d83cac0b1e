import RedstartLogicalPlan
import RedstartTypes

/// Returns the code of the first character, 0 for empty text.
struct Ascii: SQLFunction {
  static let names = ["ascii"]
  static let documentation = FunctionDocumentation(
    "ascii(str) - Returns the code of the first character, 0 for empty text.",
    examples: [("SELECT ascii('222')", "50")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.stringNumber(try call.argument(0, .string)) { text in
      if text.count == 0 { return 0 }
      return text.part(0..<min(text.count, characterLength(text[0]))).string.unicodeScalars.first.map { Int32($0.value) } ?? 0
    }
  }
}
