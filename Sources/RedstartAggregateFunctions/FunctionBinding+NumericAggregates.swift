import RedstartLogicalPlan
import RedstartTypes

extension FunctionBinding {
  /// The argument of `sum` and `avg`.
  private func numberOrInterval() throws -> Expression {
    if let converted = TypeCoercion.implicitCast(arguments[0], to: .oneOf([.numeric, .ansiInterval])) { return converted }
    throw unexpectedType(0, "\"NUMERIC\" or \"ANSI INTERVAL\"")
  }

  /// `sum` and `try_sum`: `bigint` of integers, `decimal(p + 10, s)` of decimals, `double` of fractions, intervals of intervals.
  func bindSum(isTry: Bool) throws -> Expression {
    try requireCount(1)
    let argument = try numberOrInterval()
    let behavior: OverflowBehavior = isTry ? .null : environment.ansi ? .fail : .wrap
    let interval: OverflowBehavior = isTry ? .null : .fail
    switch argument.type {
    case .decimal(let precision, let scale):
      let type = DataType.decimal(precision: min(38, precision + 10), scale: scale)
      let fails = behavior == .fail
      return aggregate([argument], type, states: DecimalSumAccumulator.stateTypes(type)) {
        DecimalSumAccumulator(type, failOnOverflow: fails)
      }
    case .byte: return integerSum(argument, Int8.self, behavior)
    case .short: return integerSum(argument, Int16.self, behavior)
    case .integer: return integerSum(argument, Int32.self, behavior)
    case .long: return integerSum(argument, Int64.self, behavior)
    case .float: return aggregate([argument], .double, states: [.double]) { DoubleSumAccumulator<Float>() }
    case .double: return aggregate([argument], .double, states: [.double]) { DoubleSumAccumulator<Double>() }
    case .yearMonthInterval:
      let type = argument.type
      return aggregate([argument], type, states: [type, .boolean]) { IntegerSumAccumulator<Int32, Int32>(type, interval) }
    default:
      let type = argument.type
      return aggregate([argument], type, states: [type, .boolean]) { IntegerSumAccumulator<Int64, Int64>(type, interval) }
    }
  }

  private func integerSum<Input: FixedWidthInteger & BitwiseCopyable & SendableMetatype>(
    _ argument: Expression, _ input: Input.Type, _ behavior: OverflowBehavior
  ) -> Expression {
    aggregate([argument], .long, states: [.long, .boolean]) { IntegerSumAccumulator<Input, Int64>(.long, behavior) }
  }

  /// `avg` and `try_avg`: `decimal(p + 4, s + 4)` of decimals, intervals of intervals, else `double`.
  func bindAverage(isTry: Bool) throws -> Expression {
    try requireCount(1)
    let argument = try numberOrInterval()
    let input = argument.type
    let fails = !isTry && (environment.ansi || input.isInterval)
    let doubles = DoubleAverageAccumulator.stateTypes
    switch input {
    case .byte: return aggregate([argument], .double, states: doubles) { DoubleAverageAccumulator(asDoubles(Int8.self)) }
    case .short: return aggregate([argument], .double, states: doubles) { DoubleAverageAccumulator(asDoubles(Int16.self)) }
    case .integer: return aggregate([argument], .double, states: doubles) { DoubleAverageAccumulator(asDoubles(Int32.self)) }
    case .long: return aggregate([argument], .double, states: doubles) { DoubleAverageAccumulator(asDoubles(Int64.self)) }
    case .float: return aggregate([argument], .double, states: doubles) { DoubleAverageAccumulator(asDoublesFromFloats) }
    case .double:
      return aggregate([argument], .double, states: doubles) {
        DoubleAverageAccumulator { vector, _ in FixedColumn<Double>(vector) }
      }
    case .decimal(let precision, let scale):
      let type = TypeCoercion.bounded(precision: precision + 4, scale: scale + 4)
      return aggregate([argument], type, states: ExactAverageAccumulator.stateTypes) {
        ExactAverageAccumulator(input, type, failOnOverflow: fails)
      }
    default:
      let type: DataType = input.physical == .int32 ? .yearMonth : .dayTime
      return aggregate([argument], type, states: ExactAverageAccumulator.stateTypes) {
        ExactAverageAccumulator(input, type, failOnOverflow: fails)
      }
    }
  }

  /// `min`, `max` and the Boolean aggregates that are the same.
  func bindExtreme(_ argument: Expression, maximum: Bool) throws -> Expression {
    try requireOrder(argument.type)
    let type = argument.type
    return aggregate([argument], type, states: [type], ignoresDuplicates: true) { makeExtreme(type, maximum: maximum) }
  }

  /// Functions of the moments of a column of doubles.
  func bindMoments(_ result: MomentsAccumulator.Result) throws -> Expression {
    try requireCount(1)
    return aggregate([try argument(0, .double)], .double, states: MomentsAccumulator.stateTypes) {
      MomentsAccumulator(result)
    }
  }

  /// Functions of the co-moments of two columns of doubles.
  func bindCovariance(_ result: CovarianceAccumulator.Result) throws -> Expression {
    try requireCount(2)
    return aggregate(
      [try argument(0, .double), try argument(1, .double)], .double, states: CovarianceAccumulator.stateTypes
    ) { CovarianceAccumulator(result) }
  }
}
