import RedstartKernels

/// A day of the calendar, without time and zone: Spark's `date`.
public struct LocalDate: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// Days since 1970-01-01 in the proleptic Gregorian calendar.
  public let daysSinceEpoch: Int32

  public init(daysSinceEpoch: Int32) { self.daysSinceEpoch = daysSinceEpoch }

  /// - Returns: nil for a day that does not exist.
  public init?(_ year: Int, _ month: Int, _ day: Int) {
    guard (-5_000_000...5_000_000).contains(year), CivilDate.isValid(year: year, month: month, day: day) else { return nil }
    self.init(daysSinceEpoch: Int32(CivilDate.days(year: year, month: month, day: day)))
  }

  /// Reads `2013-01-31`; years before the year 0 have a minus.
  /// - Returns: nil for text that is no day.
  public init?(_ text: String) {
    let isNegative = text.hasPrefix("-")
    let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
    self.init(isNegative ? -year : year, month, day)
  }

  public var year: Int { civil.year }
  public var month: Int { civil.month }
  public var day: Int { civil.day }
  /// The day as Spark writes it, `2013-01-31`.
  public var description: String { DateText.format(days: Int(daysSinceEpoch)) }

  public static func < (left: LocalDate, right: LocalDate) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let date = LocalDate(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no date")
    }
    self = date
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  private var civil: CivilDate { CivilDate(days: Int(daysSinceEpoch)) }
}
