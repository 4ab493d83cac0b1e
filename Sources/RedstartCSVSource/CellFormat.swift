import RedstartConnectors

/// When and how a cell's text is quoted.
struct CellFormat: Sendable {
  private let delimiter: [UInt8]
  private let lineSeparator: [UInt8]
  private let quote: UInt8
  private let escape: UInt8
  private let escapeEscape: UInt8
  private let comment: UInt8
  private let nullValue: [UInt8]
  private let emptyValue: [UInt8]
  /// Whether the text for empty values has its quotes already.
  private let emptyIsQuoted: Bool
  private let quoteAll: Bool
  private let escapeQuotes: Bool
  private let trimLeading: Bool
  private let trimTrailing: Bool

  init(_ options: SourceOptions, delimiter: [UInt8], lineSeparator: [UInt8]) throws {
    self.delimiter = delimiter
    self.lineSeparator = lineSeparator
    quote = try CSVOptions.character("quote", options["quote"], default: UInt8(ascii: "\""))
    escape = try CSVOptions.character("escape", options["escape"], default: UInt8(ascii: "\\"))
    let second = try CSVOptions.character("charToEscapeQuoteEscaping", options["charToEscapeQuoteEscaping"], default: 0)
    escapeEscape = second != 0 ? second : quote == escape ? 0 : escape
    // A line that would start like a comment is quoted, also when no comments are declared.
    let declared = try CSVOptions.character("comment", options["comment"], default: 0)
    comment = declared == 0 ? UInt8(ascii: "#") : declared
    nullValue = Array((options["nullValue"] ?? "").utf8)
    emptyValue = Array((options["emptyValue"] ?? "\"\"").utf8)
    emptyIsQuoted = emptyValue.count >= 2 && emptyValue.first == quote && emptyValue.last == quote
    quoteAll = try options.flag("quoteAll", default: false)
    escapeQuotes = try options.flag("escapeQuotes", default: true)
    trimLeading = try options.flag("ignoreLeadingWhiteSpace", default: true)
    trimTrailing = try options.flag("ignoreTrailingWhiteSpace", default: true)
  }

  /// Appends what stands for null.
  func appendNull(to output: inout [UInt8]) {
    nullValue.withUnsafeBufferPointer { text in
      if quoteAll { appendQuoted(text, to: &output) } else { output.append(contentsOf: text) }
    }
  }

  /// Appends a value's text; `isFirst` tells that it begins the line.
  func append(_ text: UnsafeBufferPointer<UInt8>, isFirst: Bool, to output: inout [UInt8]) {
    var from = 0
    var to = text.count
    if trimLeading { while from < to, text[from] <= 32 { from += 1 } }
    if trimTrailing { while to > from, text[to - 1] <= 32 { to -= 1 } }
    if from == to {
      emptyValue.withUnsafeBufferPointer { empty in
        if quoteAll, !emptyIsQuoted { appendQuoted(empty, to: &output) } else { output.append(contentsOf: empty) }
      }
      return
    }
    let kept = UnsafeBufferPointer(rebasing: text[from..<to])
    if quoteAll || needsQuotes(kept, isFirst: isFirst) {
      appendQuoted(kept, to: &output)
    } else {
      output.append(contentsOf: kept)
    }
  }

  private func needsQuotes(_ text: UnsafeBufferPointer<UInt8>, isFirst: Bool) -> Bool {
    guard let head = text.first else { return false }
    if head == quote && quote != 0 { return true }
    if isFirst, head == comment { return true }
    let first = delimiter[0]
    for (index, byte) in text.enumerated() {
      if byte == 10 || byte == 13 || byte == lineSeparator[0] { return true }
      if byte == first, delimiter.count == 1 || text[index...].starts(with: delimiter) { return true }
      if escapeQuotes, quote != 0, byte == quote { return true }
    }
    return false
  }

  private func appendQuoted(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    output.append(quote)
    for byte in text {
      if byte == 10, lineSeparator.count > 1 {
        // Line ends inside of values become those of the file.
        output += lineSeparator
        continue
      }
      if byte == quote, quote != 0 {
        output.append(escape)
      } else if byte == escape, escapeEscape != 0, escape != quote {
        output.append(escapeEscape)
      }
      output.append(byte)
    }
    output.append(quote)
  }
}
