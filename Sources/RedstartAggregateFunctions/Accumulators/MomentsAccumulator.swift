import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// Count, mean and central moments of doubles, updated and merged one value at a time.
final class MomentsAccumulator: GroupedAccumulator {
  /// What is read from the moments; nil is null.
  enum Result: Sendable {
    case varianceOfPopulation, varianceOfSample, deviationOfPopulation, deviationOfSample, skewness, kurtosis

    /// The highest moment needed.
    var order: Int {
      switch self {
      case .skewness: 3
      case .kurtosis: 4
      default: 2
      }
    }
  }

  private struct Moments: BitwiseCopyable {
    var n = 0.0, mean = 0.0, m2 = 0.0, m3 = 0.0, m4 = 0.0
  }

  private let result: Result
  private let groups = GroupColumn(Moments())

  static var stateTypes: [DataType] { Array(repeating: .double, count: 5) }

  init(_ result: Result) { self.result = result }

  func resize(groupCount count: Int) { groups.resize(count) }

  func update(groups indices: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    let states = groups.base
    let column = FixedColumn<Double>(arguments[0])
    let order = result.order
    forEachValidRow(arguments, count) { row in
      let x = column[row]
      var s = states[Int(indices[row])]
      s.n += 1
      let delta = x - s.mean
      let deltaN = delta / s.n
      s.mean += deltaN
      s.m2 += delta * (delta - deltaN)
      if order >= 3 {
        let delta2 = delta * delta
        let deltaN2 = deltaN * deltaN
        s.m3 = s.m3 - 3.0 * deltaN * s.m2 + delta * (delta2 - deltaN2)
        if order >= 4 {
          s.m4 = s.m4 - 4.0 * deltaN * s.m3 - 6.0 * deltaN2 * s.m2 + delta * (delta * delta2 - deltaN * deltaN2)
        }
      }
      states[Int(indices[row])] = s
    }
  }

  func merge(groups indices: UnsafePointer<Int32>, states: [Vector], count: Int) {
    let columns = states.map { FixedColumn<Double>($0) }
    for row in 0..<count {
      let group = Int(indices[row])
      let a = groups.base[group]
      let b = Moments(
        n: columns[0][row], mean: columns[1][row], m2: columns[2][row], m3: columns[3][row], m4: columns[4][row])
      let n = a.n + b.n
      let delta = b.mean - a.mean
      let deltaN = n == 0 ? 0 : delta / n
      var s = Moments(n: n, mean: a.mean + deltaN * b.n)
      s.m2 = a.m2 + b.m2 + delta * deltaN * a.n * b.n
      s.m3 =
        a.m3 + b.m3 + deltaN * deltaN * delta * a.n * b.n * (a.n - b.n) + 3.0 * deltaN * (a.n * b.m2 - b.n * a.m2)
      let square = a.n * a.n - a.n * b.n + b.n * b.n
      let fourth = deltaN * deltaN * deltaN * delta * a.n * b.n * square
      let third = 6.0 * deltaN * deltaN * (a.n * a.n * b.m2 + b.n * b.n * a.m2)
      s.m4 = a.m4 + b.m4 + fourth + third + 4.0 * deltaN * (a.n * b.m3 - b.n * a.m3)
      groups.base[group] = s
    }
  }

  func states() -> [Vector] {
    let columns = (0..<5).map { _ in GroupColumn<Double>(0) }
    for column in columns { column.resize(groups.count) }
    for group in 0..<groups.count {
      let s = groups.base[group]
      columns[0].base[group] = s.n
      columns[1].base[group] = s.mean
      columns[2].base[group] = s.m2
      columns[3].base[group] = s.m3
      columns[4].base[group] = s.m4
    }
    return columns.map { $0.vector(.double) }
  }

  func finish() -> Vector {
    let out = GroupColumn<Double>(0)
    let present = GroupColumn<UInt8>(0)
    out.resize(groups.count)
    present.resize(groups.count)
    for group in 0..<groups.count {
      guard let value = value(groups.base[group]) else { continue }
      out.base[group] = value
      present.base[group] = 1
    }
    return out.vector(.double, present: present)
  }

  private func value(_ s: Moments) -> Double? {
    if s.n == 0 { return nil }
    switch result {
    case .varianceOfPopulation: return s.m2 / s.n
    case .varianceOfSample: return s.n == 1 ? nil : s.m2 / (s.n - 1)
    case .deviationOfPopulation: return (s.m2 / s.n).squareRoot()
    case .deviationOfSample: return s.n == 1 ? nil : (s.m2 / (s.n - 1)).squareRoot()
    case .skewness: return s.m2 == 0 ? nil : s.n.squareRoot() * s.m3 / (s.m2 * s.m2 * s.m2).squareRoot()
    case .kurtosis: return s.m2 == 0 ? nil : s.n * s.m4 / (s.m2 * s.m2) - 3.0
    }
  }

  var byteCount: Int { groups.byteCount }
}

/// Count, means and co-moments of pairs of doubles.
final class CovarianceAccumulator: GroupedAccumulator {
  enum Result: Sendable {
    case covarianceOfPopulation, covarianceOfSample, correlation
    case regressionSlope, regressionIntercept, regressionR2, regressionSXX, regressionSYY, regressionSXY
    case averageOfFirst, averageOfSecond
  }

  private struct Moments: BitwiseCopyable {
    var n = 0.0, xMean = 0.0, yMean = 0.0, ck = 0.0, xMk = 0.0, yMk = 0.0
  }

  private let result: Result
  private let groups = GroupColumn(Moments())

  static var stateTypes: [DataType] { Array(repeating: .double, count: 6) }

  init(_ result: Result) { self.result = result }

  func resize(groupCount count: Int) { groups.resize(count) }

  func update(groups indices: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    let states = groups.base
    let xs = FixedColumn<Double>(arguments[0])
    let ys = FixedColumn<Double>(arguments[1])
    forEachValidRow(arguments, count) { row in
      let x = xs[row]
      let y = ys[row]
      var s = states[Int(indices[row])]
      s.n += 1
      let dx = x - s.xMean
      let dy = y - s.yMean
      s.xMean += dx / s.n
      s.yMean += dy / s.n
      s.ck += dx * (y - s.yMean)
      s.xMk += dx * (x - s.xMean)
      s.yMk += dy * (y - s.yMean)
      states[Int(indices[row])] = s
    }
  }

  func merge(groups indices: UnsafePointer<Int32>, states: [Vector], count: Int) {
    let columns = states.map { FixedColumn<Double>($0) }
    for row in 0..<count {
      let group = Int(indices[row])
      let a = groups.base[group]
      let b = Moments(
        n: columns[0][row], xMean: columns[1][row], yMean: columns[2][row], ck: columns[3][row], xMk: columns[4][row],
        yMk: columns[5][row])
      let n = a.n + b.n
      let dx = b.xMean - a.xMean
      let dxN = n == 0 ? 0 : dx / n
      let dy = b.yMean - a.yMean
      let dyN = n == 0 ? 0 : dy / n
      groups.base[group] = Moments(
        n: n, xMean: a.xMean + dxN * b.n, yMean: a.yMean + dyN * b.n, ck: a.ck + b.ck + dx * dyN * a.n * b.n,
        xMk: a.xMk + b.xMk + dx * dxN * a.n * b.n, yMk: a.yMk + b.yMk + dy * dyN * a.n * b.n)
    }
  }

  func states() -> [Vector] {
    let columns = (0..<6).map { _ in GroupColumn<Double>(0) }
    for column in columns { column.resize(groups.count) }
    for group in 0..<groups.count {
      let s = groups.base[group]
      for (column, value) in zip(columns, [s.n, s.xMean, s.yMean, s.ck, s.xMk, s.yMk]) { column.base[group] = value }
    }
    return columns.map { $0.vector(.double) }
  }

  func finish() -> Vector {
    let out = GroupColumn<Double>(0)
    let present = GroupColumn<UInt8>(0)
    out.resize(groups.count)
    present.resize(groups.count)
    for group in 0..<groups.count {
      guard let value = value(groups.base[group]) else { continue }
      out.base[group] = value
      present.base[group] = 1
    }
    return out.vector(.double, present: present)
  }

  private func value(_ s: Moments) -> Double? {
    if s.n == 0 { return nil }
    switch result {
    case .covarianceOfPopulation: return s.ck / s.n
    case .covarianceOfSample: return s.n == 1 ? nil : s.ck / (s.n - 1)
    case .correlation: return s.n == 1 ? nil : s.ck / (s.xMk * s.yMk).squareRoot()
    // The arguments of the regression functions are (y, x): the first column is the dependent one.
    case .regressionSlope: return s.n < 2 || s.yMk == 0 ? nil : s.ck / s.yMk
    case .regressionIntercept: return s.n < 2 || s.yMk == 0 ? nil : s.xMean - s.ck / s.yMk * s.yMean
    case .regressionR2:
      if s.n < 2 || s.yMk == 0 { return nil }
      if s.xMk == 0 { return 1 }
      let correlation = s.ck / (s.xMk * s.yMk).squareRoot()
      return correlation * correlation
    case .regressionSXX: return s.yMk
    case .regressionSYY: return s.xMk
    case .regressionSXY: return s.ck
    case .averageOfFirst: return s.xMean
    case .averageOfSecond: return s.yMean
    }
  }

  var byteCount: Int { groups.byteCount }
}
