import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// Brings the operands of an arithmetic expression together and settles its type.
  func coerceArithmetic(_ arithmetic: Arithmetic) throws -> Expression {
    if arithmetic.type != nil { return .arithmetic(arithmetic) }
    var node = arithmetic
    node.mode = node.mode ?? context.binding.castMode
    let a = node.left.type.storage
    let b = node.right.type.storage
    if a.isDateOrTimestamp || b.isDateOrTimestamp || a.isInterval || b.isInterval { return try dateArithmetic(node) }
    switch (a, b) {
    case (.null, .null):
      node.left = coerced(node.left, to: .double)
      node.right = coerced(node.right, to: .double)
    case (.null, _) where b.isNumeric: node.left = coerced(node.left, to: b)
    case (_, .null) where a.isNumeric: node.right = coerced(node.right, to: a)
    case (.null, _) where b.isString, (_, .null) where a.isString:
      node.left = coerced(node.left, to: .double)
      node.right = coerced(node.right, to: .double)
    default: try promoteStrings(&node)
    }
    return try settle(node)
  }

  /// Dates, timestamps and intervals: functions under the operators' names. A date and a number are `date_add`, as in Spark.
  private func dateArithmetic(_ node: Arithmetic) throws -> Expression {
    let (date, days) = node.left.type == .date ? (node.left, node.right) : (node.right, node.left)
    let isShift =
      date.type == .date && node.op == .add
      ? days.type.isNumeric || days.type == .date || days.type.isString
      : date.type == .date && days.type.isNumeric && node.op == .subtract && node.left.type == .date
    if !isShift { return try bind([node.op.rawValue], [node.left, node.right], node.origin) }
    let shown = "\(node.op == .add ? "date_add" : "date_sub")(\(names.text(date)), \(names.text(days)))"
    guard [.integer, .short, .byte].contains(days.type) else {
      throw SparkError(
        "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
        [
          "sqlExpr": "\"\(shown)\"", "paramIndex": "second", "inputSql": quotedText(days),
          // A text beside a date becomes a date.
          "inputType": days.type.isString ? "\"DATE\"" : "\"\(days.type.sql)\"",
          "requiredType": "(\"INT\" or \"SMALLINT\" or \"TINYINT\")",
        ], context: node.origin.contexts)
    }
    let result = try bind([node.op.rawValue], [node.left, node.right], node.origin)
    names.rewritten[result] = shown
    return result
  }

  private func promoteStrings(_ node: inout Arithmetic) throws {
    let a = node.left.type.storage
    let b = node.right.type.storage
    if a.isString, b.isNumeric { node.left = coerced(node.left, to: b.isIntegral && node.op != .divide ? .long : .double) }
    if b.isString, a.isNumeric { node.right = coerced(node.right, to: a.isIntegral && node.op != .divide ? .long : .double) }
  }

  private func settle(_ arithmetic: Arithmetic) throws -> Expression {
    var node = arithmetic
    let a = node.left.type.storage
    let b = node.right.type.storage
    guard a.isNumeric, b.isNumeric else { throw wrongOperands(arithmetic, a, b) }
    if a.isFloating || b.isFloating || (node.op == .divide && !a.isDecimal && !b.isDecimal) {
      let isFloat = a == .float && b == .float && node.op != .divide
      let common: DataType = isFloat ? .float : .double
      // Bytes, shorts and floats share `float` only with themselves; every other mixture is a double.
      node.left = coerced(node.left, to: common)
      node.right = coerced(node.right, to: common)
      node.type = node.op == .integralDivide ? .long : common
      return .arithmetic(node)
    }
    if a.isDecimal || b.isDecimal {
      node.left = asDecimal(node.left, other: b)
      node.right = asDecimal(node.right, other: a)
      guard case .decimal(let p1, let s1) = node.left.type.storage, case .decimal(let p2, let s2) = node.right.type.storage
      else { throw wrongOperands(arithmetic, a, b) }
      node.type =
        node.op == .integralDivide ? .long : TypeCoercion.arithmeticType(node.op, (p1, s1), (p2, s2))
      return .arithmetic(node)
    }
    if node.op == .integralDivide {
      node.left = coerced(node.left, to: .long)
      node.right = coerced(node.right, to: .long)
      node.type = .long
      return .arithmetic(node)
    }
    guard let common = TypeCoercion.tightestCommonType(a, b) else { throw wrongOperands(arithmetic, a, b) }
    node.left = coerced(node.left, to: common)
    node.right = coerced(node.right, to: common)
    node.type = common
    return .arithmetic(node)
  }

  /// A whole number beside a decimal becomes one: constants with just their digits, others with those of their type.
  func asDecimal(_ expression: Expression, other: DataType) -> Expression {
    let type = expression.type.storage
    guard type.isIntegral, other.isDecimal else { return expression }
    if case .literal(let literal) = expression, case .integer(let value) = literal.value {
      return coerced(expression, to: .decimal(precision: Decimal128.precision(of: Int128(value)), scale: 0))
    }
    return TypeCoercion.decimalType(for: type).map { coerced(expression, to: $0) } ?? expression
  }

  private func wrongOperands(_ node: Arithmetic, _ a: DataType, _ b: DataType) -> SparkError {
    let whole = Expression.arithmetic(node)
    let isSame = a == b || a == .null || b == .null
    if !isSame {
      return mismatch(
        "BINARY_OP_DIFF_TYPES", whole, ["left": "\"\(node.left.type.sql)\"", "right": "\"\(node.right.type.sql)\""], node.origin)
    }
    let wanted =
      switch node.op {
      case .add, .subtract: "(\"NUMERIC\" or \"INTERVAL DAY TO SECOND\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL\")"
      case .multiply, .remainder: "\"NUMERIC\""
      case .divide: "(\"DOUBLE\" or \"DECIMAL\")"
      case .integralDivide: "(\"BIGINT\" or \"DECIMAL\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL DAY TO SECOND\")"
      }
    return mismatch(
      "BINARY_OP_WRONG_TYPE", whole, ["inputType": wanted, "actualDataType": "\"\((a == .null ? b : a).sql)\""], node.origin)
  }
}
