/// Decides between which of the ascending values of a feature thresholds lie when there are more values than bins: where the weight
/// of the values passes a multiple of an equal share, at the value that comes nearer to it, as MLlib has it.
struct QuantileWalk {
  private let share: Double
  private var target: Double
  private var reached = 0.0
  private var isFirst = true

  init(totalWeight: Double, maxSplits: Int) {
    share = totalWeight / Double(maxSplits + 1)
    target = share
  }

  /// Goes past values of that weight in all, if no threshold can lie next to any of them whatever each weighs; false if one can.
  mutating func skip(_ weight: Double) -> Bool {
    guard reached + weight <= target else { return false }
    reached += weight
    isFirst = false
    return true
  }

  /// Goes on to the next value, of that weight: whether a threshold lies between it and the one before.
  mutating func step(_ weight: Double) -> Bool {
    let previous = reached
    reached += weight
    defer { isFirst = false }
    guard !isFirst, abs(previous - target) < abs(reached - target) else { return false }
    target += share
    return true
  }
}

/// A value of a feature, and what the rows that have it weigh.
typealias WeightedValue = (value: Double, weight: Double)

extension QuantileWalk {
  /// The thresholds between ascending distinct values: all midpoints, or those that cut the weight into equal shares.
  static func thresholds(_ values: [WeightedValue], totalWeight: Double, maxSplits: Int) -> [Double] {
    let possible = values.count - 1
    if possible <= 0 { return [] }
    if possible <= maxSplits { return (1...possible).map { (values[$0 - 1].value + values[$0].value) / 2 } }
    var walk = QuantileWalk(totalWeight: totalWeight, maxSplits: maxSplits)
    var result: [Double] = []
    for index in values.indices where walk.step(values[index].weight) {
      result.append((values[index - 1].value + values[index].value) / 2)
    }
    return result
  }
}
