import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Spark SQL as text becomes unresolved plans, expressions, types and names here.
public struct SQLParser {
  /// One statement; a query gives its plan, anything else a `.command`.
  /// - Parameter timeZone: the session's zone, for timestamp literals; nil leaves them to analysis as casts.
  /// - Throws: `PARSE_SYNTAX_ERROR` and the other conditions of Spark's parser.
  public static func parseStatement(_ sql: String, timeZone: TimeZoneRules? = nil) throws -> LogicalPlan {
    var parser = try Parser(sql, timeZone: timeZone)
    return try parser.singleStatement()
  }

  /// One expression, as in `expr("a + 1")`; `AS name` gives an alias.
  public static func parseExpression(_ sql: String, timeZone: TimeZoneRules? = nil) throws -> Expression {
    var parser = try Parser(sql, timeZone: timeZone)
    let expression = try parser.namedExpression()
    try parser.expectEnd()
    return expression
  }

  /// One data type: `array<int>`.
  public static func parseDataType(_ text: String) throws -> DataType { try DataType(typeDDL: text) }

  /// The columns of a table: `a INT, b STRING NOT NULL`.
  public static func parseTableSchema(_ text: String) throws -> StructType { try StructType(ddl: text) }

  /// A name with its qualifiers: `` a.`b c` ``.
  public static func parseIdentifier(_ text: String) throws -> [String] {
    var parser = try Parser(text)
    let parts = try parser.multipartIdentifier()
    try parser.expectEnd()
    return parts
  }

  /// The statements of a script, without the semicolons between them; blanks and comments alone are no statement.
  public static func splitStatements(_ text: String) -> [String] { StatementSplitter.split(text) }
}
