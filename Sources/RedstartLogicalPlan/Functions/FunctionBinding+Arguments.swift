import RedstartDiagnostics
import RedstartTypes

extension FunctionBinding {
  /// Fails unless the number of arguments is one of `counts`.
  /// - Throws: `WRONG_NUM_ARGS.WITHOUT_SUGGESTION`.
  public func requireCount(_ counts: Int...) throws {
    if counts.contains(arguments.count) { return }
    throw wrongCount(counts.count == 1 ? String(counts[0]) : "[" + counts.map(String.init).joined(separator: ", ") + "]")
  }

  /// Fails when there are fewer than `least` arguments.
  public func requireCount(atLeast least: Int) throws {
    if arguments.count < least { throw wrongCount("> \(least - 1)") }
  }

  /// The error for a call with a wrong number of arguments.
  public func wrongCount(_ expected: String) -> SparkError {
    SparkError(
      "WRONG_NUM_ARGS.WITHOUT_SUGGESTION",
      [
        "functionName": quoted(name.lowercased()), "expectedNum": expected, "actualNum": String(arguments.count),
        "docroot": "https://spark.apache.org/docs/latest",
      ], context: origin.contexts)
  }

  /// Argument `index`, converted as the parameter wants it.
  /// - Throws: `DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE`.
  public func argument(_ index: Int, _ expected: TypeCoercion.Expected) throws -> Expression {
    let argument = arguments[index]
    if let converted = TypeCoercion.implicitCast(argument, to: expected) { return converted }
    throw unexpectedType(index, expected)
  }

  /// Argument `index`, converted to a type.
  public func argument(_ index: Int, _ expected: DataType) throws -> Expression { try argument(index, .type(expected)) }

  /// Argument `index` where the types must fit as they are: no implicit conversion, except from NULL.
  public func argumentAsIs(_ index: Int, _ expected: TypeCoercion.Expected) throws -> Expression {
    let type = arguments[index].type
    if expected.accepts(type) { return arguments[index] }
    if type == .null { return arguments[index].implicitlyCast(to: expected.defaultType) }
    throw unexpectedType(index, expected)
  }

  /// The error for an argument of a type that the parameter does not take.
  public func unexpectedType(_ index: Int, _ expected: TypeCoercion.Expected) -> SparkError {
    unexpectedType(index, expected.text)
  }

  /// The same with the wanted types in words of the caller's.
  public func unexpectedType(_ index: Int, _ wanted: String) -> SparkError {
    mismatch(
      "UNEXPECTED_INPUT_TYPE",
      [
        "paramIndex": Self.ordinal(index), "requiredType": wanted,
        "inputSql": "\"\(arguments[index].prettySQL)\"", "inputType": "\"\(arguments[index].type.sql)\"",
      ])
  }

  /// A `DATATYPE_MISMATCH` error of this call.
  public func mismatch(_ kind: String, _ parameters: [String: String]) -> SparkError {
    var all = parameters
    all["sqlExpr"] = "\"\(displayName)\""
    return SparkError("DATATYPE_MISMATCH." + kind, all, context: origin.contexts)
  }

  /// The call as text.
  public var displayName: String {
    let shown = arguments.map(\.prettySQL)
    if let messageText { return messageText(shown) }
    if shown.count == 2, !name.contains(where: { $0.isLetter }) { return "(\(shown[0]) \(name) \(shown[1]))" }
    return name.lowercased() + "(" + shown.joined(separator: ", ") + ")"
  }

  /// The binding under another text in error messages: `(IF(a, b, c))`.
  public func shown(as text: @escaping @Sendable ([String]) -> String) -> FunctionBinding {
    var copy = self
    copy.messageText = text
    return copy
  }

  /// All arguments from `start` on, converted to their common type.
  /// - Throws: `DATATYPE_MISMATCH.DATA_DIFF_TYPES`.
  public func unified(from start: Int = 0, stringPromotion: Bool = true) throws -> [Expression] {
    let list = Array(arguments[start...])
    let types = list.map(\.type)
    guard
      let common = stringPromotion
        ? TypeCoercion.commonType(types) : TypeCoercion.commonTypeWithoutStringPromotion(types)
    else {
      let text = types.map { "\"\($0.sql)\"" }.joined(separator: stringPromotion ? " or " : ", ")
      throw mismatch(
        "DATA_DIFF_TYPES",
        ["functionName": quoted(name.lowercased()), "dataType": stringPromotion ? "(\(text))" : "[\(text)]"])
    }
    return list.map { $0.implicitlyCast(to: common) }
  }

  /// The constant that argument `index` is; nil when it is none or NULL.
  public func constant(_ index: Int) -> Value? {
    guard index < arguments.count, let literal = arguments[index].constantLiteral, !literal.isNull else { return nil }
    return literal.value
  }

  /// Fails with `DATATYPE_MISMATCH.NON_FOLDABLE_INPUT` unless argument `index` is a constant.
  public func requireConstant(_ index: Int, _ parameter: String, _ type: DataType) throws {
    if arguments[index].isFoldable { return }
    throw mismatch(
      "NON_FOLDABLE_INPUT",
      [
        "inputName": quoted(parameter), "inputType": "\"\(type.sql)\"", "inputExpr": "\"\(arguments[index].prettySQL)\"",
      ])
  }

  static func ordinal(_ index: Int) -> String {
    let names = [
      "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
      "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    ]
    return index < names.count ? names[index] : "\(index + 1)th"
  }
}

extension Expression {
  /// The literal under casts that do not change its meaning and minus signs; nil for anything else.
  public var constantLiteral: Literal? {
    switch self {
    case .literal(let literal): return literal
    case .alias(let alias): return alias.child.constantLiteral
    case .cast(let cast):
      guard let inner = cast.child.constantLiteral else { return nil }
      if inner.isNull { return .null(cast.type) }
      switch (inner.value, cast.type.physical) {
      case (.integer(let number), .int8), (.integer(let number), .int16), (.integer(let number), .int32),
        (.integer(let number), .int64):
        return inner.type.isIntegral && cast.type.isIntegral ? Literal(.integer(number), cast.type) : nil
      case (.integer(let number), .double) where inner.type.isIntegral: return Literal(.double(Double(number)), cast.type)
      case (.decimal(let digits), .double):
        guard case .decimal(_, let scale) = inner.type else { return nil }
        return Literal(.double(Decimal128.double(digits, scale: scale)), cast.type)
      case (.decimal(let digits), .int32) where cast.type.isIntegral, (.decimal(let digits), .int64) where cast.type.isIntegral:
        guard case .decimal(_, let scale) = inner.type, cast.type.isIntegral, scale >= 0 else { return nil }
        return Int64(exactly: digits / Decimal128.powersOfTen[scale]).map { Literal(.integer($0), cast.type) }
      case (.decimal(let digits), _) where cast.type.isDecimal:
        guard case .decimal(_, let scale) = inner.type, case .decimal(_, let wider) = cast.type, wider >= scale else {
          return nil
        }
        let moved = digits.multipliedReportingOverflow(by: Decimal128.powersOfTen[wider - scale])
        return moved.overflow ? nil : Literal(.decimal(moved.partialValue), cast.type)
      case (.string, .bytes) where cast.type.isString: return inner
      case (.string(let text), .int32), (.string(let text), .int64):
        guard cast.type.isIntegral else { return nil }
        return Int64(text).map { Literal(.integer($0), cast.type) }
      case (.string(let text), .double): return Double(text).map { Literal(.double($0), cast.type) }
      default: return nil
      }
    case .call(let call) where call.function.name == "negative" || call.function.name == "negate":
      guard let inner = call.arguments.first?.constantLiteral else { return nil }
      switch inner.value {
      case .integer(let number): return number == .min ? nil : Literal(.integer(-number), call.function.type)
      case .double(let number): return Literal(.double(-number), call.function.type)
      case .decimal(let digits): return Literal(.decimal(-digits), call.function.type)
      default: return nil
      }
    default: return nil
    }
  }
}
