import RedstartLogicalPlan
import RedstartTypes

/// Returns whether a text of digits ends with the right check digit of Luhn's formula.
struct LuhnCheck: SQLFunction {
  static let names = ["luhn_check"]
  static let documentation = FunctionDocumentation(
    "luhn_check(str) - Returns whether a text of digits ends with the right check digit of Luhn's formula.",
    examples: [("SELECT luhn_check('8112189876')", "True"), ("SELECT luhn_check('79927398714')", "False")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    return call.scalar(nil, [try call.argument(0, .string)], .boolean, canGiveNull: true) { arguments, count in
      let text = BytesColumn(arguments[0])
      return RowLoop.fixed(arguments, count, .boolean, as: UInt8.self) { row in
        var sum = 0
        var isSecond = false
        let digits = text[row]
        if digits.isEmpty { return 0 }
        for byte in digits.reversed() {
          guard byte >= 48, byte <= 57 else { return 0 }
          let digit = Int(byte - 48) * (isSecond ? 2 : 1)
          sum += digit > 9 ? digit - 9 : digit
          isSecond.toggle()
        }
        return sum % 10 == 0 ? 1 : 0
      }
    }
  }
}
