/// A word of DDL text with its place, counted in UTF-16 units.
struct DDLToken {
  enum Kind { case word, quoted, number, string, symbol, end }
  var kind: Kind
  /// The meaning: names without back-ticks, strings without quotes and escapes.
  var text: String
  /// As written.
  var source: String
  var start: Int
  var length: Int

  func isWord(_ word: String) -> Bool { kind == .word && text.uppercased() == word }

  /// The words of `text`, without blanks and comments; the last one is the end.
  static func scan(_ text: String) -> [DDLToken] {
    let units = Array(text.unicodeScalars)
    var tokens: [DDLToken] = []
    var index = 0
    var offset = 0

    func length(_ range: Range<Int>) -> Int { range.reduce(0) { $0 + (units[$1].value > 0xffff ? 2 : 1) } }
    func string(_ range: Range<Int>) -> String {
      var result = String.UnicodeScalarView()
      result.append(contentsOf: units[range])
      return String(result)
    }
    func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic || scalar == "_" || (scalar.value >= 48 && scalar.value <= 57)
    }
    func add(_ kind: Kind, _ end: Int, _ meaning: String? = nil) {
      let source = string(index..<end)
      tokens.append(DDLToken(kind: kind, text: meaning ?? source, source: source, start: offset, length: length(index..<end)))
    }

    while index < units.count {
      let scalar = units[index]
      var end = index + 1
      if scalar.properties.isWhitespace {
        // skipped below
      } else if scalar == "-", end < units.count, units[end] == "-" {
        while end < units.count, units[end] != "\n" { end += 1 }
      } else if scalar == "/", end < units.count, units[end] == "*" {
        end += 1
        while end < units.count, !(units[end] == "/" && units[end - 1] == "*" && end > index + 2) { end += 1 }
        end = min(end + 1, units.count)
      } else if scalar == "`" {
        var name = String.UnicodeScalarView()
        var closed = false
        while end < units.count {
          if units[end] == "`" {
            if end + 1 < units.count, units[end + 1] == "`" { end += 1 } else { closed = true }
          }
          if closed { break }
          name.append(units[end])
          end += 1
        }
        end = min(end + 1, units.count)
        add(closed ? .quoted : .symbol, end, closed ? String(name) : "`")
      } else if scalar == "'" || scalar == "\"" {
        while end < units.count, units[end] != scalar || (end + 1 < units.count && units[end + 1] == scalar) {
          end += units[end] == "\\" || units[end] == scalar ? 2 : 1
        }
        let closed = end < units.count
        end = min(end + 1, units.count)
        add(
          closed ? .string : .symbol, end,
          closed ? unescape(Array(units[(index + 1)..<(end - 1)]), quote: scalar) : String(scalar))
      } else if isWordPart(scalar) {
        while end < units.count, isWordPart(units[end]) { end += 1 }
        let digits = units[index..<end].allSatisfy { $0.value >= 48 && $0.value <= 57 }
        add(digits ? .number : .word, end)
      } else {
        add(.symbol, end)
      }
      offset += length(index..<end)
      index = end
    }
    tokens.append(DDLToken(kind: .end, text: "", source: "", start: offset, length: 0))
    return tokens
  }

  private static func unescape(_ units: [Unicode.Scalar], quote: Unicode.Scalar) -> String {
    var result = String.UnicodeScalarView()
    var index = 0
    while index < units.count {
      let scalar = units[index]
      index += 1
      if scalar == quote, index < units.count, units[index] == quote {
        index += 1
        result.append(quote)
      } else if scalar == "\\", index < units.count {
        let letter = units[index]
        index += 1
        switch letter {
        case "n": result.append("\n")
        case "t": result.append("\t")
        case "r": result.append("\r")
        case "b": result.append("\u{8}")
        case "0": result.append("\0")
        case "Z": result.append("\u{1a}")
        case "%", "_": result.append(contentsOf: ["\\", letter])
        case "u" where index + 4 <= units.count:
          let digits = units[index..<(index + 4)].map { Character($0).hexDigitValue.map(UInt32.init) }
          if let code = digits.reduce(UInt32?(0), { code, digit in code.flatMap { c in digit.map { c << 4 | $0 } } }) {
            result.append(Unicode.Scalar(code) ?? "\u{fffd}")
            index += 4
          } else {
            result.append(letter)
          }
        default: result.append(letter)
        }
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
