import RedstartColumnar
import RedstartDiagnostics
import RedstartMLCore
import RedstartTypes

/// The greatest number in each of some columns of category numbers; without rows 0.
struct GreatestIndices: RowSummary {
  /// The columns' names, for messages.
  let columns: [String]
  private(set) var greatest: [Int]

  init(columns: [String]) {
    self.columns = columns
    greatest = columns.map { _ in 0 }
  }

  mutating func add(_ arguments: [Vector], count: Int) throws {
    for (index, argument) in arguments.enumerated() {
      let column = argument.flattened()
      func wrong(_ what: String) -> SparkError {
        SparkError(
          "ML_INVALID_VALUE",
          ["reason": "Values of column \(columns[index]) must be category numbers from 0 on, but one is \(what)."])
      }
      if column.nullCount > 0 { throw SparkError("ROW_VALUE_IS_NULL", ["column": columns[index], "index": String(index)]) }
      let values = column.values(Double.self)
      var maximum = Double(greatest[index])
      for row in 0..<count {
        let value = values[row]
        guard value >= 0, value <= Double(Int32.max), value == value.rounded(.towardZero) else { throw wrong(javaText(value)) }
        maximum = max(maximum, value)
      }
      greatest[index] = Int(maximum)
    }
  }

  mutating func merge(_ other: GreatestIndices) {
    for index in greatest.indices { greatest[index] = max(greatest[index], other.greatest[index]) }
  }

  var numbers: [Double] { greatest.map { Double($0) } }

  func restored(_ numbers: [Double]) -> GreatestIndices {
    var copy = self
    copy.greatest = numbers.map { Int($0) }
    return copy
  }
}
