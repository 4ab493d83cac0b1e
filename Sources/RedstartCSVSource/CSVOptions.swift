import RedstartCodecs
import RedstartConnectors
import RedstartDiagnostics
import RedstartKernels

/// The options of reading and writing CSV, checked.
///
/// Single characters are bytes; 0 stands for "none", as in Spark.
struct CSVOptions: Sendable {
  enum Mode: Sendable { case permissive, dropMalformed, failFast }

  /// What to do with a quote inside a quoted value that closes nothing.
  enum UnescapedQuotes: String, Sendable {
    case stopAtClosingQuote = "STOP_AT_CLOSING_QUOTE"
    case stopAtDelimiter = "STOP_AT_DELIMITER"
    case backToDelimiter = "BACK_TO_DELIMITER"
    case skipValue = "SKIP_VALUE"
    case raiseError = "RAISE_ERROR"
  }

  var delimiter: [UInt8]
  var quote: UInt8
  var escape: UInt8
  /// The escape of an escape before a quote.
  var escapeEscape: UInt8
  var comment: UInt8
  var header: Bool
  var inferSchema: Bool
  var ignoreLeadingWhiteSpace: Bool
  var ignoreTrailingWhiteSpace: Bool
  var nullValue: [UInt8]
  var nanValue: [UInt8]
  var positiveInfinity: [UInt8]
  var negativeInfinity: [UInt8]
  var emptyValue: [UInt8]
  var dateFormat: String?
  var timestampFormat: String?
  var timestampNTZFormat: String?
  /// Whether values that do not match a default format are tried as `CAST` reads them; nil decides by the format options.
  var dateTimeFallback: Bool?
  var preferDate: Bool
  var encoding: TextEncoding
  var lineSeparator: [UInt8]?
  var multiLine: Bool
  var samplingRatio: Double
  var mode: Mode
  var corruptColumn: String
  var maxColumns: Int
  /// Most characters of a value; nil without limit.
  var maxCharacters: Int?
  var unescapedQuotes: UnescapedQuotes
  var enforceSchema: Bool
  var columnPruning: Bool
  var timeZone: TimeZoneRules

  init(reading options: SourceOptions, _ environment: SourceEnvironment) throws {
    delimiter = try Self.delimiter(options.first("sep", "delimiter"))
    quote = try Self.character("quote", options["quote"], default: UInt8(ascii: "\""))
    escape = try Self.character("escape", options["escape"], default: UInt8(ascii: "\\"))
    let second = try Self.character("charToEscapeQuoteEscaping", options["charToEscapeQuoteEscaping"], default: 0)
    escapeEscape = second != 0 ? second : quote == escape ? 0 : escape
    comment = try Self.character("comment", options["comment"], default: 0)
    header = try options.flag("header", default: false)
    inferSchema = try options.flag("inferSchema", default: false)
    ignoreLeadingWhiteSpace = try options.flag("ignoreLeadingWhiteSpace", default: false)
    ignoreTrailingWhiteSpace = try options.flag("ignoreTrailingWhiteSpace", default: false)
    nullValue = Array((options["nullValue"] ?? "").utf8)
    nanValue = Array((options["nanValue"] ?? "NaN").utf8)
    positiveInfinity = Array((options["positiveInf"] ?? "Inf").utf8)
    negativeInfinity = Array((options["negativeInf"] ?? "-Inf").utf8)
    emptyValue = Array((options["emptyValue"] ?? "").utf8)
    dateFormat = options["dateFormat"]
    timestampFormat = options["timestampFormat"]
    timestampNTZFormat = options["timestampNTZFormat"]
    dateTimeFallback =
      options["enableDateTimeParsingFallback"] == nil ? nil : try options.flag("enableDateTimeParsingFallback", default: true)
    preferDate = try options.flag("preferDate", default: true)
    encoding = try TextEncoding(named: options.first("encoding", "charset") ?? "UTF-8")
    lineSeparator = try Self.lineSeparator(options["lineSep"])
    multiLine = try options.flag("multiLine", default: false)
    samplingRatio = try options.double("samplingRatio", default: 1)
    mode = Self.mode(options["mode"])
    corruptColumn = options["columnNameOfCorruptRecord"] ?? "_corrupt_record"
    maxColumns = try options.integer("maxColumns", default: 20480)
    let characters = try options.integer("maxCharsPerColumn", default: -1)
    maxCharacters = characters >= 0 ? characters : nil
    let handling = (options["unescapedQuoteHandling"] ?? "STOP_AT_DELIMITER").uppercased()
    guard let known = UnescapedQuotes(rawValue: handling) else {
      throw SparkError(
        "INVALID_SOURCE_OPTION.CHOICE",
        [
          "option": "unescapedQuoteHandling", "value": handling,
          "choices": "STOP_AT_DELIMITER, STOP_AT_CLOSING_QUOTE, "
            + "BACK_TO_DELIMITER, SKIP_VALUE, RAISE_ERROR",
        ])
    }
    unescapedQuotes = known
    enforceSchema = try options.flag("enforceSchema", default: true)
    columnPruning = try options.flag("columnPruning", default: true)
    timeZone = try TimeZoneRules.named(options["timeZone"] ?? environment.timeZone)
    if let locale = options["locale"], !locale.lowercased().hasPrefix("en") {
      throw SparkError.unsupported("the CSV locale \(locale)", "Use an English locale such as en-US.")
    }
    _ = try FileCompression(readingWith: options.first("compression", "codec"))
    guard samplingRatio > 0 || !inferSchema else {
      throw SparkError("INVALID_SOURCE_OPTION.POSITIVE", ["option": "samplingRatio", "value": "\(samplingRatio)"])
    }
  }

  static func mode(_ name: String?) -> Mode {
    switch name?.uppercased() {
    case "DROPMALFORMED": .dropMalformed
    case "FAILFAST": .failFast
    // An unknown name means PERMISSIVE, as in Spark.
    default: .permissive
    }
  }

  /// A separator: any text, with backslash escapes.
  static func delimiter(_ text: String?) throws -> [UInt8] {
    guard let text else { return [UInt8(ascii: ",")] }
    if text.isEmpty { throw SparkError("INVALID_DELIMITER_VALUE.EMPTY_STRING", [:]) }
    var result = ""
    var rest = Array(text.unicodeScalars)[...]
    while let first = rest.first {
      if first == "\\", rest.count == 1 {
        throw SparkError("INVALID_DELIMITER_VALUE.SINGLE_BACKSLASH", [:])
      }
      if first == "\\" {
        let second = rest[rest.startIndex + 1]
        switch second {
        case "t": result += "\t"
        case "r": result += "\r"
        case "b": result += "\u{8}"
        case "f": result += "\u{c}"
        case "\"": result += "\""
        case "'": result += "'"
        case "\\": result += "\\"
        case "u" where text == "\\u0000": return [0]
        default:
          throw SparkError(
            "INVALID_DELIMITER_VALUE.UNSUPPORTED_SPECIAL_CHARACTER", ["str": String(String.UnicodeScalarView(rest))])
        }
        rest = rest.dropFirst(2)
      } else {
        result.unicodeScalars.append(first)
        rest = rest.dropFirst()
      }
    }
    return Array(result.utf8)
  }

  /// One character, or none for an empty text.
  static func character(_ name: String, _ text: String?, default fallback: UInt8) throws -> UInt8 {
    guard let text else { return fallback }
    if text.isEmpty || text == "\u{0}" { return 0 }
    guard text.utf16.count == 1 else {
      throw SparkError("OPTION_VALUE_EXCEEDS_ONE_CHARACTER", ["paramName": name, "actualValue": text])
    }
    let bytes = Array(text.utf8)
    guard bytes.count == 1 else {
      throw SparkError.unsupported("the CSV option \(name) with the character \(text)", "Use an ASCII character.")
    }
    return bytes[0]
  }

  static func lineSeparator(_ text: String?) throws -> [UInt8]? {
    guard let text else { return nil }
    if text.isEmpty { throw SparkError("INVALID_LINE_SEPARATOR.EMPTY") }
    if text.utf16.count > 2 { throw SparkError("INVALID_LINE_SEPARATOR.TOO_LONG", ["length": "\(text.utf16.count)"]) }
    return Array(text.utf8)
  }
}
