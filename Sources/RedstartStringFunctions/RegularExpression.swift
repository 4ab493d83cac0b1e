import CPCRE2
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// A compiled regular expression in Java's syntax, as far as PCRE2 shares it.
///
/// `@unchecked Sendable`: the compiled code is never written after the initialiser, and the scratch space of a match belongs to
/// the one thread that made the object; bodies of functions make their own for each batch.
final class RegularExpression: @unchecked Sendable {
  private let code: OpaquePointer
  private let matchData: OpaquePointer
  let groupCount: Int

  /// - Throws: `INVALID_PARAMETER_VALUE.PATTERN`.
  init(_ pattern: Bytes, function: String) throws {
    let source = Self.translated(pattern)
    var error: Int32 = 0
    var offset = 0
    let compiled = source.withUnsafeBufferPointer { bytes in
      redstart_regex_compile(bytes.baseAddress, source.count - 1, &error, &offset)
    }
    guard let compiled, let data = pcre2_match_data_create_from_pattern_8(compiled, nil) else {
      throw SparkError(
        "INVALID_PARAMETER_VALUE.PATTERN",
        ["parameter": "`regexp`", "functionName": quoted(function), "value": "'\(pattern.string)'"])
    }
    code = compiled
    matchData = data
    groupCount = Int(redstart_regex_group_count(compiled))
  }

  deinit {
    pcre2_match_data_free_8(matchData)
    pcre2_code_free_8(code)
  }

  /// Java's names of ASCII classes in PCRE2's spelling; a zero byte ends the copy.
  private static func translated(_ pattern: Bytes) -> [UInt8] {
    let names = [
      "\\p{Lower}": "[a-z]", "\\p{Upper}": "[A-Z]", "\\p{Alpha}": "[a-zA-Z]", "\\p{Digit}": "[0-9]",
      "\\p{Alnum}": "[a-zA-Z0-9]", "\\p{Space}": "\\s", "\\p{Punct}": "[[:punct:]]", "\\p{XDigit}": "[0-9a-fA-F]",
      "\\p{ASCII}": "[\\x00-\\x7F]", "\\p{Blank}": "[ \\t]", "\\p{IsAlphabetic}": "\\p{L}",
    ]
    var text = pattern.string
    if text.contains("\\p{") { for (java, ours) in names { text = text.replacing(java, with: ours) } }
    return Array(text.utf8) + [0]
  }

  /// Finds the first match at or behind byte `start`; its parts are read with ``range(_:)``.
  func find(in text: Bytes, from start: Int) -> Bool {
    guard start <= text.count else { return false }
    let empty: [UInt8] = [0]
    return empty.withUnsafeBufferPointer { nothing in
      let base = text.baseAddress ?? nothing.baseAddress
      return pcre2_match_8(code, base, text.count, start, 0, matchData, nil) > 0
    }
  }

  /// Bytes of group `index` of the last match, 0 the whole; nil when the group took no part.
  func range(_ index: Int) -> Range<Int>? {
    guard let bounds = pcre2_get_ovector_pointer_8(matchData) else { return nil }
    let start = Int(bitPattern: UInt(truncatingIfNeeded: bounds[index * 2]))
    let end = Int(bitPattern: UInt(truncatingIfNeeded: bounds[index * 2 + 1]))
    return start < 0 ? nil : start..<max(start, end)
  }

  /// Where to look for the next match.
  func next(after match: Range<Int>, in text: Bytes) -> Int {
    if match.upperBound > match.lowerBound { return match.upperBound }
    return match.upperBound < text.count ? match.upperBound + characterLength(text[match.upperBound]) : text.count + 1
  }
}

/// The patterns of a batch: one compiled expression while the text of the pattern stays the same.
final class PatternColumn {
  private let column: BytesColumn
  private let function: String
  private var last: [UInt8] = []
  private var compiled: RegularExpression?

  init(_ column: BytesColumn, _ function: String) {
    self.column = column
    self.function = function
  }

  func callAsFunction(_ row: Int) throws -> RegularExpression {
    let bytes = column[row]
    if let compiled, column.isConstant || (bytes.count == last.count && bytes.elementsEqual(last)) { return compiled }
    let expression = try RegularExpression(bytes, function: function)
    last = Array(bytes)
    compiled = expression
    return expression
  }
}

/// The replacement text of Java's `Matcher`: `$1`, `${name}` without names, and backslashes that quote.
struct ReplacementText {
  private enum Part {
    case text([UInt8])
    case group(Int)
  }
  private var parts: [Part] = []

  /// Nil when it refers to a group that does not exist or ends in the middle.
  init?(_ bytes: Bytes, groupCount: Int) {
    var literal: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == 92 {
        guard at + 1 < bytes.count else { return nil }
        literal.append(bytes[at + 1])
        at += 2
      } else if bytes[at] == 36 {
        guard at + 1 < bytes.count, (48...57).contains(bytes[at + 1]) else { return nil }
        var group = Int(bytes[at + 1] - 48)
        guard group <= groupCount else { return nil }
        at += 2
        while at < bytes.count, (48...57).contains(bytes[at]) {
          let longer = group * 10 + Int(bytes[at] - 48)
          if longer > groupCount { break }
          group = longer
          at += 1
        }
        if !literal.isEmpty { parts.append(.text(literal)) }
        literal = []
        parts.append(.group(group))
      } else {
        literal.append(bytes[at])
        at += 1
      }
    }
    if !literal.isEmpty { parts.append(.text(literal)) }
  }

  /// Writes the replacement of the last match.
  func append(_ expression: RegularExpression, _ text: Bytes, to sink: ByteSink) {
    for part in parts {
      switch part {
      case .text(let bytes): sink.append(bytes)
      case .group(let index): if let range = expression.range(index) { sink.append(text.part(range)) }
      }
    }
  }
}
