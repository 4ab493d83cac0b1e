extension TreeReport {
  private static let importanceLimit = 18

  var importanceCard: HTML {
    let ranked = tree.rankedImportances
    guard let largest = ranked.first?.importance else { return .nothing }
    let bars = ranked.prefix(Self.importanceLimit).map { name, importance -> HTML in
      let width = Figure.decimal(100 * importance / largest, 1)
      return """
        <span class="name" title="\(name)">\(Figure.clipped(name, 60))</span>\
        <span class="track"><span class="fill" style="width: \(width)%"></span></span>\
        <span class="number">\(Figure.decimal(importance, 4))</span>

        """
    }
    let rest = ranked.dropFirst(Self.importanceLimit)
    let sum = Figure.decimal(rest.reduce(0) { $0 + $1.importance }, 4)
    let more: HTML =
      rest.isEmpty ? .nothing : "<p class=\"note\">\(rest.count) more features have \(sum) together.</p>"
    return """
      <section class="card">
      <h2>What it looks at</h2>
      <p class="note">Importance: the impurity that a feature's splits remove, as a share of all.</p>
      <div class="bars">
      \(bars)</div>
      \(more)
      </section>
      """
  }
}
