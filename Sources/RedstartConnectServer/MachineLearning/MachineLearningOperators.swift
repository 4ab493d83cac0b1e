import RedstartMLCore
import RedstartMLEvaluation
import RedstartMLFeatures
import RedstartMLTrees

/// Every stage that clients may make or load by name.
enum MachineLearningOperators {
  static let registry = MLRegistry(FeatureStages.all + TreeStages.all + EvaluationStages.all)
}
