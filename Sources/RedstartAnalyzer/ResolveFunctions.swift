import RedstartCatalog
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// A call by name: an operator in disguise or a function of the registry.
  func resolveFunction(_ call: UnresolvedFunction, _ scope: Scope) throws -> Expression {
    let name = call.nameParts.last ?? ""
    let lowered = name.lowercased()
    if call.nameParts.count == 1, let operation = operatorForm(lowered, call) {
      let result = try resolve(operation, scope)
      if lowered == "mod", case .arithmetic(let remainder) = result {
        names.rewritten[result] = "mod(\(names.text(remainder.left)), \(names.text(remainder.right)))"
      }
      return result
    }
    if call.nameParts.count == 1, lowered == "between", call.arguments.count == 3 {
      let parts = try call.arguments.map { try resolve($0, scope) }
      let result = Expression.and(
        try coerceComparison(.greaterOrEqual, parts[0], parts[1]), try coerceComparison(.lessOrEqual, parts[0], parts[2]))
      names.rewritten[result] = "between(\(parts.map { names.text($0) }.joined(separator: ", ")))"
      return result
    }
    if call.nameParts.count == 1, ["getitem", "getfield"].contains(lowered), call.arguments.count == 2 {
      return try resolveExtract(try resolve(call.arguments[0], scope), call.arguments[1], scope)
    }
    if call.nameParts.count == 1, ["grouping", "grouping_id"].contains(lowered), context.functions.find(lowered) == nil {
      return groupingMarker(lowered, try call.arguments.map { try resolve($0, scope) }, call.origin)
    }
    let result = try bindCall(call, scope)
    // The arguments of aggregate functions in HAVING and ORDER BY are columns of the aggregate's input first.
    if let input = scope.aggregateInput, case .aggregate = result {
      return try bindCall(call, input)
    }
    return result
  }

  private func bindCall(_ call: UnresolvedFunction, _ scope: Scope) throws -> Expression {
    let isCount = call.nameParts.last?.lowercased() == "count"
    var arguments: [Expression] = []
    for argument in call.arguments {
      switch argument {
      case .unresolvedStar(let target, _) where isCount && target.isEmpty && !call.isDistinct && call.arguments.count == 1:
        arguments.append(.literal(.integer(1)))
      case .unresolvedStar, .unresolvedRegex:
        let allowed: Set<String> = [
          "count", "struct", "named_struct", "concat", "array", "coalesce", "greatest", "least", "hash", "xxhash64",
        ]
        guard allowed.contains(call.nameParts.last?.lowercased() ?? "") else {
          throw SparkError(
            "INVALID_USAGE_OF_STAR_OR_REGEX",
            ["elem": "'*'", "prettyName": "expression `\(call.nameParts.last?.lowercased() ?? "")`"],
            context: call.origin.contexts)
        }
        arguments += try expandList([argument], scope)
      case .lambda: arguments.append(argument)
      default: arguments.append(try resolve(argument, scope))
      }
    }
    arguments = try settleLambdas(call, arguments, scope)
    var resolved = call
    resolved.filter = try call.filter.map { try resolve($0, scope) }
    resolved.withinGroup = try call.withinGroup.map { try $0.mapChild { try resolve($0, scope) } }
    return try bind(resolved, arguments)
  }

  /// The expression of a call whose arguments are resolved.
  func bind(_ nameParts: [String], _ arguments: [Expression], _ origin: Origin) throws -> Expression {
    try bind(UnresolvedFunction(nameParts, [], origin: origin), arguments)
  }

  /// The expression of a call of an aggregate function over distinct values.
  func bindDistinct(_ name: String, _ arguments: [Expression]) throws -> Expression {
    try bind(UnresolvedFunction([name], [], isDistinct: true), arguments)
  }

  private func bind(_ call: UnresolvedFunction, _ arguments: [Expression]) throws -> Expression {
    let type = try context.functions.lookUp(
      call.nameParts, searchPath: context.catalog.searchPath, context: call.origin.contexts)
    let name = (call.nameParts.last ?? "").lowercased()
    let binding = FunctionBinding(
      name: name, arguments: arguments, isDistinct: call.isDistinct, filter: call.filter, ignoreNulls: call.ignoreNulls,
      withinGroup: call.withinGroup, environment: context.binding, origin: call.origin)
    let result = finishBound(try type.init().bind(binding))
    // `int(x)` is a cast by nature, and refused where the cast is.
    if case .cast(let cast) = result, arguments.count == 1, cast.child == arguments[0] { _ = try resolveCast(cast) }
    if call.isDistinct {
      guard case .aggregate = result.withoutImplicitCast else {
        throw SparkError(
          "INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX", ["prettyName": quoted(name), "syntax": "DISTINCT"],
          context: call.origin.contexts)
      }
    }
    if let filter = call.filter {
      if filter.type != .boolean {
        throw SparkError(
          "INVALID_AGGREGATE_FILTER.NOT_BOOLEAN", ["filterExpr": quotedText(filter)], context: call.origin.contexts)
      }
    }
    noteName(result, name, call, arguments)
    return result
  }

  /// Functions may rewrite calls into operators: those need the session's modes as written ones do.
  private func finishBound(_ expression: Expression) -> Expression {
    expression.transformUp { node in
      switch node {
      case .cast(var cast) where cast.mode == nil || cast.timeZone == nil:
        cast.mode = cast.mode ?? context.binding.castMode
        cast.timeZone = cast.timeZone ?? context.binding.timeZone
        return .cast(cast)
      case .arithmetic(var arithmetic) where arithmetic.mode == nil:
        arithmetic.mode = context.binding.castMode
        return .arithmetic(arithmetic)
      default: return nil
      }
    }
  }

  /// Remembers the name under which a call was written when its expression would show another.
  private func noteName(_ result: Expression, _ name: String, _ call: UnresolvedFunction, _ arguments: [Expression]) {
    if name == "negative", arguments.count == 1, call.origin.contexts.first?.fragment.hasPrefix("-") == true {
      names.rewritten[result] = "(- \(names.text(arguments[0])))"
      return
    }
    switch result {
    case .call(let bound) where bound.function.name == name || bound.function.sql != nil: return
    case .aggregate(let bound) where bound.function.name == name || bound.function.sql != nil: return
    case .cast, .literal, .attribute, .windowFunction: return
    default: break
    }
    var shown = arguments.map { names.text($0) }
    if call.isDistinct, !shown.isEmpty { shown[0] = "DISTINCT " + shown[0] }
    let filter = call.filter.map { " FILTER (WHERE \(names.text($0)))" } ?? ""
    let text = "\(name == "if" ? "IF" : name)(\(shown.joined(separator: ", ")))"
    names.rewritten[result] = (name == "if" ? "(\(text))" : text) + filter
  }
}

extension Expression {
  var withoutImplicitCast: Expression {
    if case .cast(let cast) = self, cast.isImplicit { return cast.child.withoutImplicitCast }
    return self
  }
}
