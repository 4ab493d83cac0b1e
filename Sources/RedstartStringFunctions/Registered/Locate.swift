import RedstartLogicalPlan
import RedstartTypes

/// Returns the position of the first occurrence of substr at or behind pos, counted from 1; 0 without one.
struct Locate: SQLFunction {
  static let names = ["locate", "position"]
  static let documentation = FunctionDocumentation(
    "locate(substr, str[, pos]) - Returns the position of the first occurrence of substr at or behind pos, counted from 1; 0 without one.",
    examples: [("SELECT locate('bar', 'foobarbar')", "4"), ("SELECT locate('bar', 'foobarbar', 5)", "7")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2, 3)
    let start = call.arguments.count == 3 ? try call.argument(2, .integer) : .literal(.integer(1))
    let shown = call.name.lowercased()
    return call.scalarWithNulls(
      shown, [try call.argument(0, .string), try call.argument(1, .string), start], .integer,
      nullable: call.arguments[0].nullable || call.arguments[1].nullable
    ) { arguments, count in
      let part = BytesColumn(arguments[0])
      let text = BytesColumn(arguments[1])
      let starts = FixedColumn<Int32>(arguments[2])
      let nulls = arguments.map { NullColumn($0) }
      return RowLoop.optional(arguments, count, .integer, as: Int32.self, skipNulls: false) { row in
        if nulls[2](row) { return 0 }
        if nulls[0](row) || nulls[1](row) { return nil }
        let from = Int(starts[row])
        if from < 1 { return 0 }
        if part[row].count == 0 { return 1 }
        let source = text[row]
        let offset = source.offset(after: from - 1)
        return source.firstOffset(of: part[row], from: offset).map { Int32(source.part(0..<$0).characterCount + 1) } ?? 0
      }
    }
  }
}
