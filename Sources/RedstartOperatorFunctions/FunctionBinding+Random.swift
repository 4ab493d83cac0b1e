import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension FunctionBinding {
  /// `rand` and `randn`.
  func bindRandom(gaussian: Bool) throws -> Expression {
    try requireCount(0, 1)
    var seed = Int64.random(in: .min ... .max)
    if arguments.count == 1 {
      let argument = try argument(0, .long)
      try requireConstant(0, "seed", .long)
      if case .integer(let number)? = argument.constantLiteral?.value { seed = number } else { seed = 0 }
    }
    let numbers = RandomSequence(seed: seed)
    let shown = arguments.isEmpty ? "" : arguments[0].prettySQL
    let name = gaussian ? "randn" : "rand"
    return scalarWithNulls(
      nil, [], .double, nullable: false, isDeterministic: false, isFoldable: false, sql: { _ in "\(name)(\(shown))" }
    ) { _, count in
      let values = numbers.withNumbers { generator in
        (0..<count).map { _ in gaussian ? generator.gaussian(log: { log($0) }) : generator.double() }
      }
      return RowLoop.fixed([], count, .double, as: Double.self) { values[$0] }
    }
  }
}
