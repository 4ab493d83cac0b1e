extension Footer {
  /// The footer's bytes, without its length and the magic number.
  func encoded() -> [UInt8] {
    var writer = ThriftWriter()
    writer.structure { writer in
      writer.field(1, i32: 1)
      writer.field(2, structures: schema) { $0.encode(&$1) }
      writer.field(3, i64: rowCount)
      writer.field(4, structures: rowGroups) { $0.encode(&$1) }
      writer.field(5, structures: keyValues.sorted { $0.key < $1.key }) { pair, writer in
        writer.field(1, text: pair.key)
        writer.field(2, text: pair.value)
      }
      writer.field(6, text: createdBy)
      writer.field(7, structures: typeOrder) { _, writer in writer.field(1) { _ in } }
    }
    return writer.bytes
  }
}

extension SchemaElement {
  func encode(_ writer: inout ThriftWriter) {
    if let type { writer.field(1, i32: type.rawValue) }
    if typeLength > 0 { writer.field(2, i32: typeLength) }
    if name != "spark_schema" || type != nil { writer.field(3, i32: repetition.rawValue) }
    writer.field(4, text: name)
    if type == nil { writer.field(5, i32: childCount) }
    if let converted = logical?.convertedType { writer.field(6, i32: converted) }
    if case .decimal(let precision, let scale) = logical {
      writer.field(7, i32: scale)
      writer.field(8, i32: precision)
    }
    if let logical { writer.field(10) { logical.encode(&$0) } }
  }
}

extension LogicalKind {
  /// The old number of this meaning, where there is one.
  var convertedType: Int? {
    switch self {
    case .string: 0
    case .map: 1
    case .list: 3
    case .decimal: 5
    case .date: 6
    case .timestamp(.millis, utc: true): 9
    case .timestamp(.micros, utc: true): 10
    case .integer(let bits, let signed): (signed ? 15 : 11) + (bits == 8 ? 0 : bits == 16 ? 1 : bits == 32 ? 2 : 3)
    default: nil
    }
  }

  /// The union `LogicalType`, for the meanings that we write.
  func encode(_ writer: inout ThriftWriter) {
    switch self {
    case .string: writer.field(1) { _ in }
    case .map: writer.field(2) { _ in }
    case .list: writer.field(3) { _ in }
    case .decimal(let precision, let scale):
      writer.field(5) { writer in
        writer.field(1, i32: scale)
        writer.field(2, i32: precision)
      }
    case .date: writer.field(6) { _ in }
    case .timestamp(let unit, let utc):
      writer.field(8) { writer in
        writer.field(1, flag: utc)
        writer.field(2) { writer in writer.field(unit.rawValue) { _ in } }
      }
    case .integer(let bits, let signed):
      writer.field(10) { writer in
        writer.field(1, i8: bits)
        writer.field(2, flag: signed)
      }
    case .unknown: writer.field(11) { _ in }
    default: break
    }
  }
}

extension RowGroup {
  func encode(_ writer: inout ThriftWriter) {
    writer.field(1, structures: columns) { $0.encode(&$1) }
    writer.field(2, i64: totalByteSize)
    writer.field(3, i64: rowCount)
    if let first = columns.first { writer.field(5, i64: first.dictionaryPageOffset ?? first.dataPageOffset) }
    writer.field(6, i64: columns.reduce(0) { $0 + $1.compressedSize })
  }
}

extension ColumnChunk {
  func encode(_ writer: inout ThriftWriter) {
    writer.field(2, i64: 0)
    writer.field(3) { writer in
      writer.field(1, i32: type.rawValue)
      writer.field(2, i32s: encodings.map(\.rawValue))
      writer.field(3, texts: path)
      writer.field(4, i32: codec.rawValue)
      writer.field(5, i64: valueCount)
      writer.field(6, i64: uncompressedSize)
      writer.field(7, i64: compressedSize)
      writer.field(9, i64: dataPageOffset)
      if let dictionaryPageOffset { writer.field(11, i64: dictionaryPageOffset) }
      writer.field(12) { statistics.encode(&$0) }
    }
    if let offsetIndex {
      writer.field(4, i64: offsetIndex.lowerBound)
      writer.field(5, i32: offsetIndex.count)
    }
    if let columnIndex {
      writer.field(6, i64: columnIndex.lowerBound)
      writer.field(7, i32: columnIndex.count)
    }
  }
}

extension StoredStatistics {
  func encode(_ writer: inout ThriftWriter) {
    if let legacyMaximum { writer.field(1, binary: legacyMaximum) }
    if let legacyMinimum { writer.field(2, binary: legacyMinimum) }
    if let nullCount { writer.field(3, i64: nullCount) }
    if let maximum { writer.field(5, binary: maximum) }
    if let minimum { writer.field(6, binary: minimum) }
  }
}

extension ThriftWriter {
  mutating func field(_ id: Int, texts: [String]) { field(id, binaries: texts.map { Array($0.utf8) }) }
}

extension PageHeader {
  /// The bytes of the header of a dictionary or version 1 data page.
  func encoded() -> [UInt8] {
    var writer = ThriftWriter()
    writer.structure { writer in
      writer.field(1, i32: kind.rawValue)
      writer.field(2, i32: uncompressedSize)
      writer.field(3, i32: compressedSize)
      writer.field(kind == .dictionary ? 7 : 5) { writer in
        writer.field(1, i32: valueCount)
        writer.field(2, i32: encoding.rawValue)
        if kind == .data {
          writer.field(3, i32: definitionEncoding.rawValue)
          writer.field(4, i32: repetitionEncoding.rawValue)
        }
      }
    }
    return writer.bytes
  }

  init(_ kind: Kind, values: Int, encoding: Encoding, uncompressed: Int, compressed: Int) {
    self.kind = kind
    self.valueCount = values
    self.encoding = encoding
    self.uncompressedSize = uncompressed
    self.compressedSize = compressed
  }
}
