import RedstartDiagnostics
import RedstartTypes

extension Parser {
  /// `INT`, `decimal(10,2)`, `array<struct<a: int>>`, …
  mutating func dataType() throws -> DataType {
    try enter()
    defer { leave() }
    let start = position
    guard isName(current) else { throw syntaxError(expected: "a data type") }
    let name = text(current).uppercased()
    advance()
    switch name {
    case "ARRAY", "MAP", "STRUCT": return try complexDataType(name, start)
    case "INTERVAL": return try intervalType()
    case "TIMESTAMP":
      if accept(.without) {
        try expect(.time)
        try expect(.zone)
        return .timestampNTZ
      }
      if at(.with), peek().keyword == .local {
        position += 2
        try expect(.time)
        try expect(.zone)
      }
      return .timestamp
    default: break
    }
    var parameters: [Int] = []
    if accept(.leftParenthesis) {
      repeat {
        guard current.kind == .integer, let number = Int(text(current)), number <= Int(Int32.max) else {
          throw syntaxError(expected: "a whole number")
        }
        parameters.append(number)
        advance()
      } while accept(.comma)
      try expect(.rightParenthesis)
    }
    return try namedType(name, parameters, start)
  }

  private mutating func namedType(_ name: String, _ parameters: [Int], _ start: Int) throws -> DataType {
    switch (name, parameters.count) {
    case ("DECIMAL", 1...2), ("DEC", 1...2), ("NUMERIC", 1...2):
      return try DataType.checkedDecimal(parameters[0], parameters.count == 2 ? parameters[1] : 0)
    case ("CHAR", 0), ("CHARACTER", 0), ("VARCHAR", 0):
      throw SparkError("DATATYPE_MISSING_SIZE", ["type": "\"\(name)\""], context: contexts(from: start))
    case ("STRING", 0):
      if accept(.collate) {
        let collation = try identifier()
        guard collation.uppercased() == "UTF8_BINARY" else {
          throw SparkError.unsupported("the collation \(collation)", "Use the collation UTF8_BINARY.")
        }
      }
      return .string
    default:
      // The words without grammar of their own are known to the reader of schemas.
      let list = parameters.isEmpty ? "" : "(\(parameters.map(String.init).joined(separator: ",")))"
      let isWord = name.utf8.allSatisfy { ($0 >= 65 && $0 <= 90) || $0 == 95 || ($0 >= 48 && $0 <= 57) }
      if isWord {
        do {
          return try DataType(typeDDL: name + list)
        } catch let error as SparkError where error.condition.hasPrefix("UNSUPPORTED_FEATURE") {
          throw error
        } catch {}
      }
      throw SparkError("UNSUPPORTED_DATATYPE", ["typeName": "\"\(name)\(list)\""], context: contexts(from: start))
    }
  }

  private mutating func complexDataType(_ name: String, _ start: Int) throws -> DataType {
    if name == "STRUCT", accept(.notEqual) { return .struct(StructType()) }
    guard accept(.less) else {
      throw SparkError(
        "INCOMPLETE_TYPE_DEFINITION.\(name)", name == "ARRAY" ? ["elementType": "<INT>"] : [:], context: contexts(from: start))
    }
    let type: DataType
    switch name {
    case "ARRAY": type = .array(try dataType(), containsNull: true)
    case "MAP":
      let key = try dataType()
      try expect(.comma)
      type = .map(key, try dataType(), valueContainsNull: true)
    default: type = .struct(StructType(try commaSeparated { try $0.complexColType() }))
    }
    try closeAngle()
    return type
  }

  /// `>`, or a part of `>>` and `>>>`, which close several types at once.
  private mutating func closeAngle() throws {
    if pendingAngles > 0 {
      pendingAngles -= 1
      if pendingAngles == 0 { advance() }
      return
    }
    switch current.symbol {
    case .greater: advance()
    case .shiftRight: pendingAngles = 1
    case .shiftRightUnsigned: pendingAngles = 2
    default: throw syntaxError(expected: "'>'")
    }
  }

  private mutating func complexColType() throws -> StructField {
    let name = try identifier()
    _ = accept(.colon)
    return try column(name)
  }

  /// What follows a column's name: type, NOT NULL, COMMENT.
  mutating func column(_ name: String) throws -> StructField {
    let type = try dataType()
    var field = StructField(name, type)
    while pendingAngles == 0 {
      if at(.not), peek().keyword == .null {
        position += 2
        field.nullable = false
      } else if accept(.comment) {
        field.metadata = Metadata(json: JSONValue.object(["comment": .string(try stringLiteral())]).text)
      } else {
        break
      }
    }
    return field
  }

  private mutating func intervalType() throws -> DataType {
    guard current.kind == .word, let first = IntervalUnit(text(current)), text(current).last?.lowercased() != "s" else {
      return .calendarInterval
    }
    advance()
    var last = first
    if at(.to), peek().kind == .word, let unit = IntervalUnit(text(peek())) {
      position += 2
      last = unit
    }
    if let start = first.yearMonthField, let end = last.yearMonthField, first <= last { return .yearMonthInterval(start, end) }
    if let start = first.dayTimeField, let end = last.dayTimeField, first <= last { return .dayTimeInterval(start, end) }
    throw syntaxError(at: position - 1)
  }
}
