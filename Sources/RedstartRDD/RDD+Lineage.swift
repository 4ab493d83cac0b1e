import RedstartExecution

extension RDD: CustomStringConvertible {
  /// The name that was given to the RDD.
  public var name: String? { state.withLock { $0.name } }

  /// Names the RDD, for ``toDebugString`` and messages.
  @discardableResult
  public func setName(_ name: String) -> RDD<Element> {
    state.withLock { $0.name = name }
    return self
  }

  public var description: String { (name.map { $0 + " " } ?? "") + "\(kind)[\(id)] at \(site)" }

  /// The lineage as text, in Spark's form: a line an RDD, the number of partitions where a stage begins.
  public var toDebugString: String {
    var text = LineageText(context)
    return text.text(self)
  }
}

/// Writes a lineage as Spark does.
struct LineageText {
  let context: SparkContext
  /// Spark shows the level of the RDD that was asked on every line.
  private var level = ""

  init(_ context: SparkContext) { self.context = context }

  /// The text of a whole lineage.
  mutating func text(_ node: any LineageNode) -> String {
    level = node.storageLevel == .none ? "" : node.storageLevel.description
    let count = "(\(node.numPartitions))"
    let inner = margin(count)
    let own = lines(node)
    return ([count + " " + own[0]] + own.dropFirst().map { inner + " " + $0 } + parents(node, inner)).joined(separator: "\n")
  }

  /// The rule that runs down from the middle of a partition count.
  private func margin(_ count: String) -> String {
    let left = (count.count - 1) / 2
    return String(repeating: " ", count: left) + "|" + String(repeating: " ", count: count.count - left)
  }

  private func parents(_ node: any LineageNode, _ prefix: String) -> [String] {
    let all = node.dependencies
    return all.enumerated().flatMap { index, dependency -> [String] in
      let isLast = index == all.count - 1
      switch dependency {
      case .narrow(let parent): return lines(parent).map { prefix + $0 } + parents(parent, prefix)
      case .shuffle(let shuffle): return stage(shuffle.parent, prefix, isLast)
      }
    }
  }

  private func stage(_ node: any LineageNode, _ prefix: String, _ isLast: Bool) -> [String] {
    var outer = Substring(prefix)
    let trimmed = outer.reversed().drop { $0 == " " }
    if trimmed.first == "|", trimmed.count < outer.count { outer = outer.prefix(trimmed.count - 1) }
    let count = "(\(node.numPartitions))"
    let inner = outer + (isLast ? "  " : "| ") + margin(count)
    let own = lines(node)
    return [outer + "+-" + count + " " + own[0]] + own.dropFirst().map { inner + $0 } + parents(node, String(inner))
  }

  /// The RDD, and what is kept of it.
  private func lines(_ node: any LineageNode) -> [String] {
    var result = ["\(node.description) [\(level)]"]
    let kept = context.blocks.usage(rdd: node.id)
    if kept.partitions > 0 {
      result.append(
        "    CachedPartitions: \(kept.partitions); MemorySize: \(ByteText.text(kept.memory)); "
          + "DiskSize: \(ByteText.text(kept.disk))")
    }
    return result
  }
}

/// Sizes as Spark prints them: `1.5 MiB`.
enum ByteText {
  static func text(_ bytes: Int) -> String {
    // A unit is used from twice its size on.
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    var unit = 0
    while unit < units.count - 1, bytes >= 2 << (10 * (unit + 1)) { unit += 1 }
    if unit == 0 { return "\(bytes).0 B" }
    let tenths = Int((Double(bytes) / Double(1 << (10 * unit)) * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }
}
