import RedstartLogicalPlan
import RedstartTypes

/// Returns the bucket of equal width into which a value falls.
struct WidthBucket: SQLFunction {
  static let names = ["width_bucket"]
  static let documentation = FunctionDocumentation(
    "width_bucket(value, min, max, num_bucket) - Returns the bucket of equal width into which a value falls.",
    examples: [("SELECT width_bucket(5.3, 0.2, 10.6, 5)", "3")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(4)
    let arguments = [
      try call.argument(0, .double), try call.argument(1, .double), try call.argument(2, .double), try call.argument(3, .long),
    ]
    return call.scalar(nil, arguments, .long, canGiveNull: true) { arguments, count in
      let value = FixedColumn<Double>(arguments[0])
      let low = FixedColumn<Double>(arguments[1])
      let high = FixedColumn<Double>(arguments[2])
      let buckets = FixedColumn<Int64>(arguments[3])
      return RowLoop.optional(arguments, count, .long, as: Int64.self) { row in
        let (v, a, b, n) = (value[row], low[row], high[row], buckets[row])
        if n <= 0 || n == .max || v.isNaN || a == b || !a.isFinite || !b.isFinite { return nil }
        if a < b {
          if v < a { return 0 }
          return v >= b ? n + 1 : Int64(Double(n) * (v - a) / (b - a)) + 1
        }
        if v > a { return 0 }
        return v <= b ? n + 1 : Int64(Double(n) * (a - v) / (a - b)) + 1
      }
    }
  }
}
