import Testing

@testable import RedstartAggregateFunctions

@Suite("Quantile summaries")
struct QuantileSummaryTests {
  /// Numbers without order, each once.
  private func numbers(_ count: Int) -> [Double] { (0..<count).map { Double($0 * 7919 % max(count, 1)) } }

  private func summary(_ values: some Sequence<Double>, error: Double) -> QuantileSummary {
    var summary = QuantileSummary(relativeError: error)
    for value in values { summary.insert(value) }
    summary.compress()
    return summary
  }

  private let shares = stride(from: 0.0, through: 1.0, by: 0.05).map { $0 }

  @Test(arguments: [1, 2, 3, 10, 100, 999, 50_000, 120_001], [0.0, 0.001, 0.05, 0.5])
  func ranksAreWithinTheError(count: Int, error: Double) throws {
    // 7919 is a prime, so the numbers are those below the count, unless it divides them.
    let found = try #require(summary(numbers(count), error: error).quantiles(shares))
    for (share, value) in zip(shares, found) {
      let rank = value + 1
      #expect(
        rank >= ((share - error) * Double(count)).rounded(.down) && rank <= ((share + error) * Double(count)).rounded(.up) + 1)
    }
    #expect(found == found.sorted())
  }

  @Test(arguments: [2, 3, 7])
  func mergedSummariesKeepTheError(parts: Int) throws {
    let all = numbers(30_001)
    var merged = QuantileSummary(relativeError: 0.01)
    for part in 0..<parts {
      merged.merge(summary(all.enumerated().filter { $0.offset % parts == part }.map(\.element), error: 0.01))
    }
    merged.compress()
    for (share, value) in zip(shares, try #require(merged.quantiles(shares))) {
      #expect(abs(value + 1 - share * Double(all.count)) <= 0.01 * Double(all.count) + 1)
    }
  }

  @Test func numbersGiveTheSummaryBack() throws {
    let original = summary(numbers(5000), error: 0.01)
    let again = QuantileSummary(relativeError: 0.01, numbers: original.numbers)
    #expect(again.quantiles(shares) == original.quantiles(shares))
    #expect(again.numbers == original.numbers)
  }

  @Test func withoutNumbersThereAreNoQuantiles() {
    #expect(summary([], error: 0.1).quantiles(shares) == nil)
    var one = summary([], error: 0.1)
    one.merge(summary([4], error: 0.1))
    #expect(one.quantiles([0, 0.5, 1]) == [4, 4, 4])
  }

  @Test func sharesComeInAnyOrder() throws {
    let all = summary(numbers(1000), error: 0)
    let forward = try #require(all.quantiles([0.1, 0.5, 0.9]))
    #expect(all.quantiles([0.9, 0.1, 0.5]) == [forward[2], forward[0], forward[1]])
  }
}
