import RedstartColumnar
import RedstartMemory
import RedstartTypes

/// One of Spark's hash functions: each value's hash is the seed of the next, nulls pass it on.
protocol ValueHash {
  associatedtype State: FixedWidthInteger & BitwiseCopyable
  static func int(_ value: Int32, _ seed: State) -> State
  static func long(_ value: Int64, _ seed: State) -> State
  static func bytes(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ seed: State) -> State
}

/// The hash functions whose values users see: `hash` and `xxhash64`, and the partition of a hashed row.
public enum SparkHash {
  /// Murmur3 of the rows of some columns, one `int` a row.
  public static func murmur3(_ columns: [Vector], count: Int, seed: Int32 = 42) -> Vector {
    rows(columns, count, seed, Murmur3.self, .integer)
  }

  /// XXH64 of the rows of some columns, one `bigint` a row.
  public static func xxHash64(_ columns: [Vector], count: Int, seed: Int64 = 42) -> Vector {
    rows(columns, count, seed, XXHash64.self, .long)
  }

  private static func rows<H: ValueHash>(
    _ columns: [Vector], _ count: Int, _ seed: H.State, _: H.Type, _ type: DataType
  ) -> Vector {
    let buffer = Buffer(count: max(count, 1), of: H.State.self)
    let out = buffer.mutable(H.State.self)
    out.update(repeating: seed, count: count)
    for column in columns { fold(column, count, out, H.self) }
    return Vector(type: type, count: count, values: buffer)
  }

  /// Folds a column into the hashes of its rows.
  private static func fold<H: ValueHash>(
    _ column: Vector, _ count: Int, _ out: UnsafeMutablePointer<H.State>, _: H.Type
  ) {
    let column = column.flattened()
    let validity = column.rowValidity
    @inline(__always)
    func each<T: BitwiseCopyable>(_: T.Type, _ hash: (T, H.State) -> H.State) {
      let input = column.values(T.self)
      if let validity {
        for row in 0..<count where validity[row] { out[row] = hash(input[row], out[row]) }
      } else {
        for row in 0..<count { out[row] = hash(input[row], out[row]) }
      }
    }
    switch column.type.physical {
    case .boolean: each(UInt8.self) { H.int(Int32($0), $1) }
    case .int8: each(Int8.self) { H.int(Int32($0), $1) }
    case .int16: each(Int16.self) { H.int(Int32($0), $1) }
    case .int32: each(Int32.self) { H.int($0, $1) }
    case .int64: each(Int64.self) { H.long($0, $1) }
    case .float: each(Float.self) { H.int(Int32(bitPattern: bits($0)), $1) }
    case .double: each(Double.self) { H.long(Int64(bitPattern: bits($0)), $1) }
    case .bytes:
      let views = column.views
      for row in 0..<count where validity?[row] ?? true {
        out[row] = H.bytes(StringView.bytes(of: views + row), views[row].count, out[row])
      }
    case .null: break
    default:
      let type = column.type
      for row in 0..<count { out[row] = value(column.value(at: row), type, out[row], H.self) }
    }
  }

  private static func bits(_ value: Float) -> UInt32 { value == 0 ? 0 : value.isNaN ? 0x7fc0_0000 : value.bitPattern }
  private static func bits(_ value: Double) -> UInt64 {
    value == 0 ? 0 : value.isNaN ? 0x7ff8_0000_0000_0000 : value.bitPattern
  }

  /// The hash of a boxed value, for types without a loop of their own.
  private static func value<H: ValueHash>(_ value: Value, _ type: DataType, _ seed: H.State, _ hash: H.Type) -> H.State {
    switch (value, type.storage) {
    case (.null, _): return seed
    case (.boolean(let flag), _): return H.int(flag ? 1 : 0, seed)
    case (.integer(let number), _):
      return type.physical == .int64 ? H.long(number, seed) : H.int(Int32(truncatingIfNeeded: number), seed)
    case (.double(let number), _):
      return type.physical == .float
        ? H.int(Int32(bitPattern: bits(Float(number))), seed) : H.long(Int64(bitPattern: bits(number)), seed)
    case (.decimal(let digits), _):
      if type.physical == .int64 { return H.long(Int64(truncatingIfNeeded: digits), seed) }
      return bytes(bigEndian(digits), seed, H.self)
    case (.string(let text), _): return bytes(Array(text.utf8), seed, H.self)
    case (.binary(let content), _): return bytes(content, seed, H.self)
    case (.interval(let interval), _):
      return H.int(interval.months, H.int(interval.days, H.long(interval.microseconds, seed)))
    case (.array(let elements), .array(let element, _)):
      return elements.reduce(seed) { self.value($1, element, $0, hash) }
    case (.structure(let fields), .struct(let types)):
      return zip(fields, types.fields).reduce(seed) { self.value($1.0, $1.1.type, $0, hash) }
    default: return seed
    }
  }

  private static func bytes<H: ValueHash>(_ content: [UInt8], _ seed: H.State, _: H.Type) -> H.State {
    var copy = content
    // An empty array has no address; the hash reads none of it then.
    if copy.isEmpty { copy = [0] }
    return copy.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { H.bytes($0, content.count, seed) } ?? seed
    }
  }

  /// The shortest two's complement bytes, most significant first, as Java's `BigInteger` has them.
  private static func bigEndian(_ digits: Int128) -> [UInt8] {
    var result: [UInt8] = []
    var rest = digits
    while true {
      result.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
      let isNegative = result[result.count - 1] & 0x80 != 0
      if (rest == 0 && !isNegative) || (rest == -1 && isNegative) { break }
    }
    return result.reversed()
  }
}
