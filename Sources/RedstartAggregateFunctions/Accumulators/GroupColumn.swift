import RedstartColumnar
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// One fixed-width value a group; grows as groups appear.
final class GroupColumn<T: BitwiseCopyable> {
  private(set) var count = 0
  private(set) var base: UnsafeMutablePointer<T>
  private var capacity = 16
  private let initial: T

  /// - Parameter initial: The value of a new group.
  init(_ initial: T) {
    self.initial = initial
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  func resize(_ newCount: Int) {
    if newCount <= count { return }
    if newCount > capacity {
      capacity = max(newCount, capacity * 2)
      let grown = UnsafeMutablePointer<T>.allocate(capacity: capacity)
      grown.update(from: base, count: count)
      base.deallocate()
      base = grown
    }
    (base + count).update(repeating: initial, count: newCount - count)
    count = newCount
  }

  var byteCount: Int { capacity * MemoryLayout<T>.stride }

  /// The values as a column; groups whose byte in `present` is 0 are null.
  func vector(_ type: DataType, present: GroupColumn<UInt8>? = nil) -> Vector {
    let values = Buffer(count: max(count, 1), of: T.self)
    values.mutable(T.self).update(from: base, count: count)
    return Vector(
      type: type, count: count, values: values, validity: present.map { Bitmap(bytes: UnsafePointer($0.base), count: count) })
  }
}

extension GroupColumn where T == Int128 {
  /// Digits of decimals as a column of that type; those that do not fit are null, as are groups whose byte is 0.
  func decimals(_ type: DataType, present: GroupColumn<UInt8>) -> Vector {
    guard case .decimal(let precision, _) = type else { return .nulls(type, count: count) }
    let valid = GroupColumn<UInt8>(0)
    valid.resize(count)
    for group in 0..<count {
      valid.base[group] = present.base[group] != 0 && Decimal128.fits(base[group], precision: precision) ? 1 : 0
    }
    if type.physical == .int128 { return vector(type, present: valid) }
    let short = GroupColumn<Int64>(0)
    short.resize(count)
    for group in 0..<count { short.base[group] = Int64(truncatingIfNeeded: base[group]) }
    return short.vector(type, present: valid)
  }
}

/// Digits of a decimal argument by row, whatever its width.
struct DecimalColumn {
  private let short: FixedColumn<Int64>?
  private let long: FixedColumn<Int128>?

  init(_ vector: Vector) {
    if vector.type.physical == .int64 {
      short = FixedColumn(vector)
      long = nil
    } else {
      short = nil
      long = FixedColumn(vector)
    }
  }

  @inline(__always)
  subscript(row: Int) -> Int128 { short.map { Int128($0[row]) } ?? long.map { $0[row] } ?? 0 }
}

/// Calls `body` with each row of the batch in which no argument is null.
@inline(__always)
func forEachValidRow(_ arguments: [Vector], _ count: Int, _ body: (Int) throws -> Void) rethrows {
  guard let validity = RowLoop.validity(arguments, count) else {
    for row in 0..<count { try body(row) }
    return
  }
  if validity.noneSet { return }
  let words = validity.words
  for word in 0..<Bitmap.wordCount(count) {
    var bits = words[word]
    while bits != 0 {
      try body(word &* 64 &+ bits.trailingZeroBitCount)
      bits &= bits &- 1
    }
  }
}
