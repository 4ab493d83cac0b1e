import RedstartTypes

/// A path into a JSON value: `$.a['b'][0][*]`.
struct JSONPath {
  enum Step: Equatable {
    case member(String)
    case element(Int)
    /// `[*]` and `.*`: every element or member.
    case all
  }

  let steps: [Step]

  /// Nil for text that is no path.
  init?(_ text: String) {
    var rest = Substring(text)
    guard rest.popFirst() == "$" else { return nil }
    var steps: [Step] = []
    while let first = rest.popFirst() {
      switch first {
      case ".":
        let name = rest.prefix { $0 != "." && $0 != "[" }
        if name.isEmpty { return nil }
        rest = rest.dropFirst(name.count)
        steps.append(name == "*" ? .all : .member(String(name)))
      case "[":
        if rest.first == "'" {
          let name = rest.dropFirst().prefix { $0 != "'" }
          rest = rest.dropFirst(name.count + 1)
          guard rest.hasPrefix("']") else { return nil }
          rest = rest.dropFirst(2)
          steps.append(.member(String(name)))
        } else {
          let inside = rest.prefix { $0 != "]" }
          rest = rest.dropFirst(inside.count)
          guard rest.popFirst() == "]" else { return nil }
          if inside == "*" {
            steps.append(.all)
          } else if let index = Int(inside), index >= 0 {
            steps.append(.element(index))
          } else {
            return nil
          }
        }
      default: return nil
      }
    }
    self.steps = steps
  }

  /// Whether the path may lead to several values.
  var hasWildcard: Bool { steps.contains(.all) }

  /// The values that the path leads to.
  func values(in root: JSONValue) -> [JSONValue] {
    steps.reduce([root]) { values, step in
      values.flatMap { value -> [JSONValue] in
        switch (step, value) {
        case (.member(let name), .object): value[name].map { [$0] } ?? []
        // A name behind an array means that member of each element.
        case (.member(let name), .array(let elements)): elements.compactMap { $0[name] }
        case (.element(let index), .array(let elements)): index < elements.count ? [elements[index]] : []
        case (.all, .array(let elements)): elements
        case (.all, .object(let members)): members.map(\.value)
        default: []
        }
      }
    }
  }

  /// The text of what the path leads to: bare for a string, JSON for anything else; nil for nothing and for null.
  func text(in root: JSONValue) -> String? {
    let found = values(in: root)
    guard let first = found.first else { return nil }
    if found.count > 1 { return JSONValue.array(found).text }
    switch first {
    case .null: return nil
    case .string(let text): return hasWildcard ? first.text : text
    default: return first.text
    }
  }
}
