extension ErrorCondition {
  static let executionConditions: [String: ErrorCondition] = [:]
}
