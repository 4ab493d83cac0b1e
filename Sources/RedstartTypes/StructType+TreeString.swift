extension StructType {
  /// The tree that `printSchema` prints; deeper levels than `maxDepth` are left out.
  public func treeString(maxDepth: Int = Int.max) -> String {
    var text = "root\n"
    for field in fields { field.appendTree(&text, prefix: " |", depth: 1, maxDepth: maxDepth) }
    return text
  }
}

extension StructField {
  fileprivate func appendTree(_ text: inout String, prefix: String, depth: Int, maxDepth: Int) {
    text += "\(prefix)-- \(name): \(type.typeName) (nullable = \(nullable))\n"
    type.appendTree(&text, prefix: prefix + "    |", depth: depth + 1, maxDepth: maxDepth)
  }
}

extension DataType {
  fileprivate func appendTree(_ text: inout String, prefix: String, depth: Int, maxDepth: Int) {
    guard depth <= maxDepth else { return }
    switch self {
    case .struct(let type):
      for field in type.fields { field.appendTree(&text, prefix: prefix, depth: depth, maxDepth: maxDepth) }
    case .array(let element, let containsNull):
      text += "\(prefix)-- element: \(element.typeName) (containsNull = \(containsNull))\n"
      element.appendTree(&text, prefix: prefix + "    |", depth: depth + 1, maxDepth: maxDepth)
    case .map(let key, let value, let valueContainsNull):
      text += "\(prefix)-- key: \(key.typeName)\n"
      key.appendTree(&text, prefix: prefix + "    |", depth: depth + 1, maxDepth: maxDepth)
      text += "\(prefix)-- value: \(value.typeName) (valueContainsNull = \(valueContainsNull))\n"
      value.appendTree(&text, prefix: prefix + "    |", depth: depth + 1, maxDepth: maxDepth)
    default: break
    }
  }
}
