extension ErrorCondition {
  static let parserConditions: [String: ErrorCondition] = [:]
}
