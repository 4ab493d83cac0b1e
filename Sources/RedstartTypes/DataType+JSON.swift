import RedstartDiagnostics

extension StructType {
  /// Reads Spark's schema JSON.
  /// - Throws: `INVALID_JSON_DATA_TYPE`, `FAILED_PARSE_STRUCT_TYPE`.
  public init(json: String) throws {
    guard case .struct(let type) = try DataType(json: json) else {
      throw SparkError("FAILED_PARSE_STRUCT_TYPE", ["raw": json])
    }
    self = type
  }

  /// Spark's schema JSON.
  public var json: String { DataType.struct(self).json }
}

extension DataType {
  /// Reads a type from Spark's JSON: `"long"`, `{"type":"array",…}`.
  /// - Throws: `INVALID_JSON_DATA_TYPE` for anything that is not a type.
  public init(json: String) throws {
    do {
      self = try DataType(JSONValue(parsing: json))
    } catch is JSONSyntaxError {
      throw SparkError("INVALID_JSON_DATA_TYPE", ["invalidType": json])
    }
  }

  /// The type as Spark's JSON.
  public var json: String {
    var out = ""
    appendJSON(&out)
    return out
  }

  /// Takes a type from a JSON value.
  public init(_ value: JSONValue) throws {
    func invalid() -> SparkError { SparkError("INVALID_JSON_DATA_TYPE", ["invalidType": value.string ?? value.text]) }
    if let name = value.string {
      guard let type = try DataType(jsonName: name) else { throw invalid() }
      self = type
      return
    }
    switch value["type"]?.string {
    case "array":
      guard let element = value["elementType"], let containsNull = value["containsNull"]?.boolean else { throw invalid() }
      self = .array(try DataType(element), containsNull: containsNull)
    case "map":
      guard let key = value["keyType"], let mapped = value["valueType"],
        let containsNull = value["valueContainsNull"]?.boolean
      else { throw invalid() }
      self = .map(try DataType(key), try DataType(mapped), valueContainsNull: containsNull)
    case "struct":
      guard let fields = value["fields"]?.array else { throw invalid() }
      self = .struct(StructType(try fields.map { try StructField($0) }))
    case "udt":
      guard let stored = value["sqlType"] else { throw invalid() }
      let jvmClass = value["class"]?.string
      let pythonClass = value["pyClass"]?.string
      guard jvmClass != nil || pythonClass != nil else { throw invalid() }
      self = .udt(
        UserDefinedType(
          jvmClass: jvmClass ?? UserDefinedType.pythonOnlyClass, pythonClass: pythonClass, sqlType: try DataType(stored),
          displayName: jvmClass.map(UserDefinedType.displayName) ?? "pythonuserdefined",
          serializedClass: value["serializedClass"]?.string))
    default: throw invalid()
    }
  }

  /// A type without parts by its name in the JSON; nil for unknown names.
  private init?(jsonName name: String) throws {
    switch name {
    case "void", "null": self = .null
    case "boolean": self = .boolean
    case "byte", "tinyint": self = .byte
    case "short", "smallint": self = .short
    case "integer", "int": self = .integer
    case "long", "bigint": self = .long
    case "float": self = .float
    case "double": self = .double
    case "string": self = .string
    case "binary": self = .binary
    case "date": self = .date
    case "timestamp", "timestamp_ltz": self = .timestamp
    case "timestamp_ntz": self = .timestampNTZ
    case "interval", "calendarinterval": self = .calendarInterval
    case "decimal": self = .decimal(precision: 10, scale: 0)
    default:
      let compact = name.filter { $0 != " " }
      if let open = compact.firstIndex(of: "("), compact.last == ")" {
        let numbers = compact[compact.index(after: open)..<compact.index(before: compact.endIndex)]
          .split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        switch (compact[..<open], numbers.count) {
        case ("decimal", 2):
          guard let precision = numbers[0], let scale = numbers[1] else { return nil }
          self = try DataType.checkedDecimal(precision, scale)
        case ("char", 1):
          guard let length = numbers[0] else { return nil }
          self = .char(length)
        case ("varchar", 1):
          guard let length = numbers[0] else { return nil }
          self = .varchar(length)
        default: return nil
        }
      } else if name.hasPrefix("interval "), let type = try? DataType(typeDDL: name), type.isInterval {
        self = type
      } else {
        return nil
      }
    }
  }

  fileprivate func appendJSON(_ out: inout String) {
    switch self {
    case .array(let element, let containsNull):
      out += "{\"type\":\"array\",\"elementType\":"
      element.appendJSON(&out)
      out += ",\"containsNull\":\(containsNull)}"
    case .map(let key, let value, let containsNull):
      out += "{\"type\":\"map\",\"keyType\":"
      key.appendJSON(&out)
      out += ",\"valueType\":"
      value.appendJSON(&out)
      out += ",\"valueContainsNull\":\(containsNull)}"
    case .struct(let type):
      out += "{\"type\":\"struct\",\"fields\":["
      for (index, field) in type.fields.enumerated() {
        if index > 0 { out += "," }
        out += "{\"name\":"
        JSONValue.quote(field.name, to: &out)
        out += ",\"type\":"
        field.type.appendJSON(&out)
        out += ",\"nullable\":\(field.nullable),\"metadata\":\(field.metadata.isEmpty ? "{}" : field.metadata.json)}"
      }
      out += "]}"
    case .udt(let udt):
      out += "{\"type\":\"udt\""
      if udt.jvmClass != UserDefinedType.pythonOnlyClass {
        out += ",\"class\":"
        JSONValue.quote(udt.jvmClass, to: &out)
      }
      out += ",\"pyClass\":"
      if let name = udt.pythonClass { JSONValue.quote(name, to: &out) } else { out += "null" }
      if let serialized = udt.serializedClass {
        out += ",\"serializedClass\":"
        JSONValue.quote(serialized, to: &out)
      }
      out += ",\"sqlType\":"
      udt.sqlType.appendJSON(&out)
      out += "}"
    default: JSONValue.quote(typeName, to: &out)
    }
  }
}

extension StructField {
  /// Takes a field from the JSON of a schema.
  init(_ value: JSONValue) throws {
    guard let name = value["name"]?.string, let type = value["type"] else {
      throw SparkError("INVALID_JSON_DATA_TYPE", ["invalidType": value.text])
    }
    let metadata = value["metadata"].flatMap { $0.members?.isEmpty == false ? Metadata(json: $0.text) : nil }
    self.init(name, try DataType(type), nullable: value["nullable"]?.boolean ?? true, metadata: metadata ?? .empty)
  }
}

extension UserDefinedType {
  /// The class that stands for types that only a Python program knows.
  public static let pythonOnlyClass = "org.apache.spark.sql.execution.python.PythonUserDefinedType"

  /// The name in schemas that belongs to a class: `VectorUDT` is `vector`.
  public static func displayName(_ jvmClass: String) -> String {
    var name = jvmClass.split(separator: ".").last.map(String.init) ?? jvmClass
    for suffix in ["$", "Type", "UDT"] where name.hasSuffix(suffix) { name.removeLast(suffix.count) }
    return name.lowercased()
  }
}
