import RedstartColumnar
import RedstartEvaluation
import RedstartLogicalPlan

/// What all joins share: which rows are kept, which columns are put out, and the condition beyond equal keys.
public struct JoinShape: Sendable {
  public let type: JoinType
  public let build: BuildSide
  public let condition: Expression?
  public let output: [Attribute]
  /// Where each output column comes from.
  let sources: [(isBuild: Bool, ordinal: Int)]
  private let predicate: CompiledPredicate?
  /// The columns that the condition reads, and where they come from.
  private let conditionSources: [(isBuild: Bool, ordinal: Int)]

  init(
    _ type: JoinType, build: BuildSide, condition: Expression?, left: [Attribute], right: [Attribute],
    required: Set<ExpressionID>?
  ) throws {
    self.type = type
    self.build = build
    self.condition = condition
    var all: [(Attribute, Bool, Int)] = []
    let nullableLeft = type == .rightOuter || type == .fullOuter
    let nullableRight = type == .leftOuter || type == .fullOuter
    for (ordinal, attribute) in left.enumerated() {
      all.append((nullableLeft ? attribute.asNullable : attribute, build == .left, ordinal))
    }
    for (ordinal, attribute) in right.enumerated() {
      all.append((nullableRight ? attribute.asNullable : attribute, build == .right, ordinal))
    }
    let shown = type == .leftSemi || type == .leftAnti ? Array(all.prefix(left.count)) : all
    let kept = shown.filter { required?.contains($0.0.id) ?? true }
    output = kept.map(\.0)
    sources = kept.map { ($0.1, $0.2) }
    if let condition {
      let used = condition.references
      let read = all.filter { used.contains($0.0) }
      predicate = try CompiledPredicate([condition], input: read.map(\.0))
      conditionSources = read.map { ($0.1, $0.2) }
    } else {
      predicate = nil
      conditionSources = []
    }
  }

  /// Rows of the build side without a match appear.
  var preservesBuild: Bool {
    type == .fullOuter || (type == .leftOuter && build == .left) || (type == .rightOuter && build == .right)
      || ((type == .leftSemi || type == .leftAnti) && build == .left)
  }

  /// Rows of the probe side without a match appear.
  var preservesProbe: Bool {
    type == .fullOuter || (type == .leftOuter && build == .right) || (type == .rightOuter && build == .left)
  }

  /// Only whether a match exists matters, and the probe side is put out.
  var isExistence: Bool { type == .leftSemi || type == .leftAnti }

  /// The pairs that meet the condition; nil when all do.
  func filter(_ probe: RecordBatch, _ probeRows: Selection, _ build: RecordBatch, _ buildRows: Selection) throws -> Selection? {
    guard let predicate else { return nil }
    let columns = conditionSources.map {
      $0.isBuild ? build.columns[$0.ordinal].gather(buildRows) : probe.columns[$0.ordinal].gather(probeRows)
    }
    return try predicate.select(RecordBatch(columns, count: probeRows.count))
  }

  /// The output rows of some pairs; nil for a side stands for all rows in order.
  func assemble(_ probe: RecordBatch, _ probeRows: Selection?, _ build: RecordBatch, _ buildRows: Selection, count: Int)
    -> RecordBatch
  {
    let columns = sources.map { source in
      if source.isBuild { return build.columns[source.ordinal].gather(buildRows) }
      let column = probe.columns[source.ordinal]
      return probeRows.map { column.gather($0) } ?? column
    }
    return RecordBatch(columns, count: count)
  }

  /// Build rows alone, the probe side null.
  func assembleUnmatched(_ build: RecordBatch, _ rows: Selection) -> RecordBatch {
    let columns = zip(sources, output).map { source, attribute in
      source.isBuild ? build.columns[source.ordinal].gather(rows) : Vector.nulls(attribute.type, count: rows.count)
    }
    return RecordBatch(columns, count: rows.count)
  }
}
