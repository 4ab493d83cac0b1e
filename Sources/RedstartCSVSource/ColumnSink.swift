import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartMemory
import RedstartTypes

/// Converts the fields of one column into a vector, block by block.
final class ColumnSink {
  typealias Bytes = UnsafePointer<UInt8>

  let field: StructField
  private let type: DataType
  private let formats: ValueFormats
  private let nullValue: Buffer
  private let nullCount: Int
  private let width: Int
  private var values: Buffer
  /// A byte a row, 0 for nulls.
  private let valid: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private var count = 0
  private var nulls = 0

  init(_ field: StructField, _ formats: ValueFormats, capacity: Int) throws {
    self.field = field
    type = field.type.storage
    self.formats = formats
    self.capacity = capacity
    guard let width = type.physical.width, Self.supports(type) else {
      throw SparkError(
        "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
        ["columnName": quoted(field.name), "columnType": "\"\(field.type.sql)\"", "format": "CSV"])
    }
    self.width = width
    nullValue = formats.nullBytes
    nullCount = formats.nullCount
    values = Buffer(byteCount: capacity * width)
    valid = .allocate(capacity: capacity)
  }

  deinit { valid.deallocate() }

  static func supports(_ type: DataType) -> Bool {
    switch type.storage {
    case .array, .map, .struct, .null, .calendarInterval, .yearMonthInterval, .dayTimeInterval: false
    default: true
    }
  }

  /// Takes the vector of all rows so far and starts anew.
  func finish(heaps: [Buffer]) -> Vector {
    let bits = nulls == 0 ? nil : Bitmap(bytes: valid, count: count)
    let vector = Vector(
      type: field.type, count: count, values: values, validity: bits, heaps: type.physical == .bytes ? heaps : [])
    values = Buffer(byteCount: capacity * width)
    count = 0
    nulls = 0
    return vector
  }

  /// Appends the fields of `slot`; fields that are no such value become null and their record's flaw is noted.
  /// `isASCII` tells that no byte of the block's input is outside of ASCII.
  func append(_ block: RecordBlock, slot: Int, flaws: UnsafeMutablePointer<UInt8>, heap: StringHeap, isASCII: Bool) {
    let rows = block.count
    let fields = Fields(
      starts: block.starts + slot * RecordBlock.capacity, lengths: block.lengths + slot * RecordBlock.capacity, count: rows,
      null: nullValue.pointer(UInt8.self), nullCount: Int32(nullCount), valid: valid + count, flaws: flaws)
    switch type {
    case .byte: nulls += fields.convert(to: target(Int8.self), 0) { ColumnSink.int64($0, $1).flatMap(Int8.init(exactly:)) }
    case .short:
      nulls += fields.convert(to: target(Int16.self), 0) { ColumnSink.int64($0, $1).flatMap(Int16.init(exactly:)) }
    case .integer: nulls += fields.convert(to: target(Int32.self), 0) { ColumnSink.int32($0, $1) }
    case .long: nulls += fields.convert(to: target(Int64.self), 0) { ColumnSink.int64($0, $1) }
    case .double:
      let formats = self.formats
      nulls += fields.convert(to: target(Double.self), 0) {
        ShortNumber.double($0, $1) ?? NumberText.parseDouble($0, $1) ?? formats.double($0, $1)
      }
    case .float:
      let formats = self.formats
      nulls += fields.convert(to: target(Float.self), 0) { NumberText.parseFloat($0, $1) ?? formats.float($0, $1) }
    case .boolean: nulls += fields.convert(to: target(UInt8.self), 0) { JavaText.boolean($0, $1).map { $0 ? 1 : 0 } }
    case .decimal(let precision, let scale):
      if type.physical == .int64 {
        nulls += fields.convert(to: target(Int64.self), 0) {
          JavaText.decimal($0, $1)?.rescaled(precision: precision, scale: scale).map { Int64(truncatingIfNeeded: $0) }
        }
      } else {
        nulls += fields.convert(to: target(Int128.self), 0) {
          JavaText.decimal($0, $1)?.rescaled(precision: precision, scale: scale)
        }
      }
    case .date:
      let formats = self.formats
      if formats.datePattern == nil || formats.isDefaultDate {
        nulls += fields.convert(to: target(Int32.self), 0) { bytes, length in
          if length == 10, let days = DateText.parseISODate(bytes) { return days }
          return formats.date(bytes, length)
        }
      } else {
        nulls += fields.convert(to: target(Int32.self), 0) { formats.date($0, $1) }
      }
    case .timestamp:
      let formats = self.formats
      nulls += fields.convert(to: target(Int64.self), 0) { formats.timestamp($0, $1) }
    case .timestampNTZ:
      let formats = self.formats
      nulls += fields.convert(to: target(Int64.self), 0) { formats.timestampNTZ($0, $1) }
    default: nulls += fields.views(to: target(StringView.self), heap: heap, repair: !isASCII)
    }
    count += rows
  }

  private func target<T: BitwiseCopyable>(_: T.Type) -> UnsafeMutablePointer<T> { values.mutable(T.self) + count }

  @inline(__always)
  private static func int32(_ bytes: Bytes, _ count: Int) -> Int32? {
    if let value = ShortNumber.integer(bytes, count) { return Int32(truncatingIfNeeded: value) }
    if let value = NumberText.parseInt64(bytes, count) { return Int32(exactly: value) }
    return JavaText.integer(bytes, count).flatMap(Int32.init(exactly:))
  }

  @inline(__always)
  private static func int64(_ bytes: Bytes, _ count: Int) -> Int64? {
    ShortNumber.integer(bytes, count) ?? NumberText.parseInt64(bytes, count) ?? JavaText.integer(bytes, count)
  }

  /// The fields of one column of a block.
  private struct Fields {
    let starts: UnsafeMutablePointer<Bytes>
    let lengths: UnsafeMutablePointer<Int32>
    let count: Int
    let null: Bytes
    let nullCount: Int32
    let valid: UnsafeMutablePointer<UInt8>
    let flaws: UnsafeMutablePointer<UInt8>

    @inline(__always)
    func isNull(_ start: Bytes, _ length: Int32) -> Bool {
      guard length == nullCount else { return false }
      var index = 0
      while index < Int(length) {
        if start[index] != null[index] { return false }
        index &+= 1
      }
      return true
    }

    /// Parses every field; returns how many are null.
    @inline(__always)
    func convert<T: BitwiseCopyable>(to output: UnsafeMutablePointer<T>, _ zero: T, _ parse: (Bytes, Int) -> T?) -> Int {
      let starts = self.starts
      let lengths = self.lengths
      let valid = self.valid
      valid.update(repeating: 1, count: count)
      var nulls = 0
      var row = 0
      while row < count {
        let start = starts[row]
        let length = lengths[row]
        if isNull(start, length) {
          output[row] = zero
          valid[row] = 0
          nulls &+= 1
        } else if let value = parse(start, Int(length)) {
          output[row] = value
        } else {
          output[row] = zero
          valid[row] = 0
          nulls &+= 1
          if flaws[row] == RecordBlock.Flaw.none { flaws[row] = RecordBlock.Flaw.value }
        }
        row &+= 1
      }
      return nulls
    }

    /// Views of every field; bytes that are no UTF-8 are replaced by U+FFFD in a copy.
    func views(to output: UnsafeMutablePointer<StringView>, heap: StringHeap, repair: Bool) -> Int {
      let starts = self.starts
      let lengths = self.lengths
      let valid = self.valid
      valid.update(repeating: 1, count: count)
      var nulls = 0
      var row = 0
      while row < count {
        let start = starts[row]
        let length = lengths[row]
        if isNull(start, length) {
          output[row] = .empty
          valid[row] = 0
          nulls &+= 1
        } else {
          if repair, !JavaText.isASCII(start, Int(length)), !JavaText.isUTF8(start, Int(length)) {
            output[row] = JavaText.repaired(start, Int(length), heap)
          } else {
            output[row] = StringView(start, count: Int(length))
          }
        }
        row &+= 1
      }
      return nulls
    }
  }
}
