extension ErrorCondition {
  static let functionConditions: [String: ErrorCondition] = [:]
}
