import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  mutating func show() throws -> Command {
    advance()
    switch current.keyword {
    case .tables:
      advance()
      let database = try inDatabase()
      return .showTables(database: database, pattern: try pattern())
    case .views:
      advance()
      let database = try inDatabase()
      return .showViews(database: database, pattern: try pattern())
    case .databases, .schemas, .namespaces:
      advance()
      _ = try inDatabase()
      return .showDatabases(pattern: try pattern())
    case .catalogs:
      advance()
      return .showCatalogs(pattern: try pattern())
    case .columns:
      advance()
      guard accept(.from) || accept(.in) else { throw syntaxError(expected: "FROM or IN") }
      var name = try multipartIdentifier()
      if accept(.from) || accept(.in) { name = try multipartIdentifier() + name.suffix(1) }
      return .showColumns(nameParts: name)
    case .create:
      advance()
      try expect(.table)
      let name = try multipartIdentifier()
      if accept(.as) { try expect(.serde) }
      return .showCreateTable(nameParts: name)
    case .functions: return try showFunctions()
    case .user where peek().keyword == .functions, .system where peek().keyword == .functions,
      .all where peek().keyword == .functions:
      advance()
      return try showFunctions()
    case .tblproperties, .partitions, .current, .table: throw unsupported("SHOW \(text(current).uppercased())")
    default:
      throw syntaxError(expected: "TABLES, VIEWS, DATABASES, CATALOGS, COLUMNS, FUNCTIONS or CREATE TABLE")
    }
  }

  private mutating func showFunctions() throws -> Command {
    advance()
    _ = try inDatabase()
    if current.kind == .word, !at(.like) { return .showFunctions(pattern: try multipartIdentifier().last) }
    return .showFunctions(pattern: try pattern())
  }

  private mutating func inDatabase() throws -> [String]? {
    guard accept(.from) || accept(.in) else { return nil }
    return try multipartIdentifier()
  }

  /// `[LIKE] 'pattern'`.
  private mutating func pattern() throws -> String? {
    if accept(.like) { return try stringLiteral() }
    return current.kind == .string ? try stringLiteral() : nil
  }

  // MARK: DESCRIBE

  mutating func describe() throws -> Command {
    advance()
    if at(.function), isName(peek()) || peek().kind != .end, peek().kind != .symbol || peek().symbol != .semicolon {
      advance()
      let isExtended = at(.extended) && peek().kind != .end ? accept(.extended) : false
      return .describeFunction(name: try describeFuncName(), isExtended: isExtended)
    }
    if at(.query), peek().kind != .end, startsQuery(position + 1) {
      advance()
      return .describeQuery(try query())
    }
    if startsQuery(position), !at(.table) { return .describeQuery(try query()) }
    if at(.database) || at(.schema) || at(.namespaceWord) || at(.catalog), isName(peek()) {
      throw unsupported("DESCRIBE \(text(current).uppercased())")
    }
    if at(.table), isName(peek()) { advance() }
    var isExtended = false
    if at(.extended) || at(.formatted), isName(peek()) {
      isExtended = true
      advance()
    }
    let name = try multipartIdentifier()
    if at(.partition), peek().symbol == .leftParenthesis { throw unsupported("DESCRIBE TABLE … PARTITION") }
    if isName(current), !at(.as) { throw SparkError.unsupported("DESCRIBE of one column", "Describe the whole table.") }
    if at(.as) { throw unsupported("DESCRIBE TABLE … AS JSON") }
    return .describeTable(nameParts: name, isExtended: isExtended)
  }

  /// A function's name, an operator's sign or a string of either.
  private mutating func describeFuncName() throws -> String {
    if current.kind == .string { return try stringLiteral() }
    if current.kind == .symbol, current.symbol != .semicolon {
      let sign = text(current)
      advance()
      return sign
    }
    return try multipartIdentifier().joined(separator: ".")
  }
}
