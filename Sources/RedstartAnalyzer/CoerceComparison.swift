import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanResolver {
  /// A comparison with both sides of one type.
  func coerceComparison(_ op: ComparisonOperator, _ left: Expression, _ right: Expression) throws -> Expression {
    let a = left.type
    let b = right.type
    let whole = Expression.comparison(op, left, right)
    if a == b || (a.isString && b.isString) {
      try checkOrdered(a, whole)
      return whole
    }
    if let exact = wholeNumberBound(op, left, right) { return exact }
    var (x, y) = (left, right)
    if a.isDecimal, b.isIntegral { y = asDecimal(right, other: a) }
    if b.isDecimal, a.isIntegral { x = asDecimal(left, other: b) }
    guard let common = TypeCoercion.comparisonType(x.type.storage, y.type.storage) else {
      throw mismatch("BINARY_OP_DIFF_TYPES", whole, ["left": "\"\(a.sql)\"", "right": "\"\(b.sql)\""])
    }
    try checkOrdered(common, whole)
    // Casting twice (integer to decimal to wider decimal) is one cast.
    if case .cast(let cast) = x, cast.isImplicit, x.type != common { x = cast.child }
    if case .cast(let cast) = y, cast.isImplicit, y.type != common { y = cast.child }
    return .comparison(op, coerced(x, to: common), coerced(y, to: common))
  }

  private func checkOrdered(_ type: DataType, _ whole: Expression) throws {
    func isOrdered(_ type: DataType) -> Bool {
      switch type.storage {
      case .map, .calendarInterval: false
      case .array(let element, _): isOrdered(element)
      case .struct(let fields): fields.fields.allSatisfy { isOrdered($0.type) }
      default: true
      }
    }
    guard !isOrdered(type), case .comparison(let op, _, _) = whole else { return }
    throw mismatch(
      "INVALID_ORDERING_TYPE", whole, ["functionName": "`\(op.rawValue)`", "dataType": "\"\(type.sql)\""])
  }

  /// `whole > 1.5` becomes `whole > 1`: the bound is rounded so that no conversion of the column is needed.
  private func wholeNumberBound(_ op: ComparisonOperator, _ left: Expression, _ right: Expression) -> Expression? {
    func bound(_ op: ComparisonOperator, _ expression: Expression, _ literal: Expression) -> Expression? {
      guard expression.type.isIntegral, !expression.isFoldable, case .literal(let constant) = literal,
        case .decimal(let digits) = constant.value, case .decimal(_, let scale) = constant.type
      else { return nil }
      let rounded: Int128
      switch op {
      case .greater, .lessOrEqual: rounded = Decimal128.floor(digits, scale: scale)
      case .greaterOrEqual, .less: rounded = Decimal128.ceiling(digits, scale: scale)
      default: return nil
      }
      let range: ClosedRange<Int128> =
        switch expression.type {
        case .byte: -128...127
        case .short: -32768...32767
        case .integer: Int128(Int32.min)...Int128(Int32.max)
        default: Int128(Int64.min)...Int128(Int64.max)
        }
      guard range.contains(rounded) else { return nil }
      return .literal(Literal(.integer(Int64(rounded)), expression.type))
    }
    if let literal = bound(op, left, right) { return .comparison(op, left, literal) }
    if let literal = bound(op.mirrored, right, left) { return .comparison(op, literal, right) }
    return nil
  }

  /// `child IN (list)` with all of one type.
  func coerceIn(_ child: Expression, _ list: [Expression]) throws -> Expression {
    let list = namedAlike(child, list)
    let whole = Expression.inList(child, list)
    if list.allSatisfy({ $0.type == child.type }) { return whole }
    guard let common = TypeCoercion.commonType([child.type] + list.map(\.type)) else {
      let types = ([child] + list).map { "\"\($0.type.sql)\"" }.joined(separator: ", ")
      throw mismatch("DATA_DIFF_TYPES", whole, ["functionName": "`in`", "dataType": "[\(types)]"])
    }
    return .inList(coerced(child, to: common), list.map { coerced($0, to: common) })
  }

  /// Rows are compared field by field, whatever the fields are called: all take the names of the first.
  private func namedAlike(_ child: Expression, _ list: [Expression]) -> [Expression] {
    guard case .struct(let wanted) = child.type.storage else { return list }
    return list.map { item in
      guard case .struct(let own) = item.type.storage, own.count == wanted.count, own.names != wanted.names else { return item }
      let fields = zip(wanted.fields, own.fields).map { StructField($0.name, $1.type, nullable: $1.nullable) }
      return coerced(item, to: .struct(StructType(fields)))
    }
  }

  /// CASE with boolean conditions and values of one type.
  func coerceCase(_ branches: [CaseBranch], otherwise: Expression?) throws -> Expression {
    let whole = Expression.caseWhen(branches, otherwise: otherwise)
    var newBranches: [CaseBranch] = []
    for (index, branch) in branches.enumerated() {
      let type = branch.condition.type
      guard type == .boolean || type.isString else {
        throw mismatch(
          "UNEXPECTED_INPUT_TYPE", whole,
          [
            "paramIndex": ordinalWord(index * 2 + 1), "requiredType": "\"BOOLEAN\"",
            "inputSql": quotedText(branch.condition), "inputType": "\"\(type.sql)\"",
          ])
      }
      newBranches.append(CaseBranch(coerced(branch.condition, to: .boolean), branch.value))
    }
    let values = branches.map(\.value) + (otherwise.map { [$0] } ?? [])
    guard let common = TypeCoercion.commonType(values.map(\.type)) else {
      let types = values.map { "\"\($0.type.sql)\"" }.joined(separator: ", ")
      throw mismatch("DATA_DIFF_TYPES", whole, ["functionName": "`casewhen`", "dataType": "[\(types)]"])
    }
    return .caseWhen(
      newBranches.map { CaseBranch($0.condition, coerced($0.value, to: common)) },
      otherwise: otherwise.map { coerced($0, to: common) })
  }
}

/// `first`, `second`, … for messages.
func ordinalWord(_ number: Int) -> String {
  let words = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
  return number >= 1 && number <= words.count ? words[number - 1] : "\(number)th"
}
