import RedstartLogicalPlan
import RedstartTypes

/// LIKE with percent signs only at its ends: starts with, ends with, contains, equals.
struct LikeSimplification: ExpressionRule {
  func rewrite(_ expression: Expression, _ context: OptimizerContext) -> Expression? {
    guard case .call(let call) = expression, call.function.name == "like", call.arguments.count >= 2,
      case .literal(let literal) = call.arguments[1], case .string(let pattern) = literal.value,
      !pattern.contains("\\"), !pattern.contains("_")
    else { return nil }
    if call.arguments.count > 2, case .literal(let escape) = call.arguments[2], escape.value != .string("\\") { return nil }
    let child = call.arguments[0]
    let parts = pattern.split(separator: "%", omittingEmptySubsequences: false).map(String.init)
    func make(_ name: String, _ text: String) -> Expression? {
      try? context.call(name, [child, .literal(.string(text))])
    }
    switch (parts.count, parts.first ?? "", parts.last ?? "") {
    case (1, _, _): return .comparison(.equal, child, .literal(.string(pattern)))
    case (2, let head, "") where !head.isEmpty: return make("startswith", head)
    case (2, "", let tail) where !tail.isEmpty: return make("endswith", tail)
    case (3, "", "") where !parts[1].isEmpty: return make("contains", parts[1])
    default: return nil
    }
  }
}
