import RedstartColumnar
import RedstartKernels
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// A condition as its conjuncts, ready to select rows.
///
/// Cheap conjuncts that cannot fail run over all rows and are joined byte by byte; the others run one after the other on the
/// rows that are left.
public struct CompiledPredicate: Sendable {
  private let cheap: [any EvaluationNode]
  private let others: [any EvaluationNode]

  /// - Throws: `INTERNAL_ERROR` for attributes that the input lacks and for forms that are not scalar expressions.
  public init(_ conjuncts: [Expression], input: [Attribute]) throws {
    let parts = conjuncts.flatMap(\.conjuncts)
    let compiler = ExpressionCompiler(input: input, sharing: parts)
    let nodes = try parts.map { try compiler.boolean($0) }
    cheap = nodes.filter { Self.isCheap($0) }.sorted { $0.cost < $1.cost }
    others = nodes.filter { !Self.isCheap($0) }
  }

  private static func isCheap(_ node: any EvaluationNode) -> Bool { !node.canFail && node.cost <= 6 }

  /// The rows for which every conjunct is true, as positions in the batch's rows; nil when all rows pass.
  public func select(_ batch: RecordBatch) throws -> Selection? { try select(EvaluationBatch(batch)) }

  /// The rows of `batch` for which every conjunct is true, as positions among its (selected) rows; nil when all pass.
  public func select(_ batch: EvaluationBatch) throws -> Selection? {
    let none = Selection([])
    var rows: Selection?
    var current = batch
    func narrow(_ taken: Selection) {
      rows = rows?.composed(with: taken) ?? taken
      current = current.narrowed(to: taken)
    }
    var index = 0
    while index < cheap.count {
      if current.count == 0 { return rows ?? none }
      let (taken, next) = try selectCheap(current, from: index)
      index = next
      if let taken { narrow(taken) }
    }
    for node in others {
      if current.count == 0 { return rows ?? none }
      if let taken = Truth.select(try node.evaluate(current)) { narrow(taken) }
    }
    return rows
  }

  /// Joins cheap conjuncts over all rows until few rows are left; nil when none was dropped.
  private func selectCheap(_ batch: EvaluationBatch, from start: Int) throws -> (Selection?, Int) {
    let count = batch.count
    var index = start
    var bytes: Buffer?
    while index < cheap.count {
      let outcome = try cheap[index].evaluate(batch)
      index += 1
      if case .constant(let value) = outcome.layout {
        if !value.isNull(0), value.values(UInt8.self)[0] != 0 { continue }
        return (Selection([]), cheap.count)
      }
      // A single conjunct goes from its result straight to a selection.
      if bytes == nil, index == cheap.count { return (Truth.select(outcome), index) }
      let truth = outcome.validity == nil && outcome.isFlat ? outcome : nil
      let own = truth == nil ? Truth.bytes(of: outcome) : nil
      guard let input = truth?.values(UInt8.self) ?? own?.pointer(UInt8.self) else { continue }
      let joined: Buffer
      if let bytes {
        joined = bytes
        let out = bytes.mutable(UInt8.self)
        for row in 0..<count { out[row] &= input[row] }
      } else {
        joined = Buffer(byteCount: count)
        joined.mutable(UInt8.self).update(from: input, count: count)
        bytes = joined
      }
      if index < cheap.count, Truth.count(joined.pointer(UInt8.self), count) < count / 16 { break }
    }
    guard let bytes else { return (nil, index) }
    let selection = Selection(where: bytes.pointer(UInt8.self), validity: nil, count: count)
    return (selection.count == count ? nil : selection, index)
  }
}
