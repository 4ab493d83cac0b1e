extension ErrorCondition {
  static let connectConditions: [String: ErrorCondition] = [:]
}
