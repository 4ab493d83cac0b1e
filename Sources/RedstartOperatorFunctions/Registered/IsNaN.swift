import RedstartLogicalPlan
import RedstartTypes

/// Returns whether expr is not a number; false for null.
struct IsNaN: SQLFunction {
  static let names = ["isnan"]
  static let documentation = FunctionDocumentation(
    "isnan(expr) - Returns whether expr is not a number; false for null.",
    examples: [("SELECT isnan(double('NaN'))", "True")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let argument = try call.argument(0, .oneOf([.type(.double), .type(.float)]))
    let isDouble = argument.type == .double
    return call.scalarWithNulls(nil, [argument], .boolean, nullable: false) { arguments, count in
      let isNull = NullColumn(arguments[0])
      if isDouble {
        let values = FixedColumn<Double>(arguments[0])
        return RowLoop.optional(arguments, count, .boolean, as: UInt8.self, skipNulls: false) {
          !isNull($0) && values[$0].isNaN ? 1 : 0
        }
      }
      let values = FixedColumn<Float>(arguments[0])
      return RowLoop.optional(arguments, count, .boolean, as: UInt8.self, skipNulls: false) {
        !isNull($0) && values[$0].isNaN ? 1 : 0
      }
    }
  }
}
