import RedstartMemory
import RedstartTypes

/// A column of a batch: values of one type, apart from the validity of each row.
///
/// Vectors are immutable and shared. Memory layout, by the type's ``PhysicalType``:
/// fixed-width values lie one after the other (booleans take a byte each), strings are ``StringView``s whose heaps the vector
/// keeps alive, lists and maps are `Int32` offsets into children, structs have one child a field. Values of null rows are
/// unspecified but readable (string views of null rows are empty).
public final class Vector: Sendable {
  /// How the rows are encoded.
  public enum Layout: Sendable {
    /// One fixed-width value (or string view) a row.
    case flat(Buffer)
    /// The same value in every row: a flat or nested vector of one row.
    case constant(Vector)
    /// Row `i` holds `values[indices[i]]`; `values` has no nulls of its own. Indices of null rows are in range.
    case dictionary(indices: Buffer, values: Vector)
    /// Row `i` holds `child[offsets[i]..<offsets[i+1]]`; `count + 1` offsets, not necessarily from 0.
    case list(offsets: Buffer, child: Vector)
    /// Like a list of entries.
    case map(offsets: Buffer, keys: Vector, values: Vector)
    /// One child a field, each of the vector's length.
    case structure([Vector])
    /// All rows null, no values: the type `void`.
    case null
  }

  public let type: DataType
  public let count: Int
  /// Bits of the rows that are not null; nil when none is null. Nil as well for ``Layout/constant(_:)`` (its value decides) and
  /// ``Layout/null``.
  public let validity: Bitmap?
  public let layout: Layout
  /// What keeps the bytes of long strings alive.
  public let heaps: [Buffer]

  public init(type: DataType, count: Int, validity: Bitmap? = nil, layout: Layout, heaps: [Buffer] = []) {
    self.type = type
    self.count = count
    self.validity = validity.flatMap { $0.allSet ? nil : $0 }
    self.layout = layout
    self.heaps = heaps
  }

  /// A flat vector over finished memory.
  public convenience init(type: DataType, count: Int, values: Buffer, validity: Bitmap? = nil, heaps: [Buffer] = []) {
    self.init(type: type, count: count, validity: validity, layout: .flat(values), heaps: heaps)
  }

  /// The same value `count` times; `value` has one row.
  public static func constant(_ value: Vector, count: Int) -> Vector {
    Vector(type: value.type, count: count, layout: .constant(value))
  }

  /// `count` nulls of any type.
  public static func nulls(_ type: DataType, count: Int) -> Vector {
    if type.physical == .null { return Vector(type: type, count: count, layout: .null) }
    let one = VectorBuilder(type: type, capacity: 1)
    one.appendNull()
    return .constant(one.finish(), count: count)
  }
}

extension Vector {
  /// How many rows are null.
  public var nullCount: Int {
    switch layout {
    case .null: count
    case .constant(let value): value.nullCount == 1 ? count : 0
    default: validity.map { count - $0.setCount } ?? 0
    }
  }

  /// Whether row `index` is null; for single rows, not for loops.
  public func isNull(_ index: Int) -> Bool {
    switch layout {
    case .null: true
    case .constant(let value): value.isNull(0)
    default: validity.map { !$0[index] } ?? false
    }
  }

  /// The validity of every row as bits, also for constants; nil when none is null.
  public var rowValidity: Bitmap? {
    switch layout {
    case .null: Bitmap(repeating: false, count: count)
    case .constant(let value): value.isNull(0) ? Bitmap(repeating: false, count: count) : nil
    default: validity
    }
  }

  public var isConstant: Bool { if case .constant = layout { true } else { false } }
  public var isFlat: Bool { if case .flat = layout { true } else { false } }

  /// The values of a flat vector. Keep the vector in a `let` while the pointer is in use; flatten other layouts first.
  @inlinable @inline(__always)
  public func values<T: BitwiseCopyable>(_ type: T.Type) -> UnsafePointer<T> {
    guard case .flat(let buffer) = layout else { preconditionFailure("values of a vector that is not flat") }
    return buffer.pointer(type)
  }

  /// The string views of a flat string or binary vector.
  @inlinable @inline(__always)
  public var views: UnsafePointer<StringView> { values(StringView.self) }

  /// The same rows seen as another type of the same physical layout.
  public func retyped(_ type: DataType) -> Vector {
    if type == self.type { return self }
    switch layout {
    case .constant(let value): return .constant(value.retyped(type), count: count)
    case .dictionary(let indices, let values):
      return Vector(
        type: type, count: count, validity: validity, layout: .dictionary(indices: indices, values: values.retyped(type)))
    default: return Vector(type: type, count: count, validity: validity, layout: layout, heaps: heaps)
    }
  }

  /// The same values with another validity (nil: all valid); constants and dictionaries of constants are flattened first.
  public func withValidity(_ validity: Bitmap?) -> Vector {
    switch layout {
    case .constant, .null:
      let flat = flattened()
      return Vector(type: type, count: count, validity: validity, layout: flat.layout, heaps: flat.heaps)
    default: return Vector(type: type, count: count, validity: validity, layout: layout, heaps: heaps)
    }
  }

  /// Rough size of the memory that the vector keeps alive, heaps included once.
  public var byteCount: Int {
    var total = validity.map { $0.buffer.byteCount } ?? 0
    switch layout {
    case .flat(let buffer): total += buffer.byteCount
    case .constant(let value): total += value.byteCount
    case .dictionary(let indices, let values): total += indices.byteCount + values.byteCount
    case .list(let offsets, let child): total += offsets.byteCount + child.byteCount
    case .map(let offsets, let keys, let values): total += offsets.byteCount + keys.byteCount + values.byteCount
    case .structure(let children): for child in children { total += child.byteCount }
    case .null: break
    }
    for heap in heaps { total += heap.byteCount }
    return total
  }
}
