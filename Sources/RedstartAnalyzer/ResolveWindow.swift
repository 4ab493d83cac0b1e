import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// A function with OVER: its window completed by the default frame, or the frame that the function asks for.
  func resolveWindow(_ function: Expression, _ reference: WindowReference, _ scope: Scope) throws -> Expression {
    guard case .specification(let written) = reference else {
      guard case .named(let name) = reference else { throw SparkError.internal("a window without specification") }
      throw SparkError(
        "MISSING_WINDOW_SPECIFICATION", ["windowName": name, "docroot": "https://spark.apache.org/docs/latest"])
    }
    let bound = try resolve(function, scope)
    let partition = try written.partition.map { trimAliases(try resolve($0, scope)) }
    let order = try written.order.map { try $0.mapChild { trimAliases(try resolve($0, scope)) } }
    var frame = written.frame
    if let given = frame {
      frame = WindowFrame(
        unit: given.unit, lower: try resolveBound(given.lower, given.unit, order, scope),
        upper: try resolveBound(given.upper, given.unit, order, scope))
    }
    let window = WindowSpecification(partition: partition, order: order, frame: frame)
    let result = try overWindow(bound, window)
    if case .window = result { return noteWindowName(result) }
    names.rewritten[result] = "\(names.text(bound)) OVER \(names.text(specification: completed(window)))"
    return result
  }

  /// A function that was bound under another name keeps the name it was called by.
  private func noteWindowName(_ result: Expression) -> Expression {
    if case .window(let window) = result, let known = names.rewritten[window.function] {
      names.rewritten[result] = "\(known) OVER \(names.text(specification: window.window))"
    }
    return result
  }

  /// The topmost aggregate and window functions put over the window.
  private func overWindow(_ function: Expression, _ window: WindowSpecification) throws -> Expression {
    switch function {
    case .windowFunction(let call): return .window(try ranked(call, window))
    case .aggregate(let call): return .window(try aggregated(call, window))
    case .cast, .caseWhen, .call, .isNull, .isNotNull, .not, .arithmetic, .comparison:
      if function.contains({ if case .aggregate = $0 { true } else { false } }) {
        return try function.mapChildren {
          $0.contains { if case .aggregate = $0 { true } else { false } } ? try overWindow($0, window) : $0
        }
      }
      fallthrough
    default:
      throw SparkError("UNSUPPORTED_EXPR_FOR_WINDOW", ["sqlExpr": quotedText(function)])
    }
  }

  private func completed(_ window: WindowSpecification) -> WindowSpecification {
    var window = window
    if window.frame == nil {
      window.frame =
        window.order.isEmpty
        ? WindowFrame(unit: .rows, lower: .unboundedPreceding, upper: .unboundedFollowing)
        : WindowFrame(unit: .range, lower: .unboundedPreceding, upper: .currentRow)
    }
    return window
  }

  private func aggregated(_ call: AggregateCall, _ window: WindowSpecification) throws -> WindowExpression {
    let result = WindowExpression(.aggregate(call), completed(window))
    if call.isDistinct {
      throw SparkError(
        "DISTINCT_WINDOW_FUNCTION_UNSUPPORTED", ["windowExpr": quotedText(.window(result))], context: call.origin.contexts)
    }
    let isOrderStatistic = ["median", "percentile_cont", "percentile_disc"].contains(call.function.name)
    if isOrderStatistic, !window.order.isEmpty || window.frame != nil {
      throw SparkError(
        "INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC", ["aggFunc": quotedText(.aggregate(call))], context: call.origin.contexts)
    }
    return try framed(result)
  }

  private func ranked(_ call: WindowFunctionCall, _ window: WindowSpecification) throws -> WindowExpression {
    let function = Expression.windowFunction(call)
    var window = window
    switch call.function.framing {
    case .fixed(let frame):
      if let given = window.frame, given != frame {
        throw SparkError("_LEGACY_ERROR_TEMP_1036", ["wf": frameText(given), "required": frameText(frame)])
      }
      window.frame = frame
    case .offset:
      if window.frame != nil { throw SparkError("_LEGACY_ERROR_TEMP_1035", ["prettyName": call.function.name]) }
      window.frame = WindowFrame(unit: .rows, lower: .currentRow, upper: .currentRow)
    case .any: window = completed(window)
    }
    if window.order.isEmpty {
      throw SparkError(
        "WINDOW_FUNCTION_FRAME_NOT_ORDERED", ["wf_name": call.function.name, "wf_expr": names.text(function)])
    }
    return try framed(WindowExpression(function, window))
  }

  /// A frame as Spark's plans show it.
  private func frameText(_ frame: WindowFrame) -> String {
    func text(_ bound: WindowFrame.Bound) -> String {
      switch bound {
      case .unboundedPreceding: "unboundedpreceding$()"
      case .unboundedFollowing: "unboundedfollowing$()"
      case .currentRow: "currentrow$()"
      case .value(let offset): names.text(offset)
      }
    }
    return "specifiedwindowframe(\(frame.unit == .rows ? "RowFrame" : "RangeFrame"), \(text(frame.lower)), \(text(frame.upper)))"
  }

  private func resolveBound(
    _ bound: WindowFrame.Bound, _ unit: WindowFrame.Unit, _ order: [SortOrder], _ scope: Scope
  ) throws -> WindowFrame.Bound {
    guard case .value(let offset) = bound else { return bound }
    let resolved = try resolve(offset, scope)
    guard resolved.isFoldable else { throw SparkError("INVALID_SQL_SYNTAX.INVALID_WINDOW_FRAME_BOUND") }
    var value = resolved
    if unit == .range, order.count == 1, order[0].child.type.isNumeric, value.type.isNumeric {
      value = coerced(value, to: order[0].child.type)
    }
    let literal = Literal(try constantValue(value), value.type)
    if unit == .rows, case .integer(let rows) = literal.value {
      // Programs send row counts as 64-bit numbers.
      guard value.type != .integer, value.type.isIntegral else { return .value(.literal(literal)) }
      return .value(.literal(Literal(.integer(rows), .integer)))
    }
    return .value(.literal(literal))
  }

  /// Checks the frame, and computes where RANGE frames with offsets begin and end.
  private func framed(_ expression: WindowExpression) throws -> WindowExpression {
    guard let frame = expression.window.frame else { return expression }
    let order = expression.window.order
    try checkBounds(frame)
    guard frame.unit == .range else { return expression }
    let isWhole = frame.lower == .unboundedPreceding && frame.upper == .unboundedFollowing
    let specification = "\"\(names.text(specification: expression.window))\""
    if !isWhole, order.isEmpty {
      throw SparkError("DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER", ["sqlExpr": specification])
    }
    let offsets = [frame.lower, frame.upper].compactMap { if case .value(let offset) = $0 { offset } else { nil } }
    guard let first = order.first, !offsets.isEmpty else { return expression }
    if order.count > 1 {
      throw SparkError(
        "DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER",
        ["sqlExpr": specification, "orderSpec": order.map { Expression.sortOrder($0).explainText }.joined(separator: ",")])
    }
    var result = expression
    result.boundaries = try offsets.map { offset in
      let isNumeric = first.child.type.isNumeric && offset.type.isNumeric
      let isDate = first.child.type.isDateOrTimestamp && (offset.type.isInterval || first.child.type == .date)
      guard isNumeric || isDate || (first.child.type.isInterval && offset.type.isInterval) else {
        throw SparkError(
          "DATATYPE_MISMATCH.RANGE_FRAME_INVALID_TYPE",
          [
            "sqlExpr": specification, "orderSpecType": "\"\(first.child.type.sql)\"",
            "valueBoundaryType": "\"\(offset.type.sql)\"",
          ])
      }
      let moved = try coerceArithmetic(
        Arithmetic(first.direction == .ascending ? .add : .subtract, first.child, offset))
      return moved
    }
    return result
  }

  private func checkBounds(_ frame: WindowFrame) throws {
    let shown = "\"\(names.text(frame))\""
    for (location, bound) in [("lower", frame.lower), ("upper", frame.upper)] {
      guard case .value(let offset) = bound else { continue }
      if frame.unit == .rows, offset.type != .integer {
        throw SparkError(
          "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE",
          ["sqlExpr": shown, "location": location, "exprType": "\"\(offset.type.sql)\"", "expectedType": "\"INT\""])
      }
      if frame.unit == .range, !offset.type.isNumeric, !offset.type.isInterval {
        throw SparkError(
          "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE",
          [
            "sqlExpr": shown, "location": location, "exprType": "\"\(offset.type.sql)\"",
            "expectedType": "(\"NUMERIC\" or \"INTERVAL DAY TO SECOND\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL\")",
          ])
      }
    }
    if frame.lower == .unboundedFollowing || frame.upper == .unboundedPreceding {
      throw SparkError(
        "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_INVALID_BOUND",
        ["sqlExpr": shown, "lower": "\"\(boundText(frame.lower))\"", "upper": "\"\(boundText(frame.upper))\""])
    }
    let lower = position(frame.lower)
    let upper = position(frame.upper)
    if let lower, let upper, lower > upper {
      throw SparkError(
        "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON", ["sqlExpr": shown, "comparison": "less than or equal"])
    }
  }

  private func boundText(_ bound: WindowFrame.Bound) -> String {
    if case .value(let offset) = bound { names.text(offset) } else { names.text(bound) }
  }

  /// Where a bound stands beside the current row; nil where that is not a number.
  private func position(_ bound: WindowFrame.Bound) -> Double? {
    switch bound {
    case .currentRow: return 0
    case .value(.literal(let literal)):
      switch literal.value {
      case .integer(let number): return Double(number)
      case .decimal(let number): return Double(number)
      case .double(let number): return number
      default: return nil
      }
    default: return nil
    }
  }
}
