import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

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
      numbers.withNumbers { random in
        gaussian
          ? RowLoop.fixed([], count, .double, as: Double.self) { _ in random.nextGaussian() }
          : RowLoop.fixed([], count, .double, as: Double.self) { _ in random.nextDouble() }
      }
    }
  }
}
