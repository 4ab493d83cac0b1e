import RedstartColumnar
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// Rows of any type that an accumulator keeps: batches gathered one after the other, numbered from 0.
final class KeptRows {
  let type: DataType
  private var chunks: [Vector] = []
  private(set) var count = 0

  init(_ type: DataType) { self.type = type }

  /// Keeps some rows of a column; returns the number of the first.
  func append(_ vector: Vector, rows: [Int32]) -> Int {
    let first = count
    if rows.isEmpty { return first }
    chunks.append(vector.gather(Selection(rows)).flattened())
    count += rows.count
    // Many small chunks slow the final join down.
    if chunks.count > 256 { chunks = [Vector.concatenate(chunks, type: type)] }
    return first
  }

  /// The kept rows with those numbers; -1 gives null.
  func gather(_ numbers: [Int32]) -> Vector {
    if count == 0 { return .nulls(type, count: numbers.count).flattened() }
    return Vector.concatenate(chunks, type: type).gather(Selection(numbers))
  }

  /// Keeps only the rows with those numbers, which get the numbers 0, 1, …
  func compact(_ numbers: [Int32]) {
    chunks = numbers.isEmpty ? [] : [gather(numbers).flattened()]
    count = numbers.count
  }

  var byteCount: Int { chunks.reduce(0) { $0 + $1.byteCount } }
}
