extension TreeReport {
  private static let classLimit = 10

  /// The confusion matrix with the recall of each row and the precision of each column.
  var confusionCard: HTML {
    guard let matrix = quality?.confusion else { return .nothing }
    let sizes = matrix.counts.map { $0.reduce(0, +) }
    let shown = matrix.classes.indices.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }.prefix(Self.classLimit).sorted()
    let names = matrix.classes.map { Figure.clipped($0, 30) }
    let header = shown.map { "<th scope=\"col\">\(names[$0])</th>" as HTML }
    let rows = shown.map { actual -> HTML in
      let cells = shown.map { predicted -> HTML in
        let count = matrix.counts[actual][predicted]
        let share = sizes[actual] == 0 ? 0 : count / sizes[actual]
        let colour: HTML = actual == predicted ? "var(--class-2)" : "var(--class-1)"
        return """
          <td style="--own: \(colour); --share: \(Figure.decimal(8 + 42 * share, 0))%"><b>\(Figure.count(count))</b>\
          \(Figure.percent(share))</td>
          """
      }
      return """
        <tr><th scope="row">\(names[actual])</th>\(cells)\
        <td class="edge"><b>\(Figure.percent(matrix.recall(actual)))</b>recall</td></tr>

        """
    }
    let precisions = shown.map { index -> HTML in
      "<td class=\"edge\"><b>\(Figure.percent(matrix.precision(index)))</b>precision</td>"
    }
    let accuracy = quality?.metric("accuracy").map { Figure.percent($0) } ?? ""
    let cut: HTML =
      shown.count == matrix.classes.count
      ? .nothing : "<p class=\"note\">The \(shown.count) most frequent of \(matrix.classes.count) classes.</p>"
    return """
      <section class="card">
      <h2>Where it errs</h2>
      <p class="note">Rows are what happened, columns what was predicted; shares are of the row.</p>
      <div class="scroll"><table class="matrix">
      <thead><tr><td class="edge"></td>\(header)<td class="edge"></td></tr></thead>
      <tbody>
      \(rows)<tr><td class="edge"></td>\(precisions)<td class="edge"><b>\(accuracy)</b>accuracy</td></tr>
      </tbody></table></div>
      \(cut)
      \(metricTable)
      </section>
      """
  }

  private var metricTable: HTML {
    let rows = (quality?.metrics ?? []).map { name, value -> HTML in
      "<tr><td>\(name)</td><td class=\"n\">\(Figure.decimal(value, 6))</td></tr>\n"
    }
    return "<div class=\"scroll\"><table>\n\(rows)</table></div>"
  }
}
