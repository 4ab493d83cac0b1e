import RedstartColumnar
import RedstartMemory
import RedstartTypes

/// Makes columns of MLlib vectors.
public enum VectorColumn {
  /// A column of dense vectors of one size; `values` holds them row by row.
  public static func dense(_ values: Buffer, size: Int, count: Int, validity: Bitmap? = nil) -> Vector {
    let kinds = Buffer(byteCount: max(count, 1))
    kinds.mutable(Int8.self).initialize(repeating: 1, count: count)
    let offsets = Buffer(count: count + 1, of: Int32.self)
    let starts = offsets.mutable(Int32.self)
    for row in 0...count { starts[row] = Int32(truncatingIfNeeded: row &* size) }
    let none = Bitmap(repeating: false, count: count)
    return column(
      count: count, validity: validity,
      kinds: kinds, sizes: Vector(type: .integer, count: count, values: .zeroed(byteCount: max(count, 1) * 4), validity: none),
      indices: Vector(
        type: .array(.integer, containsNull: false), count: count, validity: none,
        layout: .list(
          offsets: .zeroed(byteCount: (count + 1) * 4), child: Vector(type: .integer, count: 0, values: Buffer(byteCount: 8)))),
      values: Vector(
        type: .array(.double, containsNull: false), count: count,
        layout: .list(offsets: offsets, child: Vector(type: .double, count: count * size, values: values))))
  }

  static func column(
    count: Int, validity: Bitmap?, kinds: Buffer, sizes: Vector, indices: Vector, values: Vector
  ) -> Vector {
    Vector(
      type: .udt(.vector), count: count, validity: validity,
      layout: .structure([Vector(type: .byte, count: count, values: kinds), sizes, indices, values]))
  }
}

/// Builds a column of vectors row by row, each dense or sparse, whichever is smaller.
public struct VectorColumnBuilder {
  private var kinds: [Int8] = []
  private var sizes: [Int32] = []
  private var indices: [Int32] = []
  private var indexOffsets: [Int32] = [0]
  private var values: [Double] = []
  private var valueOffsets: [Int32] = [0]
  private var isValid: [UInt8] = []

  public init(capacity: Int, size: Int) {
    kinds.reserveCapacity(capacity)
    values.reserveCapacity(capacity * size)
  }

  public mutating func appendNull() {
    kinds.append(1)
    sizes.append(0)
    indexOffsets.append(Int32(indices.count))
    valueOffsets.append(Int32(values.count))
    isValid.append(0)
  }

  /// Whether the sparse form of a vector with so many elements that are not zero takes less room than the dense one.
  @inline(__always)
  static func isSparse(size: Int, stored: Int) -> Bool { 1.5 * Double(stored) + 2 < Double(size) }

  /// Adds a row in the form that takes less room.
  public mutating func append(_ row: UnsafePointer<Double>, size: Int) {
    var stored = 0
    for index in 0..<size where row[index] != 0 { stored &+= 1 }
    isValid.append(1)
    if Self.isSparse(size: size, stored: stored) {
      kinds.append(0)
      sizes.append(Int32(size))
      for index in 0..<size where row[index] != 0 {
        indices.append(Int32(index))
        values.append(row[index])
      }
    } else {
      kinds.append(1)
      sizes.append(-1)
      // A zero loses its sign.
      for index in 0..<size { values.append(row[index] == 0 ? 0 : row[index]) }
    }
    indexOffsets.append(Int32(indices.count))
    valueOffsets.append(Int32(values.count))
  }

  /// Adds a row of which `stored` elements are not zero in the form that takes less room; a dense one keeps the signs of zeros.
  public mutating func appendCompressed(_ row: UnsafePointer<Double>, size: Int, stored: Int) {
    if Self.isSparse(size: size, stored: stored) { append(row, size: size) } else { appendDense(row, size: size) }
  }

  /// Adds a dense row.
  public mutating func appendDense(_ row: UnsafePointer<Double>, size: Int) {
    kinds.append(1)
    sizes.append(-1)
    isValid.append(1)
    values.append(contentsOf: UnsafeBufferPointer(start: row, count: size))
    indexOffsets.append(Int32(indices.count))
    valueOffsets.append(Int32(values.count))
  }

  /// Adds a sparse row of `count` elements, whose places ascend.
  public mutating func appendSparse(
    _ row: UnsafePointer<Double>, places: UnsafePointer<Int32>, count: Int, size: Int
  ) {
    kinds.append(0)
    sizes.append(Int32(size))
    isValid.append(1)
    indices.append(contentsOf: UnsafeBufferPointer(start: places, count: count))
    values.append(contentsOf: UnsafeBufferPointer(start: row, count: count))
    indexOffsets.append(Int32(indices.count))
    valueOffsets.append(Int32(values.count))
  }

  public func finish() -> Vector {
    let count = kinds.count
    let sparse = kinds.map { UInt8($0 == 0 ? 1 : 0) }
    let isSparse = sparse.withUnsafeBufferPointer { Self.bitmap($0) }
    return VectorColumn.column(
      count: count, validity: isValid.contains(0) ? isValid.withUnsafeBufferPointer { Self.bitmap($0) } : nil,
      kinds: Buffer(copying: kinds),
      sizes: Vector(type: .integer, count: count, values: Buffer(copying: sizes), validity: isSparse),
      indices: Vector(
        type: .array(.integer, containsNull: false), count: count, validity: isSparse,
        layout: .list(
          offsets: Buffer(copying: indexOffsets),
          child: Vector(type: .integer, count: indices.count, values: Buffer(copying: indices)))),
      values: Vector(
        type: .array(.double, containsNull: false), count: count,
        layout: .list(
          offsets: Buffer(copying: valueOffsets),
          child: Vector(type: .double, count: values.count, values: Buffer(copying: values)))))
  }

  private static func bitmap(_ bytes: UnsafeBufferPointer<UInt8>) -> Bitmap {
    guard let base = bytes.baseAddress else { return Bitmap(repeating: true, count: 0) }
    return Bitmap(bytes: base, count: bytes.count)
  }
}
