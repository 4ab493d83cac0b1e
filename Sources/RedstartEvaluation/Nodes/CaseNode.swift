import RedstartColumnar
import RedstartKernels
import RedstartTypes

/// CASE: conditions see only the rows that no earlier one took, values only their own rows.
struct CaseNode: EvaluationNode {
  let branches: [(condition: any EvaluationNode, value: any EvaluationNode)]
  let otherwise: (any EvaluationNode)?
  let type: DataType
  var canFail: Bool { children.contains { $0.canFail } }
  var cost: Int { children.reduce(2) { $0 + $1.cost } }
  var isConstant: Bool { children.allSatisfy { $0.isConstant } }

  private var children: [any EvaluationNode] {
    branches.flatMap { [$0.condition, $0.value] } + (otherwise.map { [$0] } ?? [])
  }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector {
    let count = batch.count
    if count == 0 { return .nulls(type, count: 0) }
    var parts: [SelectionMerge.Part] = []
    // Rows of the batch still without a value; nil means all.
    var rest: Selection?
    var current = batch
    for branch in branches {
      let outcome = try branch.condition.evaluate(current)
      guard let taken = Truth.select(outcome) else {
        parts.append(.init(rows: rest, values: try branch.value.evaluate(current)))
        return merged(parts, count)
      }
      if taken.count == 0 { continue }
      let values = try branch.value.evaluate(current.narrowed(to: taken))
      parts.append(.init(rows: rest?.composed(with: taken) ?? taken, values: values))
      let left = taken.complement(count: current.count)
      rest = rest?.composed(with: left) ?? left
      current = current.narrowed(to: left)
    }
    if let otherwise { parts.append(.init(rows: rest, values: try otherwise.evaluate(current))) }
    return merged(parts, count)
  }

  private func merged(_ parts: [SelectionMerge.Part], _ count: Int) -> Vector {
    if parts.isEmpty { return .nulls(type, count: count) }
    return SelectionMerge.merge(parts, type: type, count: count)
  }
}
