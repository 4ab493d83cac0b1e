import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes

/// How a type is stored in the files that we write: as Spark stores it.
struct StoredForm {
  let kind: PhysicalKind
  var typeLength = 0
  var logical: LogicalKind?
  let step: Step

  /// What happens to the values of a vector on the way.
  enum Step {
    case boolean, none
    case widen8, widen16
    /// Decimals of up to nine digits, held in 64 bits.
    case narrow64
    case decimal(bytes: Int)
    case int96, millis
    case bytes
  }

  init?(_ type: DataType, _ timestamps: TimestampForm) {
    switch type.storage {
    case .null: self.init(kind: .boolean, logical: .unknown, step: .boolean)
    case .boolean: self.init(kind: .boolean, step: .boolean)
    case .byte: self.init(kind: .int32, logical: .integer(bits: 8, signed: true), step: .widen8)
    case .short: self.init(kind: .int32, logical: .integer(bits: 16, signed: true), step: .widen16)
    case .integer, .yearMonthInterval: self.init(kind: .int32, step: .none)
    case .date: self.init(kind: .int32, logical: .date, step: .none)
    case .long, .dayTimeInterval: self.init(kind: .int64, step: .none)
    case .float: self.init(kind: .float, step: .none)
    case .double: self.init(kind: .double, step: .none)
    case .string, .char, .varchar: self.init(kind: .byteArray, logical: .string, step: .bytes)
    case .binary: self.init(kind: .byteArray, step: .bytes)
    case .timestampNTZ: self.init(kind: .int64, logical: .timestamp(.micros, utc: false), step: .none)
    case .timestamp:
      switch timestamps {
      case .int96: self.init(kind: .int96, typeLength: 12, step: .int96)
      case .micros: self.init(kind: .int64, logical: .timestamp(.micros, utc: true), step: .none)
      case .millis: self.init(kind: .int64, logical: .timestamp(.millis, utc: true), step: .millis)
      }
    case .decimal(let precision, let scale):
      let logical = LogicalKind.decimal(precision: precision, scale: scale)
      if precision <= 9 {
        self.init(kind: .int32, logical: logical, step: .narrow64)
      } else if precision <= 18 {
        self.init(kind: .int64, logical: logical, step: .none)
      } else {
        let bytes = (1...16).first { SchemaNode.maxPrecision(bytes: $0) >= precision } ?? 16
        self.init(kind: .fixedLengthByteArray, typeLength: bytes, logical: logical, step: .decimal(bytes: bytes))
      }
    default: return nil
    }
  }

  private init(kind: PhysicalKind, typeLength: Int = 0, logical: LogicalKind? = nil, step: Step) {
    self.kind = kind
    self.typeLength = typeLength
    self.logical = logical
    self.step = step
  }
}

/// How timestamps are stored; Spark's default is the oldest form.
enum TimestampForm {
  case int96, micros, millis

  init(_ options: SourceOptions) throws {
    let name = options.first("outputTimestampType", "spark.sql.parquet.outputTimestampType") ?? "INT96"
    switch name.uppercased() {
    case "INT96": self = .int96
    case "TIMESTAMP_MICROS": self = .micros
    case "TIMESTAMP_MILLIS": self = .millis
    default:
      throw SparkError(
        "INVALID_SOURCE_OPTION.CHOICE",
        ["option": "outputTimestampType", "value": name, "choices": "INT96, TIMESTAMP_MICROS, TIMESTAMP_MILLIS"])
    }
  }
}

/// A column or part of one that is written.
indirect enum WriterColumn {
  case leaf(LeafWriter, isOptional: Bool)
  case structure([WriterColumn], isOptional: Bool)
  case list(WriterColumn, isOptional: Bool)
  case map(WriterColumn, WriterColumn, isOptional: Bool)
}

/// Builds the schema of a file and the writers of its leaves.
struct WriterSchema {
  private(set) var elements: [SchemaElement] = []
  private(set) var leaves: [LeafWriter] = []
  private let timestamps: TimestampForm
  private let compression: ParquetCompression

  init(timestamps: TimestampForm, compression: ParquetCompression) {
    self.timestamps = timestamps
    self.compression = compression
  }

  mutating func root(_ schema: StructType) throws -> [WriterColumn] {
    var element = SchemaElement()
    element.name = "spark_schema"
    element.childCount = schema.count
    elements.append(element)
    return try schema.fields.map { field in
      try column(field.name, field.type, isOptional: field.nullable, definition: 0, level: 0, path: [], field)
    }
  }

  private mutating func column(
    _ name: String, _ type: DataType, isOptional: Bool, definition: Int, level: Int, path: [String], _ top: StructField
  ) throws -> WriterColumn {
    let isOptional = isOptional || type.storage == .null
    let definition = definition + (isOptional ? 1 : 0)
    let path = path + [name]
    func group(_ children: Int, _ logical: LogicalKind?, repetition: Repetition, named: String) -> SchemaElement {
      var element = SchemaElement()
      element.name = named
      element.repetition = repetition
      element.childCount = children
      element.logical = logical
      return element
    }
    let repetition = isOptional ? Repetition.optional : .required
    switch type.storage {
    case .struct(let fields):
      guard fields.count > 0 else { throw unsupported(top) }
      elements.append(group(fields.count, nil, repetition: repetition, named: name))
      let children = try fields.fields.map {
        try column($0.name, $0.type, isOptional: $0.nullable, definition: definition, level: level, path: path, top)
      }
      return .structure(children, isOptional: isOptional)
    case .array(let element, let containsNull):
      elements.append(group(1, .list, repetition: repetition, named: name))
      elements.append(group(1, nil, repetition: .repeated, named: "list"))
      let inner = try column(
        "element", element, isOptional: containsNull, definition: definition + 1, level: level + 1, path: path + ["list"], top)
      return .list(inner, isOptional: isOptional)
    case .map(let key, let value, let containsNull):
      elements.append(group(1, .map, repetition: repetition, named: name))
      elements.append(group(2, nil, repetition: .repeated, named: "key_value"))
      let inner = path + ["key_value"]
      let keys = try column("key", key, isOptional: false, definition: definition + 1, level: level + 1, path: inner, top)
      let values = try column(
        "value", value, isOptional: containsNull, definition: definition + 1, level: level + 1, path: inner, top)
      return .map(keys, values, isOptional: isOptional)
    default:
      guard let form = StoredForm(type, timestamps) else { throw unsupported(top) }
      var element = SchemaElement()
      element.name = name
      element.type = form.kind
      element.typeLength = form.kind == .fixedLengthByteArray ? form.typeLength : 0
      element.repetition = repetition
      element.logical = form.logical
      elements.append(element)
      let leaf = LeafWriter(form, type: type, path: path, definition: definition, level: level, compression)
      leaves.append(leaf)
      return .leaf(leaf, isOptional: isOptional)
    }
  }

  private func unsupported(_ field: StructField) -> SparkError {
    SparkError(
      "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
      ["format": "Parquet", "columnName": quoted(field.name), "columnType": "\"\(field.type.sql)\""])
  }
}
