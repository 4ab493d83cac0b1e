import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// How a key column is ordered.
public struct SortDirection: Sendable, Hashable {
  public var descending: Bool
  public var nullsFirst: Bool

  public init(descending: Bool = false, nullsFirst: Bool = true) {
    self.descending = descending
    self.nullsFirst = nullsFirst
  }
}

/// Sorts rows by key columns.
///
/// Each key becomes 64-bit words whose unsigned order is the wanted order. Rows are ordered by the first word (radix sort, for
/// few rows insertion), then each run of equal words by the next, so that later keys are only looked at where they matter.
public enum SortKeys {
  /// The row numbers in order; rows with equal keys keep their order.
  public static func sortedRows(_ columns: [Vector], _ directions: [SortDirection], count: Int) throws -> Selection {
    let buffer = Buffer(count: max(count, 1), of: Int32.self)
    let rows = buffer.mutable(Int32.self)
    for row in 0..<count { rows[row] = Int32(truncatingIfNeeded: row) }
    var steps: [SortStep] = []
    for (column, direction) in zip(columns, directions) { steps += try SortStep.steps(column, direction) }
    if count > 1, !steps.isEmpty { RowSorter(steps, count: count).sort(rows, count: count) }
    return Selection(buffer, count: count)
  }

  /// Whether the first row comes before (negative), with (zero) or after the second, by all keys.
  public static func compare(
    _ a: [RowOrder], _ row: Int, _ b: [RowOrder], _ other: Int, _ directions: [SortDirection]
  ) -> Int {
    for index in directions.indices {
      let direction = directions[index]
      let nullA = a[index].isNull(row)
      let nullB = b[index].isNull(other)
      if nullA != nullB { return nullA == direction.nullsFirst ? -1 : 1 }
      if nullA { continue }
      let order = a[index].compare(row, b[index], other)
      if order != 0 { return direction.descending ? 0 - order : order }
    }
    return 0
  }
}

/// One 64-bit word of a key for all rows, and what decides where words are equal.
struct SortStep {
  let words: Buffer
  /// Rows without a value; only in the first step of a column.
  let validity: Bitmap?
  let nullsFirst: Bool
  /// How many steps its column has: nulls are decided by the first.
  let stepsOfColumn: Int
  /// Longer strings and nested values are compared in full within runs of equal words.
  let tie: Tie?

  struct Tie {
    let order: RowOrder
    let descending: Bool
    let isText: Bool

    /// Whether the word holds the whole text: up to seven bytes and their number.
    func isDecided(by word: UInt64) -> Bool { isText && (descending ? ~word : word) & 0xff < 8 }
  }

  /// The steps of a column: one word for up to 64 bits, two for 128.
  static func steps(_ column: Vector, _ direction: SortDirection) throws -> [SortStep] {
    let source = column.flattened()
    let count = source.count
    if column.isConstant || source.type.physical == .null || count == 0 { return [] }
    let flip: UInt64 = direction.descending ? ~0 : 0
    var validity = source.validity
    func step(_ tie: Tie? = nil, _ fill: (UnsafeMutablePointer<UInt64>) -> Void) -> SortStep {
      let words = Buffer(count: count, of: UInt64.self)
      fill(words.mutable(UInt64.self))
      defer { validity = nil }
      let width = source.type.physical == .int128 || source.type.physical == .interval ? 2 : 1
      return SortStep(words: words, validity: validity, nullsFirst: direction.nullsFirst, stepsOfColumn: width, tie: tie)
    }
    func words<T: BitwiseCopyable>(_: T.Type, _ encode: (T) -> UInt64) -> SortStep {
      let input = source.values(T.self)
      return step { out in for row in 0..<count { out[row] = encode(input[row]) ^ flip } }
    }
    switch source.type.physical {
    case .boolean: return [words(UInt8.self) { UInt64($0) }]
    case .int8: return [words(Int8.self) { UInt64(truncatingIfNeeded: Int64($0)) ^ signBit }]
    case .int16: return [words(Int16.self) { UInt64(truncatingIfNeeded: Int64($0)) ^ signBit }]
    case .int32: return [words(Int32.self) { UInt64(truncatingIfNeeded: Int64($0)) ^ signBit }]
    case .int64: return [words(Int64.self) { UInt64(bitPattern: $0) ^ signBit }]
    case .float: return [words(Float.self) { orderedBits(Double($0)) }]
    case .double: return [words(Double.self) { orderedBits($0) }]
    case .int128:
      return [
        words(Int128.self) { UInt64(truncatingIfNeeded: $0 >> 64) ^ signBit },
        words(Int128.self) { UInt64(truncatingIfNeeded: $0) },
      ]
    case .interval:
      return [
        words(CalendarInterval.self) {
          UInt64(UInt32(bitPattern: $0.months) ^ 0x8000_0000) << 32 | UInt64(UInt32(bitPattern: $0.days) ^ 0x8000_0000)
        },
        words(CalendarInterval.self) { UInt64(bitPattern: $0.microseconds) ^ signBit },
      ]
    case .bytes:
      let views = source.views
      let tie = Tie(order: try RowOrder(source), descending: direction.descending, isText: true)
      return [step(tie) { out in for row in 0..<count { out[row] = prefix(views + row) ^ flip } }]
    case .list, .map, .structure:
      let tie = Tie(order: try RowOrder(source), descending: direction.descending, isText: false)
      return [step(tie) { $0.update(repeating: 0, count: count) }]
    case .null: return []
    }
  }

  private static let signBit: UInt64 = 1 << 63

  /// The first seven bytes, padded, above the length up to eight: shorter strings come before longer ones they begin.
  @inline(__always)
  private static func prefix(_ view: UnsafePointer<StringView>) -> UInt64 {
    let value = view.pointee
    let length = value.count
    var bytes = UInt64(value.head &>> 32)
    if value.isInline {
      bytes |= value.tail &<< 32
    } else {
      bytes = UnsafeRawPointer(StringView.bytes(of: view)).loadUnaligned(as: UInt64.self)
    }
    return (bytes.byteSwapped & ~0xff) | UInt64(min(length, 8))
  }
}

/// The bits of a double in an order-preserving form: one zero, NaN greatest.
@inlinable @inline(__always)
public func orderedBits(_ value: Double) -> UInt64 {
  let bits = canonicalBits(value)
  return bits >> 63 != 0 ? ~bits : bits | 1 << 63
}
