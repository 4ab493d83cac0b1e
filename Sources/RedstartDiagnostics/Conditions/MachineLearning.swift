extension ErrorCondition {
  static let machineLearningConditions: [String: ErrorCondition] = [:]
}
