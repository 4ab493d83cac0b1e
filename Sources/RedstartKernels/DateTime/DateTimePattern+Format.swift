extension DateTimePattern {
  /// The text of microseconds since the epoch, shown in a zone.
  public func format(micros: Int64, zone: TimeZoneRules) -> String {
    var bytes: [UInt8] = []
    append(micros: micros, zone: zone, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of a date.
  public func format(days: Int32) -> String {
    var bytes: [UInt8] = []
    append(Moment(localSeconds: Int64(days) * 86_400, nanos: 0, seconds: Int64(days) * 86_400, zone: .utc), parts, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the text of microseconds since the epoch, shown in a zone.
  public func append(micros: Int64, zone: TimeZoneRules, to bytes: inout [UInt8]) {
    let seconds = floorDiv(micros, 1_000_000)
    let nanos = Int(micros &- seconds &* 1_000_000) * 1000
    let local = seconds &+ Int64(zone.offset(atUTC: seconds))
    append(Moment(localSeconds: local, nanos: nanos, seconds: seconds, zone: zone), parts, to: &bytes)
  }

  /// A wall clock with the instant and zone that it shows.
  private struct Moment {
    let date: CivilDate
    let days: Int
    let secondOfDay: Int
    let nanos: Int
    let seconds: Int64
    let zone: TimeZoneRules

    init(localSeconds: Int64, nanos: Int, seconds: Int64, zone: TimeZoneRules) {
      days = Int(floorDiv(localSeconds, 86_400))
      date = CivilDate(days: days)
      secondOfDay = Int(localSeconds) - days * 86_400
      self.nanos = nanos
      self.seconds = seconds
      self.zone = zone
    }

    var offset: Int { zone.offset(atUTC: seconds) }
    var hour: Int { secondOfDay / 3600 }

    func value(_ field: Field) -> Int {
      switch field {
      case .year: date.year
      case .yearOfEra: date.year > 0 ? date.year : 1 - date.year
      case .month: date.month
      case .quarter: (date.month + 2) / 3
      case .dayOfMonth: date.day
      case .dayOfYear: date.dayOfYear
      case .dayOfAlignedWeek: (date.day - 1) % 7 + 1
      case .hour: hour
      case .clockHour: hour == 0 ? 24 : hour
      case .halfDayHour: hour % 12
      case .clockHalfDayHour: hour % 12 == 0 ? 12 : hour % 12
      case .minute: secondOfDay / 60 % 60
      case .second: secondOfDay % 60
      }
    }
  }

  private func append(_ moment: Moment, _ parts: [Part], to bytes: inout [UInt8]) {
    for part in parts {
      switch part {
      case .literal(let text): bytes += text
      case .number(let field, let width, _, let sign, _):
        let value = moment.value(field)
        if value < 0 {
          bytes.append(45)
        } else if sign == .exceedsPad, width < 19, Self.digits(value) > width {
          bytes.append(43)
        }
        Self.append(value.magnitude, width: width, to: &bytes)
      case .shortYear(let field): Self.append(moment.value(field).magnitude % 100, width: 2, to: &bytes)
      case .fraction(_, let width):
        var nanos = UInt(moment.nanos)
        for _ in width..<9 { nanos /= 10 }
        Self.append(nanos, width: width, to: &bytes)
      case .name(let name, let full):
        let index =
          switch name {
          case .month: moment.date.month - 1
          case .weekday: CivilDate.isoWeekday(days: moment.days) - 1
          case .quarter: (moment.date.month - 1) / 3
          case .era: moment.date.year > 0 ? 1 : 0
          case .halfDay: moment.hour / 12
          }
        bytes += (name == .quarter && !full ? DateTimeNames.shortQuarters : DateTimeNames.list(name, full: full))[index].utf8
      case .zoneID: bytes += moment.zone.id.utf8
      case .zoneName(let full): bytes += Self.zoneName(moment.zone, moment.seconds, full: full).utf8
      case .offset(let style): Self.append(moment.offset, style, to: &bytes)
      case .namedOffset(let full): Self.append(namedOffset: moment.offset, full: full, to: &bytes)
      case .optional(let inner): append(moment, inner, to: &bytes)
      }
    }
  }

  private static func digits(_ value: Int) -> Int {
    var rest = value
    var count = 1
    while rest >= 10 {
      rest /= 10
      count += 1
    }
    return count
  }

  private static func append(_ value: UInt, width: Int, to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { buffer in
      guard let base = buffer.baseAddress else { return }
      let count = DateText.writeDigits(UInt64(value), width: width, to: base)
      bytes.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
    }
  }

  private static func append(_ offset: Int, _ style: OffsetStyle, to bytes: inout [UInt8]) {
    let size = abs(offset)
    let (hours, minutes, seconds) = (size / 3600, size / 60 % 60, size % 60)
    if size == 0 {
      bytes += style.zero.utf8
      return
    }
    let start = bytes.count
    bytes.append(offset < 0 ? 45 : 43)
    append(UInt(hours), width: 2, to: &bytes)
    let withSeconds = style.seconds && seconds > 0
    if style.minutes || minutes > 0 || withSeconds {
      if style.colon { bytes.append(58) }
      append(UInt(minutes), width: 2, to: &bytes)
      if withSeconds {
        if style.colon { bytes.append(58) }
        append(UInt(seconds), width: 2, to: &bytes)
      }
    }
    if hours == 0, minutes == 0, !withSeconds {
      bytes.removeSubrange(start...)
      bytes += style.zero.utf8
    }
  }

  private static func append(namedOffset offset: Int, full: Bool, to bytes: inout [UInt8]) {
    bytes += "GMT".utf8
    let size = abs(offset)
    if size == 0 { return }
    let (hours, minutes, seconds) = (size / 3600, size / 60 % 60, size % 60)
    bytes.append(offset < 0 ? 45 : 43)
    append(UInt(hours), width: full ? 2 : 1, to: &bytes)
    if full || minutes > 0 || seconds > 0 {
      bytes.append(58)
      append(UInt(minutes), width: 2, to: &bytes)
      if seconds > 0 {
        bytes.append(58)
        append(UInt(seconds), width: 2, to: &bytes)
      }
    }
  }

  /// `PST` or `Pacific Standard Time`; zones without an English name show their identifier.
  private static func zoneName(_ zone: TimeZoneRules, _ seconds: Int64, full: Bool) -> String {
    if zone.isOffsetName { return zone.id }
    var short = zone.abbreviation(atUTC: seconds)
    // Local mean time has no name of its own: the zone's standard name stands for it.
    if short == "LMT" || short.first == "+" || short.first == "-" {
      guard
        let later = (0..<zone.offsets.count).first(where: { !zone.daylight[$0] && DateTimeNames.isKnown(zone.abbreviations[$0]) })
      else { return zone.id }
      short = zone.abbreviations[later]
    }
    if !full { return short }
    return DateTimeNames.zones.first { $0.short == short }?.long ?? zone.id
  }
}

extension DateTimeNames {
  static func isKnown(_ abbreviation: String) -> Bool { zones.contains { $0.short == abbreviation } }
}
