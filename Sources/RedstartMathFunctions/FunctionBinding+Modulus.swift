import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

extension FunctionBinding {
  /// `pmod`: the remainder brought to the divisor's side of zero.
  func bindPositiveModulus() throws -> Expression {
    try requireCount(2)
    let arguments = [try argument(0, .numeric), try argument(1, .numeric)]
    guard let common = TypeCoercion.commonType(arguments[0].type, arguments[1].type) else {
      throw unexpectedType(1, .numeric)
    }
    let ansi = environment.ansi
    if common.isDecimal {
      guard case .decimal(let p1, let s1)? = TypeCoercion.decimalType(for: Self.narrowed(arguments[0])),
        case .decimal(let p2, let s2)? = TypeCoercion.decimalType(for: Self.narrowed(arguments[1]))
      else { throw unexpectedType(1, .numeric) }
      let type = TypeCoercion.arithmeticType(.remainder, (p1, s1), (p2, s2))
      guard case .decimal(let precision, let scale) = type else { throw unexpectedType(1, .numeric) }
      let sides = [
        arguments[0].implicitlyCast(to: .decimal(precision: p1, scale: s1)),
        arguments[1].implicitlyCast(to: .decimal(precision: p2, scale: s2)),
      ]
      return scalar(nil, sides, type, canGiveNull: true) { arguments, count in
        let builder = VectorBuilder(type: type, capacity: count)
        for row in 0..<count {
          guard case .decimal(let a) = arguments[0].value(at: row), case .decimal(let b) = arguments[1].value(at: row) else {
            builder.appendNull()
            continue
          }
          if b == 0, ansi { throw SparkError("REMAINDER_BY_ZERO", ["config": ansiConfigParameter]) }
          var rest = Decimal128.remainder(a, scale: s1, b, scale: s2, precision: 38, scale: max(s1, s2))
          if let value = rest, value < 0 {
            let divisor = Decimal128.rescale(b, from: s2, to: max(s1, s2)) ?? 0
            rest = divisor == 0 ? nil : (value + divisor) % divisor
          }
          let result = rest.flatMap { Decimal128.rescale($0, from: max(s1, s2), to: scale, precision: precision) }
          if let result { builder.append(.decimal(result)) } else { builder.appendNull() }
        }
        return builder.finish()
      }
    }
    let sides = arguments.map { $0.implicitlyCast(to: common) }
    return scalar(nil, sides, common, canGiveNull: true) { arguments, count in
      switch common {
      case .byte: return try modulus(arguments, count, Int8.self, common, ansi)
      case .short: return try modulus(arguments, count, Int16.self, common, ansi)
      case .integer: return try modulus(arguments, count, Int32.self, common, ansi)
      case .long: return try modulus(arguments, count, Int64.self, common, ansi)
      case .float: return try floatingModulus(arguments, count, Float.self, common, ansi)
      default: return try floatingModulus(arguments, count, Double.self, common, ansi)
      }
    }
  }

  /// The type of a number beside a decimal: literals are as wide as their digits.
  static func narrowed(_ expression: Expression) -> DataType {
    guard expression.type.isIntegral, case .integer(let number)? = expression.constantLiteral?.value else {
      return expression.type
    }
    return .decimal(precision: Decimal128.precision(of: Int128(number)), scale: 0)
  }
}

private func modulus<T: FixedWidthInteger & SignedInteger & BitwiseCopyable>(
  _ arguments: [Vector], _ count: Int, _: T.Type, _ type: DataType, _ ansi: Bool
) throws -> Vector {
  let x = FixedColumn<T>(arguments[0])
  let y = FixedColumn<T>(arguments[1])
  return try RowLoop.optional(arguments, count, type, as: T.self) { row in
    let divisor = y[row]
    if divisor == 0 {
      if ansi { throw SparkError("REMAINDER_BY_ZERO", ["config": ansiConfigParameter]) }
      return nil
    }
    if divisor == -1 { return 0 }
    let rest = x[row] % divisor
    return rest < 0 ? (rest &+ divisor) % divisor : rest
  }
}

private func floatingModulus<T: BinaryFloatingPoint & BitwiseCopyable>(
  _ arguments: [Vector], _ count: Int, _: T.Type, _ type: DataType, _ ansi: Bool
) throws -> Vector {
  let x = FixedColumn<T>(arguments[0])
  let y = FixedColumn<T>(arguments[1])
  return try RowLoop.optional(arguments, count, type, as: T.self) { row in
    let divisor = y[row]
    if divisor == 0 {
      if ansi { throw SparkError("REMAINDER_BY_ZERO", ["config": ansiConfigParameter]) }
      return nil
    }
    let rest = x[row].truncatingRemainder(dividingBy: divisor)
    return rest < 0 ? (rest + divisor).truncatingRemainder(dividingBy: divisor) : rest
  }
}
