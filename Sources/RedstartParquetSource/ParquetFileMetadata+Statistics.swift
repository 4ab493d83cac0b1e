import RedstartTypes

/// What a file's statistics say about a column.
public struct ParquetColumnStatistics: Sendable, Hashable {
  /// No value is below; for texts it may be a prefix of the least one.
  public let minimum: Value?
  /// No value is above.
  public let maximum: Value?
  public let nullCount: Int?
  /// Distinct values, where the writer counted them and the file has one row group.
  public let distinctCount: Int?
  public let rowCount: Int
  /// Bytes of the column on disk.
  public let compressedSize: Int
  /// Bytes of the column's encoded values.
  public let uncompressedSize: Int
}

extension ParquetFileMetadata {
  /// The statistics of a column of plain values over all row groups; nil when the file lacks it or it is nested.
  public func statistics(of name: String, caseSensitive: Bool = false) -> ParquetColumnStatistics? {
    guard let node = root.child(named: name, caseSensitive: caseSensitive), node.isLeaf, node.level == 0,
      let field = schema.index(of: name)
    else { return nil }
    let type = schema.fields[field].type
    let groups = footer.rowGroups
    let bounds = groups.map { self.bounds(of: node, as: type, in: $0) }
    func best(_ candidates: [StatisticsBound?], _ sign: Int) -> Value? {
      var result: StatisticsBound?
      for candidate in candidates {
        guard let candidate else { return nil }
        guard let known = result else {
          result = candidate
          continue
        }
        guard let order = candidate.compare(known) else { return nil }
        if order * sign < 0 { result = candidate }
      }
      return result?.value(type)
    }
    let filled = bounds.filter { !$0.isAllNull }
    let nulls = bounds.map(\.nullCount)
    let chunks = groups.map { $0.columns[node.leaves.lowerBound] }
    return ParquetColumnStatistics(
      minimum: best(filled.map(\.minimum), 1), maximum: best(filled.map(\.maximum), -1),
      nullCount: nulls.contains(nil) ? nil : nulls.reduce(0) { $0 + ($1 ?? 0) },
      distinctCount: chunks.count == 1 ? chunks[0].statistics.distinctCount : nil, rowCount: rowCount,
      compressedSize: chunks.reduce(0) { $0 &+ $1.compressedSize },
      uncompressedSize: chunks.reduce(0) { $0 &+ $1.uncompressedSize })
  }

  /// The bounds of a leaf in a row group.
  func bounds(of node: SchemaNode, as type: DataType, in group: RowGroup) -> ColumnBounds {
    let stored = group.columns[node.leaves.lowerBound].statistics
    var bounds = ColumnBounds(nullCount: stored.nullCount, rowCount: group.rowCount, type: type)
    if node.definition == 0 { bounds.nullCount = 0 }
    if isOrdered(node) {
      bounds.minimum = stored.minimum.flatMap { StatisticsBound($0, node, as: type) }
      bounds.maximum = stored.maximum.flatMap { StatisticsBound($0, node, as: type) }
    }
    if stored.minimum == nil, stored.maximum == nil, Self.isSigned(node) {
      bounds.minimum = stored.legacyMinimum.flatMap { StatisticsBound($0, node, as: type) }
      bounds.maximum = stored.legacyMaximum.flatMap { StatisticsBound($0, node, as: type) }
    }
    return bounds
  }

  /// Whether the order of the leaf's bounds is certain.
  func isOrdered(_ node: SchemaNode) -> Bool {
    let position = node.leaves.lowerBound
    if position < footer.typeOrder.count { return footer.typeOrder[position] && node.type != .int96 }
    return Self.isSigned(node)
  }

  private static func isSigned(_ node: SchemaNode) -> Bool {
    if case .integer(_, signed: false) = node.logical { return false }
    switch node.type {
    case .int32, .int64, .float, .double: return true
    default: return false
    }
  }
}
