import RedstartColumnar

/// The input of expressions: a batch, of which a selection may name the rows that count.
///
/// Columns under a selection are gathered when an expression first reads them, so that kernels always see dense rows and only
/// the columns that are needed move. Used by one thread.
public final class EvaluationBatch {
  public let batch: RecordBatch
  public let selection: Selection?
  /// Rows that expressions see.
  public let count: Int
  private var gathered: [Vector?]
  private var shared: [(slot: Int, vector: Vector)] = []
  private let parent: EvaluationBatch?
  /// The rows of the parent that these are.
  private let rowsOfParent: Selection?

  public convenience init(_ batch: RecordBatch, selection: Selection? = nil) {
    self.init(batch, selection, parent: nil, rowsOfParent: nil)
  }

  private init(_ batch: RecordBatch, _ selection: Selection?, parent: EvaluationBatch?, rowsOfParent: Selection?) {
    self.batch = batch
    self.selection = selection
    self.count = selection?.count ?? batch.count
    self.parent = parent
    self.rowsOfParent = rowsOfParent
    gathered = selection == nil ? [] : [Vector?](repeating: nil, count: batch.columns.count)
  }

  /// The selected rows of a column.
  public func column(_ ordinal: Int) -> Vector {
    guard let selection else { return batch.columns[ordinal] }
    if let vector = gathered[ordinal] { return vector }
    let vector = batch.columns[ordinal].gather(selection)
    gathered[ordinal] = vector
    return vector
  }

  /// Only those of these rows that `rows` names by position.
  public func narrowed(to rows: Selection) -> EvaluationBatch {
    EvaluationBatch(batch, selection.map { $0.composed(with: rows) } ?? rows, parent: self, rowsOfParent: rows)
  }

  /// The value that a shared subexpression already has here or for a superset of these rows.
  func sharedValue(_ slot: Int) -> Vector? {
    for entry in shared where entry.slot == slot { return entry.vector }
    guard let parent, let rowsOfParent, let vector = parent.sharedValue(slot) else { return nil }
    let own = vector.gather(rowsOfParent)
    shared.append((slot, own))
    return own
  }

  func share(_ vector: Vector, _ slot: Int) { shared.append((slot, vector)) }
}
