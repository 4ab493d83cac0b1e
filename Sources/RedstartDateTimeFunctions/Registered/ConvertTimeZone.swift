import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Returns a timestamp without zone moved from one zone to another.
struct ConvertTimeZone: SQLFunction {
  static let names = ["convert_timezone"]
  static let documentation = FunctionDocumentation(
    "convert_timezone([sourceTz, ]targetTz, sourceTs) - Returns a timestamp without zone moved from one zone to another.",
    examples: [
      (
        "SELECT convert_timezone('Europe/Brussels', 'America/Los_Angeles', TIMESTAMP_NTZ'2021-12-06 00:00:00')",
        "2021-12-05 15:00:00"
      )
    ])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2, 3)
    let session = call.environment.timeZone
    let source = call.arguments.count == 3 ? try call.argument(0, .string) : .literal(.string(session))
    let last = call.arguments.count - 1
    let isShort = call.arguments.count == 2
    return call.scalar(
      nil, [source, try call.argument(last - 1, .string), try call.argument(last, .timestampNTZ)], .timestampNTZ,
      sql: { "convert_timezone(\(isShort ? "current_timezone()" : $0[0]), \($0[1]), \($0[2]))" }
    ) { arguments, count in
      let from = BytesColumn(arguments[0])
      let to = BytesColumn(arguments[1])
      let clocks = FixedColumn<Int64>(arguments[2])
      return try RowLoop.fixed(arguments, count, .timestampNTZ, as: Int64.self) { row in
        let source = try TimeZoneRules.named(from.string(row))
        let target = try TimeZoneRules.named(to.string(row))
        return target.local(utc: source.utc(local: clocks[row]) ?? clocks[row])
      }
    }
  }
}
