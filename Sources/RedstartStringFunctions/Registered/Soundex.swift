import RedstartLogicalPlan
import RedstartTypes

/// Returns the code that words of like sound share.
struct Soundex: SQLFunction {
  static let names = ["soundex"]
  static let documentation = FunctionDocumentation(
    "soundex(str) - Returns the code that words of like sound share.",
    examples: [("SELECT soundex('Miller')", "M460")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.stringMap(try call.argument(0, .string)) { text, sink in
      TextMeasures.appendSoundex(text) { sink.append($0) }
    }
  }
}
