import RedstartColumnar

/// The fields of some records: where each stands and how long it is, column by column.
///
/// Fields point into the input or, when quotes or escapes had to be taken out of them, into a heap.
final class RecordBlock {
  /// Records that a block holds: their input stays in the cache until all columns are converted.
  static let capacity = 2048

  /// Why a record is not as it should be.
  enum Flaw {
    static let none: UInt8 = 0
    /// It has more or fewer fields than the schema.
    static let fieldCount: UInt8 = 1
    /// A value is not of its column's type.
    static let value: UInt8 = 2
    /// There is nothing in it but a comment.
    static let empty: UInt8 = 3
  }

  let slotCount: Int
  /// Slot `s` of record `r` stands at `s * capacity + r`.
  let starts: UnsafeMutablePointer<UnsafePointer<UInt8>>
  let lengths: UnsafeMutablePointer<Int32>
  let lineStarts: UnsafeMutablePointer<UnsafePointer<UInt8>>
  let lineEnds: UnsafeMutablePointer<UnsafePointer<UInt8>>
  let flaws: UnsafeMutablePointer<UInt8>
  var count = 0

  init(slotCount: Int) {
    self.slotCount = slotCount
    let fields = max(slotCount, 1) * Self.capacity
    starts = .allocate(capacity: fields)
    lengths = .allocate(capacity: fields)
    lineStarts = .allocate(capacity: Self.capacity)
    lineEnds = .allocate(capacity: Self.capacity)
    flaws = .allocate(capacity: Self.capacity)
  }

  deinit {
    starts.deallocate()
    lengths.deallocate()
    lineStarts.deallocate()
    lineEnds.deallocate()
    flaws.deallocate()
  }
}
