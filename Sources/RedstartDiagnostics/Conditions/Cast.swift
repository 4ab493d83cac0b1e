extension ErrorCondition {
  static let castConditions: [String: ErrorCondition] = [:]
}
