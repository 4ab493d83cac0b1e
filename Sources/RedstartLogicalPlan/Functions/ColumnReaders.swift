import RedstartColumnar
import RedstartMemory
import RedstartTypes

/// Fixed-width values of an argument by row, whether it is a column or a constant.
@frozen
public struct FixedColumn<T: BitwiseCopyable> {
  public let owner: Vector
  public let base: UnsafePointer<T>
  /// 0 for constants, all ones for columns.
  public let mask: Int

  /// - Parameter vector: Of the physical type `T`; dictionaries are flattened.
  public init(_ vector: Vector, as type: T.Type = T.self) {
    if case .constant(let value) = vector.layout {
      owner = value.flattened()
      mask = 0
    } else {
      owner = vector.flattened()
      mask = -1
    }
    if case .flat(let buffer) = owner.layout {
      base = buffer.pointer(type)
    } else {
      preconditionFailure("a fixed-width column of type \(vector.type)")
    }
  }

  @inlinable @inline(__always)
  public subscript(row: Int) -> T { base[row & mask] }
}

/// String or binary values of an argument by row.
@frozen
public struct BytesColumn {
  public let owner: Vector
  public let views: UnsafePointer<StringView>
  public let mask: Int

  public init(_ vector: Vector) {
    let column = FixedColumn<StringView>(vector)
    owner = column.owner
    views = column.base
    mask = column.mask
  }

  /// The bytes of a row; valid while the column lives.
  @inlinable @inline(__always)
  public subscript(row: Int) -> UnsafeBufferPointer<UInt8> {
    let view = views + (row & mask)
    return UnsafeBufferPointer(start: StringView.bytes(of: view), count: view.pointee.count)
  }

  @inlinable @inline(__always)
  public func view(_ row: Int) -> UnsafePointer<StringView> { views + (row & mask) }

  /// The row as a Swift string.
  public func string(_ row: Int) -> String { String(decoding: self[row], as: UTF8.self) }

  public var isConstant: Bool { mask == 0 }
}

/// Which rows of an argument are null.
@frozen
public struct NullColumn {
  public let owner: Bitmap?
  public let words: UnsafePointer<UInt64>?
  @usableFromInline let alwaysNull: Bool

  public init(_ vector: Vector) {
    switch vector.layout {
    case .constant(let value):
      owner = nil
      alwaysNull = value.isNull(0)
    case .null:
      owner = nil
      alwaysNull = true
    default:
      owner = vector.validity
      alwaysNull = false
    }
    words = owner.map(\.words)
  }

  /// Whether no row is null.
  @inlinable @inline(__always)
  public var hasNone: Bool { !alwaysNull && words == nil }

  @inlinable @inline(__always)
  public func callAsFunction(_ row: Int) -> Bool {
    guard let words else { return alwaysNull }
    return (words[row &>> 6] &>> UInt64(row & 63)) & 1 == 0
  }
}

/// The lists of an argument by row: ranges of rows of one child.
@frozen
public struct ListColumn {
  public let owner: Vector
  public let offsets: UnsafePointer<Int32>
  public let mask: Int
  /// All elements, flat.
  public let child: Vector

  public init(_ vector: Vector) {
    if case .constant(let value) = vector.layout {
      owner = value
      mask = 0
    } else {
      owner = vector.flattened()
      mask = -1
    }
    switch owner.layout {
    case .list(let buffer, let elements):
      offsets = buffer.pointer(Int32.self)
      child = elements.flattened()
    default: preconditionFailure("a list column of type \(vector.type)")
    }
  }

  /// The rows of ``child`` that make up the list.
  @inlinable @inline(__always)
  public subscript(row: Int) -> Range<Int> {
    let at = row & mask
    return Int(offsets[at])..<Int(offsets[at &+ 1])
  }
}

/// The maps of an argument by row: ranges of rows of keys and values.
@frozen
public struct MapColumn {
  public let owner: Vector
  public let offsets: UnsafePointer<Int32>
  public let mask: Int
  public let keys: Vector
  public let values: Vector

  public init(_ vector: Vector) {
    if case .constant(let value) = vector.layout {
      owner = value
      mask = 0
    } else {
      owner = vector.flattened()
      mask = -1
    }
    switch owner.layout {
    case .map(let buffer, let keyVector, let valueVector):
      offsets = buffer.pointer(Int32.self)
      keys = keyVector.flattened()
      values = valueVector.flattened()
    default: preconditionFailure("a map column of type \(vector.type)")
    }
  }

  /// The rows of ``keys`` and ``values`` that make up the map.
  @inlinable @inline(__always)
  public subscript(row: Int) -> Range<Int> {
    let at = row & mask
    return Int(offsets[at])..<Int(offsets[at &+ 1])
  }
}
