import RedstartLogicalPlan
import RedstartTypes

/// Returns expr2 when expr1 is not a number, else expr1.
struct NanValue: SQLFunction {
  static let names = ["nanvl"]
  static let documentation = FunctionDocumentation(
    "nanvl(expr1, expr2) - Returns expr2 when expr1 is not a number, else expr1.",
    examples: [("SELECT nanvl(double('NaN'), 123)", "123.0")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let expected = TypeCoercion.Expected.oneOf([.type(.double), .type(.float)])
    let arguments = [try call.argument(0, expected), try call.argument(1, expected)]
    let type = arguments[0].type == .float && arguments[1].type == .float ? DataType.float : .double
    let isDouble = type == .double
    return call.scalarWithNulls(
      nil, arguments.map { $0.implicitlyCast(to: type) }, type, nullable: arguments.contains { $0.nullable }
    ) { arguments, count in
      let isNull = NullColumn(arguments[0])
      if isDouble {
        let values = FixedColumn<Double>(arguments[0])
        return RowLoop.choose(arguments, count, type) { isNull($0) || !values[$0].isNaN ? 0 : 1 }
      }
      let values = FixedColumn<Float>(arguments[0])
      return RowLoop.choose(arguments, count, type) { isNull($0) || !values[$0].isNaN ? 0 : 1 }
    }
  }
}
