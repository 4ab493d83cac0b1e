extension DateTimePattern {
  /// Microseconds since the epoch of a text; without a zone in it, `zone` applies. Nil when it does not match.
  public func parseTimestamp(_ bytes: UnsafePointer<UInt8>, _ count: Int, zone: TimeZoneRules) -> Int64? {
    guard let fields = fields(bytes, count), let days = fields.days(), let second = fields.secondOfDay() else { return nil }
    let local = Int64(days) * 86_400 + Int64(second)
    let offset = fields.zone?.offset(atLocal: local) ?? fields.offset ?? zone.offset(atLocal: local)
    return Int64(exactly: Int128(local - Int64(offset)) * 1_000_000 + Int128(fields.nanos / 1000))
  }

  /// Microseconds of the wall clock of a text; a zone in it is dropped, or refused.
  public func parseTimestampNTZ(_ bytes: UnsafePointer<UInt8>, _ count: Int, allowZone: Bool = true) -> Int64? {
    guard let fields = fields(bytes, count), let days = fields.days(), let second = fields.secondOfDay() else { return nil }
    if !allowZone, fields.zone != nil || fields.offset != nil { return nil }
    let local = Int64(days) * 86_400 + Int64(second)
    return Int64(exactly: Int128(local) * 1_000_000 + Int128(fields.nanos / 1000))
  }

  /// Days since the epoch of a text.
  public func parseDate(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int32? {
    guard let fields = fields(bytes, count), let days = fields.days(), fields.secondOfDay() != nil else { return nil }
    return Int32(exactly: days)
  }

  /// Whether a beginning of the text matches, dates and times of day in range.
  public func matchesPrefix(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var cursor = Cursor(bytes: bytes, count: count)
    return cursor.match(parts) && cursor.fields.days() != nil && cursor.fields.secondOfDay() != nil
  }

  private func fields(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Fields? {
    var cursor = Cursor(bytes: bytes, count: count)
    guard cursor.match(parts), cursor.at == count else { return nil }
    return cursor.fields
  }

  /// What a text said.
  struct Fields {
    /// By the raw value of ``Field``.
    var values: SIMD16<Int64> = SIMD16(repeating: Fields.missing)
    var era: Int?
    var halfDay: Int?
    var nanos = 0
    var hasNanos = false
    var offset: Int?
    var zone: TimeZoneRules?

    static let missing = Int64.min

    subscript(field: Field) -> Int? {
      let value = values[field.rawValue]
      return value == Self.missing ? nil : Int(value)
    }

    /// Notes a value; false when another one was there.
    mutating func set(_ field: Field, _ value: Int64) -> Bool {
      let old = values[field.rawValue]
      values[field.rawValue] = value
      return old == Self.missing || old == value
    }

    /// Days since the epoch; missing parts are those of 1970-01-01.
    func days() -> Int? {
      var year = self[.year] ?? 1970
      if let yearOfEra = self[.yearOfEra] {
        guard yearOfEra > 0 else { return nil }
        // Without an era the year of it is not resolved, so it does not count.
        if let era { year = era == 1 ? yearOfEra : 1 - yearOfEra }
      }
      guard year.magnitude <= 999_999_999 else { return nil }
      if let ordinal = self[.dayOfYear] {
        guard ordinal >= 1, ordinal <= (CivilDate.isLeap(year) ? 366 : 365) else { return nil }
        let date = CivilDate(days: CivilDate.days(year: year, month: 1, day: 1) + ordinal - 1)
        if let month = self[.month], month != date.month { return nil }
        if let day = self[.dayOfMonth], day != date.day { return nil }
        return date.days
      }
      let month = self[.month] ?? 1
      let day = self[.dayOfMonth] ?? 1
      guard CivilDate.isValid(year: year, month: month, day: day) else { return nil }
      return CivilDate.days(year: year, month: month, day: day)
    }

    /// Seconds since midnight.
    func secondOfDay() -> Int? {
      var hour: Int?
      func agree(_ value: Int) -> Bool {
        defer { hour = value }
        return hour == nil || hour == value
      }
      if let value = self[.hour] {
        guard value >= 0, value < 24 else { return nil }
        hour = value
      }
      if let value = self[.clockHour] {
        guard value >= 1, value <= 24, agree(value % 24) else { return nil }
      }
      var half = self[.halfDayHour]
      if let value = half, value < 0 || value > 11 { return nil }
      if let value = self[.clockHalfDayHour] {
        guard value >= 1, value <= 12, half == nil || half == value % 12 else { return nil }
        half = value % 12
      }
      if let half {
        if let halfDay {
          guard agree(halfDay * 12 + half) else { return nil }
        } else if let hour {
          guard hour % 12 == half else { return nil }
        } else {
          hour = half
        }
      } else if let halfDay {
        if let hour {
          guard hour / 12 == halfDay else { return nil }
        } else {
          hour = halfDay * 12
        }
      }
      let minute = self[.minute] ?? 0
      let second = self[.second] ?? 0
      guard minute >= 0, minute < 60, second >= 0, second < 60 else { return nil }
      return (hour ?? 0) * 3600 + minute * 60 + second
    }
  }

  private struct Cursor {
    let bytes: UnsafePointer<UInt8>
    let count: Int
    var at = 0
    var fields = Fields()

    init(bytes: UnsafePointer<UInt8>, count: Int) {
      self.bytes = bytes
      self.count = count
    }

    mutating func match(_ parts: [Part]) -> Bool {
      for part in parts where !match(part) { return false }
      return true
    }

    private mutating func match(_ part: Part) -> Bool {
      switch part {
      case .literal(let text): return skip(text)
      case .number(let field, let min, let max, let sign, let reserved): return number(field, min, max, sign, reserved)
      case .shortYear(let field):
        guard let value = pair() else { return false }
        return fields.set(field, Int64(2000 + value))
      case .fraction(let min, let max): return fraction(min, max)
      case .name(let name, let full): return self.name(name, full)
      case .zoneID: return zone(names: false)
      case .zoneName(let full): return zone(names: true, full: full)
      case .offset(let style): return offset(style)
      case .namedOffset(let full): return namedOffset(full)
      case .optional(let inner):
        let saved = (at, fields)
        if !match(inner) { (at, fields) = saved }
        return true
      }
    }

    private func isDigit(_ index: Int) -> Bool { index < count && bytes[index] &- 48 <= 9 }

    private func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 32 : byte }

    /// Moves behind `text` if it stands here, in any case.
    private mutating func skip(_ text: [UInt8]) -> Bool {
      guard at + text.count <= count else { return false }
      for index in text.indices where lower(bytes[at + index]) != lower(text[index]) { return false }
      at += text.count
      return true
    }

    private mutating func pair() -> Int? {
      guard isDigit(at), isDigit(at + 1) else { return nil }
      defer { at += 2 }
      return Int(bytes[at] - 48) * 10 + Int(bytes[at + 1] - 48)
    }

    private mutating func number(_ field: Field, _ min: Int, _ max: Int, _ sign: SignStyle, _ reserved: Int) -> Bool {
      guard at < count else { return false }
      var positive = false
      var negative = false
      if bytes[at] == 43 {
        guard sign == .exceedsPad else { return false }
        positive = true
        at += 1
      } else if bytes[at] == 45 {
        guard sign != .notNegative else { return false }
        negative = true
        at += 1
      }
      var end = at
      while isDigit(end), end - at < max + reserved { end += 1 }
      // Fixed-width numbers that follow take their digits from the end.
      if reserved > 0 { end = Swift.max(at + min, end - reserved) }
      guard end - at >= min, end <= count else { return false }
      var value: Int64 = 0
      for index in at..<end {
        guard isDigit(index) else { return false }
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, more) = product.addingReportingOverflow(Int64(bytes[index] - 48))
        if overflow || more { return false }
        value = sum
      }
      if negative {
        if value == 0 { return false }
        value = -value
      } else if sign == .exceedsPad, positive ? end - at <= min : end - at > min {
        // A plus sign stands before years of more digits than the pattern has, and only there.
        return false
      }
      at = end
      return fields.set(field, value)
    }

    private mutating func fraction(_ min: Int, _ max: Int) -> Bool {
      var nanos = 0
      var digits = 0
      while digits < max, isDigit(at) {
        nanos = nanos * 10 + Int(bytes[at] - 48)
        digits += 1
        at += 1
      }
      guard digits >= min else { return false }
      for _ in digits..<9 { nanos *= 10 }
      if fields.hasNanos, fields.nanos != nanos { return false }
      fields.nanos = nanos
      fields.hasNanos = true
      return true
    }

    private mutating func name(_ name: Name, _ full: Bool) -> Bool {
      for (index, text) in DateTimeNames.list(name, full: full).enumerated() where skip(Array(text.utf8)) {
        switch name {
        case .month: return fields.set(.month, Int64(index + 1))
        case .era:
          defer { fields.era = index }
          return fields.era == nil || fields.era == index
        case .halfDay:
          defer { fields.halfDay = index }
          return fields.halfDay == nil || fields.halfDay == index
        case .weekday, .quarter: return true
        }
      }
      return false
    }

    private mutating func twoDigits(colon: Bool) -> Int? {
      let saved = at
      if colon {
        guard at < count, bytes[at] == 58 else { return nil }
        at += 1
      }
      if let value = pair() { return value }
      at = saved
      return nil
    }

    private mutating func offset(_ style: OffsetStyle) -> Bool {
      if skip(Array(style.zero.utf8)) { return set(offset: 0) }
      guard at < count, bytes[at] == 43 || bytes[at] == 45 else { return false }
      let sign = bytes[at] == 45 ? -1 : 1
      at += 1
      guard let hours = pair() else { return false }
      let minutes = twoDigits(colon: style.colon)
      if style.minutes, minutes == nil { return false }
      let seconds = style.seconds ? twoDigits(colon: style.colon) : nil
      return set(offset: sign, hours, minutes ?? 0, seconds ?? 0)
    }

    private mutating func namedOffset(_ full: Bool) -> Bool {
      guard skip(Array("GMT".utf8)) else { return false }
      guard at < count, bytes[at] == 43 || bytes[at] == 45 else { return set(offset: 0) }
      let sign = bytes[at] == 45 ? -1 : 1
      at += 1
      var hours = 0
      if full {
        guard let value = pair() else { return false }
        hours = value
      } else {
        guard isDigit(at) else { return false }
        hours = Int(bytes[at] - 48)
        at += 1
        if isDigit(at) {
          hours = hours * 10 + Int(bytes[at] - 48)
          at += 1
        }
      }
      let minutes = twoDigits(colon: true)
      if full, minutes == nil { return false }
      let seconds = minutes == nil ? nil : twoDigits(colon: true)
      return set(offset: sign, hours, minutes ?? 0, seconds ?? 0)
    }

    private mutating func set(offset sign: Int, _ hours: Int, _ minutes: Int, _ seconds: Int) -> Bool {
      let total = hours * 3600 + minutes * 60 + seconds
      guard minutes < 60, seconds < 60, total <= 18 * 3600 else { return false }
      return set(offset: sign * total)
    }

    private mutating func set(offset: Int) -> Bool {
      defer { fields.offset = offset }
      return fields.offset == nil || fields.offset == offset
    }

    /// A zone's identifier or, if wanted, its English name: the longest that matches.
    private mutating func zone(names: Bool, full: Bool = false) -> Bool {
      if names {
        // Longer names first: one may begin with another.
        for entry in full ? DateTimeNames.zonesByLongName : DateTimeNames.zonesByShortName
        where skip(Array((full ? entry.long : entry.short).utf8)) {
          // `GMT+01:00` is an identifier of its own.
          if at < count, bytes[at] == 43 || bytes[at] == 45 {
            at -= (full ? entry.long : entry.short).utf8.count
            break
          }
          return set(zone: entry.zone)
        }
      }
      var end = at
      while end < count, end - at < 64 {
        let byte = bytes[end]
        guard isDigit(end) || lower(byte) &- 97 < 26 || byte == 47 || byte == 95 || byte == 43 || byte == 45 || byte == 58 else {
          break
        }
        end += 1
      }
      while end > at {
        let text = String(decoding: UnsafeBufferPointer(start: bytes + at, count: end - at), as: UTF8.self)
        if let rules = TimeZoneRules.findExactly(text) {
          at = end
          fields.zone = rules
          return true
        }
        end -= 1
      }
      return false
    }

    private mutating func set(zone name: String) -> Bool {
      fields.zone = TimeZoneRules.find(name)
      return fields.zone != nil
    }
  }
}
