import RedstartLogicalPlan

/// Returns a part of a URL.
struct ParseURL: SQLFunction {
  static let names = ["parse_url"]
  static let documentation = FunctionDocumentation(
    "parse_url(url, part[, key]) - Returns a part of a URL: HOST, PATH, QUERY (or the value of its key), REF, PROTOCOL, FILE, AUTHORITY, USERINFO.",
    examples: [
      ("SELECT parse_url('http://spark.apache.org/path?query=1', 'HOST')", "spark.apache.org"),
      ("SELECT parse_url('http://spark.apache.org/path?query=1', 'QUERY', 'query')", "1"),
    ])

  func bind(_ call: FunctionBinding) throws -> Expression { try call.bindParseURL(isTry: false) }
}
