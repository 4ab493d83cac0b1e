import RedstartMemory
import RedstartTypes

/// Builds a vector row by row.
///
/// For literals, small results and tests; operators and decoders write buffers directly. One builder per thread.
public final class VectorBuilder {
  public let type: DataType
  public private(set) var count = 0
  private var capacity: Int
  private var values: Buffer?
  private let width: Int
  private let heap = StringHeap()
  private var validity: [UInt64] = []
  private var nulls = 0
  private var offsets: [Int32] = [0]
  private var children: [VectorBuilder] = []

  public init(type: DataType, capacity: Int = 1024) {
    self.type = type
    self.capacity = max(capacity, 16)
    self.width = type.physical.width ?? 0
    switch type.storage {
    case .array(let element, _): children = [VectorBuilder(type: element)]
    case .map(let key, let value, _): children = [VectorBuilder(type: key), VectorBuilder(type: value)]
    case .struct(let fields): children = fields.fields.map { VectorBuilder(type: $0.type) }
    default: if width > 0 { values = Buffer(byteCount: self.capacity * width) }
    }
  }

  /// Adds a null row.
  public func appendNull() {
    markRow(valid: false)
    switch type.physical {
    case .structure: for child in children { child.appendNull() }
    case .list, .map: offsets.append(offsets[offsets.count - 1])
    case .null: break
    default: memoryZero()
    }
    count += 1
  }

  /// Adds a value of the type's physical form: `Int32` for dates, `Int64` or `Int128` for decimals, …
  public func append<T: BitwiseCopyable>(_ value: T) {
    precondition(MemoryLayout<T>.size == width, "value of another width than \(type)")
    markRow(valid: true)
    reserve()
    if let values { values.mutable(T.self)[count] = value }
    count += 1
  }

  /// Adds the bytes of a string or binary value.
  public func append(bytes: UnsafeBufferPointer<UInt8>) {
    let view = bytes.baseAddress.map { heap.store($0, count: bytes.count) } ?? .empty
    append(view)
  }

  public func append(_ string: String) {
    var copy = string
    copy.withUTF8 { append(bytes: $0) }
  }

  /// Adds a boxed value; integers are narrowed to the type's width, decimals widened to it.
  public func append(_ value: Value) {
    switch value {
    case .null: appendNull()
    case .boolean(let flag): append(UInt8(flag ? 1 : 0))
    case .integer(let number):
      switch type.physical {
      case .int8: append(Int8(truncatingIfNeeded: number))
      case .int16: append(Int16(truncatingIfNeeded: number))
      case .int32: append(Int32(truncatingIfNeeded: number))
      case .int128: append(Int128(number))
      case .double: append(Double(number))
      case .float: append(Float(number))
      default: append(number)
      }
    case .double(let number):
      if type.physical == .float { append(Float(number)) } else { append(number) }
    case .decimal(let digits):
      if type.physical == .int64 { append(Int64(truncatingIfNeeded: digits)) } else { append(digits) }
    case .string(let text): append(text)
    case .binary(let bytes): bytes.withUnsafeBufferPointer { append(bytes: $0) }
    case .interval(let interval): append(interval)
    case .array(let elements):
      markRow(valid: true)
      for element in elements { children[0].append(element) }
      offsets.append(Int32(children[0].count))
      count += 1
    case .map(let keys, let mapped):
      markRow(valid: true)
      for key in keys { children[0].append(key) }
      for value in mapped { children[1].append(value) }
      offsets.append(Int32(children[0].count))
      count += 1
    case .structure(let fields):
      markRow(valid: true)
      for (child, field) in zip(children, fields) { child.append(field) }
      count += 1
    }
  }

  /// The vector of all rows so far; the builder must not be used afterwards.
  public func finish() -> Vector {
    let bits: Bitmap? =
      nulls == 0
      ? nil
      : Bitmap(words: Buffer(copying: validity), count: count)
    switch type.physical {
    case .null: return Vector(type: type, count: count, layout: .null)
    case .list:
      return Vector(
        type: type, count: count, validity: bits, layout: .list(offsets: Buffer(copying: offsets), child: children[0].finish()))
    case .map:
      return Vector(
        type: type, count: count, validity: bits,
        layout: .map(offsets: Buffer(copying: offsets), keys: children[0].finish(), values: children[1].finish()))
    case .structure:
      return Vector(type: type, count: count, validity: bits, layout: .structure(children.map { $0.finish() }))
    default:
      return Vector(
        type: type, count: count, validity: bits, layout: .flat(values ?? Buffer(byteCount: 0)), heaps: heap.blocks)
    }
  }

  private func markRow(valid: Bool) {
    if count & 63 == 0 { validity.append(0) }
    if valid { validity[count >> 6] |= 1 << UInt64(count & 63) } else { nulls += 1 }
  }

  private func memoryZero() {
    reserve()
    if let values { (values.base + count * width).initializeMemory(as: UInt8.self, repeating: 0, count: width) }
  }

  private func reserve() {
    guard count == capacity, let old = values else { return }
    capacity *= 2
    let grown = Buffer(byteCount: capacity * width)
    grown.base.copyMemory(from: old.base, byteCount: count * width)
    values = grown
  }
}

extension Vector {
  /// A vector of those boxed values.
  public static func of(_ values: [Value], type: DataType) -> Vector {
    let builder = VectorBuilder(type: type, capacity: values.count)
    for value in values { builder.append(value) }
    return builder.finish()
  }

  /// A literal as a constant vector.
  public static func literal(_ literal: Literal, count: Int) -> Vector {
    literal.type.physical == .null
      ? Vector(type: literal.type, count: count, layout: .null)
      : .constant(.of([literal.value], type: literal.type), count: count)
  }
}
