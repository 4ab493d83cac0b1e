import RedstartLogicalPlan
import RedstartTypes

/// Returns the text with each character of from replaced by the one at its place in to.
struct Translate: SQLFunction {
  static let names = ["translate"]
  static let documentation = FunctionDocumentation(
    "translate(input, from, to) - Returns the text with each character of from replaced by the one at its place in to.",
    examples: [("SELECT translate('AaBbCc', 'abc', '123')", "A1B2C3")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(3)
    let arguments = [try call.argument(0, .string), try call.argument(1, .string), try call.argument(2, .string)]
    return call.scalar(nil, arguments, .string) { arguments, count in
      let text = BytesColumn(arguments[0])
      let from = BytesColumn(arguments[1])
      let to = BytesColumn(arguments[2])
      var table: [UnicodeScalar: UnicodeScalar?] = [:]
      let isFixed = from.isConstant && to.isConstant
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        if table.isEmpty || !isFixed {
          table = [:]
          let targets = Array(to.string(row).unicodeScalars)
          for (index, scalar) in from.string(row).unicodeScalars.enumerated() where table[scalar] == nil {
            table[scalar] = .some(index < targets.count ? targets[index] : nil)
          }
        }
        var result = String.UnicodeScalarView()
        for scalar in text.string(row).unicodeScalars {
          switch table[scalar] {
          case .none: result.append(scalar)
          case .some(let target): if let target { result.append(target) }
          }
        }
        sink.append(String(result))
        return true
      }
    }
  }
}
