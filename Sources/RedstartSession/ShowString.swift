import RedstartColumnar
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartTypes

extension Session {
  /// The table that `df.show()` prints.
  ///
  /// - Parameters:
  ///   - rows: Most rows to show; a last line says when there are more.
  ///   - truncate: Longest cell, longer ones end in `...`; 0 shows all and aligns to the left.
  ///   - vertical: One line a cell.
  public func showString(
    _ plan: LogicalPlan, rows: Int, truncate: Int, vertical: Bool, cancellation: CancellationToken = CancellationToken()
  ) throws -> String {
    let wanted = max(0, min(rows, Int(Int32.max) - 1))
    let analyzed = try analyze(plan)
    let query = LogicalPlan.limit(.literal(.integer(Int32(wanted + 1))), analyzed)
    let batch = try QueryExecution(self, query, cancellation).collectBatch()
    let shown = min(batch.count, wanted)
    let pretty = PrettyText(timeZone: configuration.sessionTimeZone)
    var cells = [analyzed.output.map { Self.shorten($0.name, truncate, isHeader: true) }]
    for row in 0..<shown {
      cells.append(
        batch.columns.map { column in
          Self.shorten(pretty.text(column.value(at: row), column.type), truncate, isHeader: false)
        })
    }
    let more = batch.count > wanted
    return vertical
      ? Self.vertical(cells, more, wanted) : TextTable(cells, alignsRight: truncate > 0).text + Self.footer(more, wanted)
  }

  private static func shorten(_ text: String, _ truncate: Int, isHeader: Bool) -> String {
    var clean = ""
    for character in text.unicodeScalars {
      switch character {
      case "\n": clean += "\\n"
      case "\r": clean += "\\r"
      case "\t": clean += "\\t"
      case "\u{0B}": clean += "\\v"
      case "\u{0C}": clean += "\\f"
      case "\u{07}": clean += "\\a"
      case "\u{08}": clean += "\\b"
      default: clean.unicodeScalars.append(character)
      }
    }
    guard truncate > 0, clean.utf16.count > truncate else { return clean }
    let kept = truncate < 4 ? truncate : truncate - 3
    return String(decoding: Array(clean.utf16.prefix(kept)), as: UTF16.self) + (truncate < 4 ? "" : "...")
  }

  private static func vertical(_ cells: [[String]], _ more: Bool, _ wanted: Int) -> String {
    let names = cells[0]
    let nameWidth = max(3, names.map(TextTable.width).max() ?? 0)
    let valueWidth = max(3, cells.dropFirst().joined().map(TextTable.width).max() ?? 0)
    var text = ""
    for (index, row) in cells.dropFirst().enumerated() {
      let title = "-RECORD \(index)"
      text += title + String(repeating: "-", count: max(0, nameWidth + valueWidth + 5 - title.count)) + "\n"
      for (name, cell) in zip(names, row) {
        text +=
          " " + name + String(repeating: " ", count: nameWidth - TextTable.width(name)) + " | " + cell
          + String(repeating: " ", count: valueWidth - TextTable.width(cell)) + " \n"
      }
    }
    if cells.count == 1 { text += "(0 rows)\n" }
    return text + footer(more, wanted)
  }

  private static func footer(_ more: Bool, _ wanted: Int) -> String {
    more ? "only showing top \(wanted) \(wanted == 1 ? "row" : "rows")" : ""
  }
}
