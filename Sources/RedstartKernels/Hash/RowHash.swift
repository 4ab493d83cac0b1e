import RedstartColumnar
import RedstartMemory
import RedstartTypes

/// Hashes of rows over several columns of any type, for tables and partitions inside one process.
///
/// Equal rows have equal hashes whatever their encoding; nulls are equal to each other, as are the zeros and the NaNs.
public enum RowHash {
  /// One hash a row.
  public static func hashes(_ columns: [Vector], count: Int) -> Buffer {
    let buffer = Buffer(count: max(count, 1), of: UInt64.self)
    let out = buffer.mutable(UInt64.self)
    out.update(repeating: 0x9e37_79b9_7f4a_7c15, count: count)
    for column in columns { combine(column, count, out) }
    return buffer
  }

  /// Mixes a column into the hashes of its rows.
  public static func combine(_ column: Vector, _ count: Int, _ hashes: UnsafeMutablePointer<UInt64>) {
    if count == 0 { return }
    let own = Buffer.zeroed(byteCount: count * 8)
    let cells = own.mutable(UInt64.self)
    hashCells(column, count, cells)
    for row in 0..<count { hashes[row] = mixHash(hashes[row] ^ cells[row], multiplier) }
  }

  /// A hash of each cell, the same for every encoding; `out` is zeroed.
  private static func hashCells(_ column: Vector, _ count: Int, _ out: UnsafeMutablePointer<UInt64>) {
    switch column.layout {
    case .dictionary(let indices, let values):
      // Each value is hashed once.
      let own = Buffer.zeroed(byteCount: max(values.count, 1) * 8)
      hashCells(values, values.count, own.mutable(UInt64.self))
      let codes = indices.pointer(Int32.self)
      let input = own.pointer(UInt64.self)
      for row in 0..<count { out[row] = input[Int(codes[row])] }
    case .constant(let value):
      let own = Buffer.zeroed(byteCount: 8)
      hashCells(value, 1, own.mutable(UInt64.self))
      out.update(repeating: own.pointer(UInt64.self)[0], count: count)
    case .null: out.update(repeating: nullHash, count: count)
    default: values(column, count, out)
    }
    if let validity = column.validity {
      for row in 0..<count where !validity[row] { out[row] = nullHash }
    }
  }

  @usableFromInline static let multiplier: UInt64 = 0xe703_7ed1_a0b4_28db
  private static let nullHash: UInt64 = 0x8ebc_6af0_9c88_c6e3

  /// Hashes of the values alone.
  private static func values(_ column: Vector, _ count: Int, _ out: UnsafeMutablePointer<UInt64>) {
    @inline(__always)
    func each<T: BitwiseCopyable>(_: T.Type, _ hash: (T) -> UInt64) {
      let input = column.values(T.self)
      for row in 0..<count { out[row] = hash(input[row]) }
    }
    switch (column.layout, column.type.physical) {
    case (.list(let offsets, let child), _): ranges([child], offsets, count, out)
    case (.map(let offsets, let keys, let mapped), _): ranges([keys, mapped], offsets, count, out)
    case (.structure(let children), _): for child in children { combine(child, count, out) }
    case (_, .boolean): each(UInt8.self) { mixHash(UInt64($0) ^ multiplier, 0xa076_1d64_78bd_642f) }
    case (_, .int8): each(Int8.self) { integer(Int64($0)) }
    case (_, .int16): each(Int16.self) { integer(Int64($0)) }
    case (_, .int32): each(Int32.self) { integer(Int64($0)) }
    case (_, .int64): each(Int64.self) { integer($0) }
    case (_, .int128):
      each(Int128.self) { integer(Int64(truncatingIfNeeded: $0)) ^ integer(Int64(truncatingIfNeeded: $0 >> 64) &+ 1) }
    case (_, .float): each(Float.self) { integer(Int64(bitPattern: canonicalBits(Double($0)))) }
    case (_, .double): each(Double.self) { integer(Int64(bitPattern: canonicalBits($0))) }
    case (_, .interval):
      each(CalendarInterval.self) {
        mixHash(integer(Int64($0.months) &<< 32 ^ Int64($0.days)), integer($0.microseconds) | 1)
      }
    case (_, .bytes):
      let views = column.views
      for row in 0..<count { out[row] = hashView(views + row) }
    default: break
    }
  }

  @inline(__always)
  private static func integer(_ value: Int64) -> UInt64 {
    mixHash(UInt64(bitPattern: value) ^ 0xa076_1d64_78bd_642f, 0x9e37_79b9_7f4a_7c15)
  }

  private static func ranges(_ children: [Vector], _ offsets: Buffer, _ count: Int, _ out: UnsafeMutablePointer<UInt64>) {
    let bounds = offsets.pointer(Int32.self)
    let size = children.first?.count ?? 0
    let own = Buffer.zeroed(byteCount: max(size, 1) * 8)
    for child in children { combine(child, size, own.mutable(UInt64.self)) }
    let input = own.pointer(UInt64.self)
    for row in 0..<count {
      var hash = UInt64(truncatingIfNeeded: bounds[row &+ 1] &- bounds[row])
      for index in Int(bounds[row])..<Int(bounds[row &+ 1]) { hash = mixHash(hash ^ input[index], multiplier) }
      out[row] = hash
    }
  }
}
