import RedstartMLCore
import RedstartMLTrees

/// A trained tree with the names of its features, categories and classes.
public struct NamedTree: Sendable {
  public let tree: DecisionTree
  public let features: FeatureNames
  /// What each class is called; empty for a regression tree.
  public let classes: [String]
  /// The column that the tree predicts.
  public let target: String
  /// `gini`, `entropy` or `variance`.
  public let impurity: String
  /// Parameters that were set when the tree was trained.
  public let settings: [(name: String, value: String)]

  /// - Parameter classes: Names of the classes; by default `label = 0`, `label = 1`.
  public init(_ model: DecisionTreeClassificationModel, features: FeatureNames = FeatureNames(), classes: [String]? = nil) {
    tree = model.tree
    self.features = features
    target = model.params.string("labelCol")
    impurity = model.params.string("impurity")
    settings = Self.settings(model.params)
    let given = classes ?? []
    let target = target
    self.classes = (0..<model.classCount).map { $0 < given.count ? given[$0] : "\(target) = \($0)" }
  }

  public init(_ model: DecisionTreeRegressionModel, features: FeatureNames = FeatureNames()) {
    tree = model.tree
    self.features = features
    target = model.params.string("labelCol")
    impurity = model.params.string("impurity")
    settings = Self.settings(model.params)
    classes = []
  }

  /// The last tree of a fitted pipeline, with the names that its indexers and assemblers know; nil when it has none.
  public init?(_ pipeline: PipelineModel, classes: [String]? = nil) {
    guard
      let place = pipeline.stages.lastIndex(where: {
        $0 is DecisionTreeClassificationModel || $0 is DecisionTreeRegressionModel
      })
    else { return nil }
    self.init(
      pipeline.stages[place], lineage: StageLineage(pipeline.stages[..<place].map { StageLineage.Stage($0) }), classes: classes)
  }

  /// A tree and the stages before it; nil for another model.
  init?(_ model: any PipelineStage, lineage: StageLineage, classes: [String]? = nil) {
    func names(_ tree: DecisionTree) -> FeatureNames {
      lineage.featureNames(model.params.string("featuresCol"), count: tree.featureCount)
    }
    if let model = model as? DecisionTreeClassificationModel {
      let labels = classes ?? lineage.labels(model.params.string("labelCol"))
      self.init(model, features: names(model.tree), classes: labels)
    } else if let model = model as? DecisionTreeRegressionModel {
      self.init(model, features: names(model.tree))
    } else {
      return nil
    }
  }

  private static func settings(_ params: Params) -> [(name: String, value: String)] {
    params.explicit.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value.text) }
  }

  /// The features that gained something, the most important first.
  public var rankedImportances: [(name: String, importance: Double)] {
    tree.featureImportances.filter { $0.importance > 0 }.map { (name: features[$0.feature].name, importance: $0.importance) }
      .sorted { ($1.importance, $0.name) < ($0.importance, $1.name) }
  }
}
