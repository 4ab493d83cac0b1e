import RedstartLogicalPlan
import RedstartTypes

/// Returns a text with its letters and digits replaced.
struct Mask: SQLFunction {
  static let names = ["mask"]
  static let documentation = FunctionDocumentation(
    "mask(str[, upper[, lower[, digit[, other]]]]) - Returns the text with its characters replaced by kind; NULL keeps a kind.",
    examples: [("SELECT mask('AbCD123-@$#')", "XxXXnnn-@$#"), ("SELECT mask('AbCD123-@$#', 'Q', 'q', 'd', 'o')", "QqQQdddoooo")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1, 2, 3, 4, 5)
    let defaults: [Literal] = [.string("X"), .string("x"), .string("n"), .null(.string)]
    let given = call.arguments.count - 1
    let replacements = try defaults.enumerated().map { index, value in
      index < given ? try call.argument(index + 1, .string) : .literal(value)
    }
    let shown = defaults.map { ExpressionText().text(.literal($0)) }
    return call.scalarWithNulls(
      nil, [try call.argument(0, .string)] + replacements, .string, nullable: true,
      sql: { texts in "mask(\((texts.prefix(given + 1) + shown.dropFirst(given)).joined(separator: ", ")))" }
    ) { arguments, count in
      let text = BytesColumn(arguments[0])
      let isNull = NullColumn(arguments[0])
      let masks = arguments.dropFirst().map { (text: BytesColumn($0), isNull: NullColumn($0)) }
      return RowLoop.bytes(arguments, count, .string, skipNulls: false) { row, sink in
        if isNull(row) { return false }
        for scalar in text.string(row).unicodeScalars {
          let properties = scalar.properties
          let kind =
            properties.generalCategory == .uppercaseLetter
            ? 0 : properties.generalCategory == .lowercaseLetter ? 1 : properties.generalCategory == .decimalNumber ? 2 : 3
          if masks[kind].isNull(row) { sink.append(String(scalar)) } else { sink.append(masks[kind].text[row]) }
        }
        return true
      }
    }
  }
}
