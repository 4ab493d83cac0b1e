extension Expression {
  /// The text in explain outputs: columns appear as `name#id`.
  public var explainText: String {
    var names: [Expression: String] = [:]
    visit { node in
      if case .attribute(let attribute) = node { names[node] = "\(attribute.name)#\(attribute.id.number)" }
    }
    let text = ExpressionText(rewritten: names)
    if case .alias(let alias) = self { return "\(text.text(alias.child)) AS \(alias.name)#\(alias.id.number)" }
    return text.text(self)
  }
}
