import RedstartConnectors
import RedstartKernels
import RedstartMemory

/// How values that are not plain numbers are written in the file at hand.
struct ValueFormats: Sendable {
  typealias Bytes = UnsafePointer<UInt8>

  let nullBytes: Buffer
  let nullCount: Int
  private let nan: [UInt8]
  private let positiveInfinity: [UInt8]
  private let negativeInfinity: [UInt8]
  let datePattern: DateTimePattern?
  /// Whether the pattern is the one that applies without an option.
  let isDefaultDate: Bool
  let timestampPattern: DateTimePattern?
  let timestampNTZPattern: DateTimePattern?
  private let dateFallback: Bool
  private let timestampFallback: Bool
  private let zone: TimeZoneRules

  init(_ options: CSVOptions) throws {
    nullCount = options.nullValue.count
    nullBytes = Buffer(copying: options.nullValue)
    nan = options.nanValue
    positiveInfinity = options.positiveInfinity
    negativeInfinity = options.negativeInfinity
    let format = options.dateFormat ?? (options.preferDate ? "yyyy-MM-dd" : nil)
    isDefaultDate = format == "yyyy-MM-dd"
    datePattern = try format.map { try DateTimePattern($0, parsing: true) }
    timestampPattern = try options.timestampFormat.map { try DateTimePattern($0, parsing: true) }
    timestampNTZPattern = try options.timestampNTZFormat.map { try DateTimePattern($0, parsing: true) }
    dateFallback = options.dateTimeFallback ?? (options.dateFormat == nil)
    timestampFallback = options.dateTimeFallback ?? (options.timestampFormat == nil)
    zone = options.timeZone
  }

  private static func equal(_ bytes: Bytes, _ count: Int, _ other: [UInt8]) -> Bool {
    count == other.count && other.indices.allSatisfy { bytes[$0] == other[$0] }
  }

  /// Whether the text is one of the names for values that are no numbers.
  func isSpecial(_ bytes: Bytes, _ count: Int) -> Bool {
    Self.equal(bytes, count, nan) || Self.equal(bytes, count, negativeInfinity) || Self.equal(bytes, count, positiveInfinity)
  }

  /// A double that is no plain number.
  func double(_ bytes: Bytes, _ count: Int) -> Double? {
    if Self.equal(bytes, count, nan) { return .nan }
    if Self.equal(bytes, count, negativeInfinity) { return -.infinity }
    if Self.equal(bytes, count, positiveInfinity) { return .infinity }
    return JavaText.double(bytes, count)
  }

  /// A float that is no plain number.
  func float(_ bytes: Bytes, _ count: Int) -> Float? {
    if let wide = double(bytes, count) { return Float(wide) }
    return nil
  }

  /// A date by the pattern, and else as `CAST` reads it where that is allowed.
  func date(_ bytes: Bytes, _ count: Int) -> Int32? {
    guard let datePattern else { return DateText.parseDate(bytes, count) ?? (dateFallback ? legacyDate(bytes, count) : nil) }
    if isDefaultDate, count == 10, let days = DateText.parseISODate(bytes) { return days }
    if let days = datePattern.parseDate(bytes, count) { return days }
    return dateFallback ? legacyDate(bytes, count) : nil
  }

  /// A date by the pattern alone.
  func strictDate(_ bytes: Bytes, _ count: Int) -> Int32? {
    guard let datePattern else { return DateText.parseDate(bytes, count) }
    if isDefaultDate, count == 10, let days = DateText.parseISODate(bytes) { return days }
    return datePattern.parseDate(bytes, count)
  }

  func timestamp(_ bytes: Bytes, _ count: Int) -> Int64? {
    if let micros = strictTimestamp(bytes, count) { return micros }
    guard timestampFallback else { return nil }
    return Self.withoutGMT(bytes, count) { DateText.parseTimestamp($0, $1, zone: zone) }
  }

  /// A timestamp by the pattern alone.
  func strictTimestamp(_ bytes: Bytes, _ count: Int) -> Int64? {
    if let timestampPattern { return timestampPattern.parseTimestamp(bytes, count, zone: zone) }
    return DateText.parseTimestamp(bytes, count, zone: zone)
  }

  func timestampNTZ(_ bytes: Bytes, _ count: Int) -> Int64? {
    if let timestampNTZPattern { return timestampNTZPattern.parseTimestampNTZ(bytes, count, allowZone: false) }
    return DateText.parseTimestampNTZ(bytes, count, allowZone: false)
  }

  private func legacyDate(_ bytes: Bytes, _ count: Int) -> Int32? { Self.withoutGMT(bytes, count) { DateText.parseDate($0, $1) } }

  /// `GMT` before an offset (`2000-01-01T00:00GMT+01:00`) is left out, as older Spark did.
  private static func withoutGMT<R>(_ bytes: Bytes, _ count: Int, _ body: (Bytes, Int) -> R?) -> R? {
    var at = 0
    while at + 3 <= count, !(bytes[at] == 71 && bytes[at + 1] == 77 && bytes[at + 2] == 84) { at += 1 }
    if at + 3 > count { return body(bytes, count) }
    var text =
      Array(UnsafeBufferPointer(start: bytes, count: at))
      + Array(UnsafeBufferPointer(start: bytes + at + 3, count: count - at - 3))
    let length = text.count
    // Parsers load whole words.
    text += Array(repeating: 0, count: 32)
    return text.withUnsafeBufferPointer { buffer in buffer.baseAddress.flatMap { body($0, length) } }
  }
}
