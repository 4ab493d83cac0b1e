import RedstartConnectors
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  /// One statement and nothing after it.
  mutating func singleStatement() throws -> LogicalPlan {
    let plan = try statement()
    try expectEnd()
    return plan
  }

  mutating func statement() throws -> LogicalPlan {
    if startsQuery(position) || at(.select) || at(.values) || at(.leftParenthesis) {
      return try queryOrInsert()
    }
    switch current.keyword {
    case .with, .from, .table:
      guard isName(peek()) || peek().symbol == .leftParenthesis else {
        throw syntaxError(at: position + 1, expected: "a name")
      }
      return try queryOrInsert()
    case .insert: return .command(try insert(tables: nil))
    case .explain: return .command(try explain())
    case .create: return .command(try create())
    case .drop: return .command(try drop())
    case .show: return .command(try show())
    case .describe, .desc: return .command(try describe())
    case .use: return .command(try use())
    case .set, .reset: return .command(try configuration())
    case .cache: return .command(try cacheTable())
    case .uncache:
      advance()
      try expect(.table)
      let ifExists = accept(.if, .exists)
      return .command(.uncacheTable(nameParts: try multipartIdentifier(), ifExists: ifExists))
    case .clear:
      advance()
      try expect(.cache)
      return .command(.clearCache)
    case .refresh: return .command(try refresh())
    default: throw unsupportedStatement() ?? syntaxError(expected: "a statement")
    }
  }

  /// A query, or `WITH … INSERT …`.
  private mutating func queryOrInsert() throws -> LogicalPlan {
    if at(.with) {
      let mark = position
      var level = 0
      var index = position
      // The INSERT of `WITH … INSERT` stands outside of all parentheses.
      while index < tokens.count {
        if tokens[index].symbol == .leftParenthesis { level += 1 }
        if tokens[index].symbol == .rightParenthesis { level -= 1 }
        if level == 0, index > mark, tokens[index].keyword == .insert, tokens[index - 1].symbol == .rightParenthesis {
          throw SparkError.unsupported("WITH before INSERT", "Put the WITH clause behind INSERT INTO, before SELECT.")
        }
        index += 1
      }
    }
    return try query()
  }

  /// The statements of Spark that are not here, by their first words.
  private func unsupportedStatement() -> SparkError? {
    switch current.keyword {
    case .alter, .merge, .update, .delete, .truncate, .analyze, .load, .msck, .grant, .revoke, .comment, .call,
      .declare, .execute, .begin, .export, .import, .lock, .unlock, .start, .commit, .rollback, .optimize, .add, .list,
      .reduce, .map, .replace:
      guard isName(peek()) || current.keyword == .begin || current.keyword == .commit else { return nil }
      let second =
        [.table, .view, .database, .schema, .namespaceWord, .into, .from].contains(peek().keyword)
        ? " \(text(peek()).uppercased())" : ""
      return SparkError.unsupported(
        "the statement \(text(current).uppercased())\(second)", "Use a DataFrame or write new files instead.")
    default: return nil
    }
  }

  func unsupported(_ statement: String) -> SparkError {
    SparkError.unsupported("the statement \(statement)", "See the list of statements in the documentation.")
  }

  // MARK: EXPLAIN

  private mutating func explain() throws -> Command {
    advance()
    var mode = ExplainMode.simple
    switch current.keyword {
    case .extended: mode = .extended
    case .codegen: mode = .codegen
    case .cost: mode = .cost
    case .formatted: mode = .formatted
    case .analyze: throw SparkError.unsupported("EXPLAIN ANALYZE", "Run the query and look at its metrics.")
    default:
      try enter()
      defer { leave() }
      return .explain(.simple, try statement())
    }
    advance()
    try enter()
    defer { leave() }
    return .explain(mode, try statement())
  }

  // MARK: INSERT

  private mutating func insert(tables: [CommonTable]?) throws -> Command {
    advance()
    let overwrite = at(.overwrite)
    guard accept(.overwrite) || accept(.into) else { throw syntaxError(expected: "INTO or OVERWRITE") }
    if at(.directory) || at(.local) { throw unsupported("INSERT OVERWRITE DIRECTORY") }
    if overwrite { _ = accept(.into) }
    _ = accept(.table)
    let name = try multipartIdentifier()
    if at(.partition), peek().symbol == .leftParenthesis {
      throw SparkError.unsupported("INSERT … PARTITION", "Select the partition columns last and leave the clause out.")
    }
    var columns: [String] = []
    if at(.leftParenthesis), !startsQuery(position + 1) {
      columns = try identifierList()
    } else if at(.by), peek().keyword == .name {
      throw SparkError.unsupported("INSERT … BY NAME", "Name the columns in parentheses behind the table.")
    }
    return .insert(nameParts: name, columns: columns, overwrite: overwrite, query: try query())
  }

  // MARK: Cache

  private mutating func cacheTable() throws -> Command {
    advance()
    let isLazy = accept(.lazy)
    try expect(.table)
    let name = try multipartIdentifier()
    if accept(.options) { _ = try propertyList() }
    let hasAs = accept(.as)
    let plan = hasAs || !(atEnd || at(.semicolon)) ? try query() : nil
    return .cacheTable(nameParts: name, query: plan, isLazy: isLazy)
  }

  private mutating func refresh() throws -> Command {
    let start = position
    advance()
    if atEnd || at(.semicolon) {
      throw SparkError("INVALID_SQL_SYNTAX.EMPTY_REFRESH_RESOURCE_PATH", context: contexts(from: start))
    }
    if at(.function), isName(peek()) { throw unsupported("REFRESH FUNCTION") }
    guard accept(.table) else { throw unsupported("REFRESH of a path") }
    return .refreshTable(nameParts: try multipartIdentifier())
  }

  private mutating func use() throws -> Command {
    advance()
    if at(.database) || at(.schema) || at(.namespaceWord), isName(peek()) { advance() }
    return .useDatabase(try multipartIdentifier())
  }

  // MARK: Properties

  /// `(key 'value', a.b = 3, …)`.
  mutating func propertyList() throws -> [(String, String)] {
    try parenthesized { parser in
      let key: String
      if parser.current.kind == .string {
        // The value may be the string right behind.
        key = StringEscapes.value(parser.source.bytes[parser.current.start..<parser.current.end])
        parser.advance()
      } else {
        var parts = [try parser.identifier()]
        while parser.accept(.dot) { parts.append(try parser.identifier()) }
        key = parts.joined(separator: ".")
      }
      _ = parser.accept(.equal)
      return (key, try parser.propertyValue())
    }
  }

  private mutating func propertyValue() throws -> String {
    if current.kind == .string { return try stringLiteral() }
    if at(.true) || at(.false) {
      let value = text(current).lowercased()
      advance()
      return value
    }
    let sign = accept(.minus) ? "-" : ""
    guard current.isNumber else { throw syntaxError(expected: "a constant") }
    let value = text(current)
    advance()
    return sign + value
  }
}

/// Turns property lists into options.
enum SourceOptionsReader {
  static func options(_ properties: [(String, String)]) -> SourceOptions {
    var options = SourceOptions()
    for (key, value) in properties { options[key] = value }
    return options
  }
}
