/// Reads one record the way Spark's parser does, whatever quotes and escapes stand in it.
///
/// Records without surprises never come here (see ``RecordBlock``). The states follow the CSV parser that Spark uses, because
/// what a stray quote means is defined by nothing else.
final class CarefulTokenizer {
  private struct EndOfInput: Error {}
  struct UnescapedQuote: Error {}

  private let delimiter: [UInt8]
  private let first: UInt8
  private let quote: UInt8
  private let escape: UInt8
  private let escapeEscape: UInt8
  private let comment: UInt8
  private let trimLeading: Bool
  private let trimTrailing: Bool
  private let emptyValue: [UInt8]
  private let handling: CSVOptions.UnescapedQuotes
  private let untilDelimiter: Bool
  /// What ends a record: a line feed, or nothing (a zero byte) where lines end in another way.
  private let newLine: UInt8
  /// One or two bytes that count as a line end; both zero inside of a single line.
  private let separator: (UInt8, UInt8)
  private let normalizesInQuotes: Bool

  private var input = UnsafePointer<UInt8>(bitPattern: 64).unsafelyUnwrapped
  private var count = 0
  /// The next byte to read.
  private(set) var at = 0
  private var ch: UInt8 = 0
  private var previous: UInt8 = 0
  private var unescaped = false
  private var trim = false
  private var normalizing = true
  private var appender: [UInt8] = []
  /// Whether the rest of the value is thrown away.
  private var muted = false
  private var whitespace: [UInt8] = []

  /// Bytes of all fields of the record, one after the other.
  private(set) var bytes: [UInt8] = []
  /// Where each field ends in `bytes`; negative for fields that are null.
  private(set) var ends: [Int] = []
  private static let null = -1
  private var pending: [([UInt8], [Int])] = []

  init(_ options: CSVOptions, separator: (UInt8, UInt8) = (0, 0)) {
    delimiter = options.delimiter
    first = options.delimiter[0]
    quote = options.quote
    escape = options.escape
    escapeEscape = options.escapeEscape
    comment = options.comment
    trimLeading = options.ignoreLeadingWhiteSpace
    trimTrailing = options.ignoreTrailingWhiteSpace
    emptyValue = options.emptyValue
    handling = options.unescapedQuotes
    untilDelimiter = [.stopAtDelimiter, .skipValue, .backToDelimiter].contains(options.unescapedQuotes)
    self.separator = separator
    newLine = options.lineSeparator == nil ? UInt8(ascii: "\n") : 0
    normalizesInQuotes = options.lineSeparator == nil || !options.multiLine
  }

  var fieldCount: Int { ends.count }

  /// Reads a record from `position`; false when only blank or comment lines were left (or the line is a comment).
  func read(_ input: UnsafePointer<UInt8>, _ count: Int, at position: Int = 0) throws -> Bool {
    self.input = input
    self.count = count
    at = position
    while true {
      if let (row, marks) = pending.first {
        pending.removeFirst()
        bytes = row
        ends = marks
        return true
      }
      bytes.removeAll(keepingCapacity: true)
      ends.removeAll(keepingCapacity: true)
      appender.removeAll(keepingCapacity: true)
      whitespace.removeAll(keepingCapacity: true)
      previous = 0
      muted = false
      normalizing = true
      let start = at
      do {
        try next()
        if ch == comment {
          skipLine()
          if separator.0 == 0 { return false }
          continue
        }
        try record()
      } catch is EndOfInput {
        return handleEnd(consumed: at > start)
      }
      if !pending.isEmpty || !ends.isEmpty {
        if !pending.isEmpty { pending.append((bytes, ends)) } else { return true }
      }
    }
  }

  private func skipLine() {
    guard separator.0 != 0 else {
      at = count
      return
    }
    do { while ch != newLine { try next() } } catch {}
  }

  private func handleEnd(consumed: Bool) -> Bool {
    var consume = false
    if ch == quote, previous == quote {
      consume = true
    } else {
      if ch == quote, !unescaped { append(quote) }
      consume = previous != 0 && ch != first && ch != newLine && ch != comment
    }
    ch = 0
    previous = 0
    if !ends.isEmpty || consume {
      if length > 0 || consume { valueParsed() } else if consumed { emptyParsed() }
      return finishPending()
    }
    if length > 0 || consumed {
      if length == 0 { emptyParsed() } else { valueParsed() }
      return finishPending()
    }
    if !pending.isEmpty {
      (bytes, ends) = pending.removeFirst()
      return true
    }
    return false
  }

  private func finishPending() -> Bool {
    if !pending.isEmpty {
      pending.append((bytes, ends))
      (bytes, ends) = pending.removeFirst()
    }
    return true
  }

  // MARK: Characters

  private func next() throws {
    guard at < count else { throw EndOfInput() }
    ch = input[at]
    at += 1
    if ch == separator.0, ch != 0, separator.1 == 0 || (at < count && input[at] == separator.1), normalizing {
      if separator.1 != 0 { at += 1 }
      ch = newLine
    }
  }

  /// Whether the delimiter starts with the current byte; longer ones are looked at ahead.
  private var atDelimiter: Bool {
    guard ch == first else { return false }
    if delimiter.count == 1 { return true }
    guard at + delimiter.count - 1 <= count else { return false }
    for index in 1..<delimiter.count where input[at + index - 1] != delimiter[index] { return false }
    return true
  }

  private func skipDelimiter() { at += delimiter.count - 1 }

  // MARK: Fields

  private var length: Int {
    if muted { return -1 }
    guard trim else { return appender.count }
    var end = appender.count
    while end > 0, appender[end - 1] <= 32 { end -= 1 }
    return end
  }

  private func valueParsed() {
    if muted {
      emptyParsed()
      return
    }
    let used = length
    if used == 0 { bytes += emptyValue } else { bytes += appender[..<used] }
    ends.append(bytes.count)
    appender.removeAll(keepingCapacity: true)
  }

  private func emptyParsed() {
    ends.append(Self.null)
    muted = false
    appender.removeAll(keepingCapacity: true)
  }

  // MARK: The states

  private func record() throws {
    if ch <= 32, trimLeading { try skipWhitespace() }
    while ch != newLine {
      if ch <= 32, trimLeading { try skipWhitespace() }
      if ch == newLine {
        emptyParsed()
      } else if atDelimiter {
        emptyParsed()
      } else {
        unescaped = false
        previous = 0
        if ch == quote {
          normalizing = normalizesInQuotes
          if let content = plainQuoted {
            appender += UnsafeBufferPointer(start: input + at, count: content)
            trim = false
            valueParsed()
            at += content + 1
            normalizing = true
            try next()
            if ch == first {
              try next()
              if ch == newLine { emptyParsed() }
            }
            continue
          }
          trim = false
          try quotedValue()
          normalizing = true
          if !(unescaped && handling == .backToDelimiter && appender.isEmpty) { valueParsed() }
        } else {
          trim = trimTrailing
          try appendUntilDelimiter()
          let used = length
          if used == 0 { emptyParsed() } else { valueParsed() }
        }
      }
      if ch != newLine {
        skipDelimiter()
        try next()
        if ch == newLine { emptyParsed() }
      }
    }
  }

  /// The length of a quoted value that a separator or line end follows and that holds nothing to take out; nil for others.
  private var plainQuoted: Int? {
    guard delimiter.count == 1 else { return nil }
    var index = at
    while index < count {
      let byte = input[index]
      if byte == quote {
        if input[index - 1] == escape || index + 1 >= count { return nil }
        let follower = input[index + 1]
        return follower == first || follower == newLine ? index - at : nil
      }
      if byte == escape {
        if index + 1 < count, input[index + 1] == quote || input[index + 1] == escapeEscape { return nil }
      } else if byte == separator.0, byte != 0, normalizing,
        separator.1 == 0 || (index + 1 < count && input[index + 1] == separator.1)
      {
        return nil
      }
      index += 1
    }
    return nil
  }

  private func skipWhitespace() throws {
    while ch <= 32, !atDelimiter, ch != newLine, ch != quote { try next() }
  }

  /// At the end of the input the current byte stays the first one that was appended: ``handleEnd(consumed:)`` looks at it.
  private func appendUntilDelimiter() throws {
    let first = ch
    do {
      while !atDelimiter, ch != newLine {
        append(ch)
        try next()
      }
    } catch {
      if delimiter.count == 1 { ch = first }
      throw error
    }
  }

  private func append(_ byte: UInt8) { if !muted { appender.append(byte) } }

  /// Throws the value away, what was read of it and what follows.
  private func skipValue() throws {
    appender.removeAll(keepingCapacity: true)
    muted = true
    try appendUntilDelimiter()
  }

  /// The rest of a quoted value; the current byte is its quote or, on the way back from a stray quote, what followed.
  private func quotedValue() throws {
    if previous != 0, untilDelimiter {
      if handling == .skipValue {
        try skipValue()
        return
      }
      if !muted { appender.insert(quote, at: 0) }
      try next()
      trim = trimTrailing
      try appendUntilDelimiter()
      return
    }
    try next()
    while true {
      if previous == quote, ch <= 32 || atDelimiter || ch == newLine { break }
      if ch != quote, ch != escape {
        if previous == quote {
          if delimiter.count > 1 { try takeHalfDelimiter() }
          try strayQuote()
          return
        }
        if previous == escape, escape != 0 { append(escape) }
        let first = ch
        do {
          while ch != quote, ch != escape, ch != escapeEscape {
            append(ch)
            try next()
          }
        } catch {
          ch = first
          throw error
        }
        previous = ch
        try next()
      } else {
        try quoteOrEscape()
        previous = ch
        try next()
        if unescaped, atDelimiter || ch == newLine { return }
      }
    }
    if !atDelimiter, ch != newLine, ch <= 32 {
      whitespace.removeAll(keepingCapacity: true)
      repeat {
        whitespace.append(ch)
        try next()
        if ch == newLine { return }
      } while ch <= 32 && !atDelimiter
      if !atDelimiter, handling != .raiseError {
        append(quote)
        for byte in whitespace { append(byte) }
        whitespace.removeAll(keepingCapacity: true)
        if untilDelimiter || (ch != quote && ch != escape) { append(ch) }
        previous = ch
        try quotedValue()
      }
    }
    if !atDelimiter, ch != newLine { throw UnescapedQuote() }
  }

  /// A beginning of a longer delimiter behind a stray quote goes before the quote.
  private func takeHalfDelimiter() throws {
    var matched = 0
    while matched < delimiter.count, ch == delimiter[matched] {
      append(ch)
      matched += 1
      try next()
    }
  }

  private func strayQuote() throws {
    unescaped = true
    switch handling {
    case .backToDelimiter:
      while let position = delimiterInAppender() {
        let value = Array(appender[..<position])
        let isLine = appender[position] == newLine
        appender.removeSubrange(0..<position + (isLine ? 1 : delimiter.count))
        let rest = appender
        appender = value
        valueParsed()
        appender = rest
        if isLine {
          pending.append((bytes, ends))
          bytes.removeAll()
          ends.removeAll()
        }
      }
      append(ch)
      previous = 0
      try quotedValue()
    case .stopAtClosingQuote, .stopAtDelimiter:
      append(quote)
      append(ch)
      previous = ch
      try quotedValue()
    case .skipValue: try skipValue()
    case .raiseError: throw UnescapedQuote()
    }
  }

  private func delimiterInAppender() -> Int? {
    for index in appender.indices {
      if appender[index] == newLine { return index }
      if appender[index...].starts(with: delimiter) { return index }
    }
    return nil
  }

  private func quoteOrEscape() throws {
    if ch == escape, previous == escapeEscape, escapeEscape != 0 {
      append(escape)
      ch = 0
    } else if previous == escape {
      if ch == quote {
        append(quote)
        ch = 0
      } else {
        append(previous)
      }
    } else if ch == quote, previous == quote {
      append(quote)
    } else if previous == quote {
      try strayQuoteInValue()
    }
  }

  private func strayQuoteInValue() throws {
    switch handling {
    case .raiseError: throw UnescapedQuote()
    case .skipValue: try skipValue()
    default:
      append(quote)
      previous = ch
      while !atDelimiter, ch != newLine {
        if ch != quote, ch != escape {
          if previous == quote {
            try strayQuoteInValue()
            return
          }
          append(ch)
        } else {
          try quoteOrEscape()
        }
        previous = ch
        try next()
      }
    }
  }
}
