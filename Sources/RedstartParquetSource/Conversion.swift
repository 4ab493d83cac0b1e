import RedstartColumnar
import RedstartMemory
import RedstartTypes

/// How stored values become values of the wanted type.
enum Conversion: Equatable {
  /// The same bytes.
  case copy(width: Int)
  case boolean
  case int32To8, int32To16, int32To64, uint32To64, int32ToDouble
  case int32Scaled64(Int64)
  case int32Scaled128(Int128)
  case int64Scaled64(Int64)
  case int64Scaled128(Int128)
  case uint64To128
  /// Nanoseconds to microseconds.
  case int64Floor1000
  case floatToDouble
  case int96
  /// Big-endian two's complement of a fixed length.
  case fixedDecimal64(length: Int, Int64)
  case fixedDecimal128(length: Int, Int128)
  case fixedViews(length: Int)
  case views
  case viewsDecimal64(Int64)
  case viewsDecimal128(Int128)

  /// Bytes of a converted value.
  var width: Int {
    switch self {
    case .copy(let width): width
    case .boolean, .int32To8: 1
    case .int32To16: 2
    case .int32To64, .uint32To64, .int32ToDouble, .int32Scaled64, .int64Scaled64, .int64Floor1000, .floatToDouble, .int96,
      .fixedDecimal64, .viewsDecimal64:
      8
    case .int32Scaled128, .int64Scaled128, .uint64To128, .fixedDecimal128, .fixedViews, .views, .viewsDecimal128: 16
    }
  }

  var isViews: Bool {
    switch self {
    case .views, .fixedViews: true
    default: false
    }
  }
}

extension Conversion {
  /// The way from a leaf of a file to a type, or nil where Spark refuses it.
  init?(_ node: SchemaNode, to type: DataType) {
    guard let kind = node.type else { return nil }
    let target = type.storage
    switch kind {
    case .boolean:
      guard target == .boolean else { return nil }
      self = .boolean
    case .float:
      if target == .float { self = .copy(width: 4) } else if target == .double { self = .floatToDouble } else { return nil }
    case .double:
      guard target == .double else { return nil }
      self = .copy(width: 8)
    case .int96:
      guard target == .timestamp || target == .timestampNTZ else { return nil }
      self = .int96
    case .int32:
      guard let conversion = Self.fromInt32(node, target) else { return nil }
      self = conversion
    case .int64:
      guard let conversion = Self.fromInt64(node, target) else { return nil }
      self = conversion
    case .byteArray:
      if target == .string || target == .binary {
        self = .views
      } else if case .decimal(let precision, let scale) = target, let factor = Self.factor(node, precision, scale, natural: nil) {
        self = precision <= 18 ? .viewsDecimal64(Int64(truncatingIfNeeded: factor)) : .viewsDecimal128(factor)
      } else {
        return nil
      }
    case .fixedLengthByteArray:
      if target == .binary {
        self = .fixedViews(length: node.typeLength)
      } else if case .decimal(let precision, let scale) = target, let factor = Self.factor(node, precision, scale, natural: nil) {
        self =
          precision <= 18
          ? .fixedDecimal64(length: node.typeLength, Int64(truncatingIfNeeded: factor))
          : .fixedDecimal128(length: node.typeLength, factor)
      } else {
        return nil
      }
    }
  }

  private static func fromInt32(_ node: SchemaNode, _ target: DataType) -> Conversion? {
    let isWideUnsigned = node.logical == .integer(bits: 32, signed: false)
    switch target {
    case .long: return isWideUnsigned ? .uint32To64 : .int32To64
    case .double: return .int32ToDouble
    case .byte: return isWideUnsigned ? nil : .int32To8
    case .short: return isWideUnsigned ? nil : .int32To16
    case .integer, .date, .yearMonthInterval: return isWideUnsigned ? nil : .copy(width: 4)
    case .timestampNTZ: return node.logical == .date ? .int32Scaled64(86_400_000_000) : nil
    case .decimal(let precision, let scale):
      guard let factor = factor(node, precision, scale, natural: 10) else { return nil }
      return precision <= 18 ? .int32Scaled64(Int64(truncatingIfNeeded: factor)) : .int32Scaled128(factor)
    default: return nil
    }
  }

  private static func fromInt64(_ node: SchemaNode, _ target: DataType) -> Conversion? {
    let isUnsigned = node.logical == .integer(bits: 64, signed: false)
    switch target {
    case .long, .dayTimeInterval: return isUnsigned ? nil : .copy(width: 8)
    case .timestamp, .timestampNTZ:
      guard case .timestamp(let unit, _) = node.logical else { return nil }
      return unit == .micros ? .copy(width: 8) : unit == .millis ? .int64Scaled64(1000) : .int64Floor1000
    case .decimal(let precision, let scale):
      if isUnsigned { return precision == 20 && scale == 0 ? .uint64To128 : nil }
      guard let factor = factor(node, precision, scale, natural: 20) else { return nil }
      if precision <= 18 { return factor == 1 ? .copy(width: 8) : .int64Scaled64(Int64(truncatingIfNeeded: factor)) }
      return .int64Scaled128(factor)
    default: return nil
    }
  }

  /// The power of ten between the file's scale and the wanted one; nil where digits could be lost. `natural` is the
  /// precision of plain integers.
  private static func factor(_ node: SchemaNode, _ precision: Int, _ scale: Int, natural: Int?) -> Int128? {
    let stored: (precision: Int, scale: Int)
    switch node.logical {
    case .decimal(let precision, let scale): stored = (precision, scale)
    case nil, .integer(_, true):
      guard let natural else { return nil }
      stored = (natural, 0)
    default: return nil
    }
    let more = scale - stored.scale
    guard more >= 0, precision - stored.precision >= more, more <= 38 else { return nil }
    var result: Int128 = 1
    for _ in 0..<more { result *= 10 }
    return result
  }
}

extension Conversion {
  /// Converts `count` contiguous stored values; for byte arrays `source` holds string views.
  func convert(_ source: UnsafeRawPointer, count: Int, into target: UnsafeMutableRawPointer) {
    switch self {
    case .copy(let width): target.copyMemory(from: source, byteCount: count * width)
    case .boolean: target.copyMemory(from: source, byteCount: count)
    case .int32To8: Self.map(source, count, target, Int32.self) { Int8(truncatingIfNeeded: $0) }
    case .int32To16: Self.map(source, count, target, Int32.self) { Int16(truncatingIfNeeded: $0) }
    case .int32To64: Self.map(source, count, target, Int32.self) { Int64($0) }
    case .uint32To64: Self.map(source, count, target, UInt32.self) { Int64($0) }
    case .int32ToDouble: Self.map(source, count, target, Int32.self) { Double($0) }
    case .int32Scaled64(let factor): Self.map(source, count, target, Int32.self) { Int64($0) &* factor }
    case .int32Scaled128(let factor): Self.map(source, count, target, Int32.self) { Int128($0) &* factor }
    case .int64Scaled64(let factor): Self.map(source, count, target, Int64.self) { $0 &* factor }
    case .int64Scaled128(let factor): Self.map(source, count, target, Int64.self) { Int128($0) &* factor }
    case .uint64To128: Self.map(source, count, target, UInt64.self) { Int128($0) }
    case .int64Floor1000:
      Self.map(source, count, target, Int64.self) { value in
        let quotient = value / 1000
        return value % 1000 < 0 ? quotient &- 1 : quotient
      }
    case .floatToDouble: Self.map(source, count, target, Float.self) { Double($0) }
    case .int96:
      let out = target.assumingMemoryBound(to: Int64.self)
      for index in 0..<count {
        let nanos = source.loadUnaligned(fromByteOffset: index &* 12, as: Int64.self)
        let day = source.loadUnaligned(fromByteOffset: index &* 12 &+ 8, as: Int32.self)
        // Julian day 2440588 is 1970-01-01.
        out[index] = (Int64(day) &- 2_440_588) &* 86_400_000_000 &+ nanos / 1000
      }
    case .fixedDecimal64(let length, let factor):
      let out = target.assumingMemoryBound(to: Int64.self)
      if length <= 8 {
        Self.shortDecimals(source, length, count, factor, out)
      } else {
        for index in 0..<count { out[index] = Int64(truncatingIfNeeded: Self.wide(source + index &* length, length)) &* factor }
      }
    case .fixedDecimal128(let length, let factor):
      let out = target.assumingMemoryBound(to: Int128.self)
      if length == 16, factor == 1 {
        for index in 0..<count {
          let high = source.loadUnaligned(fromByteOffset: index &* 16, as: UInt64.self).byteSwapped
          let low = source.loadUnaligned(fromByteOffset: index &* 16 &+ 8, as: UInt64.self).byteSwapped
          out[index] = Int128(_low: low, _high: Int64(bitPattern: high))
        }
      } else {
        for index in 0..<count { out[index] = Self.wide(source + index &* length, length) &* factor }
      }
    case .fixedViews(let length):
      let out = target.assumingMemoryBound(to: StringView.self)
      let bytes = source.assumingMemoryBound(to: UInt8.self)
      for index in 0..<count { out[index] = StringView(bytes + index &* length, count: length) }
    case .views: target.copyMemory(from: source, byteCount: count * 16)
    case .viewsDecimal64(let factor):
      let out = target.assumingMemoryBound(to: Int64.self)
      let views = source.assumingMemoryBound(to: StringView.self)
      for index in 0..<count {
        out[index] = Int64(truncatingIfNeeded: Self.wide(StringView.bytes(of: views + index), views[index].count)) &* factor
      }
    case .viewsDecimal128(let factor):
      let out = target.assumingMemoryBound(to: Int128.self)
      let views = source.assumingMemoryBound(to: StringView.self)
      for index in 0..<count { out[index] = Self.wide(StringView.bytes(of: views + index), views[index].count) &* factor }
    }
  }

  @inline(__always)
  private static func map<S: BitwiseCopyable, T: BitwiseCopyable>(
    _ source: UnsafeRawPointer, _ count: Int, _ target: UnsafeMutableRawPointer, _ type: S.Type, _ body: (S) -> T
  ) {
    let out = target.assumingMemoryBound(to: T.self)
    let stride = MemoryLayout<S>.size
    for index in 0..<count { out[index] = body(source.loadUnaligned(fromByteOffset: index &* stride, as: S.self)) }
  }

  /// Big-endian numbers of up to 8 bytes, by one load before the end of each where that stays inside.
  private static func shortDecimals(
    _ source: UnsafeRawPointer, _ length: Int, _ count: Int, _ factor: Int64, _ out: UnsafeMutablePointer<Int64>
  ) {
    let shift = UInt64(64 &- length &* 8)
    // The load runs over the value's end: 8 bytes of slack follow every page.
    for index in 0..<count {
      let word = source.loadUnaligned(fromByteOffset: index &* length, as: UInt64.self).byteSwapped
      out[index] = (Int64(bitPattern: word) &>> Int64(shift)) &* factor
    }
  }

  /// A big-endian number of any length; bytes above 16 are taken as sign extension.
  @inline(__always)
  private static func wide(_ source: UnsafeRawPointer, _ length: Int) -> Int128 {
    if length == 0 { return 0 }
    let bytes = source.assumingMemoryBound(to: UInt8.self)
    var value: Int128 = Int8(bitPattern: bytes[0]) < 0 ? -1 : 0
    for index in 0..<length { value = (value &<< 8) | Int128(bytes[index]) }
    return value
  }
}
