import Foundation
import RedstartConnectors
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartMLFeatures
import RedstartMLReport
import RedstartMLTrees
import RedstartSession
import RedstartTypes

/// The pipeline of the demo, trained on the first nine months.
struct DelayModel {
  private let session: Session
  private let names: [String]
  private let indexers: [StringIndexerModel]
  private let tree: DecisionTreeClassificationModel
  /// The tree with the names of its features and classes.
  let named: NamedTree
  private let predictions: Dataset
  private let target: String

  init(_ demo: FlightDelays) throws {
    session = demo.session
    names = FlightDelays.categories + demo.numbers
    target = demo.out + "/flight_delays.parquet"
    let inputs = FlightDelays.categories.map { $0 + "_index" } + demo.numbers
    let stages: [any PipelineStage] =
      try FlightDelays.categories.map { name in
        try StringIndexer().setting([
          "inputCol": .string(name), "outputCol": .string(name + "_index"), "handleInvalid": .string("keep"),
        ])
      } + [
        VectorAssembler().setting(["inputCols": .strings(inputs), "outputCol": .string("features")]),
        // More bins than there are destinations: a category needs a bin of its own.
        DecisionTreeClassifier().setting([
          "maxDepth": .integer(Int64(demo.depth)), "maxBins": .integer(128), "seed": .integer(2013),
        ]),
      ]
    let train = try Dataset(session, try session.sql("SELECT * FROM delays WHERE month <= 9"))
    let test = try Dataset(session, try session.sql("SELECT * FROM delays WHERE month > 9"))
    let fitted = try Pipeline(stages).fit(train, CancellationToken())
    guard let model = fitted as? PipelineModel, let tree = model.stages.last as? DecisionTreeClassificationModel,
      let named = NamedTree(model, classes: ["on time", "late"])
    else { throw SparkError.internal("the pipeline has no tree") }
    self.tree = tree
    self.named = named
    indexers = model.stages.compactMap { $0 as? StringIndexerModel }
    predictions = try model.transform(test)
    let view = CreateView(nameParts: ["predictions"], scope: .temporary, replace: true, query: predictions.plan)
    _ = try session.execution(.command(.createView(view))).collect()
  }

  /// Prints the categories and the tree with the names of its features.
  func describe() {
    for indexer in indexers {
      let labels = indexer.labels[0]
      print(
        "\(indexer.params.string("inputCol")): \(labels.count) categories, most frequent \(labels.prefix(5).joined(separator: ", "))"
      )
    }
    let shape = tree.tree
    print(
      "tree: depth \(shape.depth), \(shape.nodes.count) nodes, \(tree.classCount) classes, \(shape.featureCount) features")
    let text = shape.debugText.replacing(/feature (\d+)/) { match in Int(match.1).map { names[$0] } ?? String(match.0) }
    print(text.trimmingCharacters(in: .newlines))
  }

  func printImportances() {
    let ranked = tree.tree.featureImportances.filter { $0.importance > 0 }.sorted {
      ($1.importance, names[$0.feature]) < ($0.importance, names[$1.feature])
    }
    for (feature, importance) in ranked {
      print("  " + names[feature].padding(toLength: 15, withPad: " ", startingAt: 0) + " " + String(format: "%.6f", importance))
    }
  }

  /// Measures the predictions and prints what was found.
  func evaluate(show: (String) throws -> String) throws -> PredictionQuality {
    let quality = try PredictionQuality(predictions, of: named)
    for (name, value) in quality.metrics { print(name, String(format: "%.6f", value)) }
    print("confusion matrix (rows: what happened, columns: what was predicted)")
    print(
      try show(
        "SELECT label, count_if(prediction = 0D) AS `0.0`, count_if(prediction = 1D) AS `1.0` FROM predictions GROUP BY label ORDER BY label"
      ))
    return quality
  }

  /// Writes the predictions and counts what was written.
  func write(show: (String) throws -> String) throws {
    let query = try session.sql(
      "SELECT month, day, carrier, flight, origin, dest, arr_delay, label, prediction FROM predictions")
    let write = WriteFiles(
      query: query, path: target, format: "parquet", mode: .overwrite, options: SourceOptions(), partitionColumns: ["month"])
    _ = try session.execution(.command(.write(write))).collect()
    print(
      try show(
        """
        SELECT month, prediction, count(*) AS flights, sum(label) AS late FROM parquet.`\(target)`
        GROUP BY month, prediction ORDER BY month, prediction
        """))
  }
}
