import RedstartColumnar
import RedstartDiagnostics
import RedstartMLCore
import RedstartTypes
import Testing

@testable import RedstartMLFeatures

@Suite("Summaries of rows")
struct SummaryTests {
  private func column(_ vectors: [MLVector?]) -> Vector {
    Vector.of(vectors.map { $0?.value ?? .null }, type: .udt(.vector))
  }

  private let vectors: [MLVector] = (0..<50).map { index in
    let value = Double(index * 37 % 11) - 4
    return index % 3 == 0
      ? .sparse(size: 3, indices: [1], values: [value])
      : .dense([value, Double(index % 4), index % 5 == 0 ? -2.5 : 0])
  }

  private func moments(_ part: some Collection<MLVector>) throws -> VectorMoments {
    var moments = VectorMoments(column: "v")
    try moments.add([column(Array(part))], count: part.count)
    return moments
  }

  private func expectClose(_ a: [Double], _ b: [Double]) {
    #expect(a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test(arguments: 0...50)
  func momentsOfPartsAreThoseOfTheWhole(cut: Int) throws {
    let whole = try moments(vectors)
    var merged = try moments(vectors[..<cut])
    merged = merged.restored(merged.numbers)
    try merged.merge(try moments(vectors[cut...]))
    expectClose(merged.mean, whole.mean)
    expectClose(merged.standardDeviation, whole.standardDeviation)
    #expect(merged.minimum == whole.minimum && merged.maximum == whole.maximum)
  }

  @Test func momentsAreThoseOfTheDefinition() throws {
    let whole = try moments(vectors)
    for place in 0..<3 {
      let values = vectors.map { $0.elements[place] }
      let mean = values.reduce(0, +) / 50
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 49
      expectClose([whole.mean[place], whole.standardDeviation[place]], [mean, variance.squareRoot()])
      #expect(whole.minimum[place] == values.min() && whole.maximum[place] == values.max())
    }
  }

  @Test func nullsAndOtherSizesFail() throws {
    var moments = try moments(vectors)
    #expect(throws: SparkError.self) { try moments.add([column([.dense([1, 2, 3]), nil])], count: 2) }
    #expect(throws: SparkError.self) { try moments.add([column([.dense([1])])], count: 1) }
  }

  @Test(arguments: [1, 2, 3, 20])
  func categoriesOfPartsAreThoseOfTheWhole(limit: Int) throws {
    func sets(_ part: some Collection<MLVector>) throws -> CategorySets {
      var sets = CategorySets(column: "v", limit: limit)
      try sets.add([column(Array(part))], count: part.count)
      return sets
    }
    let whole = try sets(vectors).categories
    var merged = try sets(vectors[..<20])
    merged = merged.restored(merged.numbers)
    try merged.merge(try sets(vectors[20...]))
    #expect(merged.categories == whole)
    for (place, values) in whole {
      #expect(Set(values) == Set(vectors.map { $0.elements[place] }) && values.count <= limit)
      if values.contains(0) { #expect(values[0] == 0) }
    }
  }

  @Test func quantileSharesReachFromEndToEnd() {
    for count in 2...200 {
      let shares = QuantileDiscretizer.shares(count)
      #expect(shares.count == count + 1 && shares.first == 0 && shares.last == 1)
    }
    #expect(QuantileDiscretizer.distinct([1, 2, 2, 3, 4]) == [-.infinity, 2, 3, .infinity])
  }
}
