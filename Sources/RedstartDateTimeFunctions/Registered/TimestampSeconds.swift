import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns the timestamp so many seconds after the epoch.
struct TimestampSeconds: SQLFunction {
  static let names = ["timestamp_seconds"]
  static let documentation = FunctionDocumentation(
    "timestamp_seconds(seconds) - Returns the timestamp so many seconds after the epoch.",
    examples: [("SELECT timestamp_seconds(1230219000)", "2008-12-25 15:30:00")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1)
    let argument = try call.argument(0, .numeric)
    if argument.type.isIntegral { return try call.bindTimestamp(fromUnits: Micros.perSecond) }
    if case .decimal(_, let scale) = argument.type {
      return call.scalar(nil, [argument.implicitlyCast(to: .decimal(precision: 38, scale: scale))], .timestamp) {
        arguments, count in
        let digits = FixedColumn<Int128>(arguments[0])
        return try RowLoop.fixed(arguments, count, .timestamp, as: Int64.self) { row in
          guard let micros = Decimal128.rescale(digits[row], from: scale, to: 6), let result = Int64(exactly: micros) else {
            throw SparkError(
              "ARITHMETIC_OVERFLOW", ["message": "long overflow", "alternative": "", "config": ansiConfigParameter])
          }
          return result
        }
      }
    }
    return call.scalar(nil, [argument.implicitlyCast(to: .double)], .timestamp, canGiveNull: true) { arguments, count in
      let values = FixedColumn<Double>(arguments[0])
      return RowLoop.optional(arguments, count, .timestamp, as: Int64.self) { row in
        values[row].isFinite ? Int64(exactly: (values[row] * 1e6).rounded(.towardZero)) : nil
      }
    }
  }
}
