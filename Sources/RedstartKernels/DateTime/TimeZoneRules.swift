import RedstartDiagnostics
import Synchronization

/// A time zone: its offset from UTC at every instant.
///
/// Regions come from the system's zone files; fixed offsets from their names. Rules are immutable and cached for the process.
public final class TimeZoneRules: Sendable {
  /// The name it was asked for by, after Spark's corrections (`+1:00` is `+01:00`).
  public let id: String
  /// The offset in seconds, when it never changes.
  public let fixedOffset: Int?
  /// Whether the name is an offset (`+01:00`, `Z`), not a region.
  public let isOffsetName: Bool
  /// Instants (seconds since the epoch) at which `offsets[i + 1]` begins; `offsets[0]` counts before all of them.
  let transitions: [Int64]
  let offsets: [Int32]
  /// Local seconds at which an offset stops being looked up; see ``offset(atLocal:)``.
  let localStarts: [Int64]
  /// Abbreviations and daylight flags in the order of `offsets`.
  let abbreviations: [String]
  let daylight: [Bool]

  /// Universal time.
  public static let utc = TimeZoneRules(id: "UTC", fixed: 0, isOffsetName: false)

  init(id: String, fixed: Int, isOffsetName: Bool) {
    self.id = id
    fixedOffset = fixed
    self.isOffsetName = isOffsetName
    transitions = []
    offsets = [Int32(fixed)]
    localStarts = []
    abbreviations = [id]
    daylight = [false]
  }

  init(id: String, data: ZoneData) {
    self.id = id
    isOffsetName = false
    transitions = data.transitions
    offsets = data.offsets
    abbreviations = data.abbreviations
    daylight = data.daylight
    fixedOffset = data.transitions.isEmpty ? Int(data.offsets[0]) : nil
    // Local time t belongs to the later offset once t is past the end of the gap or of the overlap: in a gap the
    // earlier offset shifts t behind it, in an overlap the earlier offset wins.
    localStarts = data.transitions.indices.map { index in
      data.transitions[index] + Int64(max(data.offsets[index], data.offsets[index + 1]))
    }
  }

  /// The offset in seconds at an instant, given in seconds since the epoch.
  @inlinable @inline(__always)
  public func offset(atUTC seconds: Int64) -> Int { fixedOffset ?? variableOffset(atUTC: seconds) }

  /// The offset in seconds of a wall clock, given as if it were UTC. A time that was skipped takes the offset before the
  /// gap, so it lands behind it; of a repeated time the first one counts.
  @inlinable @inline(__always)
  public func offset(atLocal seconds: Int64) -> Int { fixedOffset ?? variableOffset(atLocal: seconds) }

  /// Microseconds since the epoch of a wall clock in microseconds; nil when they do not fit.
  @inlinable @inline(__always)
  public func utc(local micros: Int64) -> Int64? {
    let shift = Int64(offset(atLocal: floorDiv(micros, 1_000_000))) &* 1_000_000
    let (result, overflow) = micros.subtractingReportingOverflow(shift)
    return overflow ? nil : result
  }

  /// The wall clock, in microseconds, of microseconds since the epoch.
  @inlinable @inline(__always)
  public func local(utc micros: Int64) -> Int64 {
    let shift = Int64(offset(atUTC: floorDiv(micros, 1_000_000))) &* 1_000_000
    let (result, overflow) = micros.addingReportingOverflow(shift)
    return overflow ? (shift > 0 ? Int64.max : Int64.min) : result
  }

  /// The abbreviation in use at an instant, such as `CEST`.
  public func abbreviation(atUTC seconds: Int64) -> String {
    abbreviations[Self.upperBound(transitions, Self.folded(seconds))]
  }

  /// Whether daylight saving time is in force at an instant.
  public func isDaylight(atUTC seconds: Int64) -> Bool { daylight[Self.upperBound(transitions, Self.folded(seconds))] }

  @usableFromInline
  func variableOffset(atUTC seconds: Int64) -> Int {
    Int(offsets[Self.upperBound(transitions, Self.folded(seconds))])
  }

  @usableFromInline
  func variableOffset(atLocal seconds: Int64) -> Int {
    Int(offsets[Self.upperBound(localStarts, Self.folded(seconds))])
  }

  /// The table reaches to the year 2500; later instants repeat the calendar of 400 years before.
  private static func folded(_ seconds: Int64) -> Int64 {
    if seconds < ZoneData.horizon { return seconds }
    let cycle: Int64 = 146_097 * 86_400
    return seconds - ((seconds - ZoneData.horizon) / cycle + 1) * cycle
  }

  /// How many elements are not greater than `value`.
  private static func upperBound(_ values: [Int64], _ value: Int64) -> Int {
    values.withUnsafeBufferPointer { values in
      var low = 0
      var high = values.count
      while low < high {
        let middle = (low &+ high) &>> 1
        if values[middle] <= value { low = middle &+ 1 } else { high = middle }
      }
      return low
    }
  }
}

extension TimeZoneRules {
  private static let cache = Mutex<[String: TimeZoneRules]>([:])

  /// The zone of that name: a region, a fixed offset, `GMT+1`, or one of Java's short names; nil when there is none.
  public static func find(_ name: String) -> TimeZoneRules? {
    if name == "UTC" { return utc }
    if let known = cache.withLock({ $0[name] }) { return known }
    guard let rules = load(normalized(name)) else { return nil }
    return cache.withLock { table in
      // Names come from data (timestamps may carry them): keep the table small.
      if table.count < 2048 { table[name] = rules }
      return rules
    }
  }

  /// The zone of an identifier as patterns read it: without short names, offsets with two digits for hours and minutes,
  /// the names of universal time in any case.
  static func findExactly(_ name: String) -> TimeZoneRules? {
    if shortNames[name] != nil { return nil }
    if ["UTC", "GMT", "UT", "Z"].contains(name.uppercased()) { return find(name.uppercased()) }
    if let sign = name.utf8.firstIndex(where: { $0 == 43 || $0 == 45 }) {
      let offset = name[sign...].utf8.count
      let prefix = name[..<sign].uppercased()
      if ["", "UTC", "GMT", "UT"].contains(prefix) { return offset == 6 || offset == 9 ? find(prefix + name[sign...]) : nil }
    }
    return find(name)
  }

  /// The zone of that name.
  /// - Throws: `INVALID_TIMEZONE` when there is none.
  public static func named(_ name: String) throws -> TimeZoneRules {
    guard let rules = find(name) else { throw SparkError("INVALID_TIMEZONE", ["timeZone": name]) }
    return rules
  }

  /// `+h:mm` becomes `+hh:mm` and `+hh:m` becomes `+hh:mm`, as Spark has it.
  static func normalized(_ name: String) -> String {
    var bytes = Array(name.utf8)
    func isDigit(_ index: Int) -> Bool { index < bytes.count && bytes[index] >= 48 && bytes[index] <= 57 }
    func isSign(_ index: Int) -> Bool { bytes[index] == 43 || bytes[index] == 45 }
    if let at = bytes.indices.first(where: { isSign($0) && isDigit($0 + 1) && $0 + 2 < bytes.count && bytes[$0 + 2] == 58 }) {
      bytes.insert(48, at: at + 1)
    }
    if let at = bytes.indices.first(where: {
      isSign($0) && isDigit($0 + 1) && isDigit($0 + 2) && $0 + 5 == bytes.count && bytes[$0 + 3] == 58 && isDigit($0 + 4)
    }) {
      bytes.insert(48, at: at + 4)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func load(_ name: String) -> TimeZoneRules? {
    if name == "Z" { return TimeZoneRules(id: "Z", fixed: 0, isOffsetName: true) }
    if let short = shortNames[name] { return load(short) }
    let bytes = Array(name.utf8)
    guard let first = bytes.first else { return nil }
    if first == 43 || first == 45 {
      return fixedOffset(bytes[...]).map { TimeZoneRules(id: offsetName($0), fixed: $0, isOffsetName: true) }
    }
    for prefix in ["UTC", "GMT", "UT"] where name.hasPrefix(prefix) {
      let rest = bytes[prefix.utf8.count...]
      if rest.isEmpty { return TimeZoneRules(id: name, fixed: 0, isOffsetName: false) }
      if rest.first == 43 || rest.first == 45 {
        return fixedOffset(rest).map {
          TimeZoneRules(id: prefix + ($0 == 0 ? "" : offsetName($0)), fixed: $0, isOffsetName: false)
        }
      }
    }
    return ZoneData.load(name).map { TimeZoneRules(id: name, data: $0) }
  }

  /// Seconds of `+h`, `+hh`, `+hh:mm`, `+hhmm`, `+hh:mm:ss`, `+hhmmss`, up to 18 hours.
  static func fixedOffset(_ text: ArraySlice<UInt8>) -> Int? {
    guard let sign = text.first, sign == 43 || sign == 45 else { return nil }
    let rest = Array(text.dropFirst())
    func pair(_ at: Int) -> Int? {
      guard at + 1 < rest.count, (48...57).contains(rest[at]), (48...57).contains(rest[at + 1]) else { return nil }
      return Int(rest[at] - 48) * 10 + Int(rest[at + 1] - 48)
    }
    var parts: [Int?]
    switch rest.count {
    case 1: parts = [(48...57).contains(rest[0]) ? Int(rest[0] - 48) : nil]
    case 2: parts = [pair(0)]
    case 4: parts = [pair(0), pair(2)]
    case 5: parts = [pair(0), rest[2] == 58 ? pair(3) : nil]
    case 6: parts = [pair(0), pair(2), pair(4)]
    case 8: parts = [pair(0), rest[2] == 58 ? pair(3) : nil, rest[5] == 58 ? pair(6) : nil]
    default: return nil
    }
    parts += Array(repeating: 0, count: 3 - parts.count)
    guard let hours = parts[0], let minutes = parts[1], let seconds = parts[2] else { return nil }
    let total = hours * 3600 + minutes * 60 + seconds
    guard hours <= 18, minutes < 60, seconds < 60, total <= 18 * 3600 else { return nil }
    return sign == 45 ? -total : total
  }

  /// `+01:00`, `-07:52:58`, `Z` for zero.
  public static func offsetName(_ seconds: Int) -> String {
    if seconds == 0 { return "Z" }
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    let size = abs(seconds)
    let text = (seconds < 0 ? "-" : "+") + two(size / 3600) + ":" + two(size / 60 % 60)
    return size % 60 == 0 ? text : text + ":" + two(size % 60)
  }

  /// Java's three-letter names.
  private static let shortNames: [String: String] = [
    "ACT": "Australia/Darwin", "AET": "Australia/Sydney", "AGT": "America/Argentina/Buenos_Aires", "ART": "Africa/Cairo",
    "AST": "America/Anchorage", "BET": "America/Sao_Paulo", "BST": "Asia/Dhaka", "CAT": "Africa/Harare",
    "CNT": "America/St_Johns", "CST": "America/Chicago", "CTT": "Asia/Shanghai", "EAT": "Africa/Addis_Ababa",
    "ECT": "Europe/Paris", "IET": "America/Indiana/Indianapolis", "IST": "Asia/Kolkata", "JST": "Asia/Tokyo",
    "MIT": "Pacific/Apia", "NET": "Asia/Yerevan", "NST": "Pacific/Auckland", "PLT": "Asia/Karachi",
    "PNT": "America/Phoenix", "PRT": "America/Puerto_Rico", "PST": "America/Los_Angeles", "SST": "Pacific/Guadalcanal",
    "VST": "Asia/Ho_Chi_Minh", "EST": "-05:00", "MST": "-07:00", "HST": "-10:00",
  ]
}
