import RedstartDiagnostics
import RedstartTypes

/// A type as Arrow's IPC schema names it.
indirect enum ArrowType: Hashable, Sendable {
  case null, boolean
  case integer(bits: Int, signed: Bool)
  /// 16, 32 or 64 bits.
  case float(bits: Int)
  case decimal(precision: Int, scale: Int, bits: Int)
  case utf8, largeUtf8, utf8View
  case binary, largeBinary, binaryView
  case fixedBinary(Int)
  case date(days: Bool)
  case timestamp(unit: TimeUnit, zone: String?)
  case duration(unit: TimeUnit)
  case intervalMonths, intervalDayTime, intervalMonthDayNano
  case list, largeList, listView, largeListView
  case fixedList(Int)
  case structure
  case map
  case runEndEncoded

  enum TimeUnit: Int16, Sendable {
    case second, millisecond, microsecond, nanosecond
  }
}

/// A field of an Arrow schema.
struct ArrowField: Hashable, Sendable {
  var name: String
  var nullable: Bool
  /// The type of the values; for dictionary-encoded fields that of the dictionary.
  var type: ArrowType
  var children: [ArrowField]
  var dictionary: DictionaryEncoding?

  struct DictionaryEncoding: Hashable, Sendable {
    var id: Int64
    var indexBits: Int
    var signed: Bool
  }

  /// The Spark type that the field becomes.
  /// - Throws: `UNSUPPORTED_ARROWTYPE`.
  func sparkType() throws -> DataType {
    func child(_ index: Int) throws -> ArrowField {
      guard index < children.count else { throw SparkError.arrow("the field \(name) lacks a child") }
      return children[index]
    }
    switch type {
    case .null: return .null
    case .boolean: return .boolean
    case .integer(let bits, let signed):
      switch (bits, signed) {
      case (8, true): return .byte
      case (16, true), (8, false): return .short
      case (32, true), (16, false): return .integer
      case (64, true), (32, false): return .long
      default: return .longDecimal
      }
    case .float(let bits): return bits == 64 ? .double : .float
    case .decimal(let precision, let scale, _): return .decimal(precision: precision, scale: scale)
    case .utf8, .largeUtf8, .utf8View: return .string
    case .binary, .largeBinary, .binaryView, .fixedBinary: return .binary
    case .date: return .date
    case .timestamp(_, let zone): return zone == nil ? .timestampNTZ : .timestamp
    case .duration: return .dayTime
    case .intervalMonths: return .yearMonth
    case .intervalDayTime, .intervalMonthDayNano: return .calendarInterval
    case .list, .largeList, .listView, .largeListView, .fixedList:
      let element = try child(0)
      return .array(try element.sparkType(), containsNull: element.nullable)
    case .structure:
      return .struct(StructType(try children.map { StructField($0.name, try $0.sparkType(), nullable: $0.nullable) }))
    case .map:
      let entries = try child(0)
      guard entries.type == .structure, entries.children.count == 2 else {
        throw SparkError.arrow("the map \(name) lacks keys or values")
      }
      let value = entries.children[1]
      return .map(try entries.children[0].sparkType(), try value.sparkType(), valueContainsNull: value.nullable)
    case .runEndEncoded: return try child(1).sparkType()
    }
  }
}

extension ArrowField {
  /// Reads a field and its children.
  /// - Parameter budget: How many fields the message may still hold; children can be shared, so that a small message could
  ///   describe a tree without end.
  init(_ table: FlatTable, depth: Int, budget: inout Int) throws {
    budget -= 1
    guard budget >= 0, depth < 100 else { throw SparkError.arrow("the schema is too deep or too large") }
    name = try table.string(0) ?? ""
    nullable = try table.flag(1)
    let kind = try table.scalar(2, default: UInt8(0))
    type = try ArrowType(kind: kind, try table.table(3), field: name)
    var read: [ArrowField] = []
    for child in try table.tables(5) { read.append(try ArrowField(child, depth: depth + 1, budget: &budget)) }
    children = read
    if let encoding = try table.table(4) {
      let index = try encoding.table(1)
      dictionary = DictionaryEncoding(
        id: try encoding.scalar(0, default: Int64(0)), indexBits: Int(try index?.scalar(0, default: Int32(0)) ?? 32),
        signed: try index?.flag(1) ?? true)
      guard [8, 16, 32, 64].contains(dictionary?.indexBits ?? 0) else {
        throw SparkError.arrow("the indices of \(name) have an unknown width")
      }
    } else {
      dictionary = nil
    }
  }
}

extension ArrowType {
  fileprivate init(kind: UInt8, _ table: FlatTable?, field: String) throws {
    func unsupported(_ name: String) -> SparkError { SparkError("UNSUPPORTED_ARROWTYPE", ["typeName": name]) }
    guard let table else { throw SparkError.arrow("the field \(field) has no type") }
    func unit(default fallback: TimeUnit) throws -> TimeUnit {
      guard let unit = TimeUnit(rawValue: try table.scalar(0, default: fallback.rawValue)) else {
        throw SparkError.arrow("the field \(field) has an unknown unit of time")
      }
      return unit
    }
    switch kind {
    case 1: self = .null
    case 2:
      let bits = Int(try table.scalar(0, default: Int32(0)))
      guard [8, 16, 32, 64].contains(bits) else { throw unsupported("Int(\(bits))") }
      self = .integer(bits: bits, signed: try table.flag(1))
    case 3:
      switch try table.scalar(0, default: Int16(0)) {
      case 0: self = .float(bits: 16)
      case 1: self = .float(bits: 32)
      case 2: self = .float(bits: 64)
      default: throw unsupported("FloatingPoint")
      }
    case 4: self = .binary
    case 5: self = .utf8
    case 6: self = .boolean
    case 7:
      let precision = Int(try table.scalar(0, default: Int32(0)))
      let scale = Int(try table.scalar(1, default: Int32(0)))
      let bits = Int(try table.scalar(2, default: Int32(128)))
      guard [32, 64, 128, 256].contains(bits), precision >= 1, precision <= 38, scale >= 0, scale <= precision else {
        throw unsupported("Decimal(\(precision), \(scale), \(bits))")
      }
      self = .decimal(precision: precision, scale: scale, bits: bits)
    case 8: self = .date(days: try table.scalar(0, default: Int16(1)) == 0)
    case 9: throw unsupported("Time")
    case 10:
      let zone = try table.string(1)
      self = .timestamp(unit: try unit(default: .second), zone: zone == "" ? nil : zone)
    case 11:
      switch try table.scalar(0, default: Int16(0)) {
      case 0: self = .intervalMonths
      case 1: self = .intervalDayTime
      case 2: self = .intervalMonthDayNano
      default: throw unsupported("Interval")
      }
    case 12: self = .list
    case 13: self = .structure
    case 14: throw unsupported("Union")
    case 15:
      let width = Int(try table.scalar(0, default: Int32(0)))
      guard width >= 0 else { throw unsupported("FixedSizeBinary(\(width))") }
      self = .fixedBinary(width)
    case 16:
      let size = Int(try table.scalar(0, default: Int32(0)))
      guard size >= 0 else { throw unsupported("FixedSizeList(\(size))") }
      self = .fixedList(size)
    case 17: self = .map
    case 18: self = .duration(unit: try unit(default: .millisecond))
    case 19: self = .largeBinary
    case 20: self = .largeUtf8
    case 21: self = .largeList
    case 22: self = .runEndEncoded
    case 23: self = .binaryView
    case 24: self = .utf8View
    case 25: self = .listView
    case 26: self = .largeListView
    default: throw unsupported("type \(kind)")
    }
  }
}
