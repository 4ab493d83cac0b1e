import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartSyntax
import RedstartTypes

extension PlanConverter {
  func expression(_ message: Spark_Connect_Expression) throws -> Expression {
    let origin = PlanConverter.origin(message.common)
    switch message.exprType {
    case .literal(let literal): return .literal(try Literal(literal))
    case .unresolvedAttribute(let attribute):
      return .unresolvedAttribute(
        UnresolvedAttribute(
          try PlanConverter.nameParts(attribute.unparsedIdentifier), planID: attribute.hasPlanID ? attribute.planID : nil,
          isMetadata: attribute.isMetadataColumn, origin: origin))
    case .unresolvedFunction(let call): return try function(call, origin)
    case .callFunction(let call):
      return .unresolvedFunction(
        UnresolvedFunction(
          try SQLParser.parseIdentifier(call.functionName), try call.arguments.map(expression), origin: origin))
    case .expressionString(let text): return try SQLParser.parseExpression(text.expression, timeZone: session.timeZone)
    case .unresolvedStar(let star):
      var target: [String] = []
      if star.hasUnparsedTarget {
        let text = star.unparsedTarget
        target = try SQLParser.parseIdentifier(text.hasSuffix(".*") ? String(text.dropLast(2)) : text)
      }
      return .unresolvedStar(target: target, planID: star.hasPlanID ? star.planID : nil)
    case .unresolvedRegex(let regex):
      let text = regex.colName
      let pattern = text.count > 1 && text.hasPrefix("`") && text.hasSuffix("`") ? String(text.dropFirst().dropLast()) : text
      return .unresolvedRegex(pattern, planID: regex.hasPlanID ? regex.planID : nil)
    case .alias(let alias): return try self.alias(alias, origin)
    case .cast(let cast): return try self.cast(cast, origin)
    case .sortOrder(let order): return .sortOrder(try sortOrder(order))
    case .lambdaFunction(let lambda):
      return .lambda(
        lambda.arguments.map { LambdaVariable($0.nameParts.joined(separator: ".")) }, try expression(lambda.function))
    case .unresolvedNamedLambdaVariable(let variable):
      return .unresolvedAttribute(UnresolvedAttribute(variable.nameParts, origin: origin))
    case .window(let window): return try self.window(window)
    case .unresolvedExtractValue(let extract):
      return .unresolvedExtract(try expression(extract.child), try expression(extract.extraction))
    case .updateFields(let update): return try updateFields(update, origin)
    case .namedArgumentExpression(let argument): return .namedArgument(argument.key, try expression(argument.value))
    case .subqueryExpression(let subquery): return try self.subquery(subquery, origin)
    case .commonInlineUserDefinedFunction(let function):
      throw SparkError.unsupported(
        "user-defined functions of client programs (\(function.functionName))", "Use the built-in functions.")
    case .typedAggregateExpression: throw SparkError.unsupported("aggregators written in Scala", "Use the built-in functions.")
    case .mergeAction: throw SparkError.unsupported("MERGE INTO", "Join and write a new table.")
    case .directShufflePartitionID: throw SparkError.unsupported("repartitionById", "Use repartition.")
    case .extension: throw SparkError.unsupported("expressions of protocol extensions", "Use the standard ones.")
    case nil: throw SparkError.invalidPlan("an expression without a kind")
    }
  }

  /// The parts of a column's name as clients write it: back-ticks quote, dots separate.
  static func nameParts(_ text: String) throws -> [String] {
    // Nearly all names are plain words; those need no parser.
    if !text.isEmpty, text.utf8.allSatisfy({ ($0 | 0x20) &- 97 < 26 || $0 &- 48 < 10 || $0 == 95 }) { return [text] }
    guard let parts = AttributeName.parts(text) else {
      throw SparkError("INVALID_ATTRIBUTE_NAME_SYNTAX", ["name": text])
    }
    return parts
  }

  private static func origin(_ common: Spark_Connect_ExpressionCommon) -> Origin {
    guard common.hasOrigin, case .pythonOrigin(let origin)? = common.origin.function else { return .none }
    return Origin(.dataFrame(fragment: origin.fragment, callSite: origin.callSite))
  }

  private func function(_ call: Spark_Connect_Expression.UnresolvedFunction, _ origin: Origin) throws -> Expression {
    var name = [call.functionName]
    if call.isUserDefinedFunction { name = try SQLParser.parseIdentifier(call.functionName) }
    return .unresolvedFunction(
      UnresolvedFunction(
        name, try call.arguments.map(expression), isDistinct: call.isDistinct, isInternal: call.isInternal, origin: origin))
  }

  private func alias(_ alias: Spark_Connect_Expression.Alias, _ origin: Origin) throws -> Expression {
    let child = try expression(alias.expr)
    if alias.name.count == 1 {
      return .alias(Alias(child, alias.name[0], metadata: alias.hasMetadata ? Metadata(json: alias.metadata) : nil))
    }
    return .unresolvedFunction(
      UnresolvedFunction(
        ["multi_alias"], [child] + alias.name.map { .literal(.string($0)) }, isInternal: true, origin: origin))
  }

  private func cast(_ cast: Spark_Connect_Expression.Cast, _ origin: Origin) throws -> Expression {
    let type: DataType
    switch cast.castToType {
    case .type(let message): type = try DataType(message)
    case .typeStr(let text): type = try SQLParser.parseDataType(text)
    case nil: throw SparkError.invalidPlan("a cast without a type")
    }
    let mode: Cast.Mode? =
      switch cast.evalMode {
      case .legacy: .legacy
      case .ansi: .ansi
      case .try: .try
      default: nil
      }
    return .cast(Cast(try expression(cast.expr), type, mode: mode, origin: origin))
  }

  func sortOrder(_ order: Spark_Connect_Expression.SortOrder) throws -> SortOrder {
    let nulls: SortOrder.Nulls? =
      switch order.nullOrdering {
      case .sortNullsFirst: .first
      case .sortNullsLast: .last
      default: nil
      }
    return SortOrder(try expression(order.child), order.direction == .descending ? .descending : .ascending, nulls: nulls)
  }

  private func window(_ window: Spark_Connect_Expression.Window) throws -> Expression {
    var frame: WindowFrame?
    if window.hasFrameSpec {
      let spec = window.frameSpec
      frame = WindowFrame(
        unit: spec.frameType == .range ? .range : .rows, lower: try bound(spec.lower, isLower: true),
        upper: try bound(spec.upper, isLower: false))
    }
    return .unresolvedWindow(
      try expression(window.windowFunction),
      .specification(
        WindowSpecification(
          partition: try window.partitionSpec.map(expression), order: try window.orderSpec.map(sortOrder), frame: frame)))
  }

  private func bound(
    _ boundary: Spark_Connect_Expression.Window.WindowFrame.FrameBoundary, isLower: Bool
  ) throws -> WindowFrame.Bound {
    switch boundary.boundary {
    case .currentRow: return .currentRow
    case .unbounded: return isLower ? .unboundedPreceding : .unboundedFollowing
    case .value(let offset): return .value(try expression(offset))
    case nil: throw SparkError.invalidPlan("a window frame without a boundary")
    }
  }

  /// `withField` and `dropFields` as calls that analysis knows. A dotted name means a field of an inner struct, which is itself
  /// replaced in the outer one.
  private func updateFields(_ update: Spark_Connect_Expression.UpdateFields, _ origin: Origin) throws -> Expression {
    let value = update.hasValueExpression ? try expression(update.valueExpression) : nil
    func changed(_ structure: Expression, _ path: ArraySlice<String>) -> Expression {
      let name = Expression.literal(.string(path[path.startIndex]))
      if path.count > 1 {
        let inner = changed(.unresolvedExtract(structure, name), path.dropFirst())
        return .unresolvedFunction(
          UnresolvedFunction(["with_field"], [structure, name, inner], isInternal: true, origin: origin))
      }
      let (function, arguments) = value.map { ("with_field", [structure, name, $0]) } ?? ("drop_field", [structure, name])
      return .unresolvedFunction(UnresolvedFunction([function], arguments, isInternal: true, origin: origin))
    }
    return changed(try expression(update.structExpression), try Self.nameParts(update.fieldName)[...])
  }

  private func subquery(_ message: Spark_Connect_SubqueryExpression, _ origin: Origin) throws -> Expression {
    guard let relation = references[message.planID] else { throw SparkError.invalidPlan("a subquery without its plan") }
    let plan = try self.plan(relation)
    switch message.subqueryType {
    case .scalar: return .subquery(Subquery(.scalar, plan, origin: origin))
    case .exists: return .subquery(Subquery(.exists, plan, origin: origin))
    case .in:
      return .subquery(Subquery(.in(try message.inSubqueryValues.map(expression)), plan, origin: origin))
    default: throw SparkError.unsupported("TABLE arguments of functions", "Pass columns or constants.")
    }
  }
}
