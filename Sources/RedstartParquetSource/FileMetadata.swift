/// How values are stored.
enum PhysicalKind: Int, Sendable {
  case boolean, int32, int64, int96, float, double, byteArray, fixedLengthByteArray

  /// Bytes of a value; nil where it varies.
  func width(typeLength: Int) -> Int? {
    switch self {
    case .boolean, .byteArray: nil
    case .int32, .float: 4
    case .int64, .double: 8
    case .int96: 12
    case .fixedLengthByteArray: typeLength
    }
  }
}

enum Repetition: Int, Sendable { case required, optional, repeated }

/// The meaning of stored values, from logical or converted types.
enum LogicalKind: Hashable, Sendable {
  enum Unit: Int, Sendable { case millis = 1, micros, nanos }
  case string, enumeration, json, bson, uuid, float16, interval, unknown, list, map, date, variant
  case decimal(precision: Int, scale: Int)
  case integer(bits: Int, signed: Bool)
  case time(Unit, utc: Bool)
  case timestamp(Unit, utc: Bool)
}

enum Encoding: Int, Sendable {
  case plain = 0
  case plainDictionary = 2
  case rle, bitPacked, deltaBinaryPacked, deltaLengthByteArray, deltaByteArray, rleDictionary, byteStreamSplit
}

enum CodecKind: Int, Sendable { case uncompressed, snappy, gzip, lzo, brotli, lz4, zstd, lz4Raw }

/// An entry of the footer's flattened schema.
struct SchemaElement: Sendable {
  var type: PhysicalKind?
  var typeLength = 0
  var repetition = Repetition.required
  var name = ""
  var childCount = 0
  var logical: LogicalKind?
  /// The converted type's scale and precision, for decimals.
  var scale = 0
  var precision = 0
  var fieldID: Int?
}

/// Statistics as stored: encoded bounds.
struct StoredStatistics: Sendable {
  var minimum: [UInt8]?
  var maximum: [UInt8]?
  /// Bounds of old writers, whose order is certain for signed numbers only.
  var legacyMinimum: [UInt8]?
  var legacyMaximum: [UInt8]?
  var nullCount: Int?
  var distinctCount: Int?
}

struct ColumnChunk: Sendable {
  var type = PhysicalKind.int32
  var encodings: [Encoding] = []
  var path: [String] = []
  var codec = CodecKind.uncompressed
  var valueCount = 0
  var uncompressedSize = 0
  var compressedSize = 0
  var dataPageOffset = 0
  var dictionaryPageOffset: Int?
  var statistics = StoredStatistics()
  var filePath: String?
  var isEncrypted = false
  var offsetIndex: Range<Int>?
  var columnIndex: Range<Int>?

  /// Where the pages stand in the file.
  var byteRange: Range<Int>? {
    var start = dataPageOffset
    if let dictionary = dictionaryPageOffset, dictionary > 0 { start = min(start, dictionary) }
    let (end, overflow) = start.addingReportingOverflow(compressedSize)
    return overflow || compressedSize < 0 || start < 0 ? nil : start..<end
  }
}

struct RowGroup: Sendable {
  var columns: [ColumnChunk] = []
  var totalByteSize = 0
  var rowCount = 0
}

/// The footer of a Parquet file.
struct Footer: Sendable {
  var schema: [SchemaElement] = []
  var rowCount = 0
  var rowGroups: [RowGroup] = []
  var keyValues: [String: String] = [:]
  var createdBy = ""
  /// Whether the statistics' bounds follow the order of the type, for each leaf; empty when not stated.
  var typeOrder: [Bool] = []
  var isEncrypted = false
}
