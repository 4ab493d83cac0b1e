import RedstartExecution
import RedstartLogicalPlan

extension Session {
  /// The text of `EXPLAIN` in one of Spark's modes.
  public func explain(_ plan: LogicalPlan, _ mode: ExplainMode) throws -> String {
    let execution = QueryExecution(self, plan, CancellationToken())
    switch mode {
    case .simple: return "== Physical Plan ==\n\(try execution.physicalForExplain().treeText)\n"
    case .extended:
      let analyzed = try execution.analyzed()
      let columns = analyzed.output.map { "\($0.name): \($0.type.simpleString)" }.joined(separator: ", ")
      return """
        == Parsed Logical Plan ==
        \(plan.treeString)
        == Analyzed Logical Plan ==
        \(columns)
        \(analyzed.treeString)
        == Optimized Logical Plan ==
        \(try execution.optimized().treeString)
        == Physical Plan ==
        \(try execution.physicalForExplain().treeText)

        """
    case .cost:
      let optimized = try execution.optimized()
      let size = optimizer().estimate(optimized)
      return """
        == Optimized Logical Plan ==
        \(optimized.treeString)
        Statistics(sizeInBytes=\(Int(size.bytes)) B, rowCount=\(Int(size.rows)))

        == Physical Plan ==
        \(try execution.physicalForExplain().treeText)

        """
    case .codegen:
      return "Found 0 WholeStageCodegen subtrees.\n"
    case .formatted: return "== Physical Plan ==\n\(FormattedPlan(try execution.physicalForExplain()).text)\n"
    }
  }
}

extension PhysicalPlan {
  /// The operators as a tree, one a line.
  public var treeText: String {
    var lines: [String] = []
    func write(_ node: any PhysicalPlan, _ prefix: String, _ branch: String, _ below: String) {
      let text = node.arguments.isEmpty ? node.nodeName : "\(node.nodeName) \(node.arguments)"
      lines.append(prefix + branch + text)
      let children = node.children
      for (index, child) in children.enumerated() {
        let isLast = index == children.count - 1
        write(child, prefix + below, isLast ? "+- " : ":- ", isLast ? "   " : ":  ")
      }
    }
    write(self, "", "", "")
    return lines.joined(separator: "\n") + "\n"
  }
}

/// `EXPLAIN FORMATTED`: a numbered tree, then each operator's details.
private struct FormattedPlan {
  private var tree: [String] = []
  private var details: [String] = []
  private var number = 0

  init(_ plan: any PhysicalPlan) { _ = write(plan, "", "", "") }

  var text: String { tree.joined(separator: "\n") + "\n\n\n" + details.joined(separator: "\n\n") + "\n" }

  private mutating func write(_ node: any PhysicalPlan, _ prefix: String, _ branch: String, _ below: String) -> Int {
    let line = tree.count
    tree.append("")
    let children = node.children
    for (index, child) in children.enumerated() {
      let isLast = index == children.count - 1
      _ = write(child, prefix + below, isLast ? "+- " : ":- ", isLast ? "   " : ":  ")
    }
    number += 1
    tree[line] = "\(prefix)\(branch)\(node.nodeName) (\(number))"
    let output = node.output.map { "\($0.name)#\($0.id.number)" }.joined(separator: ", ")
    details.append(
      "(\(number)) \(node.nodeName)\nOutput [\(node.output.count)]: [\(output)]\nArguments: \(node.arguments)")
    return number
  }
}
