import RedstartColumnar
import RedstartDiagnostics
import RedstartMLCore
import RedstartTypes

/// The distinct values of every element of vectors, up to a limit; beyond it an element counts as continuous.
struct CategorySets: RowSummary {
  /// Name of the column, for messages.
  let column: String
  let limit: Int
  private var size = -1
  /// Ascending; one more than the limit once there are too many.
  private var values: [[Double]] = []

  init(column: String, limit: Int) {
    self.column = column
    self.limit = limit
  }

  mutating func add(_ columns: [Vector], count: Int) throws {
    guard let rows = VectorRows(columns[0]) else { throw SparkError.internal("\(column) holds no vectors") }
    for row in 0..<count {
      if rows.isNull(row) { throw SparkError("ML_INVALID_VALUE", ["reason": "A vector in column \(column) is null."]) }
      if size < 0 {
        size = rows.size(row)
        values = [[Double]](repeating: [], count: size)
      }
      guard rows.size(row) == size else { throw mismatch(rows.size(row)) }
      let (places, stored, length) = rows.stored(row)
      var next = 0
      for place in 0..<size {
        var value = 0.0
        if let places {
          if next < length, Int(places[next]) == place {
            value = stored[next]
            next += 1
          }
        } else {
          value = stored[place]
        }
        insert(value, place)
      }
    }
  }

  private func mismatch(_ other: Int) -> SparkError {
    SparkError("ML_VECTOR_SIZE", ["column": column, "expected": String(size), "actual": String(other)], as: .spark)
  }

  private mutating func insert(_ value: Double, _ place: Int) {
    let known = values[place]
    if known.count > limit { return }
    // NaN stands at the end.
    var (low, high) = (0, known.count)
    while low < high {
      let middle = (low + high) / 2
      if known[middle] < value || (value.isNaN && !known[middle].isNaN) { low = middle + 1 } else { high = middle }
    }
    if low < known.count, known[low] == value || (known[low].isNaN && value.isNaN) { return }
    values[place].insert(value, at: low)
  }

  mutating func merge(_ other: CategorySets) throws {
    if other.size < 0 { return }
    if size < 0 {
      self = other
      return
    }
    guard other.size == size else { throw mismatch(other.size) }
    for place in 0..<size { for value in other.values[place] { insert(value, place) } }
  }

  var numbers: [Double] { [Double(size)] + values.flatMap { [Double($0.count)] + $0 } }

  func restored(_ numbers: [Double]) -> CategorySets {
    var copy = self
    copy.size = Int(numbers[0])
    var start = 1
    copy.values = (0..<max(copy.size, 0)).map { _ in
      let end = start + 1 + Int(numbers[start])
      defer { start = end }
      return Array(numbers[(start + 1)..<end])
    }
    return copy
  }

  /// Number of elements; nil without rows.
  var featureCount: Int? { size < 0 ? nil : size }

  /// The values of each categorical element in the order of their numbers: zero first, which keeps sparse vectors sparse, the
  /// others ascending.
  var categories: [Int: [Double]] {
    var result: [Int: [Double]] = [:]
    for (place, found) in values.enumerated() where found.count <= limit {
      result[place] = found.contains(0) ? [0] + found.filter { $0 != 0 } : found
    }
    return result
  }
}
