extension ErrorCondition {
  static let analysisConditions: [String: ErrorCondition] = [:]
}
