import RedstartColumnar
import RedstartDiagnostics
import RedstartMLCore
import RedstartTypes

/// Mean, variance and extremes of every element of vectors, updated value by value without a second pass.
///
/// Only elements that are not zero cost anything; the zeros are brought in at the end from the counts, as MLlib does it, so that the
/// roundings are the same.
struct VectorMoments: RowSummary {
  /// Name of the column, for messages.
  let column: String
  private var size = -1
  private var rowCount = 0.0
  private var means: [Double] = []
  private var squares: [Double] = []
  /// How many elements are not zero.
  private var counts: [Double] = []
  private var least: [Double] = []
  private var greatest: [Double] = []

  init(column: String) { self.column = column }

  private mutating func begin(_ size: Int) {
    self.size = size
    means = [Double](repeating: 0, count: size)
    squares = means
    counts = means
    least = [Double](repeating: .greatestFiniteMagnitude, count: size)
    greatest = [Double](repeating: -.greatestFiniteMagnitude, count: size)
  }

  private func mismatch(_ other: Int) -> SparkError {
    SparkError("ML_VECTOR_SIZE", ["column": column, "expected": String(size), "actual": String(other)], as: .spark)
  }

  mutating func add(_ columns: [Vector], count: Int) throws {
    guard let rows = VectorRows(columns[0]) else { throw SparkError.internal("\(column) holds no vectors") }
    for row in 0..<count {
      if rows.isNull(row) { throw SparkError("ML_INVALID_VALUE", ["reason": "A vector in column \(column) is null."]) }
      if size < 0 { begin(rows.size(row)) }
      guard rows.size(row) == size else { throw mismatch(rows.size(row)) }
      rowCount += 1
      let (places, values, stored) = rows.stored(row)
      for index in 0..<stored where values[index] != 0 { add(values[index], places.map { Int($0[index]) } ?? index) }
    }
  }

  @inline(__always)
  private mutating func add(_ value: Double, _ place: Int) {
    let difference = value - means[place]
    means[place] += difference / (counts[place] + 1)
    squares[place] += (value - means[place]) * difference
    counts[place] += 1
    if greatest[place] < value { greatest[place] = value }
    if least[place] > value { least[place] = value }
  }

  mutating func merge(_ other: VectorMoments) throws {
    if other.rowCount == 0 { return }
    if rowCount == 0 {
      self = other
      return
    }
    guard other.size == size else { throw mismatch(other.size) }
    rowCount += other.rowCount
    for place in 0..<size {
      let (mine, theirs) = (counts[place], other.counts[place])
      if mine + theirs != 0 {
        let difference = other.means[place] - means[place]
        means[place] += difference * theirs / (mine + theirs)
        squares[place] += other.squares[place] + difference * difference * mine * theirs / (mine + theirs)
      }
      counts[place] = mine + theirs
      greatest[place] = max(greatest[place], other.greatest[place])
      least[place] = min(least[place], other.least[place])
    }
  }

  var numbers: [Double] { [Double(size), rowCount] + means + squares + counts + least + greatest }

  func restored(_ numbers: [Double]) -> VectorMoments {
    var copy = self
    copy.size = Int(numbers[0])
    copy.rowCount = numbers[1]
    let parts = (0..<5).map { part in Array(numbers.dropFirst(2 + part * max(size(numbers), 0)).prefix(max(size(numbers), 0))) }
    (copy.means, copy.squares, copy.counts, copy.least, copy.greatest) = (parts[0], parts[1], parts[2], parts[3], parts[4])
    return copy
  }

  private func size(_ numbers: [Double]) -> Int { Int(numbers[0]) }

  /// Whether there was no row.
  var isEmpty: Bool { rowCount == 0 }

  var mean: [Double] { (0..<max(size, 0)).map { means[$0] * (counts[$0] / rowCount) } }

  /// The square roots of the unbiased variances; 0 for a single row.
  var standardDeviation: [Double] {
    let degrees = rowCount - 1
    return (0..<max(size, 0)).map { place in
      guard degrees > 0 else { return 0 }
      let zeros = means[place] * means[place] * counts[place] * (rowCount - counts[place]) / rowCount
      let variance = (squares[place] + zeros) / degrees
      return (variance.isNaN ? variance : max(variance, 0)).squareRoot()
    }
  }

  var minimum: [Double] { (0..<max(size, 0)).map { counts[$0] < rowCount && least[$0] > 0 ? 0 : least[$0] } }
  var maximum: [Double] { (0..<max(size, 0)).map { counts[$0] < rowCount && greatest[$0] < 0 ? 0 : greatest[$0] } }
}
