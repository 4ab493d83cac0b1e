import RedstartTypes

extension TreeReport {
  /// The report as one HTML document.
  public var page: String {
    let drawn = DrawnTree(tree, rowName: rowName, limit: nodeLimit)
    let html: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
      <meta name="generator" content="\(maker)">
      <title>\(title)</title>
      <style>
      \(Self.asset(PackageResources.report_css))</style>
      </head>
      <body>
      <main>
      <header>
      <h1>\(title)</h1>
      <p class="lead">\(lead)</p>
      </header>
      \(tiles)
      \(treeCard(drawn))
      <div class="cards">
      \(importanceCard)
      \(curveCard)
      \(confusionCard)
      \(dataCard)
      \(timeCard)
      \(settingsCard)
      </div>
      <footer>\(maker). This page needs no network and no other file.</footer>
      </main>
      <script type="application/json" id="tree-data">\(Self.embedded(drawn.json))</script>
      <script>
      \(Self.asset(PackageResources.report_js))</script>
      </body>
      </html>

      """
    return html.text
  }

  private static func asset(_ bytes: [UInt8]) -> HTML { HTML(trusted: String(decoding: bytes, as: UTF8.self)) }

  /// JSON that cannot end the element it stands in.
  private static func embedded(_ json: JSONValue) -> HTML {
    HTML(trusted: json.text.replacing("<", with: "\\u003C").replacing("\u{7F}", with: "\\u007F"))
  }

  /// The figures that tell most, large.
  private var tiles: HTML {
    var figures: [(name: String, value: String, note: String)] = []
    if let quality {
      if let area = quality.metric("areaUnderROC") {
        figures.append(("Area under ROC", Figure.decimal(area, 3), "0.5 is chance, 1 is perfect"))
      }
      if let accuracy = quality.metric("accuracy") {
        let rows = quality.confusion.map { "of \(Figure.count($0.total)) \(rowName) right" } ?? ""
        figures.append(("Accuracy", Figure.percent(accuracy), rows))
      }
      if let f1 = quality.metric("f1") { figures.append(("F1", Figure.decimal(f1, 3), "weighted over the classes")) }
      if let matrix = quality.confusion, matrix.classes.count == 2 {
        figures.append(("Recall", Figure.percent(matrix.recall(1)), "of all \(matrix.classes[1]) \(rowName) found"))
        figures.append(("Precision", Figure.percent(matrix.precision(1)), "of those it calls \(matrix.classes[1])"))
      }
      for (name, title, note) in [
        ("rmse", "RMSE", "root of the mean squared error"), ("mae", "MAE", "mean absolute error"),
        ("r2", "R²", "share of the variance explained"),
      ] {
        if let value = quality.metric(name) { figures.append((title, Figure.short(value), note)) }
      }
    }
    let nodes = tree.tree.nodes
    let trained = nodes.first.map { max(0, $0.rawCount) } ?? 0
    figures.append(("Trained on", Figure.count(trained), rowName))
    figures.append(
      ("Tree", "depth \(tree.tree.depth)", "\(Figure.count(nodes.count)) nodes, \(nodes.count { $0.isLeaf }) leaves"))
    let items = figures.map {
      "<div class=\"tile\"><dt>\($0.name)</dt><dd>\($0.value)<small>\($0.note)</small></dd></div>\n" as HTML
    }
    return "<dl class=\"tiles\">\n\(items)</dl>"
  }
}
