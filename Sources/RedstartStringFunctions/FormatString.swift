import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Java's `Formatter` for the conversions that SQL uses: `%s %d %x %o %f %e %c %b %% %n` with flags, width and precision.
struct FormatString {
  private struct Conversion {
    var index: Int?
    var flags: Set<Character> = []
    var width: Int?
    var precision: Int?
    var letter: Character = "s"
    var text = ""
  }

  private enum Part {
    case text(String)
    case conversion(Conversion)
  }

  private var parts: [Part] = []

  /// - Throws: `INVALID_PARAMETER_VALUE.ZERO_INDEX`; Java's error for a conversion that does not exist.
  init(_ format: String) throws {
    let characters = Array(format)
    var at = 0
    var text = ""
    while at < characters.count {
      if characters[at] != "%" {
        text.append(characters[at])
        at += 1
        continue
      }
      let start = at
      at += 1
      var conversion = Conversion()
      func number() -> Int? {
        var digits = ""
        while at < characters.count, characters[at].isASCII, characters[at].isNumber {
          digits.append(characters[at])
          at += 1
        }
        return Int(digits)
      }
      let mark = at
      if let index = number(), at < characters.count, characters[at] == "$" {
        if index == 0 {
          throw SparkError(
            "INVALID_PARAMETER_VALUE.ZERO_INDEX", ["parameter": "`strfmt`", "functionName": "`format_string`"], as: .analysis)
        }
        conversion.index = index
        at += 1
      } else {
        at = mark
      }
      while at < characters.count, "-#+ 0,(".contains(characters[at]) {
        conversion.flags.insert(characters[at])
        at += 1
      }
      conversion.width = number()
      if at < characters.count, characters[at] == "." {
        at += 1
        conversion.precision = number()
      }
      guard at < characters.count, "sSdxXofeEgGcCbBn%hH".contains(characters[at]) else { throw Self.invalid(format) }
      conversion.letter = characters[at]
      at += 1
      conversion.text = String(characters[start..<at])
      if !text.isEmpty { parts.append(.text(text)) }
      text = ""
      switch conversion.letter {
      case "%": parts.append(.text(Self.padded("%", conversion)))
      case "n": parts.append(.text("\n"))
      default: parts.append(.conversion(conversion))
      }
    }
    if !text.isEmpty { parts.append(.text(text)) }
  }

  private static func invalid(_ format: String) -> SparkError {
    .bare("The format '\(format)' of `format_string` is not valid.", as: .illegalArgument)
  }

  /// The text for a row of arguments.
  func text(_ arguments: [(value: Value, type: DataType, text: String)]) throws -> String {
    var result = ""
    var next = 0
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .conversion(let conversion):
        var index = next
        if let explicit = conversion.index { index = explicit - 1 } else { next += 1 }
        guard index >= 0, index < arguments.count else { throw Self.invalid(conversion.text) }
        result += try Self.format(conversion, arguments[index])
      }
    }
    return result
  }

  private static func format(_ conversion: Conversion, _ argument: (value: Value, type: DataType, text: String)) throws -> String
  {
    let letter = Character(conversion.letter.lowercased())
    let isUpper = conversion.letter.isUppercase
    func finish(_ text: String) -> String { padded(isUpper ? text.uppercased() : text, conversion) }
    if letter == "b" {
      if case .boolean(let flag) = argument.value { return finish(String(flag)) }
      return finish(String(!argument.value.isNull))
    }
    if argument.value.isNull || letter == "s" {
      let text = argument.value.isNull ? "null" : argument.text
      return finish(conversion.precision.map { String(text.prefix($0)) } ?? text)
    }
    switch (letter, argument.value) {
    case ("c", .integer(let number)):
      guard let scalar = UInt32(exactly: number).flatMap(UnicodeScalar.init) else { throw invalid(conversion.text) }
      return finish(String(Character(scalar)))
    case ("d", .integer(let number)) where argument.type.isIntegral:
      return finish(signed(String(number.magnitude), negative: number < 0, conversion))
    case ("d", .decimal(let digits)): throw typeError(conversion, argument.type, digits)
    case ("x", .integer(let number)), ("o", .integer(let number)), ("h", .integer(let number)):
      let width = argument.type.physical.width ?? 8
      let bits = width == 8 ? UInt64(bitPattern: number) : UInt64(bitPattern: number) & (1 << UInt64(width * 8) - 1)
      var text = String(bits, radix: letter == "o" ? 8 : 16)
      if conversion.flags.contains("#") { text = (letter == "o" ? "0" : "0x") + text }
      if conversion.flags.contains("0"), let size = conversion.width, text.count < size {
        text = String(repeating: "0", count: size - text.count) + text
      }
      return finish(text)
    case ("f", .double(let number)):
      if !number.isFinite { return finish(special(number, conversion)) }
      return finish(signed(halfUp(number.magnitude, conversion.precision ?? 6), negative: number.sign == .minus, conversion))
    case ("e", .double(let number)):
      if !number.isFinite { return finish(special(number, conversion)) }
      return finish(
        signed(scientificText(number.magnitude, conversion.precision ?? 6), negative: number.sign == .minus, conversion))
    case ("g", .double(let number)):
      let precision = max(1, conversion.precision ?? 6)
      let size = number.magnitude
      let text =
        size != 0 && (size < 0.0001 || size >= tenth(precision))
        ? scientificText(size, precision - 1)
        : halfUp(size, max(0, precision - 1 - (size == 0 ? 0 : exponent(size))))
      return finish(signed(text, negative: number.sign == .minus, conversion))
    default: throw typeError(conversion, argument.type, 0)
    }
  }

  private static func tenth(_ power: Int) -> Double { (0..<power).reduce(1.0) { value, _ in value * 10 } }

  private static func exponent(_ value: Double) -> Int {
    let text = scientificText(value, 0)
    return text.split(separator: "e").last.flatMap { Int($0) } ?? 0
  }

  /// Rounds the shortest decimal text half up, as Java's `%f` does.
  private static func halfUp(_ value: Double, _ places: Int) -> String {
    if value >= 1e17 || places > 17 { return fixedText(value, places) }
    if let digits = Decimal128.from(value, precision: 38, scale: places) { return Decimal128.text(digits, scale: places) }
    return fixedText(value, places)
  }

  private static func special(_ value: Double, _ conversion: Conversion) -> String {
    value.isNaN ? "NaN" : (value < 0 ? "-" : conversion.flags.contains("+") ? "+" : "") + "Infinity"
  }

  private static func typeError(_ conversion: Conversion, _ type: DataType, _ digits: Int128) -> SparkError {
    .bare(
      "The format '\(conversion.text)' of `format_string` does not suit an argument of type \(type.sql).", as: .illegalArgument)
  }

  /// Adds grouping, sign and leading zeros.
  private static func signed(_ magnitude: String, negative: Bool, _ conversion: Conversion) -> String {
    var text = magnitude
    if conversion.flags.contains(",") {
      let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      text = grouped(String(parts[0])) + (parts.count > 1 ? "." + parts[1] : "")
    }
    var prefix = ""
    var suffix = ""
    if negative {
      if conversion.flags.contains("(") { (prefix, suffix) = ("(", ")") } else { prefix = "-" }
    } else if conversion.flags.contains("+") {
      prefix = "+"
    } else if conversion.flags.contains(" ") {
      prefix = " "
    }
    if conversion.flags.contains("0"), let width = conversion.width {
      let missing = width - prefix.count - text.count - suffix.count
      if missing > 0 { text = String(repeating: "0", count: missing) + text }
    }
    return prefix + text + suffix
  }

  private static func padded(_ text: String, _ conversion: Conversion) -> String {
    guard let width = conversion.width, text.count < width else { return text }
    let blanks = String(repeating: " ", count: width - text.count)
    return conversion.flags.contains("-") ? text + blanks : blanks + text
  }
}

/// Digits in groups of three.
func grouped(_ digits: String) -> String {
  var result = ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
    result.append(digit)
  }
  return result
}

/// The part of Java's `DecimalFormat` that `format_number` uses: `#`, `0`, `,`, `.` and text around them.
struct NumberPattern {
  private var prefix = ""
  private var suffix = ""
  private var grouping = 0
  private var leastWhole = 0
  private var leastFraction = 0
  private var mostFraction = 0

  /// `places` digits behind the point, the whole part in groups of three.
  init(places: Int) {
    grouping = 3
    leastWhole = 1
    leastFraction = places
    mostFraction = places
  }

  init(_ pattern: String) {
    var seenPoint = false
    var seenDigit = false
    for character in pattern {
      switch character {
      case "#", "0":
        seenDigit = true
        if seenPoint {
          mostFraction += 1
          if character == "0" { leastFraction = mostFraction }
        } else {
          if grouping >= 0, hasComma { grouping += 1 }
          if character == "0" { leastWhole += 1 }
        }
      case ",":
        hasComma = true
        grouping = 0
      case ".": seenPoint = true
      default: if seenDigit || seenPoint { suffix.append(character) } else { prefix.append(character) }
      }
    }
  }
  private var hasComma = false

  func text(_ value: Value, _ type: DataType) -> String {
    var digits: String
    var negative = false
    switch value {
    case .integer(let number):
      digits = String(number.magnitude)
      negative = number < 0
    case .decimal(let number):
      guard case .decimal(_, let scale) = type else { return "" }
      negative = number < 0
      digits = Self.halfEven(number.magnitude, scale, mostFraction)
    case .double(let number):
      if number.isNaN { return "NaN" }
      negative = number.sign == .minus
      if number.isInfinite { return (negative ? "-" : "") + prefix + "∞" + suffix }
      digits = fixedText(number.magnitude, mostFraction)
    default: return ""
    }
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    var whole = String(parts[0].drop { $0 == "0" })
    if whole.count < leastWhole { whole = String(repeating: "0", count: leastWhole - whole.count) + whole }
    if grouping > 0 { whole = Self.grouped(whole, grouping) }
    var fraction = parts.count > 1 ? String(parts[1]) : ""
    while fraction.count < leastFraction { fraction += "0" }
    while fraction.count > leastFraction, fraction.hasSuffix("0") { fraction.removeLast() }
    if whole.isEmpty, fraction.isEmpty { whole = "0" }
    let isZero = whole.allSatisfy { $0 == "0" || $0 == "," } && fraction.allSatisfy { $0 == "0" }
    let sign = negative && (!isZero || type.isFloating) ? "-" : ""
    return sign + prefix + whole + (fraction.isEmpty ? "" : "." + fraction) + suffix
  }

  private static func grouped(_ digits: String, _ size: Int) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % size == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }

  private static func halfEven(_ digits: UInt128, _ scale: Int, _ places: Int) -> String {
    if scale <= places { return Decimal128.text(Int128(digits), scale: scale) }
    let power = Decimal128.powersOfTen[scale - places].magnitude
    var (quotient, rest) = digits.quotientAndRemainder(dividingBy: power)
    if rest > power - rest || (rest == power - rest && quotient & 1 == 1) { quotient += 1 }
    rest = 0
    return Decimal128.text(Int128(quotient), scale: places)
  }
}
