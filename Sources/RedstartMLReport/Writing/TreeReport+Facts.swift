extension TreeReport {
  private static let columnLimit = 200

  /// What the tables held: types, missing and distinct values of their columns.
  var dataCard: HTML {
    if tables.isEmpty { return .nothing }
    let parts = tables.map { table -> HTML in
      let rows = table.columns.prefix(Self.columnLimit).map { column -> HTML in
        let share = table.rows == 0 ? 0 : Double(column.missing) / Double(table.rows)
        return """
          <tr><td>\(column.name)</td><td>\(column.type)</td><td class="n">\(Figure.count(column.distinct))</td>\
          <td class="n">\(Figure.count(column.missing))</td><td class="n">\(Figure.percent(share))\
          <span class="part"><i style="width: \(Figure.decimal(100 * share, 1))%"></i></span></td></tr>

          """
      }
      let more: HTML =
        table.columns.count > Self.columnLimit
        ? "<p class=\"note\">\(table.columns.count - Self.columnLimit) more columns are left out.</p>" : .nothing
      return """
        <details><summary>\(table.name)<span class="note">\(Figure.count(table.rows)) rows, \(table.columns.count) columns</span></summary>
        <div class="scroll"><table><thead><tr><th>column</th><th>type</th><th class="n">distinct</th><th class="n">missing</th>\
        <th class="n">share missing</th></tr></thead><tbody>
        \(rows)</tbody></table></div>\(more)</details>

        """
    }
    return "<section class=\"card\">\n<h2>The data</h2>\n\(parts)</section>"
  }

  /// How long the steps of the program took.
  var timeCard: HTML {
    guard let longest = steps.map(\.seconds).max(), longest > 0 else { return .nothing }
    let bars = steps.map { name, seconds -> HTML in
      """
      <span class="name">\(name)</span><span class="track"><span class="fill" \
      style="width: \(Figure.decimal(100 * seconds / longest, 1))%"></span></span>\
      <span class="number">\(Figure.decimal(seconds, 2)) s</span>

      """
    }
    let all = Figure.decimal(steps.reduce(0) { $0 + $1.seconds }, 2)
    return """
      <section class="card">
      <h2>How long it took</h2>
      <p class="note">\(all) s from the first byte read to the last prediction written.</p>
      <div class="bars">
      \(bars)</div>
      </section>
      """
  }

  /// The parameters that were set.
  var settingsCard: HTML {
    if tree.settings.isEmpty { return .nothing }
    let rows = tree.settings.map { name, value -> HTML in
      "<tr><td>\(name)</td><td class=\"n\">\(Figure.clipped(value, 200))</td></tr>\n"
    }
    return """
      <section class="card">
      <h2>How it was trained</h2>
      <p class="note">Parameters that were set; \(tree.impurity) measures the impurity.</p>
      <div class="scroll"><table>
      \(rows)</table></div>
      </section>
      """
  }
}
