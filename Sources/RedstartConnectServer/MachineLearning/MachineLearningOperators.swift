import RedstartMLCore

/// Every stage that clients may make by name.
enum MachineLearningOperators {
  static let all: [any Operator.Type] = []
}
