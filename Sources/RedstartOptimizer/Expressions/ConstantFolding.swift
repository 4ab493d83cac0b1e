import RedstartDiagnostics
import RedstartEvaluation
import RedstartLogicalPlan

/// Computes what has no columns in it. What fails is left for the run, where the error belongs.
struct ConstantFolding: ExpressionRule {
  func rewrite(_ expression: Expression, _ context: OptimizerContext) -> Expression? {
    switch expression {
    case .literal, .alias, .lambda, .lambdaVariable, .sortOrder, .aggregate, .window, .windowFunction: return nil
    default: break
    }
    guard expression.isFoldable, !expression.containsSubquery, !expression.type.storage.isNested else { return nil }
    guard let literal = try? ExpressionCompiler.evaluateConstant(expression) else { return nil }
    return .literal(.init(literal.value, expression.type))
  }
}
