import RedstartDiagnostics
import RedstartExecution

extension RDD where Element: FixedWidthInteger {
  /// The sum; 0 when there are no elements.
  /// - Throws: `ARITHMETIC_OVERFLOW` when it does not fit.
  @inlinable
  public func sum() async throws -> Element {
    let parts = try await context.runJob(self) { input, task in
      var total: Element = 0
      while let chunk = try input.next() {
        try task.checkCancelled()
        var overflow = false
        for element in chunk {
          let (sum, isOver) = total.addingReportingOverflow(element)
          total = sum
          overflow = overflow || isOver
        }
        if overflow { throw Summation.overflow }
      }
      return total
    }
    return try parts.reduce(0) { total, part in
      let (sum, isOver) = total.addingReportingOverflow(part)
      if isOver { throw Summation.overflow }
      return sum
    }
  }

  /// The mean; not a number when there are no elements.
  @inlinable
  public func mean() async throws -> Double { try await stats().mean }

  /// Count, mean, variance and extremes in one job.
  @inlinable
  public func stats() async throws -> StatCounter { try await statistics { Double($0) } }

  /// How many elements lie in each of `buckets` ranges of equal width. See ``RDD/histogram(_:)-(Int)``.
  public func histogram(_ buckets: Int) async throws -> (bounds: [Double], counts: [Int]) {
    try await map { Double($0) }.histogram(buckets)
  }

  /// How many elements lie between each two bounds.
  public func histogram(_ bounds: [Double]) async throws -> [Int] { try await map { Double($0) }.histogram(bounds) }
}

extension RDD where Element: BinaryFloatingPoint {
  /// The sum; 0 when there are no elements.
  @inlinable
  public func sum() async throws -> Element {
    try await context.runJob(self) { input, task in
      var total: Element = 0
      while let chunk = try input.next() {
        try task.checkCancelled()
        for element in chunk { total += element }
      }
      return total
    }.reduce(0, +)
  }

  /// The mean; not a number when there are no elements.
  @inlinable
  public func mean() async throws -> Double { try await stats().mean }

  /// Count, mean, variance and extremes in one job.
  @inlinable
  public func stats() async throws -> StatCounter { try await statistics { Double($0) } }

  /// How many elements lie in each of `buckets` ranges of equal width between the smallest and the largest one.
  /// - Throws: `INVALID_RDD_ARGUMENT` when there are no elements or some are not finite.
  public func histogram(_ buckets: Int) async throws -> (bounds: [Double], counts: [Int]) {
    guard buckets > 0 else { throw SparkError.requirement("Number of buckets (\(buckets)) must be positive") }
    let stats = try await stats()
    guard stats.count > 0, stats.min.isFinite, stats.max.isFinite else {
      throw SparkError.requirement("Histogram on either an empty RDD or RDD containing +/-infinity or NaN")
    }
    if stats.min == stats.max { return ([stats.min, stats.max], [stats.count]) }
    let step = (stats.max - stats.min) / Double(buckets)
    let bounds = (0..<buckets).map { stats.min + Double($0) * step } + [stats.max]
    return (bounds, try await histogram(bounds))
  }

  /// How many elements lie between each two neighbouring bounds; the last range includes its upper bound. Elements outside do
  /// not count.
  /// - Throws: `INVALID_RDD_ARGUMENT` when there are fewer than two bounds or they do not rise.
  public func histogram(_ bounds: [Double]) async throws -> [Int] {
    guard bounds.count >= 2, Swift.zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw SparkError.requirement("A histogram needs two or more bounds, each above the one before")
    }
    return try await aggregate(
      [Int](repeating: 0, count: bounds.count - 1),
      { counts, element in
        let value = Double(element)
        guard value >= bounds[0], value <= bounds[bounds.count - 1] else { return }
        var (low, high) = (0, bounds.count - 1)
        while high - low > 1 {
          let middle = (low + high) / 2
          if value >= bounds[middle] { low = middle } else { high = middle }
        }
        counts[low] += 1
      }, { for index in $0.indices { $0[index] += $1[index] } })
  }
}

extension RDD {
  @inlinable
  func statistics(_ number: @escaping @Sendable (Element) -> Double) async throws -> StatCounter {
    try await aggregate(StatCounter(), { $0.add(number($1)) }, { $0.merge($1) })
  }
}

@usableFromInline
enum Summation {
  @usableFromInline
  static var overflow: SparkError {
    SparkError(
      "ARITHMETIC_OVERFLOW",
      [
        "message": "The sum does not fit into the type of the elements", "alternative": "",
        "config": "\"spark.sql.ansi.enabled\"",
      ])
  }
}

/// Count, mean, variance and extremes of numbers, by Welford's method: exact enough for large and for close numbers.
public struct StatCounter: Sendable {
  public private(set) var count = 0
  public private(set) var mean = 0.0
  /// The sum of the squared distances from the mean.
  @usableFromInline var squares = 0.0
  public private(set) var max = -Double.infinity
  public private(set) var min = Double.infinity

  public init() {}

  /// Adds a number.
  public mutating func add(_ value: Double) {
    let delta = value - mean
    count += 1
    mean += delta / Double(count)
    squares += delta * (value - mean)
    max = Swift.max(max, value)
    min = Swift.min(min, value)
  }

  /// Adds the numbers of another counter.
  public mutating func merge(_ other: StatCounter) {
    if other.count == 0 { return }
    if count == 0 {
      self = other
      return
    }
    let delta = other.mean - mean
    let (own, others) = (Double(count), Double(other.count))
    if other.count * 10 < count {
      mean += delta * others / (own + others)
    } else if count * 10 < other.count {
      mean = other.mean - delta * own / (own + others)
    } else {
      mean = (mean * own + other.mean * others) / (own + others)
    }
    squares += other.squares + delta * delta * own * others / (own + others)
    count += other.count
    max = Swift.max(max, other.max)
    min = Swift.min(min, other.min)
  }

  public var sum: Double { mean * Double(count) }
  /// The variance of the numbers as a whole population.
  public var variance: Double { count == 0 ? .nan : squares / Double(count) }
  /// The variance of the population that the numbers are a sample of.
  public var sampleVariance: Double { count <= 1 ? .nan : squares / Double(count - 1) }
  public var stdev: Double { variance.squareRoot() }
  public var sampleStdev: Double { sampleVariance.squareRoot() }
}
