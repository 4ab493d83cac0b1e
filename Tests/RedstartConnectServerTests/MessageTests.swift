import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartTypes
import Testing

@testable import RedstartConnectServer

@Suite struct MessageTests {
  @Test(arguments: [
    "boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "decimal(38,18)", "decimal(1,0)", "string", "char(3)",
    "varchar(9)", "binary", "date", "timestamp", "timestamp_ntz", "interval year", "interval year to month",
    "interval day to second", "interval hour to minute", "array<int>", "map<string,array<double>>",
    "struct<a:int,b:struct<c:string>>", "void",
  ])
  func typesSurviveTheRoundTrip(_ text: String) throws {
    let type = try DataType(typeDDL: text)
    #expect(try DataType(type.message) == type)
  }

  @Test func vectorsSurviveTheRoundTrip() throws {
    #expect(try DataType(DataType.udt(.vector).message) == .udt(.vector))
  }

  @Test(arguments: [
    ("a", ["a"]), ("a.b", ["a", "b"]), ("`a.b`.c", ["a.b", "c"]), ("`a``b`", ["a`b"]), ("été x", ["été x"]), ("1", ["1"]),
  ])
  func columnNames(_ text: String, _ parts: [String]) { #expect(AttributeName.parts(text) == parts) }

  @Test(arguments: ["a.", ".a", "a..b", "`a", "a`b`", "`a`b", "`"])
  func columnNamesThatAreNone(_ text: String) { #expect(AttributeName.parts(text) == nil) }

  @Test func literalsSurviveTheRoundTrip() throws {
    let literals: [Literal] = [
      .integer(-5), .long(.min), .double(.infinity), .string("é\u{0}"), .boolean(true), Literal(.integer(3), .byte),
      Literal(.decimal(-12345), .decimal(precision: 9, scale: 2)), Literal(.integer(19_000), .date),
      Literal(.binary([0, 255]), .binary), .null(.string),
      Literal(.array([.integer(1), .integer(2)]), .array(.integer, containsNull: false)),
      Literal(.map([.string("k")], [.double(1)]), .map(.string, .double, valueContainsNull: false)),
    ]
    for literal in literals { #expect(try Literal(literal.message()) == literal) }
  }

  @Test func statusesTellTheConditionAndItsFamily() {
    let details = ErrorStatus.details(
      SparkError(
        "DIVIDE_BY_ZERO", ["config": "x"],
        context: [.sql(text: "select 1/0", start: 7, stop: 9, objectType: "", objectName: "")]))
    #expect(details.errorTypeHierarchy.contains("java.lang.ArithmeticException"))
    #expect(details.sparkThrowable.errorClass == "DIVIDE_BY_ZERO")
    #expect(details.sparkThrowable.sqlState == "22012")
    #expect(details.sparkThrowable.queryContexts.first?.fragment == "1/0")
    #expect(details.sparkThrowable.queryContexts.first?.startIndex == 7)
  }
}
