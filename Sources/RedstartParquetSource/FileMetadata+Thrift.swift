extension Footer {
  /// Parses the footer's bytes.
  init(parsing bytes: UnsafeRawBufferPointer) throws {
    var reader = ThriftReader(bytes)
    var footer = Footer()
    try reader.fields { id, kind, reader in
      switch id {
      case 2: try reader.elements(kind) { kind, reader in footer.schema.append(try SchemaElement(&reader, kind)) }
      case 3: footer.rowCount = try reader.size(kind)
      case 4: try reader.elements(kind) { kind, reader in footer.rowGroups.append(try RowGroup(&reader, kind)) }
      case 5:
        try reader.elements(kind) { _, reader in
          var key = ""
          var value = ""
          try reader.fields { id, kind, reader in
            switch id {
            case 1: key = try reader.string(kind)
            case 2: value = try reader.string(kind)
            default: try reader.skip(kind)
            }
          }
          footer.keyValues[key] = value
        }
      case 6: footer.createdBy = try reader.string(kind)
      case 7:
        try reader.elements(kind) { _, reader in
          var isTypeOrder = false
          try reader.fields { id, kind, reader in
            isTypeOrder = isTypeOrder || id == 1
            try reader.skip(kind)
          }
          footer.typeOrder.append(isTypeOrder)
        }
      case 8:
        footer.isEncrypted = true
        try reader.skip(kind)
      default: try reader.skip(kind)
      }
    }
    self = footer
  }
}

extension SchemaElement {
  init(_ reader: inout ThriftReader, _ kind: ThriftReader.Kind) throws {
    guard kind == .structure else { throw ParquetDamage("a schema element that is no struct") }
    var element = SchemaElement()
    var converted: Int?
    try reader.fields { id, kind, reader in
      switch id {
      case 1:
        guard let type = PhysicalKind(rawValue: try reader.i32(kind)) else { throw ParquetDamage("an unknown physical type") }
        element.type = type
      case 2: element.typeLength = try reader.size(kind)
      case 3:
        guard let repetition = Repetition(rawValue: try reader.i32(kind)) else { throw ParquetDamage("an unknown repetition") }
        element.repetition = repetition
      case 4: element.name = try reader.string(kind)
      case 5: element.childCount = try reader.size(kind)
      case 6: converted = try reader.i32(kind)
      case 7: element.scale = try reader.i32(kind)
      case 8: element.precision = try reader.i32(kind)
      case 9: element.fieldID = try reader.i32(kind)
      case 10: element.logical = try LogicalKind.parse(&reader, kind)
      default: try reader.skip(kind)
      }
    }
    if element.logical == nil, let converted { element.logical = .converted(converted, element) }
    self = element
  }
}

extension LogicalKind {
  /// The union `LogicalType`; nil for members of later versions of the format.
  static func parse(_ reader: inout ThriftReader, _ kind: ThriftReader.Kind) throws -> LogicalKind? {
    guard kind == .structure else { throw ParquetDamage("a logical type that is no struct") }
    var result: LogicalKind?
    try reader.fields { id, kind, reader in
      guard kind == .structure else { return try reader.skip(kind) }
      var first = 0
      var second = 0
      var flag = false
      var unit = Unit.micros
      try reader.fields { id, kind, reader in
        switch kind {
        case .yes, .no: flag = try reader.flag(kind)
        case .byte, .i16, .i32, .i64:
          if id == 1 { first = Int(try reader.i64(kind)) } else { second = Int(try reader.i64(kind)) }
        case .structure:
          try reader.fields { id, kind, reader in
            unit = Unit(rawValue: id) ?? .micros
            try reader.skip(kind)
          }
        default: try reader.skip(kind)
        }
      }
      switch id {
      case 1: result = .string
      case 2: result = .map
      case 3: result = .list
      case 4: result = .enumeration
      case 5: result = .decimal(precision: second, scale: first)
      case 6: result = .date
      case 7: result = .time(unit, utc: flag)
      case 8: result = .timestamp(unit, utc: flag)
      case 10: result = .integer(bits: first, signed: flag)
      case 11: result = .unknown
      case 12: result = .json
      case 13: result = .bson
      case 14: result = .uuid
      case 15: result = .float16
      case 16: result = .variant
      default: break
      }
    }
    return result
  }

  /// The meaning of an old `ConvertedType`.
  static func converted(_ raw: Int, _ element: SchemaElement) -> LogicalKind? {
    switch raw {
    case 0: .string
    case 1, 2: .map
    case 3: .list
    case 4: .enumeration
    case 5: .decimal(precision: element.precision, scale: element.scale)
    case 6: .date
    case 7: .time(.millis, utc: true)
    case 8: .time(.micros, utc: true)
    case 9: .timestamp(.millis, utc: true)
    case 10: .timestamp(.micros, utc: true)
    case 11...14: .integer(bits: 8 << (raw - 11), signed: false)
    case 15...18: .integer(bits: 8 << (raw - 15), signed: true)
    case 19: .json
    case 20: .bson
    case 21: .interval
    default: nil
    }
  }
}

extension RowGroup {
  init(_ reader: inout ThriftReader, _ kind: ThriftReader.Kind) throws {
    guard kind == .structure else { throw ParquetDamage("a row group that is no struct") }
    var group = RowGroup()
    try reader.fields { id, kind, reader in
      switch id {
      case 1: try reader.elements(kind) { kind, reader in group.columns.append(try ColumnChunk(&reader, kind)) }
      case 2: group.totalByteSize = Int(try reader.i64(kind))
      case 3: group.rowCount = try reader.size(kind)
      default: try reader.skip(kind)
      }
    }
    self = group
  }
}

extension ColumnChunk {
  init(_ reader: inout ThriftReader, _ kind: ThriftReader.Kind) throws {
    guard kind == .structure else { throw ParquetDamage("a column chunk that is no struct") }
    var chunk = ColumnChunk()
    var sizes = [4: 0, 5: 0, 6: 0, 7: 0]
    try reader.fields { id, kind, reader in
      switch id {
      case 1: chunk.filePath = try reader.string(kind)
      case 3: try chunk.parseMetadata(&reader, kind)
      case 4...7: sizes[id] = try reader.size(kind)
      case 8:
        chunk.isEncrypted = true
        try reader.skip(kind)
      default: try reader.skip(kind)
      }
    }
    func range(_ offset: Int, _ length: Int) -> Range<Int>? {
      let (end, overflow) = offset.addingReportingOverflow(length)
      return overflow || length == 0 || offset == 0 ? nil : offset..<end
    }
    chunk.offsetIndex = range(sizes[4] ?? 0, sizes[5] ?? 0)
    chunk.columnIndex = range(sizes[6] ?? 0, sizes[7] ?? 0)
    self = chunk
  }

  private mutating func parseMetadata(_ reader: inout ThriftReader, _ kind: ThriftReader.Kind) throws {
    guard kind == .structure else { throw ParquetDamage("a column chunk without metadata") }
    var chunk = self
    try reader.fields { id, kind, reader in
      switch id {
      case 1:
        guard let type = PhysicalKind(rawValue: try reader.i32(kind)) else { throw ParquetDamage("an unknown physical type") }
        chunk.type = type
      case 2:
        try reader.elements(kind) { kind, reader in
          if let encoding = Encoding(rawValue: try reader.i32(kind)) { chunk.encodings.append(encoding) }
        }
      case 3: try reader.elements(kind) { kind, reader in chunk.path.append(try reader.string(kind)) }
      case 4:
        guard let codec = CodecKind(rawValue: try reader.i32(kind)) else { throw ParquetDamage("an unknown codec") }
        chunk.codec = codec
      case 5: chunk.valueCount = try reader.size(kind)
      case 6: chunk.uncompressedSize = Int(try reader.i64(kind))
      case 7: chunk.compressedSize = try reader.size(kind)
      case 9: chunk.dataPageOffset = try reader.size(kind)
      case 11: chunk.dictionaryPageOffset = try reader.size(kind)
      case 12: chunk.statistics = try StoredStatistics(&reader, kind)
      default: try reader.skip(kind)
      }
    }
    self = chunk
  }
}

extension StoredStatistics {
  init(_ reader: inout ThriftReader, _ kind: ThriftReader.Kind) throws {
    guard kind == .structure else { throw ParquetDamage("statistics that are no struct") }
    var statistics = StoredStatistics()
    try reader.fields { id, kind, reader in
      switch id {
      case 1: statistics.legacyMaximum = try reader.binary(kind)
      case 2: statistics.legacyMinimum = try reader.binary(kind)
      case 3: statistics.nullCount = try reader.size(kind)
      case 4: statistics.distinctCount = try reader.size(kind)
      case 5: statistics.maximum = try reader.binary(kind)
      case 6: statistics.minimum = try reader.binary(kind)
      default: try reader.skip(kind)
      }
    }
    self = statistics
  }
}

/// The header of a page.
struct PageHeader {
  enum Kind: Int { case data, index, dictionary, dataV2 }
  var kind = Kind.index
  var uncompressedSize = 0
  var compressedSize = 0
  var valueCount = 0
  var encoding = Encoding.plain
  var definitionEncoding = Encoding.rle
  var repetitionEncoding = Encoding.rle
  var rowCount: Int?
  /// Version 2: bytes of levels in front of the values, never compressed.
  var definitionBytes = 0
  var repetitionBytes = 0
  var isCompressed = true
  /// Bytes of the header itself.
  var headerSize = 0

  init(_ bytes: UnsafeRawBufferPointer) throws {
    var reader = ThriftReader(bytes)
    var header = self
    var isKnown = false
    func encoding(_ raw: Int) throws -> Encoding {
      guard let encoding = Encoding(rawValue: raw) else { throw ParquetDamage("an unknown encoding of a page") }
      return encoding
    }
    try reader.fields { id, kind, reader in
      switch id {
      case 1:
        guard let kind = Kind(rawValue: try reader.i32(kind)) else { throw ParquetDamage("an unknown kind of page") }
        header.kind = kind
        isKnown = true
      case 2: header.uncompressedSize = try reader.size(kind)
      case 3: header.compressedSize = try reader.size(kind)
      case 5:
        try reader.fields { id, kind, reader in
          switch id {
          case 1: header.valueCount = try reader.size(kind)
          case 2: header.encoding = try encoding(try reader.i32(kind))
          case 3: header.definitionEncoding = try encoding(try reader.i32(kind))
          case 4: header.repetitionEncoding = try encoding(try reader.i32(kind))
          default: try reader.skip(kind)
          }
        }
      case 7:
        try reader.fields { id, kind, reader in
          switch id {
          case 1: header.valueCount = try reader.size(kind)
          case 2: header.encoding = try encoding(try reader.i32(kind))
          default: try reader.skip(kind)
          }
        }
      case 8:
        try reader.fields { id, kind, reader in
          switch id {
          case 1: header.valueCount = try reader.size(kind)
          case 3: header.rowCount = try reader.size(kind)
          case 4: header.encoding = try encoding(try reader.i32(kind))
          case 5: header.definitionBytes = try reader.size(kind)
          case 6: header.repetitionBytes = try reader.size(kind)
          case 7: header.isCompressed = try reader.flag(kind)
          default: try reader.skip(kind)
          }
        }
      default: try reader.skip(kind)
      }
    }
    guard isKnown else { throw ParquetDamage("a page without a kind") }
    header.headerSize = reader.position
    self = header
  }
}
