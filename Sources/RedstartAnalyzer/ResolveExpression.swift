import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// The expression with its names found, functions bound and types brought together.
  func resolve(_ expression: Expression, _ scope: Scope) throws -> Expression {
    switch expression {
    case .unresolvedAttribute(let attribute): return try resolveReference(attribute, scope)
    case .unresolvedFunction(let call): return try resolveFunction(call, scope)
    case .unresolvedExtract(let child, let field): return try resolveExtract(try resolve(child, scope), field, scope)
    case .unresolvedStar, .unresolvedRegex:
      throw SparkError("INVALID_USAGE_OF_STAR_OR_REGEX", ["elem": "'*'", "prettyName": "expression"])
    case .unresolvedWindow(let function, let reference): return try resolveWindow(function, reference, scope)
    case .parameter(let marker):
      if let value = context.parameters[marker] { return value }
      let name: String
      switch marker {
      case .named(let text): name = text
      case .positional(let offset): name = "_\(offset)"
      }
      throw SparkError("UNBOUND_SQL_PARAMETER", ["name": name])
    case .namedArgument(let name, let value): return .namedArgument(name, try resolve(value, scope))
    case .lambda(_, let body):
      // Calls settle their own function literals: another one stands where a value is wanted.
      if body.isResolved { return expression }
      throw SparkError("INVALID_LAMBDA_FUNCTION_CALL.PARAMETER_DOES_NOT_ACCEPT_LAMBDA_FUNCTION")
    case .subquery(let subquery):
      if !lambdaVariables.isEmpty {
        throw SparkError(
          "UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.HIGHER_ORDER_FUNCTION", context: subquery.origin.contexts)
      }
      return try resolveSubquery(subquery, scope)
    case .cast(var cast):
      cast.child = try resolve(cast.child, scope)
      return try resolveCast(cast)
    case .and(let a, let b):
      return try resolveLogical(try resolve(a, scope), try resolve(b, scope), isAnd: true)
    case .or(let a, let b):
      return try resolveLogical(try resolve(a, scope), try resolve(b, scope), isAnd: false)
    case .not(let child): return try resolveNot(try resolve(child, scope))
    case .comparison(let op, let a, let b):
      return try coerceComparison(op, try resolve(a, scope), try resolve(b, scope))
    case .arithmetic(var arithmetic):
      arithmetic.left = try resolve(arithmetic.left, scope)
      arithmetic.right = try resolve(arithmetic.right, scope)
      return try coerceArithmetic(arithmetic)
    case .inList(let child, let list):
      return try coerceIn(try resolve(child, scope), try list.map { try resolve($0, scope) })
    case .caseWhen(let branches, let otherwise):
      return try coerceCase(
        try branches.map { CaseBranch(try resolve($0.condition, scope), try resolve($0.value, scope)) },
        otherwise: try otherwise.map { try resolve($0, scope) })
    case .alias(var alias):
      alias.child = try resolve(alias.child, scope)
      return .alias(alias)
    case .literal, .attribute, .outerReference, .lambdaVariable, .boundReference: return expression
    case .isNull, .isNotNull, .call, .aggregate, .window, .windowFunction, .getField, .sortOrder:
      return try expression.mapChildren { try resolve($0, scope) }
    }
  }

  /// `child[field]`: a struct's field, an array's element, a map's value.
  func resolveExtract(_ child: Expression, _ field: Expression, _ scope: Scope) throws -> Expression {
    let key = try resolve(field, scope)
    if case .struct = child.type.storage {
      guard case .literal(let literal) = key, case .string(let name) = literal.value else {
        throw SparkError("INVALID_EXTRACT_FIELD_TYPE", ["extraction": quotedText(key)])
      }
      return try extractField(child, name, context, .none)
    }
    switch child.type.storage {
    case .array(let element, _):
      if case .struct = element.storage, case .literal(let literal) = key, case .string(let name) = literal.value {
        return try extractField(child, name, context, .none)
      }
      return try bind(["get_item"], [child, key], .none)
    case .map: return try bind(["get_item"], [child, key], .none)
    default:
      throw SparkError(
        "INVALID_EXTRACT_BASE_FIELD_TYPE", ["base": quotedText(child), "other": "\"\(child.type.sql)\""])
    }
  }

  /// AND, OR: booleans, or strings and nulls that become booleans.
  private func resolveLogical(_ a: Expression, _ b: Expression, isAnd: Bool) throws -> Expression {
    func make(_ a: Expression, _ b: Expression) -> Expression { isAnd ? .and(a, b) : .or(a, b) }
    if a.type == .boolean, b.type == .boolean { return make(a, b) }
    let whole = make(a, b)
    func accepted(_ side: Expression) -> Expression? {
      side.type == .boolean
        ? side : side.type == .null || side.type.isString ? finishImplicit(side.implicitlyCast(to: .boolean)) : nil
    }
    // A string beside another type becomes that type, which then is none of Booleans.
    if a.type.isString != b.type.isString, a.type != .null, b.type != .null,
      let common = TypeCoercion.commonType(a.type, b.type), common != .boolean
    {
      throw mismatch(
        "BINARY_OP_WRONG_TYPE", whole, ["inputType": "\"BOOLEAN\"", "actualDataType": "\"\(common.sql)\""])
    }
    if a.type == b.type, a.type.isString || a.type != .null, accepted(a) == nil || a.type.isString {
      throw mismatch(
        "BINARY_OP_WRONG_TYPE", whole, ["inputType": "\"BOOLEAN\"", "actualDataType": "\"\(a.type.sql)\""])
    }
    guard let left = accepted(a), let right = accepted(b) else {
      throw mismatch("BINARY_OP_DIFF_TYPES", whole, ["left": "\"\(a.type.sql)\"", "right": "\"\(b.type.sql)\""])
    }
    return make(left, right)
  }

  func resolveNot(_ child: Expression) throws -> Expression {
    if child.type == .boolean { return .not(child) }
    if child.type == .null || child.type.isString { return .not(finishImplicit(child.implicitlyCast(to: .boolean))) }
    throw mismatch(
      "UNEXPECTED_INPUT_TYPE", .not(child),
      [
        "paramIndex": "first", "requiredType": "\"BOOLEAN\"", "inputSql": quotedText(child),
        "inputType": "\"\(child.type.sql)\"",
      ])
  }

  /// Gives implicit casts their mode and time zone.
  func finishImplicit(_ expression: Expression) -> Expression {
    expression.transformUp { node in
      guard case .cast(var cast) = node, cast.mode == nil || cast.timeZone == nil else { return nil }
      cast.mode = cast.mode ?? context.binding.castMode
      cast.timeZone = cast.timeZone ?? context.binding.timeZone
      return .cast(cast)
    }
  }

  /// The expression as that type, by an implicit cast if it has another.
  func coerced(_ expression: Expression, to type: DataType) -> Expression { finishImplicit(expression.implicitlyCast(to: type)) }
}
