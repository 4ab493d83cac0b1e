import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

extension FunctionBinding {
  /// A bit operation on two whole numbers of one type.
  func bitwise(_ symbol: String, _ body: @escaping @Sendable (Int64, Int64) -> Int64) throws -> Expression {
    try requireCount(2)
    let arguments = [try argument(0, .integral), try argument(1, .integral)]
    guard let type = TypeCoercion.commonType(arguments[0].type, arguments[1].type) else {
      throw mismatch(
        "BINARY_OP_DIFF_TYPES",
        ["left": "\"\(arguments[0].type.sql)\"", "right": "\"\(arguments[1].type.sql)\""])
    }
    return scalar(
      symbol, arguments.map { $0.implicitlyCast(to: type) }, type, sql: { "(\($0[0]) \(symbol) \($0[1]))" }
    ) { arguments, count in
      func map<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) -> Vector {
        let x = FixedColumn<T>(arguments[0])
        let y = FixedColumn<T>(arguments[1])
        return RowLoop.fixed(arguments, count, type, as: T.self) {
          T(truncatingIfNeeded: body(Int64(truncatingIfNeeded: x[$0]), Int64(truncatingIfNeeded: y[$0])))
        }
      }
      switch type {
      case .byte: return map(Int8.self)
      case .short: return map(Int16.self)
      case .integer: return map(Int32.self)
      default: return map(Int64.self)
      }
    }
  }

  /// A shift of an `int` or `bigint`; the distance counts modulo the width.
  func shift(
    _ symbol: String, int: @escaping @Sendable (Int32, Int32) -> Int32, long: @escaping @Sendable (Int64, Int64) -> Int64
  ) throws -> Expression {
    try requireCount(2)
    let value = try argument(0, .oneOf([.type(.integer), .type(.long)]))
    let distance = try argument(1, .integer)
    let type = value.type
    let isOperator = name.hasPrefix("<") || name.hasPrefix(">")
    let shown = isOperator ? nil : name.lowercased()
    return scalar(
      symbol, [value, distance], type,
      sql: { names in
        shown.map { "\($0)(\(names[0]), \(names[1]))" } ?? "(\(names[0]) \(symbol) \(names[1]))"
      }
    ) { arguments, count in
      let steps = FixedColumn<Int32>(arguments[1])
      if type == .integer {
        let values = FixedColumn<Int32>(arguments[0])
        return RowLoop.fixed(arguments, count, type, as: Int32.self) { int(values[$0], steps[$0] & 31) }
      }
      let values = FixedColumn<Int64>(arguments[0])
      return RowLoop.fixed(arguments, count, type, as: Int64.self) { long(values[$0], Int64(steps[$0] & 63)) }
    }
  }

  /// A constant of the session.
  func sessionText(_ text: String, shownAs shown: String? = nil) throws -> Expression {
    try requireCount(0)
    let name = shown ?? self.name.lowercased()
    return scalarWithNulls(name, [], .string, nullable: false, sql: { _ in "\(name)()" }) { _, count in
      .constant(.of([.string(text)], type: .string), count: count)
    }
  }

  /// `hash` and `xxhash64`.
  func bindHash(_ type: DataType, _ hash: @escaping @Sendable ([Vector], Int) -> Vector) throws -> Expression {
    try requireCount(atLeast: 1)
    for argument in arguments where argument.type.containsMap {
      throw mismatch("HASH_MAP_TYPE", ["functionName": quoted(name.lowercased())])
    }
    return scalarWithNulls(nil, arguments, type, nullable: false) { arguments, count in
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let result = hash(arguments.map { $0.slice(0..<rows) }, rows)
      return isConstant ? .constant(result, count: count) : result
    }
  }
}

extension DataType {
  fileprivate var containsMap: Bool {
    switch self {
    case .map: true
    case .array(let element, _): element.containsMap
    case .struct(let fields): fields.fields.contains { $0.type.containsMap }
    default: false
    }
  }
}
