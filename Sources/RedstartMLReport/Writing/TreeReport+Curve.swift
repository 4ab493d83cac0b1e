extension TreeReport {
  private static let pointLimit = 200

  /// The ROC curve of a tree that tells two classes apart.
  var curveCard: HTML {
    guard let quality, let area = quality.metric("areaUnderROC"), quality.roc.count > 1 else { return .nothing }
    let (left, top, size) = (46.0, 12.0, 280.0)
    func x(_ value: Double) -> String { Figure.decimal(left + value * size, 1) }
    func y(_ value: Double) -> String { Figure.decimal(top + (1 - value) * size, 1) }
    let points = Self.thinned(quality.roc)
    let line = points.map { "\(x($0.x)),\(y($0.y))" }.joined(separator: " ")
    let grid = [0, 0.25, 0.5, 0.75, 1].map { share -> HTML in
      """
      <path class="grid" d="M\(x(share)) \(y(0))V\(y(1))M\(x(0)) \(y(share))H\(x(1))"/>
      <text x="\(x(share))" y="\(Figure.decimal(top + size + 17, 1))" text-anchor="middle">\(Figure.short(share))</text>
      <text x="\(Figure.decimal(left - 8, 1))" y="\(Figure.decimal(top + (1 - share) * size + 4, 1))" text-anchor="end">\(Figure.short(share))</text>

      """
    }
    var point = HTML.nothing
    if let matrix = quality.confusion, matrix.classes.count == 2 {
      let (found, wrong) = (matrix.recall(1), 1 - matrix.recall(0))
      point = """
        <circle class="point" cx="\(x(wrong))" cy="\(y(found))" r="5"><title>What it predicts: \(Figure.percent(found)) found, \
        \(Figure.percent(wrong)) false alarms</title></circle>
        """
    }
    return """
      <section class="card">
      <h2>How well it ranks</h2>
      <p class="note">ROC curve; the point is what it predicts, the broken line is chance.</p>
      <svg class="plot" viewBox="0 0 340 334" role="img" aria-label="ROC curve, area \(Figure.decimal(area, 4))">
      \(grid)<path class="chance" d="M\(x(0)) \(y(0))L\(x(1)) \(y(1))"/>
      <polygon class="area" points="\(x(0)),\(y(0)) \(line) \(x(1)),\(y(0))"/>
      <polyline class="curve" points="\(line)"/>
      \(point)
      <text class="strong" x="\(x(0.97))" y="\(y(0.1))" text-anchor="end">area \(Figure.decimal(area, 4))</text>
      <text x="\(x(0.5))" y="328" text-anchor="middle">false positive rate</text>
      <text x="12" y="\(y(0.5))" text-anchor="middle" transform="rotate(-90 12 \(y(0.5)))">true positive rate</text>
      </svg>
      </section>
      """
  }

  /// At most some points, the first and the last among them.
  private static func thinned(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    guard points.count > pointLimit else { return points }
    return (0..<pointLimit).map { points[$0 * (points.count - 1) / (pointLimit - 1)] }
  }
}
