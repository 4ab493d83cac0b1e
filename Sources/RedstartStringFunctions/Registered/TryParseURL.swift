import RedstartLogicalPlan

/// Returns a part of a URL, or null.
struct TryParseURL: SQLFunction {
  static let names = ["try_parse_url"]
  static let documentation = FunctionDocumentation(
    "try_parse_url(url, part[, key]) - Returns a part of a URL as parse_url does, but null for what is no URL.",
    examples: [("SELECT try_parse_url('inva lid://x', 'HOST')", "None")])

  func bind(_ call: FunctionBinding) throws -> Expression { try call.bindParseURL(isTry: true) }
}
