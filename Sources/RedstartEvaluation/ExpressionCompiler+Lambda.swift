import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension ExpressionCompiler {
  /// A call with function literals among its arguments.
  func higherOrderNode(_ call: FunctionCall) throws -> any EvaluationNode {
    var arguments: [any EvaluationNode] = []
    var lambdas: [CompiledLambda] = []
    for argument in call.arguments {
      if case .lambda(let variables, let body) = argument {
        lambdas.append(try compiledLambda(variables, body))
      } else {
        arguments.append(try node(argument))
      }
    }
    return HigherOrderNode(call.function, arguments, lambdas, origin: call.origin)
  }

  /// The body over a batch of its variables and, behind them, the columns that it reads from outside.
  private func compiledLambda(_ variables: [LambdaVariable], _ body: Expression) throws -> CompiledLambda {
    var input = variables.map { Attribute($0.name, $0.type, nullable: $0.nullable, id: $0.id) }
    var inside = Set(variables.map(\.id))
    body.visit { if case .lambda(let nested, _) = $0 { inside.formUnion(nested.map(\.id)) } }
    var captured: [any EvaluationNode] = []
    try body.visit { part in
      switch part {
      case .attribute(let attribute) where inside.insert(attribute.id).inserted:
        input.append(attribute)
        captured.append(try node(part))
      case .lambdaVariable(let variable) where inside.insert(variable.id).inserted:
        input.append(Attribute(variable.name, variable.type, nullable: variable.nullable, id: variable.id))
        captured.append(try node(part))
      default: break
      }
    }
    return CompiledLambda(
      variableCount: variables.count, captured: captured,
      body: try ExpressionCompiler(input: input, sharing: [body]).compiled(body), isDeterministic: body.isDeterministic)
  }
}
