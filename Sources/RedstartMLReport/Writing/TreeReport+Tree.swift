extension TreeReport {
  /// The card that the page's script draws the tree into; without scripts it holds the tree as text.
  func treeCard(_ drawn: DrawnTree) -> HTML {
    let cut: HTML =
      drawn.cutCount == 0
      ? .nothing
      : """
      <p class="note">The tree has \(Figure.count(tree.tree.nodes.count)) nodes. The \
      \(Figure.count(tree.tree.nodes.count - drawn.cutCount)) that most \(rowName) reach are drawn, \
      \(Figure.count(drawn.cutCount)) are left out.</p>
      """
    return """
      <section class="card tree" aria-labelledby="tree-title">
      <h2 id="tree-title">How it decides</h2>
      <p class="note">Every box asks a question; the upper way is yes, the lower no. A way is as thick as the share of \(rowName) \
      that take it. Click a box to fold or unfold it, point at it to read the rule that leads there. Arrow keys work, too.</p>
      \(cut)
      <div class="toolbar">
      <div class="group"><input id="search" type="search" placeholder="Find a feature, category or result" \
      aria-label="Find a feature, category or result" autocomplete="off"><span id="found" role="status"></span></div>
      <div class="group" role="group" aria-label="Depth"><span>Depth</span>
      <button id="less" type="button" aria-label="Less deep">−</button><output id="levels"></output>
      <button id="more" type="button" aria-label="Deeper">+</button>
      <button id="all" type="button">All</button></div>
      <div class="group" role="group" aria-label="Size"><span>Size</span>
      <button id="zoom-out" type="button" aria-label="Smaller">−</button><output id="zoom"></output>
      <button id="zoom-in" type="button" aria-label="Larger">+</button>
      <button id="fit" type="button">Fit</button></div>
      \(legend(drawn))
      <span class="end" id="shown"></span>
      </div>
      <div class="viewport" id="viewport"><div class="canvas" id="canvas"><div class="drawing" id="drawing">
      <svg id="links" aria-hidden="true"></svg>
      <div class="boxes" id="boxes" role="tree" aria-label="Decision tree"></div>
      </div></div></div>
      <div class="rule" id="rule" aria-live="polite"><span class="note">The rule of a box appears here.</span></div>
      <noscript><pre>\(Figure.clipped(tree.text, 50_000))</pre></noscript>
      </section>
      """
  }

  private func legend(_ drawn: DrawnTree) -> HTML {
    if tree.tree.isRegression {
      let values = tree.tree.nodes.map(\.prediction)
      return """
        <div class="legend"><span>\(tree.target) \(Figure.short(values.min() ?? 0))<i class="scale"></i>\
        \(Figure.short(values.max() ?? 0))</span><span>band: one standard deviation</span></div>
        """
    }
    let entries = drawn.classNames.enumerated().map { index, name -> HTML in
      "<span><i class=\"swatch\" style=\"--own: var(--class-\(index))\"></i>\(name)</span>"
    }
    return "<div class=\"legend\">\(entries)</div>"
  }
}
