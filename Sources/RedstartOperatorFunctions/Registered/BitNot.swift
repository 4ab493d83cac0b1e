import RedstartLogicalPlan
import RedstartTypes

/// Returns the number with each bit flipped.
struct BitNot: SQLFunction {
  static let names = ["~"]
  static let documentation = FunctionDocumentation(
    "~ expr - Returns the number with each bit flipped.",
    examples: [("SELECT ~ 0", "-1")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let argument = try call.argument(0, .integral)
    let type = argument.type
    return call.scalar("~", [argument], type, sql: { "~\($0[0])" }) { arguments, count in
      switch type {
      case .byte:
        let values = FixedColumn<Int8>(arguments[0])
        return RowLoop.fixed(arguments, count, type, as: Int8.self) { ~values[$0] }
      case .short:
        let values = FixedColumn<Int16>(arguments[0])
        return RowLoop.fixed(arguments, count, type, as: Int16.self) { ~values[$0] }
      case .integer:
        let values = FixedColumn<Int32>(arguments[0])
        return RowLoop.fixed(arguments, count, type, as: Int32.self) { ~values[$0] }
      default:
        let values = FixedColumn<Int64>(arguments[0])
        return RowLoop.fixed(arguments, count, type, as: Int64.self) { ~values[$0] }
      }
    }
  }
}
