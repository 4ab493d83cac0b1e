#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The transitions of a zone as a compiled zone file (RFC 9636, TZif) states them, extended by its closing rule.
struct ZoneData {
  var transitions: [Int64] = []
  var offsets: [Int32]
  var abbreviations: [String]
  var daylight: [Bool]

  /// 2500-01-01: the closing rule is written out up to here.
  static let horizon: Int64 = 16_725_225_600
  private static let folders = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"]

  /// The zone file of that name, or nil.
  static func load(_ name: String) -> ZoneData? {
    // Region names only: no way out of the folder.
    let allowed = name.utf8.allSatisfy {
      ($0 >= 48 && $0 <= 57) || ($0 >= 65 && $0 <= 90) || ($0 >= 97 && $0 <= 122) || $0 == 47 || $0 == 95 || $0 == 45 || $0 == 43
    }
    guard allowed, let first = name.utf8.first, first != 47, name.utf8.count < 64 else { return nil }
    for folder in folders {
      if let bytes = readFile(folder + "/" + name), let data = ZoneData(bytes) { return data }
    }
    return nil
  }

  private static func readFile(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var result: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 16384)
    while true {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { break }
      result += block[..<count]
      if result.count > 1 << 20 { return nil }
    }
    return result
  }

  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 44, bytes[0..<4].elementsEqual("TZif".utf8) else { return nil }
    func number(_ at: Int, _ width: Int) -> Int64? {
      guard at >= 0, at + width <= bytes.count else { return nil }
      var value: UInt64 = 0
      for byte in bytes[at..<at + width] { value = value << 8 | UInt64(byte) }
      return width == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
    }
    func counts(_ at: Int) -> [Int]? {
      let values = (0..<6).compactMap { number(at + 20 + $0 * 4, 4).map(Int.init) }
      return values.count == 6 && values.allSatisfy { $0 >= 0 && $0 < 100_000 } ? values : nil
    }
    // Counts: UT flags, standard flags, leap seconds, transitions, types, characters.
    guard var header = counts(0) else { return nil }
    var start = 44
    var width = 4
    if bytes[4] >= 50 {
      let second = 44 + header[3] * 5 + header[4] * 6 + header[5] + header[2] * 8 + header[1] + header[0]
      guard let wide = counts(second) else { return nil }
      header = wide
      start = second + 44
      width = 8
    }
    let (transitionCount, typeCount, characterCount) = (header[3], header[4], header[5])
    let typesAt = start + transitionCount * (width + 1)
    let charactersAt = typesAt + typeCount * 6
    guard typeCount > 0, charactersAt + characterCount <= bytes.count else { return nil }
    var types: [(offset: Int32, daylight: Bool, name: String)] = []
    for index in 0..<typeCount {
      guard let offset = number(typesAt + index * 6, 4) else { return nil }
      let nameAt = charactersAt + Int(bytes[typesAt + index * 6 + 5])
      guard nameAt <= charactersAt + characterCount else { return nil }
      let name = bytes[nameAt..<charactersAt + characterCount].prefix { $0 != 0 }
      types.append(
        (Int32(truncatingIfNeeded: offset), bytes[typesAt + index * 6 + 4] != 0, String(decoding: name, as: UTF8.self)))
    }
    offsets = [types[0].offset]
    abbreviations = [types[0].name]
    daylight = [types[0].daylight]
    for index in 0..<transitionCount {
      let type = Int(bytes[start + transitionCount * width + index])
      guard type < typeCount, let at = number(start + index * width, width) else { return nil }
      append(at, types[type])
    }
    let footerAt = charactersAt + characterCount + header[2] * (width + 4) + header[1] + header[0]
    if width == 8, footerAt < bytes.count, bytes[footerAt] == 10 {
      let text = bytes[(footerAt + 1)...].prefix { $0 != 10 }
      if !text.isEmpty, let rule = ClosingRule(Array(text)) { extend(rule) }
    }
  }

  private mutating func append(_ at: Int64, _ type: (offset: Int32, daylight: Bool, name: String)) {
    if let last = transitions.last, at <= last { return }
    transitions.append(at)
    offsets.append(type.offset)
    daylight.append(type.daylight)
    abbreviations.append(type.name)
  }

  private mutating func extend(_ rule: ClosingRule) {
    let last = transitions.last ?? Int64.min
    guard let saving = rule.saving else {
      if transitions.isEmpty { (offsets[0], abbreviations[0]) = (rule.standard.offset, rule.standard.name) }
      return
    }
    let firstYear = last == Int64.min ? 1970 : CivilDate(days: Int(floorDiv(last, 86_400))).year
    for year in firstYear..<2500 {
      let begin = saving.start.seconds(year: year) - Int64(rule.standard.offset)
      let end = saving.end.seconds(year: year) - Int64(saving.offset)
      let changes = [
        (begin, (saving.offset, true, saving.name)), (end, (rule.standard.offset, false, rule.standard.name)),
      ].sorted { $0.0 < $1.0 }
      for (at, type) in changes where at > last && at < Self.horizon {
        // A rule that keeps daylight time all year yields empty spans.
        if type.0 != offsets[offsets.count - 1] { append(at, (type.0, type.1, type.2)) }
      }
    }
  }
}

/// The rule at the end of a zone file, in the notation of POSIX `TZ`: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ClosingRule {
  /// A day of the year and seconds of that day.
  struct Change {
    enum Day { case weekday(month: Int, week: Int, weekday: Int), julian(Int), ordinal(Int) }
    var day: Day
    var second: Int

    /// Local seconds since the epoch of the change in a year.
    func seconds(year: Int) -> Int64 {
      let days: Int
      switch day {
      case .weekday(let month, let week, let weekday):
        let first = CivilDate.days(year: year, month: month, day: 1)
        var date = first + floorMod(weekday - CivilDate.isoWeekday(days: first) % 7, 7) + (week - 1) * 7
        while date >= first + CivilDate.length(ofMonth: month, year: year) { date -= 7 }
        days = date
      case .julian(let number):
        let leap = CivilDate.isLeap(year) && number >= 60 ? 1 : 0
        days = CivilDate.days(year: year, month: 1, day: 1) + number - 1 + leap
      case .ordinal(let number): days = CivilDate.days(year: year, month: 1, day: 1) + number
      }
      return Int64(days) * 86_400 + Int64(second)
    }
  }

  var standard: (offset: Int32, name: String)
  var saving: (offset: Int32, name: String, start: Change, end: Change)?

  init?(_ text: [UInt8]) {
    var at = 0
    func name() -> String? {
      guard at < text.count else { return nil }
      let from: Int
      let to: Int
      if text[at] == 60 {
        from = at + 1
        guard let close = text[from...].firstIndex(of: 62) else { return nil }
        to = close
        at = close + 1
      } else {
        from = at
        while at < text.count, (text[at] | 32) >= 97, (text[at] | 32) <= 122 { at += 1 }
        to = at
      }
      return to > from ? String(decoding: text[from..<to], as: UTF8.self) : nil
    }
    func integer() -> Int? {
      let from = at
      var value = 0
      while at < text.count, text[at] >= 48, text[at] <= 57, at - from < 6 {
        value = value * 10 + Int(text[at] - 48)
        at += 1
      }
      return at > from ? value : nil
    }
    func time() -> Int? {
      var sign = 1
      if at < text.count, text[at] == 43 || text[at] == 45 {
        sign = text[at] == 45 ? -1 : 1
        at += 1
      }
      guard var total = integer().map({ $0 * 3600 }) else { return nil }
      for unit in [60, 1] where at < text.count && text[at] == 58 {
        at += 1
        guard let part = integer() else { return nil }
        total += part * unit
      }
      return sign * total
    }
    func change() -> Change? {
      guard at < text.count, text[at] == 44 else { return nil }
      at += 1
      var day: Change.Day
      if at < text.count, text[at] == 77 {
        at += 1
        var parts: [Int] = []
        while parts.count < 3, let part = integer() {
          parts.append(part)
          if parts.count < 3, at < text.count, text[at] == 46 { at += 1 }
        }
        guard parts.count == 3, (1...12).contains(parts[0]), (1...5).contains(parts[1]), parts[2] < 7 else { return nil }
        day = .weekday(month: parts[0], week: parts[1], weekday: parts[2])
      } else if at < text.count, text[at] == 74 {
        at += 1
        guard let number = integer() else { return nil }
        day = .julian(number)
      } else {
        guard let number = integer() else { return nil }
        day = .ordinal(number)
      }
      var second = 7200
      if at < text.count, text[at] == 47 {
        at += 1
        guard let given = time() else { return nil }
        second = given
      }
      return Change(day: day, second: second)
    }
    guard let standardName = name(), let west = time() else { return nil }
    standard = (Int32(-west), standardName)
    if at < text.count {
      guard let savingName = name() else { return nil }
      var offset = Int32(-west + 3600)
      if at < text.count, text[at] != 44 {
        guard let given = time() else { return nil }
        offset = Int32(-given)
      }
      guard let start = change(), let end = change() else { return nil }
      saving = (offset, savingName, start, end)
    }
  }
}
