/// The place in a query that an error is about.
public enum QueryContext: Sendable, Hashable {
  /// A range of SQL text; offsets count UTF-16 units from 0, `stop` is inclusive.
  case sql(text: String, start: Int, stop: Int, objectType: String, objectName: String)
  /// A column operation of a client program, such as `__truediv__` at `job.py:3`.
  case dataFrame(fragment: String, callSite: String)

  /// The piece of text itself.
  public var fragment: String {
    switch self {
    case .sql(let text, let start, let stop, _, _):
      let units = Array(text.utf16)
      guard start >= 0, stop >= start, stop < units.count else { return "" }
      return String(decoding: units[start...stop], as: UTF16.self)
    case .dataFrame(let fragment, _): return fragment
    }
  }

  /// The multi-line text that Spark appends to messages.
  public var summary: String {
    switch self {
    case .sql(let text, let start, let stop, _, _):
      var line = 1
      var column = 1
      for (index, unit) in text.utf16.enumerated() {
        if index == start { break }
        if unit == 10 {
          line += 1
          column = 1
        } else {
          column += 1
        }
      }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let shown = line - 1 < lines.count ? String(lines[line - 1]) : ""
      let width = max(1, min(stop - start + 1, shown.utf16.count - column + 1))
      let marker = String(repeating: " ", count: column - 1) + String(repeating: "^", count: width)
      return "== SQL (line \(line), position \(column)) ==\n\(shown)\n\(marker)\n"
    case .dataFrame(let fragment, let callSite):
      return "== DataFrame ==\n\"\(fragment)\" was called from\n\(callSite)\n"
    }
  }
}
