import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

extension FunctionBinding {
  /// `sequence` of dates or timestamps, by an interval.
  func temporalSequence() throws -> Expression {
    let types = arguments.prefix(2).map(\.type)
    guard let common = TypeCoercion.commonType(types), common.isDateOrTimestamp else { return try integerSequence() }
    let step: Expression =
      arguments.count > 2
      ? try argument(2, .oneOf([.type(.calendarInterval), .yearMonthInterval, .dayTimeInterval]))
      : .literal(Literal(.integer(Micros.perDay), .dayTime))
    let type = DataType.array(common, containsNull: false)
    let zone = common == .timestamp ? try TimeZoneRules.named(environment.timeZone) : TimeZoneRules.utc
    let isDate = common == .date
    return scalar(nil, arguments.prefix(2).map { $0.implicitlyCast(to: common) } + [step], type, sql: Self.shown(arguments.count))
    {
      arguments, count in
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let valid = RowLoop.validity(arguments, rows)
      let elements = VectorBuilder(type: common)
      var offsets: [Int32] = [0]
      for row in 0..<rows {
        if valid.map({ $0[row] }) ?? true {
          guard case .integer(let first) = arguments[0].value(at: row), case .integer(let last) = arguments[1].value(at: row)
          else { continue }
          let from = isDate ? first &* Micros.perDay : zone.local(utc: first)
          let to = isDate ? last &* Micros.perDay : zone.local(utc: last)
          var (months, micros): (Int, Int64) = (0, 0)
          switch (arguments[2].type, arguments[2].value(at: row)) {
          case (.yearMonthInterval, .integer(let number)): months = Int(number)
          case (_, .integer(let number)): micros = number
          case (_, .interval(let interval)):
            months = Int(interval.months)
            micros = Int64(interval.days) * Micros.perDay + interval.microseconds
          default: break
          }
          if arguments.count == 3, Self.isDefaultStep(arguments[2]), from > to { micros = -micros }
          let rising = months > 0 || (months == 0 && micros > 0)
          if months == 0 && micros == 0 ? from != to : rising ? from > to : from < to {
            throw SparkError.bare("Illegal sequence boundaries: \(first) to \(last).", as: .illegalArgument)
          }
          var index = 0
          while true {
            let local = Self.moved(from, months * index) &+ micros &* Int64(index)
            if rising ? local > to : local < to { break }
            elements.append(.integer(isDate ? floorDiv(local, Micros.perDay) : zone.utc(local: local) ?? local))
            index += 1
            if months == 0, micros == 0 { break }
            if index > 10_000_000 {
              throw SparkError(
                "COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER",
                [
                  "numberOfElements": "\(index)", "functionName": "`sequence`", "maxRoundedArrayLength": "10000000",
                  "parameter": "`count`",
                ])
            }
          }
        }
        offsets.append(Int32(elements.count))
      }
      let result = Vector(
        type: type, count: rows, validity: valid,
        layout: .list(offsets: Buffer(copying: offsets), child: elements.finish()))
      return isConstant ? .constant(result, count: count) : result
    }
  }

  private static func shown(_ given: Int) -> @Sendable ([String]) -> String {
    { "sequence(\($0.prefix(given).joined(separator: ", ")))" }
  }

  private static func isDefaultStep(_ vector: Vector) -> Bool {
    guard vector.isConstant, case .integer(Micros.perDay) = vector.value(at: 0) else { return false }
    return true
  }

  private static func moved(_ micros: Int64, _ months: Int) -> Int64 {
    if months == 0 { return micros }
    let day = floorDiv(micros, Micros.perDay)
    let date = CivilDate(days: Int(day))
    let total = date.year * 12 + date.month - 1 + months
    let year = floorDiv(total, 12)
    let month = total - year * 12 + 1
    let target = CivilDate.days(year: year, month: month, day: min(date.day, CivilDate.length(ofMonth: month, year: year)))
    return Int64(target) * Micros.perDay + (micros - day * Micros.perDay)
  }
}
