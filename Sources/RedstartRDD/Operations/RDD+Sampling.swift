import Foundation
import RedstartDiagnostics
import RedstartExecution
import RedstartKernels

extension RDD {
  /// A random part of the elements; the same for the same seed, and the one that Apache Spark draws.
  ///
  /// - Parameters:
  ///   - withReplacement: Whether an element may come more than once. With fractions above 0.4 Spark then draws from another
  ///     generator, and other elements.
  ///   - fraction: The share of elements that is expected, up to 1 without replacement.
  public func sample(
    withReplacement: Bool = false, fraction: Double, seed: Int64? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> RDD<Element> {
    let site = CallSite("sample", file, line)
    let kind = "PartitionwiseSampledRDD"
    guard fraction >= 0, withReplacement || fraction <= 1 else {
      let bound = withReplacement ? "must be nonnegative" : "must be on interval [0, 1]"
      return RDD(
        context, kind, site, failure: .requirement("Sampling fraction (\(fraction)) \(bound)"), dependencies: [.narrow(self)])
    }
    let seeds = SampleSeeds.partitions(numPartitions, seed ?? .random(in: .min ... .max))
    return derived(site, kind: kind, preservesPartitioning: true) { partition, input, _ in
      var sampler =
        withReplacement
        ? ElementSampler.poisson(fraction, seed: seeds[partition]) : .bernoulli(fraction, seed: seeds[partition])
      return ChunkIterator {
        guard let chunk = try input.next() else { return nil }
        var kept: [Element] = []
        for element in chunk {
          for _ in 0..<sampler.copies() { kept.append(element) }
        }
        return kept
      }
    }
  }

  /// The elements dealt out at random over RDDs, in shares by the weights; every element goes to one of them.
  public func randomSplit(
    _ weights: [Double], seed: Int64? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> [RDD<Element>] {
    let site = CallSite("randomSplit", file, line)
    let total = weights.reduce(0, +)
    guard total > 0, weights.allSatisfy({ $0 >= 0 }) else {
      let failure = SparkError.requirement("Weights must be nonnegative and their sum positive, but got \(weights)")
      return weights.map { _ in RDD(context, "MapPartitionsRDD", site, failure: failure, dependencies: [.narrow(self)]) }
    }
    let start = seed ?? .random(in: .min ... .max)
    var bounds = [0.0]
    for weight in weights { bounds.append(bounds[bounds.count - 1] + weight / total) }
    return Swift.zip(bounds, bounds.dropFirst()).map { low, high in
      derived(site, preservesPartitioning: true) { partition, input, _ in
        var random = XORShiftRandom(seed: start &+ Int64(partition))
        return ChunkIterator {
          try input.next()?.filter { _ in
            let value = random.nextDouble()
            return low <= value && value < high
          }
        }
      }
    }
  }

  /// `count` elements drawn at random, or all of them in a random order when there are fewer. Runs jobs.
  public func takeSample(withReplacement: Bool = false, _ count: Int, seed: Int64? = nil) async throws -> [Element] {
    guard count > 0 else { return [] }
    var random = SeededGenerator(seed ?? .random(in: .min ... .max))
    let total = try await self.count()
    if total == 0 { return [] }
    if !withReplacement, count >= total { return try await collect().shuffled(using: &random) }
    // A little more than is wanted, so that one draw is nearly always enough.
    let share = Double(count) / Double(total)
    let margin = 1 + 9 / Double(count).squareRoot()
    let fraction = withReplacement ? share * margin : Swift.min(1, share * margin)
    var drawn: [Element] = []
    while drawn.count < count {
      drawn = try await sample(
        withReplacement: withReplacement, fraction: fraction, seed: Int64(truncatingIfNeeded: random.next())
      ).collect()
    }
    return Array(drawn.shuffled(using: &random).prefix(count))
  }
}

/// Decides how often each element of a partition is taken, as Spark's samplers do.
enum ElementSampler {
  /// One number an element.
  case coin(XORShiftRandom, Double)
  /// One number for each run of elements that are left out.
  case gap(XORShiftRandom, logOfRest: Double, left: Int)
  /// Likewise, and a number for how often the element behind the gap is taken.
  case repeatedGap(XORShiftRandom, mean: Double, left: Int)
  case repeated(XORShiftRandom, mean: Double)

  private static let tiny = 5e-11

  static func bernoulli(_ fraction: Double, seed: Int64) -> ElementSampler {
    var random = XORShiftRandom(seed: seed)
    // Close to 0 and 1 the answer is known.
    if fraction <= 0 { return .coin(random, -1) }
    if fraction > 0.4 { return .coin(random, fraction) }
    let rest = log1p(-fraction)
    let left = gap(&random, rest)
    return .gap(random, logOfRest: rest, left: left)
  }

  static func poisson(_ fraction: Double, seed: Int64) -> ElementSampler {
    var random = XORShiftRandom(seed: seed)
    if fraction <= 0 { return .coin(random, -1) }
    if fraction > 0.4 { return .repeated(random, mean: fraction) }
    let left = gap(&random, -fraction)
    return .repeatedGap(random, mean: fraction, left: left)
  }

  private static func gap(_ random: inout XORShiftRandom, _ logOfRest: Double) -> Int {
    Int(clamping: Int64(Swift.min(log(Swift.max(random.nextDouble(), tiny)) / logOfRest, 9e18)))
  }

  /// How often the next element is taken.
  mutating func copies() -> Int {
    switch self {
    case .coin(var random, let fraction):
      if fraction < 0 { return 0 }
      let isTaken = fraction >= 1 || random.nextDouble() <= fraction
      self = .coin(random, fraction)
      return isTaken ? 1 : 0
    case .gap(var random, let rest, let left):
      if left > 0 {
        self = .gap(random, logOfRest: rest, left: left - 1)
        return 0
      }
      let next = Self.gap(&random, rest)
      self = .gap(random, logOfRest: rest, left: next)
      return 1
    case .repeatedGap(var random, let mean, let left):
      if left > 0 {
        self = .repeatedGap(random, mean: mean, left: left - 1)
        return 0
      }
      let count = Self.poissonOfOneOrMore(&random, mean)
      let next = Self.gap(&random, -mean)
      self = .repeatedGap(random, mean: mean, left: next)
      return count
    case .repeated(var random, let mean):
      let count = random.nextPoisson(mean)
      self = .repeated(random, mean: mean)
      return count
    }
  }

  /// A Poisson number under the condition that it is not 0.
  private static func poissonOfOneOrMore(_ random: inout XORShiftRandom, _ mean: Double) -> Int {
    let limit = exp(-mean)
    var product = limit + (1 - limit) * random.nextDouble()
    var count = 1
    product *= random.nextDouble()
    while product > limit {
      count += 1
      product *= random.nextDouble()
    }
    return count
  }
}

/// Seeds of partitions, as Spark makes them.
@usableFromInline
enum SampleSeeds {
  /// A seed for each partition.
  static func partitions(_ count: Int, _ seed: Int64) -> [Int64] {
    var random = JavaRandom(seed: seed)
    return (0..<count).map { _ in
      let high = Int64(random.next(32)) << 32
      return high &+ Int64(random.next(32))
    }
  }

  /// Where dealing out a partition's elements over `wanted` partitions starts: anywhere, but the same each time.
  @usableFromInline
  static func start(_ partition: Int, _ wanted: Int) -> Int {
    var random = XORShiftRandom(seed: Int64(partition))
    return Int(random.nextDouble() * Double(wanted))
  }
}

/// Java's linear congruential generator.
private struct JavaRandom {
  private var state: UInt64
  private static let mask: UInt64 = (1 << 48) - 1

  init(seed: Int64) { state = (UInt64(bitPattern: seed) ^ 0x5_DEEC_E66D) & Self.mask }

  mutating func next(_ bits: UInt64) -> Int32 {
    state = (state &* 0x5_DEEC_E66D &+ 0xB) & Self.mask
    return Int32(truncatingIfNeeded: state >> (48 - bits))
  }
}

/// Random numbers for shuffling a sample, by a seed.
private struct SeededGenerator: RandomNumberGenerator {
  private var random: XORShiftRandom
  init(_ seed: Int64) { random = XORShiftRandom(seed: seed) }
  mutating func next() -> UInt64 {
    UInt64(UInt32(bitPattern: random.next(32))) << 32 | UInt64(UInt32(bitPattern: random.next(32)))
  }
}
