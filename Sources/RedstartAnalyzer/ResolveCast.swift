import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// A cast with the session's mode and zone, if its types allow one.
  func resolveCast(_ cast: Cast) throws -> Expression {
    var cast = cast
    cast.mode = cast.mode ?? context.binding.castMode
    cast.timeZone = cast.timeZone ?? context.binding.timeZone
    if case .char = cast.type { cast.type = .string }
    if case .varchar = cast.type { cast.type = .string }
    let from = cast.child.type.storage
    let to = cast.type.storage
    if Self.canCast(from, to, ansi: cast.mode != .legacy) { return .cast(cast) }
    var parameters = ["srcType": "\"\(cast.child.type.sql)\"", "targetType": "\"\(cast.type.sql)\""]
    if let functions = Self.replacement(from, to) {
      parameters["functionNames"] = functions
      throw mismatch("CAST_WITH_FUNC_SUGGESTION", .cast(cast), parameters, cast.origin)
    }
    if cast.mode == .ansi, Self.canCast(from, to, ansi: false) {
      parameters["config"] = "\"spark.sql.ansi.enabled\""
      parameters["configVal"] = "'false'"
      throw mismatch("CAST_WITH_CONF_SUGGESTION", .cast(cast), parameters, cast.origin)
    }
    throw mismatch("CAST_WITHOUT_SUGGESTION", .cast(cast), parameters, cast.origin)
  }

  /// Whether Spark converts values of one type to the other.
  static func canCast(_ from: DataType, _ to: DataType, ansi: Bool) -> Bool {
    if from == to || from == .null || to.isString { return true }
    switch (from, to) {
    case (.binary, _): return false
    case (_, .binary): return from.isString || (!ansi && from.isIntegral)
    case (.calendarInterval, _), (_, .calendarInterval): return from.isString
    case (.array(let a, let aNull), .array(let b, let bNull)):
      return canCast(a, b, ansi: ansi) && (bNull || !(aNull || (!ansi && Cast.forcesNull(from: a, to: b))))
    case (.map(let aKey, let aValue, let aNull), .map(let bKey, let bValue, let bNull)):
      return canCast(aKey, bKey, ansi: ansi) && (ansi || !Cast.forcesNull(from: aKey, to: bKey))
        && canCast(aValue, bValue, ansi: ansi)
        && (bNull || !(aNull || (!ansi && Cast.forcesNull(from: aValue, to: bValue))))
    case (.struct(let a), .struct(let b)):
      return a.count == b.count
        && zip(a.fields, b.fields).allSatisfy { x, y in
          canCast(x.type, y.type, ansi: ansi)
            && (y.nullable || !(x.nullable || (!ansi && Cast.forcesNull(from: x.type, to: y.type))))
        }
    default: break
    }
    if from.isNested || to.isNested { return false }
    if from.isString { return true }
    if from.isNumeric, to.isNumeric { return true }
    if from == .boolean { return to.isNumeric || (!ansi && to == .timestamp) }
    if to == .boolean { return from.isNumeric || (!ansi && (from == .timestamp || from == .date)) }
    if from.isDateOrTimestamp, to.isDateOrTimestamp { return true }
    if from == .timestamp { return to.isNumeric }
    if to == .timestamp { return from.isNumeric }
    if from == .date { return !ansi && to.isNumeric }
    switch (from, to) {
    case (.dayTimeInterval, .dayTimeInterval), (.yearMonthInterval, .yearMonthInterval): return true
    case (.dayTimeInterval, _), (.yearMonthInterval, _): return to.isIntegral || to.isDecimal
    case (_, .dayTimeInterval), (_, .yearMonthInterval): return from.isIntegral || from.isDecimal
    default: return false
    }
  }

  /// The functions that do what a cast does not.
  private static func replacement(_ from: DataType, _ to: DataType) -> String? {
    switch (from, to) {
    case (.date, _) where to.isIntegral: "`UNIX_DATE`"
    case (_, .date) where from.isNumeric: "`DATE_FROM_UNIX_DATE`"
    case (.timestampNTZ, _) where to.isNumeric, (_, .timestampNTZ) where from.isNumeric: nil
    case (_, .array): nil
    default: nil
    }
  }
}
