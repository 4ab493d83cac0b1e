import RedstartColumnar
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// The quantiles of a column of doubles from a ``QuantileSummary``, as `approxQuantile` gives them.
public enum ApproximateQuantiles {
  /// An aggregate whose value is an array with the quantile at each share of the ranks, and empty when the column has no numbers.
  /// Nulls and NaN are left out.
  public static func aggregate(of column: Expression, _ shares: [Double], relativeError: Double) -> Expression {
    let list = DataType.array(.double, containsNull: false)
    let function = BoundAggregate(
      "approx_quantile", type: list, nullable: false, stateTypes: [list],
      sql: { "approx_quantile(\($0.joined(separator: ", ")), \(shares), \(relativeError))" }
    ) { QuantileAccumulator(shares, relativeError: relativeError) }
    return .aggregate(AggregateCall(function, [column]))
  }
}

/// A ``QuantileSummary`` a group. States are summaries as lists of numbers.
private final class QuantileAccumulator: GroupedAccumulator {
  private let shares: [Double]
  private let relativeError: Double
  private var summaries: [QuantileSummary] = []

  init(_ shares: [Double], relativeError: Double) {
    self.shares = shares
    self.relativeError = relativeError
  }

  func resize(groupCount count: Int) {
    while summaries.count < count { summaries.append(QuantileSummary(relativeError: relativeError)) }
  }

  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    let column = arguments[0].flattened()
    let values = column.values(Double.self)
    let validity = column.rowValidity
    for row in 0..<count where !values[row].isNaN && validity.map({ $0[row] }) ?? true {
      summaries[Int(groups[row])].insert(values[row])
    }
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) {
    let lists = states[0].flattened()
    guard case .list(let offsets, let child) = lists.layout else { return }
    let starts = offsets.pointer(Int32.self)
    let numbers = child.flattened()
    for row in 0..<count {
      let range = UnsafeBufferPointer(
        start: numbers.values(Double.self) + Int(starts[row]), count: Int(starts[row + 1] - starts[row]))
      summaries[Int(groups[row])].merge(QuantileSummary(relativeError: relativeError, numbers: range))
    }
  }

  func states() -> [Vector] { [lists(summaries.map(\.numbers))] }

  func finish() -> Vector {
    lists(
      summaries.map { summary in
        var compressed = summary
        compressed.compress()
        return compressed.quantiles(shares) ?? []
      })
  }

  private func lists(_ lists: [[Double]]) -> Vector {
    var offsets: [Int32] = [0]
    for list in lists { offsets.append(offsets[offsets.count - 1] + Int32(list.count)) }
    let numbers = Array(lists.joined())
    return Vector(
      type: .array(.double, containsNull: false), count: lists.count,
      layout: .list(
        offsets: Buffer(copying: offsets),
        child: Vector(type: .double, count: numbers.count, values: Buffer(copying: numbers.isEmpty ? [0] : numbers))))
  }

  var byteCount: Int { summaries.reduce(0) { $0 + $1.byteCount } }
}
