import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// The constants of an `IN` list, prepared once: few numbers are compared one after the other, many go through a hash set.
public final class ValueSet: Sendable {
  /// Whether the list holds a null, which makes every miss unknown.
  public let hasNull: Bool
  private let form: Form

  private enum Form: Sendable {
    case empty
    case few([Int64])
    case numbers(Set<Int64>)
    case wide(Set<Int128>)
    case strings(StringSet)
    case general(Vector, RowOrder)
  }

  /// The set of the values of a column of one type.
  public init(_ values: Vector) throws {
    let flat = values.flattened()
    hasNull = flat.nullCount > 0
    let rows = (0..<flat.count).filter { !flat.isNull($0) }
    if rows.isEmpty {
      form = .empty
      return
    }
    switch flat.type.physical {
    case .bytes: form = .strings(StringSet(flat, rows))
    case .int128: form = .wide(Set(rows.map { flat.values(Int128.self)[$0] }))
    case .interval, .list, .map, .structure, .null:
      let kept = flat.gather(Selection(rows.map { Int32($0) }))
      form = .general(kept, try RowOrder(kept))
    default:
      let buffer = Buffer(count: flat.count, of: Int64.self)
      Self.normalise(flat, into: buffer.mutable(Int64.self))
      let numbers = Set(rows.map { buffer.pointer(Int64.self)[$0] })
      form = numbers.count <= 8 ? .few(numbers.sorted()) : .numbers(numbers)
    }
  }

  /// Whether each row is in the set: null where the value is null, or missing from a list with a null.
  public func contains(_ vector: Vector) throws -> Vector {
    let count = vector.count
    let source = vector.flattened()
    let buffer = Buffer(byteCount: max(count, 1))
    let out = buffer.mutable(UInt8.self)
    switch form {
    case .empty: out.update(repeating: 0, count: count)
    case .few(let list): few(source, list, out)
    case .numbers(let set):
      let scratch = Buffer(count: max(count, 1), of: Int64.self)
      Self.normalise(source, into: scratch.mutable(Int64.self))
      let input = scratch.pointer(Int64.self)
      for row in 0..<count { out[row] = byte(set.contains(input[row])) }
    case .wide(let set):
      let input = source.values(Int128.self)
      for row in 0..<count { out[row] = byte(set.contains(input[row])) }
    case .strings(let set): set.probe(source.views, count, out)
    case .general(let kept, let order):
      let rows = try RowOrder(source)
      for row in 0..<count { out[row] = byte((0..<kept.count).contains { order.equal($0, rows, row) }) }
    }
    var validity = source.validity
    if hasNull { validity = Bitmap.and(validity, Bitmap(bytes: out, count: count)) }
    return Vector(type: .boolean, count: count, values: buffer, validity: validity)
  }

  private func few(_ source: Vector, _ list: [Int64], _ out: UnsafeMutablePointer<UInt8>) {
    let count = source.count
    out.update(repeating: 0, count: count)
    func run<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) {
      let input = source.values(T.self)
      for element in list {
        guard let wanted = T(exactly: element) else { continue }
        for row in 0..<count { out[row] |= byte(input[row] == wanted) }
      }
    }
    switch source.type.physical {
    case .boolean: run(UInt8.self)
    case .int8: run(Int8.self)
    case .int16: run(Int16.self)
    case .int32: run(Int32.self)
    case .int64: run(Int64.self)
    default:
      let scratch = Buffer(count: max(count, 1), of: Int64.self)
      Self.normalise(source, into: scratch.mutable(Int64.self))
      let input = scratch.pointer(Int64.self)
      for element in list { for row in 0..<count { out[row] |= byte(input[row] == element) } }
    }
  }

  /// Fixed-width values as 64 bits that are equal exactly when the values are: one NaN, one zero.
  private static func normalise(_ source: Vector, into out: UnsafeMutablePointer<Int64>) {
    let count = source.count
    func integers<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) {
      let input = source.values(T.self)
      for row in 0..<count { out[row] = Int64(truncatingIfNeeded: input[row]) }
    }
    switch source.type.physical {
    case .boolean: integers(UInt8.self)
    case .int8: integers(Int8.self)
    case .int16: integers(Int16.self)
    case .int32: integers(Int32.self)
    case .int64: integers(Int64.self)
    case .float:
      let input = source.values(Float.self)
      for row in 0..<count { out[row] = Int64(bitPattern: canonicalBits(Double(input[row]))) }
    case .double:
      let input = source.values(Double.self)
      for row in 0..<count { out[row] = Int64(bitPattern: canonicalBits(input[row])) }
    default: out.update(repeating: 0, count: count)
    }
  }
}

/// The bits of a double with one zero and one NaN.
@inlinable @inline(__always)
public func canonicalBits(_ value: Double) -> UInt64 {
  value == 0 ? 0 : value != value ? 0x7ff8_0000_0000_0000 : value.bitPattern
}
