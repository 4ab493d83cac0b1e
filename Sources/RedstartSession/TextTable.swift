/// Cells in a frame, as Spark draws them: the first row is the header.
public struct TextTable {
  private let cells: [[String]]
  private let alignsRight: Bool

  public init(_ cells: [[String]], alignsRight: Bool = true) {
    self.cells = cells
    self.alignsRight = alignsRight
  }

  public var text: String {
    guard let header = cells.first else { return "" }
    var widths = [Int](repeating: 3, count: header.count)
    for row in cells { for (index, cell) in row.enumerated() { widths[index] = max(widths[index], Self.width(cell)) } }
    let rule = "+" + widths.map { String(repeating: "-", count: $0) }.joined(separator: "+") + "+\n"
    var text = rule + line(header, widths) + rule
    for row in cells.dropFirst() { text += line(row, widths) }
    return text + rule
  }

  private func line(_ row: [String], _ widths: [Int]) -> String {
    "|"
      + row.enumerated().map { index, cell in
        let padding = String(repeating: " ", count: widths[index] - Self.width(cell))
        return alignsRight ? padding + cell : cell + padding
      }.joined(separator: "|") + "|\n"
  }

  /// Columns of a terminal that the text takes: full-width characters take two.
  public static func width(_ text: String) -> Int {
    var width = 0
    for unit in text.utf16 {
      switch unit {
      case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6:
        width += 2
      default: width += 1
      }
    }
    return width
  }
}
