import RedstartColumnar
import RedstartMemory
import RedstartTypes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A bound of some values, or a literal to compare with it.
enum StatisticsBound: Equatable {
  /// A number and how many of its digits stand after the point.
  case number(Int128, scale: Int)
  case real(Double)
  case bytes([UInt8])

  /// A literal in the form of a column of that type; nil where the two cannot be compared.
  init?(_ literal: Literal, for type: DataType) {
    let column = type.storage
    let own = literal.type.storage
    switch literal.value {
    case .boolean(let flag) where column == .boolean: self = .number(flag ? 1 : 0, scale: 0)
    case .integer(let number):
      guard own == column || (own.isIntegral && column.isNumeric) else { return nil }
      if column.isFloating {
        guard abs(number) < 1 << 24 else { return nil }
        self = .real(Double(number))
      } else {
        self = .number(Int128(number), scale: 0)
      }
    case .decimal(let digits):
      guard case .decimal(_, let scale) = own, column.isIntegral || column.isDecimal else { return nil }
      self = .number(digits, scale: scale)
    case .double(let number):
      guard column.isFloating, !number.isNaN else { return nil }
      self = .real(number)
    case .string(let text) where column.isString: self = .bytes(Array(text.utf8))
    case .binary(let bytes) where column == .binary: self = .bytes(bytes)
    default: return nil
    }
  }

  /// A stored bound of a leaf that is read as `type`.
  init?(_ bytes: [UInt8], _ node: SchemaNode, as type: DataType) {
    guard let kind = node.type, kind != .int96, let conversion = Conversion(node, to: type) else { return nil }
    if conversion.isViews {
      self = .bytes(bytes)
      return
    }
    let expected = kind == .boolean ? 1 : kind.width(typeLength: node.typeLength)
    guard expected == nil || expected == bytes.count, bytes.count <= 64 else { return nil }
    // Conversions may load a word behind the value.
    let source = Buffer.zeroed(byteCount: 96)
    bytes.withUnsafeBytes { if let base = $0.baseAddress { source.base.copyMemory(from: base, byteCount: bytes.count) } }
    let target = Buffer.zeroed(byteCount: 16)
    if kind == .byteArray {
      var view = StringView(source.pointer(UInt8.self), count: bytes.count)
      conversion.convert(&view, count: 1, into: target.base)
    } else {
      conversion.convert(UnsafeRawPointer(source.base), count: 1, into: target.base)
    }
    switch Vector(type: type.storage, count: 1, values: target).value(at: 0) {
    case .boolean(let flag): self = .number(flag ? 1 : 0, scale: 0)
    case .integer(let number): self = .number(Int128(number), scale: 0)
    case .decimal(let digits):
      guard case .decimal(_, let scale) = type.storage else { return nil }
      self = .number(digits, scale: scale)
    case .double(let number):
      guard !number.isNaN else { return nil }
      self = .real(number)
    default: return nil
    }
  }

  /// Negative, zero or positive; nil where the two cannot be compared.
  func compare(_ other: StatisticsBound) -> Int? {
    switch (self, other) {
    case (.number(let a, let scaleA), .number(let b, let scaleB)):
      guard let x = Self.scaled(a, max(scaleA, scaleB) - scaleA), let y = Self.scaled(b, max(scaleA, scaleB) - scaleB) else {
        return nil
      }
      return x < y ? -1 : x > y ? 1 : 0
    case (.real(let a), .real(let b)): return a < b ? -1 : a > b ? 1 : 0
    case (.bytes(let a), .bytes(let b)):
      let order = memcmp(a, b, min(a.count, b.count))
      return order != 0 ? Int(order) : a.count - b.count
    default: return nil
    }
  }

  private static func scaled(_ number: Int128, _ digits: Int) -> Int128? {
    var result = number
    for _ in 0..<digits {
      let (product, overflow) = result.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      result = product
    }
    return result
  }

  /// The bound as a value of the type.
  func value(_ type: DataType) -> Value {
    switch self {
    case .number(let number, _):
      type.storage == .boolean
        ? .boolean(number != 0) : type.storage.isDecimal ? .decimal(number) : .integer(Int64(truncatingIfNeeded: number))
    case .real(let number): .double(number)
    case .bytes(let bytes): type.storage == .binary ? .binary(bytes) : .string(String(decoding: bytes, as: UTF8.self))
    }
  }
}

/// What is known about the values of a column in some rows.
struct ColumnBounds {
  var minimum: StatisticsBound?
  var maximum: StatisticsBound?
  var nullCount: Int?
  var rowCount: Int
  let type: DataType

  var isAllNull: Bool { nullCount.map { $0 >= rowCount } ?? false }
}
