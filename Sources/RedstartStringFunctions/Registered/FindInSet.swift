import RedstartLogicalPlan
import RedstartTypes

/// Returns the position of a text in a list separated by commas; 0 without one.
struct FindInSet: SQLFunction {
  static let names = ["find_in_set"]
  static let documentation = FunctionDocumentation(
    "find_in_set(str, str_array) - Returns the position of a text in a list separated by commas; 0 without one.",
    examples: [("SELECT find_in_set('ab','abc,b,ab,c,def')", "3")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    return call.scalar(nil, [try call.argument(0, .string), try call.argument(1, .string)], .integer) { arguments, count in
      let words = BytesColumn(arguments[0])
      let sets = BytesColumn(arguments[1])
      return RowLoop.fixed(arguments, count, .integer, as: Int32.self) { row in
        let (word, set) = (words[row], sets[row])
        if word.contains(44) { return 0 }
        var start = 0
        var number: Int32 = 1
        for index in 0...set.count where index == set.count || set[index] == 44 {
          if set.part(start..<index).elementsEqual(word) { return number }
          start = index + 1
          number += 1
        }
        return 0
      }
    }
  }
}
