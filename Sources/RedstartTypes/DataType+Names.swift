extension DataType {
  /// The name in `CAST`, DDL and error messages: `INT`, `DECIMAL(10,2)`, `ARRAY<STRING>`.
  public var sql: String {
    switch self {
    case .null: "VOID"
    case .boolean: "BOOLEAN"
    case .byte: "TINYINT"
    case .short: "SMALLINT"
    case .integer: "INT"
    case .long: "BIGINT"
    case .float: "FLOAT"
    case .double: "DOUBLE"
    case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
    case .string: "STRING"
    case .char(let length): "CHAR(\(length))"
    case .varchar(let length): "VARCHAR(\(length))"
    case .binary: "BINARY"
    case .date: "DATE"
    case .timestamp: "TIMESTAMP"
    case .timestampNTZ: "TIMESTAMP_NTZ"
    case .yearMonthInterval, .dayTimeInterval, .calendarInterval: simpleString.uppercased()
    case .array(let element, _): "ARRAY<\(element.sql)>"
    case .map(let key, let value, _): "MAP<\(key.sql), \(value.sql)>"
    case .struct(let type):
      "STRUCT<"
        + type.fields.map { "\(quotedIfNeeded($0.name)): \($0.type.sql)\($0.ddlSuffix)" }
        .joined(separator: ", ") + ">"
    case .udt(let udt): udt.sqlType.sql
    }
  }

  /// The name in `df.dtypes` and `simpleString`: `int`, `decimal(10,2)`, `struct<a:int>`.
  public var simpleString: String {
    switch self {
    case .null: "void"
    case .boolean: "boolean"
    case .byte: "tinyint"
    case .short: "smallint"
    case .integer: "int"
    case .long: "bigint"
    case .float: "float"
    case .double: "double"
    case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
    case .string: "string"
    case .char(let length): "char(\(length))"
    case .varchar(let length): "varchar(\(length))"
    case .binary: "binary"
    case .date: "date"
    case .timestamp: "timestamp"
    case .timestampNTZ: "timestamp_ntz"
    case .yearMonthInterval(let start, let end): intervalName(start.name, end.name)
    case .dayTimeInterval(let start, let end): intervalName(start.name, end.name)
    case .calendarInterval: "interval"
    case .array(let element, _): "array<\(element.simpleString)>"
    case .map(let key, let value, _): "map<\(key.simpleString),\(value.simpleString)>"
    case .struct(let type):
      "struct<" + type.fields.map { "\($0.name):\($0.type.simpleString)" }.joined(separator: ",") + ">"
    case .udt(let udt): udt.displayName
    }
  }

  /// The name in Spark's schema JSON and `printSchema`: `integer`, `long`, `decimal(10,2)`; nested types give their kind.
  public var typeName: String {
    switch self {
    case .byte: "byte"
    case .short: "short"
    case .integer: "integer"
    case .long: "long"
    case .array: "array"
    case .map: "map"
    case .struct: "struct"
    default: simpleString
    }
  }

  private func intervalName(_ start: String, _ end: String) -> String {
    start == end ? "interval \(start)" : "interval \(start) to \(end)"
  }
}

/// `name`, between back-ticks when it is not a plain identifier.
public func quotedIfNeeded(_ name: String) -> String {
  let plain =
    name.utf8.allSatisfy { ($0 >= 97 && $0 <= 122) || ($0 >= 65 && $0 <= 90) || ($0 >= 48 && $0 <= 57) || $0 == 95 }
    && !(name.utf8.allSatisfy { $0 >= 48 && $0 <= 57 })
  return plain ? name : quoted(name)
}

/// `name` between back-ticks, with those inside doubled.
public func quoted(_ name: String) -> String {
  var result = "`"
  for character in name {
    if character == "`" { result += "``" } else { result.append(character) }
  }
  return result + "`"
}
