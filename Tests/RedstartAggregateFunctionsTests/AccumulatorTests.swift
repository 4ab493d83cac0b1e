import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes
import Testing

/// Updates and merges in random parts must give what one pass gives.
@Suite struct AccumulatorTests {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  private static let numeric = [
    "sum", "avg", "min", "max", "count", "stddev", "variance", "skewness", "kurtosis", "collect_list", "first", "last", "median",
    "approx_count_distinct", "try_sum", "mode",
  ]

  private func values(_ type: DataType, _ count: Int, _ random: inout Generator) -> [Value] {
    (0..<count).map { _ in
      if Int.random(in: 0..<10, using: &random) == 0 { return .null }
      switch type {
      case .integer, .long: return .integer(Int64.random(in: -1000...1000, using: &random))
      case .double: return .double(Double(Int64.random(in: -1000...1000, using: &random)) / 4)
      case .decimal: return .decimal(Int128(Int64.random(in: -100_000...100_000, using: &random)))
      default:
        return .string(
          String(repeating: "x", count: Int.random(in: 0..<20, using: &random)) + "\(Int.random(in: 0..<50, using: &random))")
      }
    }
  }

  private func aggregate(_ name: String, _ type: DataType) throws -> BoundAggregate? {
    let function = try #require(RecordedFunctionsTests.functions.first { $0.names.contains(name) })
    let call = FunctionBinding(
      name: name, arguments: [.boundReference(BoundReference(0, type, nullable: true))], environment: BindingEnvironment())
    // Casts are the evaluator's: only types that the function takes as they are.
    guard case .aggregate(let bound) = try function.init().bind(call), case .boundReference = bound.arguments[0] else {
      return nil
    }
    return bound.function
  }

  @Test(arguments: [
    DataType.integer, .long, .double, .decimal(precision: 12, scale: 2), .decimal(precision: 25, scale: 2), .string,
  ])
  func partsMergeToTheWhole(_ type: DataType) throws {
    var random = Generator(state: 7)
    let names =
      type == .string ? ["min", "max", "count", "collect_list", "first", "last", "mode", "approx_count_distinct"] : Self.numeric
    for name in names {
      guard let bound = try aggregate(name, type) else { continue }
      for count in [0, 1, 2, 63, 64, 65, 130, 1000] {
        let groupCount = 5
        let rows = values(type, count, &random)
        let groups = (0..<count).map { _ in Int32.random(in: 0..<Int32(groupCount), using: &random) }
        let vector = Vector.of(rows, type: type)
        func accumulator(_ range: Range<Int>) throws -> any GroupedAccumulator {
          let result = bound.makeAccumulator()
          result.resize(groupCount: groupCount)
          try groups[range].withUnsafeBufferPointer { buffer in
            if let base = buffer.baseAddress, !range.isEmpty {
              try result.update(groups: base, arguments: [vector.slice(range)], count: range.count)
            }
          }
          return result
        }
        let whole = try accumulator(0..<count).finish()
        let cut = count == 0 ? 0 : Int.random(in: 0...count, using: &random)
        let first = try accumulator(0..<cut)
        let states = try accumulator(cut..<count).states()
        #expect(states.map(\.type) == bound.stateTypes, "\(name)")
        let identity = (0..<Int32(groupCount)).map { $0 }
        try identity.withUnsafeBufferPointer { buffer in
          try first.merge(groups: #require(buffer.baseAddress), states: states, count: groupCount)
        }
        let merged = try first.finish()
        for group in 0..<groupCount {
          #expect(agree(whole.value(at: group), merged.value(at: group)), "\(name) of \(type) over \(count) rows")
        }
      }
    }
  }
}
