import RedstartDiagnostics

extension StructType {
  /// Reads the columns of a table: `a INT, b STRING NOT NULL COMMENT 'x'`.
  /// - Throws: `PARSE_SYNTAX_ERROR`, `UNSUPPORTED_DATATYPE` and the other conditions of Spark's parser.
  public init(ddl: String) throws {
    var parser = DDLParser(ddl)
    try parser.requireText()
    self = StructType(try parser.columns())
  }

  /// The columns as DDL: `a INT NOT NULL,b STRING COMMENT 'x'`.
  public var toDDL: String {
    fields.map { "\(quotedIfNeeded($0.name)) \($0.type.sql)\($0.ddlSuffix)" }.joined(separator: ",")
  }
}

extension StructField {
  /// The column's comment, from its metadata.
  public var comment: String? {
    guard !metadata.isEmpty, let object = try? JSONValue(parsing: metadata.json) else { return nil }
    return object["comment"]?.string
  }

  /// ` NOT NULL COMMENT '…'`, as far as they apply.
  var ddlSuffix: String {
    var text = nullable ? "" : " NOT NULL"
    if let comment {
      text += " COMMENT '"
      for character in comment.unicodeScalars {
        if character == "'" || character == "\\" { text += "\\" }
        text.unicodeScalars.append(character)
      }
      text += "'"
    }
    return text
  }
}

extension DataType {
  /// Reads a single type: `INT`, `array<string>`, `decimal(10,2)`, `interval day to second`.
  /// - Throws: `PARSE_SYNTAX_ERROR`, `UNSUPPORTED_DATATYPE`, `DATATYPE_MISSING_SIZE`, …
  public init(typeDDL: String) throws {
    var parser = DDLParser(typeDDL)
    try parser.requireText()
    self = try parser.singleType()
  }

  /// Reads what clients write for a schema: the columns of a table, a single type, or fields with colons (`a: int`).
  public init(ddl: String) throws {
    do {
      self = .struct(try StructType(ddl: ddl))
    } catch {
      if let type = try? DataType(typeDDL: ddl) {
        self = type
      } else if let type = try? DataType(typeDDL: "struct<\(ddl)>") {
        self = type
      } else {
        throw error
      }
    }
  }
}

/// A recursive-descent reader of Spark's type grammar.
private struct DDLParser {
  let text: String
  let tokens: [DDLToken]
  var position = 0
  /// The outermost `<` that is open; faults within are reported there, as Spark's parser does.
  var openBracket: Int?
  var depth = 0
  /// The first fault of meaning; faults of syntax anywhere in the text come before it.
  var deferred: SparkError?

  init(_ text: String) {
    self.text = text
    tokens = DDLToken.scan(text)
  }

  private var current: DDLToken { tokens[position] }

  private mutating func fault(_ error: SparkError) -> DataType {
    if deferred == nil { deferred = error }
    return .null
  }

  func requireText() throws {
    guard tokens.count > 1 else {
      throw SparkError("PARSE_EMPTY_STATEMENT", context: [context(tokens[0], tokens[0])])
    }
  }

  mutating func singleType() throws -> DataType {
    let type = try dataType()
    guard current.kind == .end else { throw syntaxError() }
    if let deferred { throw deferred }
    return type
  }

  mutating func columns() throws -> [StructField] {
    var fields: [StructField] = []
    repeat { fields.append(try column(colon: false)) } while accept(",")
    guard current.kind == .end else { throw syntaxError() }
    if let deferred { throw deferred }
    return fields
  }

  private mutating func column(colon: Bool) throws -> StructField {
    let name = try identifier()
    if colon { _ = accept(":") }
    let type = try dataType()
    var nullable = true
    if acceptWord("NOT") {
      guard acceptWord("NULL") else { throw syntaxError(hint: ": missing 'NULL'") }
      nullable = false
    }
    var metadata = Metadata.empty
    if acceptWord("COMMENT") {
      guard current.kind == .string else { throw syntaxError() }
      metadata = Metadata(json: JSONValue.object(["comment": .string(current.text)]).text)
      position += 1
    }
    return StructField(name, type, nullable: nullable, metadata: metadata)
  }

  private mutating func identifier() throws -> String {
    let token = current
    switch token.kind {
    case .word:
      position += 1
      if let bad = malformedIdentifier(from: token) {
        throw SparkError("INVALID_IDENTIFIER", ["ident": bad], context: [context(token, tokens[position])])
      }
      return token.text
    case .quoted:
      position += 1
      return token.text
    default: throw syntaxError()
    }
  }

  /// A name with characters that need back-ticks: letters of other scripts, or hyphens between words.
  private func malformedIdentifier(from token: DDLToken) -> String? {
    if token.text.utf8.contains(where: { $0 >= 0x80 }) { return token.text }
    guard current.kind == .symbol, current.text == "-", position + 1 < tokens.count, tokens[position + 1].kind == .word
    else { return nil }
    return token.text + "-" + tokens[position + 1].text
  }

  private mutating func dataType() throws -> DataType {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 200 else { throw SparkError("FAILED_TO_PARSE_TOO_COMPLEX") }
    let start = current
    guard start.kind == .word || start.kind == .quoted else { throw syntaxError() }
    position += 1
    let name = start.kind == .word ? start.text.uppercased() : ""
    switch name {
    case "ARRAY", "MAP", "STRUCT": return try nested(name, start)
    case "INTERVAL": return try interval()
    case "TIMESTAMP": return try timestamp(start)
    default: break
    }
    let parameters = try parameterList()
    let known: DataType?
    do { known = try DDLParser.named(name, parameters) } catch let error as SparkError { return fault(error) }
    if let type = known {
      if type == .string, acceptWord("COLLATE") {
        let collation = try identifier()
        guard collation.uppercased() == "UTF8_BINARY" else {
          return fault(.unsupported("collation \(collation)", "Use the collation UTF8_BINARY."))
        }
      }
      return type
    }
    if parameters.isEmpty, ["CHAR", "CHARACTER", "VARCHAR"].contains(name) {
      return fault(
        SparkError("DATATYPE_MISSING_SIZE", ["type": "\"\(name)\""], context: [context(start, tokens[position - 1])]))
    }
    if ["VARIANT", "TIME", "GEOMETRY", "GEOGRAPHY"].contains(name) {
      return fault(.unsupported("the type \(name)", "Store the values as strings or binary."))
    }
    let written = start.text.uppercased() + (parameters.isEmpty ? "" : "(\(parameters.map(String.init).joined(separator: ",")))")
    return fault(
      SparkError(
        "UNSUPPORTED_DATATYPE", ["typeName": "\"\(written)\""], context: [context(start, tokens[position - 1])]))
  }

  private static func named(_ name: String, _ parameters: [Int]) throws -> DataType? {
    switch (name, parameters.count) {
    case ("BOOLEAN", 0): return .boolean
    case ("TINYINT", 0), ("BYTE", 0): return .byte
    case ("SMALLINT", 0), ("SHORT", 0): return .short
    case ("INT", 0), ("INTEGER", 0): return .integer
    case ("BIGINT", 0), ("LONG", 0): return .long
    case ("FLOAT", 0), ("REAL", 0): return .float
    case ("DOUBLE", 0): return .double
    case ("DATE", 0): return .date
    case ("TIMESTAMP_NTZ", 0): return .timestampNTZ
    case ("TIMESTAMP_LTZ", 0): return .timestamp
    case ("STRING", 0): return .string
    case ("CHAR", 1), ("CHARACTER", 1): return .char(parameters[0])
    case ("VARCHAR", 1): return .varchar(parameters[0])
    case ("BINARY", 0): return .binary
    case ("VOID", 0): return .null
    case ("DECIMAL", 0), ("DEC", 0), ("NUMERIC", 0): return .decimal(precision: 10, scale: 0)
    case ("DECIMAL", 1), ("DEC", 1), ("NUMERIC", 1): return try DataType.checkedDecimal(parameters[0], 0)
    case ("DECIMAL", 2), ("DEC", 2), ("NUMERIC", 2): return try DataType.checkedDecimal(parameters[0], parameters[1])
    default: return nil
    }
  }

  private mutating func parameterList() throws -> [Int] {
    guard accept("(") else { return [] }
    var parameters: [Int] = []
    repeat {
      guard current.kind == .number, let number = Int(current.text), number <= Int(Int32.max) else { throw syntaxError() }
      parameters.append(number)
      position += 1
    } while accept(",")
    guard accept(")") else { throw syntaxError() }
    return parameters
  }

  private mutating func nested(_ name: String, _ start: DDLToken) throws -> DataType {
    let outer = openBracket
    if openBracket == nil { openBracket = position }
    guard accept("<") else {
      openBracket = outer
      return fault(
        SparkError(
          "INCOMPLETE_TYPE_DEFINITION.\(name)", name == "ARRAY" ? ["elementType": "<INT>"] : [:],
          context: [context(start, start)]))
    }
    let type: DataType
    switch name {
    case "ARRAY": type = .array(try dataType(), containsNull: true)
    case "MAP":
      let key = try dataType()
      guard accept(",") else { throw syntaxError() }
      type = .map(key, try dataType(), valueContainsNull: true)
    default:
      var fields: [StructField] = []
      if !(current.kind == .symbol && current.text == ">") {
        repeat { fields.append(try column(colon: true)) } while accept(",")
      }
      type = .struct(StructType(fields))
    }
    guard accept(">") else { throw syntaxError() }
    openBracket = outer
    return type
  }

  private mutating func timestamp(_ start: DDLToken) throws -> DataType {
    if accept("(") {
      guard current.kind == .number, let digits = Int(current.text) else { throw syntaxError() }
      position += 1
      guard accept(")") else { throw syntaxError() }
      guard digits == 6 else { return fault(.unsupported("the type TIMESTAMP(\(digits))", "Use TIMESTAMP.")) }
    }
    let mark = position
    if acceptWord("WITHOUT"), acceptWord("TIME"), acceptWord("ZONE") { return .timestampNTZ }
    position = mark
    if acceptWord("WITH"), acceptWord("LOCAL"), acceptWord("TIME"), acceptWord("ZONE") { return .timestamp }
    position = mark
    return .timestamp
  }

  private mutating func interval() throws -> DataType {
    let years: [String: YearMonthField] = ["YEAR": .year, "MONTH": .month]
    let days: [String: DayTimeField] = ["DAY": .day, "HOUR": .hour, "MINUTE": .minute, "SECOND": .second]
    let word = current.kind == .word ? current.text.uppercased() : ""
    if let start = years[word] {
      position += 1
      guard current.isWord("TO") else { return .yearMonthInterval(start, start) }
      guard start == .year, tokens[position + 1].isWord("MONTH") else { throw syntaxError() }
      position += 2
      return .yearMonthInterval(start, .month)
    }
    if let start = days[word] {
      position += 1
      guard current.isWord("TO") else { return .dayTimeInterval(start, start) }
      let next = tokens[position + 1]
      guard next.kind == .word, let end = days[next.text.uppercased()], end.rawValue > start.rawValue else { throw syntaxError() }
      position += 2
      return .dayTimeInterval(start, end)
    }
    return .calendarInterval
  }

  private mutating func accept(_ symbol: String) -> Bool {
    guard current.kind == .symbol, current.text == symbol else { return false }
    position += 1
    return true
  }

  private mutating func acceptWord(_ word: String) -> Bool {
    guard current.isWord(word) else { return false }
    position += 1
    return true
  }

  private func syntaxError(hint: String = "") -> SparkError {
    let token = openBracket.map { tokens[$0] } ?? current
    let shown = token.kind == .end ? "end of input" : "'\(token.source)'"
    return SparkError("PARSE_SYNTAX_ERROR", ["error": shown, "hint": hint], context: [context(token, token)])
  }

  private func context(_ first: DDLToken, _ last: DDLToken) -> QueryContext {
    .sql(text: text, start: first.start, stop: max(first.start, last.start + last.length - 1), objectType: "", objectName: "")
  }
}

extension DataType {
  /// `decimal(precision, scale)`, checked.
  /// - Throws: `DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION`, `DECIMAL_SCALE_EXCEEDS_PRECISION`.
  public static func checkedDecimal(_ precision: Int, _ scale: Int) throws -> DataType {
    if scale > precision {
      throw SparkError("DECIMAL_SCALE_EXCEEDS_PRECISION", ["scale": "\(scale)", "precision": "\(precision)"])
    }
    if precision > 38 {
      throw SparkError("DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION", ["precision": "\(precision)", "maxPrecision": "38"])
    }
    return .decimal(precision: precision, scale: scale)
  }
}
