import RedstartConnectors
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  mutating func create() throws -> Command {
    advance()
    let replace = accept(.or, .replace)
    let isGlobal = at(.global) && [.temp, .temporary].contains(peek().keyword)
    if isGlobal { advance() }
    let isTemporary = accept(.temp) || accept(.temporary)
    switch current.keyword {
    case .view:
      advance()
      return try createView(scope: isGlobal ? .globalTemporary : isTemporary ? .temporary : .persistent, replace: replace)
    case .table where !isTemporary && !replace:
      advance()
      return try createTable()
    case .table where replace: throw unsupported("CREATE OR REPLACE TABLE")
    case .function, .database, .schema, .namespaceWord, .variable, .materialized, .table:
      throw unsupported("CREATE \(isTemporary ? "TEMPORARY " : "")\(text(current).uppercased())")
    default:
      if text(current).uppercased() == "EXTERNAL" { throw unsupported("CREATE EXTERNAL TABLE") }
      if text(current).uppercased() == "STREAMING" { throw unsupported("CREATE STREAMING TABLE") }
      throw syntaxError(expected: "TABLE or VIEW")
    }
  }

  // MARK: Views

  private mutating func createView(scope: CreateView.Scope, replace: Bool) throws -> Command {
    let start = position
    let ifNotExists = try acceptIfNotExists()
    let name = try multipartIdentifier()
    if scope != .persistent, name.count > 1 {
      throw SparkError(
        "TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS", ["actualName": name.map(quoted).joined(separator: ".")],
        context: contexts(from: start))
    }
    if at(.using) || (at(.leftParenthesis) && isColumnWithType), scope != .persistent {
      return try createTempViewUsing(name, scope: scope, replace: replace)
    }
    var columns: [String] = []
    if at(.leftParenthesis) {
      columns = try parenthesized { parser in
        let column = try parser.errorCapturingIdentifier()
        if parser.accept(.comment) { _ = try parser.stringLiteral() }
        return column
      }
    }
    while !at(.as) {
      if accept(.comment) {
        _ = try stringLiteral()
      } else if accept(.tblproperties) {
        _ = try propertyList()
      } else if accept(.with, .schema) {
        advance()
      } else {
        throw syntaxError(expected: "AS")
      }
    }
    advance()
    let first = current.start
    let plan = try query()
    return .createView(
      CreateView(
        nameParts: name, columns: columns, scope: scope, replace: replace, ifNotExists: ifNotExists, query: plan,
        text: source.slice(first, tokens[position - 1].end)))
  }

  /// Whether the list in parentheses gives types: `(a INT)` and not `(a, b)` or `(a COMMENT '…')`.
  private var isColumnWithType: Bool {
    isName(peek()) && isName(peek(2)) && peek(2).keyword != .comment
  }

  private mutating func createTempViewUsing(_ name: [String], scope: CreateView.Scope, replace: Bool) throws -> Command {
    var schema: StructType?
    if at(.leftParenthesis) { schema = StructType(try columnList()) }
    try expect(.using)
    let format = try multipartIdentifier().joined(separator: ".")
    var options = accept(.options) ? SourceOptionsReader.options(try propertyList()) : SourceOptions()
    let paths = options["path"].map { [$0] } ?? []
    options["path"] = nil
    let source = LogicalPlan.unresolvedDataSource(
      UnresolvedDataSource(format: format, schema: schema, options: options, paths: paths))
    return .createView(CreateView(nameParts: name, scope: scope, replace: replace, query: source))
  }

  private mutating func columnList() throws -> [StructField] {
    try parenthesized { parser in
      let name = try parser.errorCapturingIdentifier()
      let field = try parser.column(name)
      switch parser.current.keyword {
      case .constraint: throw SparkError.unsupported("table constraints", "Leave the constraint out.")
      default:
        let word = parser.text(parser.current).uppercased()
        if parser.current.kind == .word, ["DEFAULT", "GENERATED", "PRIMARY", "UNIQUE", "CHECK", "REFERENCES"].contains(word) {
          throw SparkError.unsupported("\(word) of a column", "Leave the clause out.")
        }
      }
      return field
    }
  }

  private mutating func acceptIfNotExists() throws -> Bool {
    guard at(.if), peek().keyword == .not, peek(2).keyword == .exists else { return false }
    position += 3
    return true
  }

  // MARK: Tables

  private mutating func createTable() throws -> Command {
    let ifNotExists = try acceptIfNotExists()
    var table = CreateTable(nameParts: try multipartIdentifier(), mode: ifNotExists ? .ignore : .errorIfExists)
    if at(.like), isName(peek()) { throw unsupported("CREATE TABLE … LIKE") }
    if at(.leftParenthesis), !startsQuery(position + 1) { table.schema = StructType(try columnList()) }
    if accept(.using) { table.format = try multipartIdentifier().joined(separator: ".") }
    while true {
      if accept(.options) {
        for (key, value) in try propertyList() { table.options[key] = value }
      } else if accept(.partitioned, .by) {
        try partitionColumns(&table)
      } else if accept(.location) {
        table.location = try stringLiteral()
      } else if accept(.comment) {
        _ = try stringLiteral()
      } else if accept(.tblproperties) {
        _ = try propertyList()
      } else if at(.clustered) || at(.cluster), peek().keyword == .by {
        throw SparkError.unsupported("CLUSTERED BY", "Leave the clause out, or use PARTITIONED BY.")
      } else if at(.row, .format) || at(.stored) {
        throw SparkError.unsupported("Hive's table formats", "Name a format with USING, such as USING parquet.")
      } else {
        break
      }
    }
    if accept(.as) || startsQuery(position) { table.query = try query() }
    return .createTable(table)
  }

  /// `PARTITIONED BY (a, b)`, or columns with their types, which then join the table's.
  private mutating func partitionColumns(_ table: inout CreateTable) throws {
    var added: [StructField] = []
    table.partitionColumns = try parenthesized { parser in
      let name = try parser.errorCapturingIdentifier()
      if parser.at(.leftParenthesis) {
        throw SparkError.unsupported("the partition transform \(name)", "Partition by plain columns.")
      }
      if parser.isName(parser.current) { added.append(try parser.column(name)) }
      return name
    }
    if !added.isEmpty { table.schema = StructType((table.schema?.fields ?? []) + added) }
  }

  mutating func drop() throws -> Command {
    advance()
    let isTemporary = accept(.temporary) || accept(.temp)
    switch current.keyword {
    case .table where !isTemporary:
      advance()
      let ifExists = accept(.if, .exists)
      let name = try multipartIdentifier()
      _ = accept(.purge)
      return .dropTable(nameParts: name, ifExists: ifExists)
    case .view where !isTemporary:
      advance()
      let ifExists = accept(.if, .exists)
      return .dropView(nameParts: try multipartIdentifier(), ifExists: ifExists)
    case .database, .schema, .namespaceWord, .function, .variable:
      throw unsupported("DROP \(isTemporary ? "TEMPORARY " : "")\(text(current).uppercased())")
    default: throw syntaxError(expected: "TABLE or VIEW")
    }
  }
}
