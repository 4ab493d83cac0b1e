import RedstartColumnar
import RedstartConnectors
import RedstartMemory
import RedstartTypes

/// Decides from statistics which row groups, and which rows of them, can meet the filters.
struct RowGroupPruning {
  private let metadata: ParquetFileMetadata
  private let filters: [SourceFilter]
  private let dataSchema: StructType
  private let partitionSchema: StructType
  private let partitionValues: [Value]
  private let caseSensitive: Bool

  init(
    _ metadata: ParquetFileMetadata, _ request: ScanRequest, _ environment: SourceEnvironment, partitionValues: [Value]
  ) {
    self.metadata = metadata
    self.filters = request.filters.map(\.normalized)
    self.dataSchema = request.dataSchema
    self.partitionSchema = request.partitionSchema
    self.partitionValues = partitionValues
    self.caseSensitive = environment.caseSensitive
  }

  /// Whether rows of the group can meet the filters.
  func canMatch(_ group: RowGroup) -> Bool { filters.allSatisfy { canMatch($0, group) } }

  private func canMatch(_ filter: SourceFilter, _ group: RowGroup) -> Bool {
    switch filter {
    case .and(let a, let b): return canMatch(a, group) && canMatch(b, group)
    case .or(let a, let b): return canMatch(a, group) || canMatch(b, group)
    default:
      guard let name = filter.column, let bounds = bounds(name, group) else { return true }
      return filter.canMatch(bounds)
    }
  }

  /// What is known about a column; nil for columns that statistics say nothing about.
  private func bounds(_ name: String, _ group: RowGroup) -> ColumnBounds? {
    if let position = partitionSchema.index(of: name, caseSensitive: caseSensitive) {
      let type = partitionSchema.fields[position].type
      guard position < partitionValues.count else { return nil }
      let value = partitionValues[position]
      let bound = StatisticsBound(Literal(value, type), for: type)
      return ColumnBounds(
        minimum: bound, maximum: bound, nullCount: value.isNull ? group.rowCount : 0, rowCount: group.rowCount, type: type)
    }
    guard let position = dataSchema.index(of: name, caseSensitive: caseSensitive) else { return nil }
    let type = dataSchema.fields[position].type
    guard let node = metadata.root.child(named: name, caseSensitive: caseSensitive) else {
      return ColumnBounds(nullCount: group.rowCount, rowCount: group.rowCount, type: type)
    }
    guard node.isLeaf, node.level == 0 else { return nil }
    return metadata.bounds(of: node, as: type, in: group)
  }

  // MARK: Pages

  /// The rows of the group that can meet the filters, by its page index; all where it has none.
  func ranges(_ group: RowGroup, _ file: () throws -> InputFile) -> [Range<Int>] {
    let all = [0..<group.rowCount]
    guard !filters.isEmpty, group.columns.contains(where: { $0.columnIndex != nil && $0.offsetIndex != nil }) else { return all }
    var result = all
    for filter in filters {
      guard let ranges = ranges(filter, group, file) else { continue }
      result = Self.intersection(result, ranges)
    }
    return Self.joined(result)
  }

  /// Nil when nothing can be said.
  private func ranges(_ filter: SourceFilter, _ group: RowGroup, _ file: () throws -> InputFile) -> [Range<Int>]? {
    switch filter {
    case .and(let a, let b):
      guard let x = ranges(a, group, file) else { return ranges(b, group, file) }
      guard let y = ranges(b, group, file) else { return x }
      return Self.intersection(x, y)
    case .or(let a, let b):
      guard let x = ranges(a, group, file), let y = ranges(b, group, file) else { return nil }
      return Self.union(x, y)
    default:
      guard let name = filter.column, let node = metadata.root.child(named: name, caseSensitive: caseSensitive), node.isLeaf,
        node.level == 0, let position = dataSchema.index(of: name, caseSensitive: caseSensitive)
      else { return nil }
      let type = dataSchema.fields[position].type
      // A damaged index is no reason to fail: the pages themselves tell the truth.
      guard let pages = try? PageIndex(group.columns[node.leaves.lowerBound], group.rowCount, file()) else { return nil }
      let ordered = metadata.isOrdered(node)
      var result: [Range<Int>] = []
      for (number, rows) in pages.rows.enumerated() {
        var bounds = ColumnBounds(nullCount: pages.nullCount(number, rows.count), rowCount: rows.count, type: type)
        if node.definition == 0 { bounds.nullCount = 0 }
        if ordered, !pages.isNull[number] {
          bounds.minimum = StatisticsBound(pages.minima[number], node, as: type)
          bounds.maximum = StatisticsBound(pages.maxima[number], node, as: type)
        }
        if filter.canMatch(bounds) { result.append(rows) }
      }
      return result
    }
  }

  private static func intersection(_ a: [Range<Int>], _ b: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var i = 0
    var j = 0
    while i < a.count, j < b.count {
      let start = max(a[i].lowerBound, b[j].lowerBound)
      let end = min(a[i].upperBound, b[j].upperBound)
      if start < end { result.append(start..<end) }
      if a[i].upperBound < b[j].upperBound { i += 1 } else { j += 1 }
    }
    return result
  }

  private static func union(_ a: [Range<Int>], _ b: [Range<Int>]) -> [Range<Int>] {
    joined((a + b).sorted { $0.lowerBound < $1.lowerBound }, gap: 0)
  }

  /// Ranges with little between them are read as one: a small batch costs as much as the rows left out.
  private static func joined(_ ranges: [Range<Int>], gap: Int = RecordBatch.targetRows / 4) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges {
      if let last = result.last, range.lowerBound <= last.upperBound + gap {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }
}
