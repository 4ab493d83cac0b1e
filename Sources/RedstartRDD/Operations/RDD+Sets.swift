import RedstartExecution

extension RDD where Element: Hashable {
  /// Each element once.
  @inlinable
  public func distinct(numPartitions: Int? = nil, file: StaticString = #fileID, line: UInt = #line) -> RDD<Element> {
    let site = CallSite("distinct", file, line)
    let marked: RDD<(Element, Bool)> = chunkwise(site, codec: .pair()) { $0.map { ($0, true) } }
    return marked.reducedByKey(site, numPartitions) { first, _ in first }.chunkwise(site) { $0.map(\.0) }
  }

  /// The elements that both RDDs have, each once.
  @inlinable
  public func intersection(
    _ other: RDD<Element>, numPartitions: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<Element> {
    let site = CallSite("intersection", file, line)
    let left: RDD<(Element, Bool)> = chunkwise(site, codec: .pair()) { $0.map { ($0, true) } }
    let right: RDD<(Element, Bool)> = other.chunkwise(site, codec: .pair()) { $0.map { ($0, true) } }
    return left.cogrouped(right, site, numPartitions)
      .chunkwise(site, preservesPartitioning: true) { $0.filter { !$0.1.0.isEmpty && !$0.1.1.isEmpty } }
      .chunkwise(site) { $0.map(\.0) }
  }

  /// The elements that the other RDD does not have; those that come twice stay twice.
  @inlinable
  public func subtract(
    _ other: RDD<Element>, numPartitions: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<Element> {
    let site = CallSite("subtract", file, line)
    let left: RDD<(Element, Bool)> = chunkwise(site, codec: .pair()) { $0.map { ($0, true) } }
    let right: RDD<(Element, Bool)> = other.chunkwise(site, codec: .pair()) { $0.map { ($0, true) } }
    return left.subtracted(right, site, numPartitions).chunkwise(site) { $0.map(\.0) }
  }
}
