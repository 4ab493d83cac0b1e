import RedstartDiagnostics

/// A pattern such as `yyyy-MM-dd'T'HH:mm:ss.SSSXXX` that formats and parses dates and timestamps.
///
/// The letters are those of Java's `DateTimeFormatter` that Spark allows, names are English. Parsing is strict: two letters
/// want two digits, dates must exist, all of the text must be used.
public struct DateTimePattern: Sendable {
  /// What a number of the pattern stands for.
  enum Field: Int, Sendable {
    case year, yearOfEra, month, quarter, dayOfMonth, dayOfYear, dayOfAlignedWeek
    case hour, clockHour, halfDayHour, clockHalfDayHour, minute, second
  }

  /// How a signed number is read and written, as Java names it.
  enum SignStyle: Sendable { case normal, notNegative, exceedsPad }

  enum Name: Sendable { case month, weekday, quarter, era, halfDay }

  indirect enum Part: Sendable {
    case literal([UInt8])
    /// Digits between two widths. `reserved` digits belong to fixed-width numbers that follow without a separator.
    case number(Field, min: Int, max: Int, sign: SignStyle, reserved: Int)
    /// The last two digits of a year from 2000 to 2099.
    case shortYear(Field)
    /// Digits of a second's fraction.
    case fraction(min: Int, max: Int)
    case name(Name, full: Bool)
    case zoneID
    case zoneName(full: Bool)
    /// An offset such as `+01:00`.
    case offset(OffsetStyle)
    /// `GMT+1` or `GMT+01:00`.
    case namedOffset(full: Bool)
    case optional([Part])
  }

  struct OffsetStyle: Sendable {
    var colon: Bool
    /// Minutes are always there, else only when not zero.
    var minutes: Bool
    var seconds: Bool
    /// What stands for an offset of zero.
    var zero: String
  }

  /// The text it was made from.
  public let text: String
  let parts: [Part]

  /// Checks and compiles a pattern; parsing takes fractions of any length up to the pattern's.
  /// - Throws: `INVALID_DATETIME_PATTERN…` or `INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_…`.
  public init(_ text: String, parsing: Bool) throws {
    self.text = text
    var compiler = PatternCompiler(text: text, parsing: parsing)
    parts = try compiler.compile()
  }
}

/// Turns the letters of a pattern into parts.
private struct PatternCompiler {
  typealias Part = DateTimePattern.Part
  let text: String
  let parsing: Bool
  private let letters: [Character]
  private var at = 0
  private let hasEra: Bool
  /// The number that the next fixed-width number stands beside, in the innermost group.
  private var adjacent: Int?

  init(text: String, parsing: Bool) {
    self.text = text
    self.parsing = parsing
    letters = Array(text)
    var quoted = false
    var era = false
    for letter in letters {
      if letter == "'" { quoted.toggle() } else if letter == "G", !quoted { era = true }
    }
    hasEra = era
  }

  mutating func compile() throws -> [Part] {
    try checkLetters()
    return try group(nested: false)
  }

  /// What to say of a bad pattern. Patterns that Spark 2 understood have a condition of their own.
  private func invalid(_ condition: String = "WITH_SUGGESTION", _ letter: Character? = nil) -> SparkError {
    if wasLegal {
      return SparkError(
        "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION",
        ["pattern": "'\(text)'", "config": "\"spark.sql.legacy.timeParserPolicy\"", "docroot": Self.documentation])
    }
    var parameters = ["pattern": condition == "WITH_SUGGESTION" ? "'\(text)'" : text]
    if condition == "WITH_SUGGESTION" { parameters["docroot"] = Self.documentation }
    if let letter { parameters["c"] = String(letter) }
    return SparkError("INVALID_DATETIME_PATTERN." + condition, parameters)
  }

  private static let documentation = "https://spark.apache.org/docs/latest"

  /// Whether Java's older `SimpleDateFormat` takes the pattern.
  private var wasLegal: Bool {
    var quoted = false
    var zoneLetters = 0
    for letter in letters {
      if letter == "'" { quoted.toggle() }
      zoneLetters = letter == "X" && !quoted ? zoneLetters + 1 : 0
      if zoneLetters > 3 { return false }
      if !quoted, letter.isASCII, letter.isLetter, !"GyYMLdDwWaHkKhmsSEuFzZX".contains(letter) { return false }
    }
    return !quoted
  }

  /// Letters that Java knows and Spark refuses, before any other rule.
  private func checkLetters() throws {
    var quoted = false
    for letter in letters {
      if letter == "'" {
        quoted.toggle()
        continue
      }
      if quoted { continue }
      if "YWwu".contains(letter) { throw invalid() }
      if "ec".contains(letter) {
        throw SparkError("INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN", ["c": String(letter)])
      }
      if "AnNpB".contains(letter) || (parsing && "EFqQ".contains(letter)) { throw invalid("ILLEGAL_CHARACTER", letter) }
    }
    for letter in "GMLEQq" where text.contains(String(repeating: letter, count: 5)) { throw invalid("LENGTH") }
    if text.contains("yyyyyyy") { throw invalid("LENGTH") }
  }

  private mutating func group(nested: Bool) throws -> [Part] {
    var parts: [Part] = []
    adjacent = nil
    while at < letters.count {
      let letter = letters[at]
      switch letter {
      case "'":
        adjacent = nil
        parts.append(.literal(try quotedLiteral()))
      case "[":
        at += 1
        let inner = try group(nested: true)
        adjacent = nil
        parts.append(.optional(inner))
      case "]":
        guard nested else { throw invalid() }
        at += 1
        return parts
      case "{", "}", "#": throw invalid()
      case "a"..."z", "A"..."Z":
        var count = 1
        while at + count < letters.count, letters[at + count] == letter { count += 1 }
        at += count
        let part = try self.part(letter, count)
        switch part {
        case .number(_, let min, let max, let sign, _): link(&parts, width: min == max && sign == .notNegative ? max : nil)
        case .shortYear: link(&parts, width: 2)
        case .fraction(let min, let max) where min == max: link(&parts, width: max)
        default: adjacent = nil
        }
        parts.append(part)
      default:
        adjacent = nil
        parts.append(.literal(Array(String(letter).utf8)))
        at += 1
      }
    }
    // An optional section may stay open at the end of the pattern.
    return parts
  }

  /// Reserves digits of the number before for a fixed-width number that follows it at once.
  private mutating func link(_ parts: inout [Part], width: Int?) {
    if let base = adjacent, let width {
      if case .number(let field, let min, let max, let sign, let reserved) = parts[base] {
        parts[base] = .number(field, min: min, max: max, sign: sign, reserved: reserved + width)
      }
    } else {
      adjacent = parts.count
    }
  }

  private mutating func quotedLiteral() throws -> [UInt8] {
    var result = ""
    at += 1
    if at < letters.count, letters[at] == "'" {
      at += 1
      return Array("'".utf8)
    }
    while at < letters.count {
      if letters[at] == "'" {
        guard at + 1 < letters.count, letters[at + 1] == "'" else {
          at += 1
          return Array(result.utf8)
        }
        at += 1
      }
      result.append(letters[at])
      at += 1
    }
    throw invalid()
  }

  private func number(_ field: DateTimePattern.Field, _ count: Int) throws -> Part {
    switch count {
    case 1: return .number(field, min: 1, max: 19, sign: .normal, reserved: 0)
    case 2: return .number(field, min: 2, max: 2, sign: .notNegative, reserved: 0)
    default: throw invalid()
    }
  }

  private func part(_ letter: Character, _ count: Int) throws -> Part {
    switch letter {
    case "y":
      let field: DateTimePattern.Field = hasEra ? .yearOfEra : .year
      if count == 2 { return .shortYear(field) }
      return .number(field, min: count, max: 19, sign: count < 4 ? .normal : .exceedsPad, reserved: 0)
    case "M", "L":
      return count < 3 ? try number(.month, count) : .name(.month, full: count == 4)
    case "Q", "q":
      return count < 3 ? try number(.quarter, count) : .name(.quarter, full: count == 4)
    case "d": return try number(.dayOfMonth, count)
    case "D":
      if count == 1 { return .number(.dayOfYear, min: 1, max: 19, sign: .normal, reserved: 0) }
      guard count <= 3 else { throw invalid() }
      return .number(.dayOfYear, min: count, max: 3, sign: .notNegative, reserved: 0)
    case "F":
      guard count == 1 else { throw invalid() }
      return .number(.dayOfAlignedWeek, min: 1, max: 19, sign: .normal, reserved: 0)
    case "E": return .name(.weekday, full: count == 4)
    case "G": return .name(.era, full: count == 4)
    case "a":
      guard count == 1 else { throw invalid() }
      return .name(.halfDay, full: false)
    case "H": return try number(.hour, count)
    case "k": return try number(.clockHour, count)
    case "K": return try number(.halfDayHour, count)
    case "h": return try number(.clockHalfDayHour, count)
    case "m": return try number(.minute, count)
    case "s": return try number(.second, count)
    case "S":
      guard count <= 9 else { throw invalid() }
      return .fraction(min: parsing ? 1 : count, max: count)
    case "V":
      guard count == 2 else { throw invalid() }
      return .zoneID
    case "z":
      guard count <= 4 else { throw invalid() }
      return .zoneName(full: count == 4)
    case "O":
      guard count == 1 || count == 4 else { throw invalid() }
      return .namedOffset(full: count == 4)
    case "X", "x":
      guard count <= 5 else { throw invalid() }
      let colon = count == 3 || count == 5
      let zero = letter == "X" ? "Z" : count == 1 ? "+00" : colon ? "+00:00" : "+0000"
      return .offset(.init(colon: colon, minutes: count > 1, seconds: count > 3, zero: zero))
    case "Z":
      switch count {
      case 1...3: return .offset(.init(colon: false, minutes: true, seconds: false, zero: "+0000"))
      case 4: return .namedOffset(full: true)
      case 5: return .offset(.init(colon: true, minutes: true, seconds: true, zero: "Z"))
      default: throw invalid()
      }
    default: throw invalid()
    }
  }
}
