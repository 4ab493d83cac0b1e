import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// The arguments of a call with its function literals settled: their variables typed, their bodies resolved.
  func settleLambdas(_ call: UnresolvedFunction, _ arguments: [Expression], _ scope: Scope) throws -> [Expression] {
    let name = (call.nameParts.last ?? "").lowercased()
    guard let type = context.functions.find(name) else { return arguments }
    guard let function = type.init() as? any HigherOrderFunction else {
      if arguments.contains(where: \.isLambda) {
        throw SparkError(
          "INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION", ["class": type.className], context: call.origin.contexts)
      }
      return arguments
    }
    var binding = FunctionBinding(name: name, arguments: arguments, environment: context.binding, origin: call.origin)
    for index in arguments.indices {
      var written: [LambdaVariable] = []
      var body = arguments[index]
      let isLambda = body.isLambda
      if case .lambda(let variables, let inner) = body { (written, body) = (variables, inner) }
      guard let wanted = try function.variables(of: index, count: written.count, in: binding) else {
        if isLambda {
          throw SparkError(
            "INVALID_LAMBDA_FUNCTION_CALL.PARAMETER_DOES_NOT_ACCEPT_LAMBDA_FUNCTION", context: call.origin.contexts)
        }
        continue
      }
      binding.arguments[index] =
        isLambda
        ? try settle(written, body, wanted, scope, call.origin)
        // A plain value in a literal's place is the value for every element.
        : .lambda(wanted.indices.map { LambdaVariable("col\($0)", type: wanted[$0].type, nullable: wanted[$0].nullable) }, body)
    }
    return binding.arguments
  }

  private func settle(
    _ written: [LambdaVariable], _ body: Expression, _ wanted: [LambdaParameter], _ scope: Scope, _ origin: Origin
  ) throws -> Expression {
    guard written.count == wanted.count else {
      throw SparkError(
        "INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH",
        ["expectedNumArgs": String(written.count), "actualNumArgs": String(wanted.count)], context: origin.contexts)
    }
    let keys = written.map { context.key($0.name) }
    guard Set(keys).count == keys.count else {
      throw SparkError(
        "INVALID_LAMBDA_FUNCTION_CALL.DUPLICATE_ARG_NAMES",
        ["args": written.map { quoted($0.name) }.joined(separator: ", "), "caseSensitiveConfig": "\"spark.sql.caseSensitive\""],
        context: origin.contexts)
    }
    let variables = zip(written, wanted).map { LambdaVariable($0.name, type: $1.type, nullable: $1.nullable) }
    lambdaVariables += variables
    defer { lambdaVariables.removeLast(variables.count) }
    return .lambda(variables, try resolve(body, scope))
  }

  /// The variable of a function literal that a name means, with struct fields below it.
  func findLambdaVariable(_ name: UnresolvedAttribute) throws -> Expression? {
    guard !lambdaVariables.isEmpty, let first = name.nameParts.first,
      let variable = lambdaVariables.last(where: { context.sameName($0.name, first) })
    else { return nil }
    var result = Expression.lambdaVariable(variable)
    for field in name.nameParts.dropFirst() { result = try extractField(result, field, context, name.origin) }
    return result
  }
}

extension Expression {
  fileprivate var isLambda: Bool { if case .lambda = self { true } else { false } }
}

extension SQLFunction {
  /// The name of Spark's class for a function, as far as it can be told from ours.
  fileprivate static var className: String { "org.apache.spark.sql.catalyst.expressions.\(Self.self)" }
}
