import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  /// A function in FROM: `range(10)`, `explode(array(1, 2))`.
  mutating func tableFunction() throws -> LogicalPlan {
    let start = position
    guard let call = try functionCall() else { throw syntaxError(expected: "a table function") }
    let alias = try tableAlias()
    if case .unresolvedFunction(let function) = call, function.nameParts.count == 1, function.nameParts[0].lowercased() == "range"
    {
      let plan = LogicalPlan.range(try range(function, start))
      return alias.map { .subqueryAlias(SubqueryAlias($0.name, columns: $0.columns, plan)) } ?? plan
    }
    return .generate(Generate(call, isOuter: false, qualifier: alias?.name, columns: alias?.columns ?? [], .oneRow))
  }

  /// `range(end)`, `range(start, end[, step[, partitions]])`, of whole numbers.
  private func range(_ call: UnresolvedFunction, _ start: Int) throws -> RangeNode {
    var numbers: [Int64] = []
    for (index, argument) in call.arguments.enumerated() {
      guard let value = Parser.wholeNumber(argument) else {
        throw SparkError(
          "UNEXPECTED_INPUT_TYPE",
          [
            "functionName": "`range`", "paramIndex": Parser.ordinal(index), "requiredType": "\"BIGINT\"",
            "inputSql": argument.quotedSQL, "inputType": "\"\(argument.type.sql)\"",
          ], as: .analysis, context: contexts(from: start))
      }
      numbers.append(value)
    }
    switch numbers.count {
    case 1: return RangeNode(start: 0, end: numbers[0], step: 1, partitions: nil)
    case 2: return RangeNode(start: numbers[0], end: numbers[1], step: 1, partitions: nil)
    case 3, 4:
      guard numbers[2] != 0 else {
        throw SparkError(
          "_LEGACY_ERROR_TEMP_3179", ["message": "step (0) cannot be 0"], as: .illegalArgument, context: contexts(from: start))
      }
      return RangeNode(
        start: numbers[0], end: numbers[1], step: numbers[2], partitions: numbers.count == 4 ? Int(numbers[3]) : nil)
    default:
      throw SparkError(
        "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
        [
          "functionName": "`range`", "expectedNum": "[1, 2, 3, 4]", "actualNum": "\(numbers.count)",
          "docroot": "https://spark.apache.org/docs/latest",
        ], as: .analysis, context: contexts(from: start))
    }
  }

  private static func ordinal(_ index: Int) -> String { ["first", "second", "third", "fourth"][min(index, 3)] }

  /// The value of a constant of whole numbers and their sums, differences and products.
  private static func wholeNumber(_ expression: Expression) -> Int64? {
    switch expression {
    case .literal(let literal):
      if literal.type.isIntegral, case .integer(let value) = literal.value { return value }
      return nil
    case .cast(let cast) where cast.type.isIntegral: return wholeNumber(cast.child)
    case .unresolvedFunction(let call) where call.nameParts == ["negative"]:
      return wholeNumber(call.arguments[0]).flatMap { checked(Int64(0).subtractingReportingOverflow($0)) }
    case .arithmetic(let node):
      guard let left = wholeNumber(node.left), let right = wholeNumber(node.right) else { return nil }
      switch node.op {
      case .add: return checked(left.addingReportingOverflow(right))
      case .subtract: return checked(left.subtractingReportingOverflow(right))
      case .multiply: return checked(left.multipliedReportingOverflow(by: right))
      default: return nil
      }
    default: return nil
    }
  }
}

private func checked(_ result: (partialValue: Int64, overflow: Bool)) -> Int64? { result.overflow ? nil : result.partialValue }
