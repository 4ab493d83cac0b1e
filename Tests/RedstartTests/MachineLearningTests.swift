import Foundation
import Redstart
import Testing

@Suite struct MachineLearningTests {
  /// Rows whose label follows from two columns.
  private func rows() async throws -> DataFrame {
    let spark = try await SharedSession.get()
    let colors = array(lit("red"), lit("green"), lit("blue"))
    return spark.range(0, 300, step: 1, numPartitions: 1).select(
      col("id"), colors.getItem((col("id") % 3).cast("int")).alias("color"), (col("id") % 10).cast("double").alias("x"),
      when(col("id") % 10 < 4 && col("id") % 3 != 0, 1.0).otherwise(0.0).alias("label"))
  }

  private var pipeline: Pipeline {
    Pipeline([
      StringIndexer(inputCol: "color", outputCol: "colorIndex"),
      VectorAssembler(inputCols: ["colorIndex", "x"], outputCol: "features"),
      DecisionTreeClassifier().setMaxDepth(4).setSeed(1),
    ])
  }

  @Test func pipelinesLearnTreesAndPredict() async throws {
    let rows = try await rows()
    let model = try await pipeline.fit(rows)
    let indexer = try #require(model.stage(StringIndexerModel.self))
    #expect(try await indexer.labels == ["blue", "green", "red"])
    let tree = try #require(model.stage(DecisionTreeClassificationModel.self))
    #expect(try await tree.numClasses == 2)
    #expect(try await tree.numFeatures == 2)
    #expect(try await tree.depth >= 2)
    #expect(try await tree.featureImportances.elements.count == 2)
    #expect(abs(try await tree.featureImportances.elements.reduce(0, +) - 1) < 1e-9)
    #expect(try await tree.toDebugString.contains("If (feature"))
    #expect(try await tree.predict(.dense([0, 1])) == 1)
    #expect(try await tree.predict(.dense([2, 1])) == 0)
    let predicted = model.transform(rows)
    #expect(try await predicted.filter("prediction != label").count() == 0)
    let row = try #require(try await predicted.select("features", "probability").first())
    #expect((row[0] as? MLVector)?.size == 2)
    #expect(try row.get("probability", as: MLVector.self).elements.reduce(0, +) == 1)
    let area = try await BinaryClassificationEvaluator().setRawPredictionCol("probability").evaluate(predicted)
    #expect(area == 1)
    #expect(try await MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(predicted) == 1)
    let renamed = tree.setPredictionCol("guess").transform(
      VectorAssembler(inputCols: ["x", "x"], outputCol: "features").transform(rows))
    #expect(try await renamed.columns.contains("guess"))
  }

  @Test func regressorsAndWayBack() async throws {
    let rows = try await rows().withColumn("y", col("x") * 2)
    let assembler = VectorAssembler(inputCols: ["x"], outputCol: "features")
    let tree = DecisionTreeRegressor(featuresCol: "features", labelCol: "y").setMaxDepth(4).setVarianceCol("spread")
    let model = try await tree.fit(assembler.transform(rows))
    let predicted = model.transform(assembler.transform(rows))
    #expect(try await RegressionEvaluator().setLabelCol("y").evaluate(predicted) == 0)
    #expect(try await predicted.agg(max("spread")).collect() == [Row(0.0)])
    let indexed = try await StringIndexer(inputCol: "color", outputCol: "i").fit(rows).transform(rows)
    let back = IndexToString(inputCol: "i", outputCol: "again").transform(indexed)
    #expect(try await back.filter("again != color").count() == 0)
  }

  @Test func modelsAreSavedAndLoaded() async throws {
    let spark = try await SharedSession.get()
    let rows = try await rows()
    let path = SharedSession.folder("model")
    let model = try await pipeline.fit(rows)
    try await model.save(spark, path)
    await #expect(throws: SparkError.self) { try await model.save(spark, path) }
    try await model.save(spark, path, overwrite: true)
    let loaded = try await PipelineModel.load(spark, path)
    #expect(loaded.uid == model.uid)
    #expect(loaded.stages.map(\.uid) == model.stages.map(\.uid))
    #expect(try await loaded.transform(rows).filter("prediction != label").count() == 0)
    let unfitted = SharedSession.folder("pipeline")
    try await pipeline.save(spark, unfitted)
    let again = try await Pipeline.load(spark, unfitted).fit(rows)
    #expect(try await again.transform(rows).filter("prediction != label").count() == 0)
    let tree = try #require(model.stage(DecisionTreeClassificationModel.self))
    let treePath = SharedSession.folder("tree")
    try await tree.save(treePath)
    let loadedTree = try await DecisionTreeClassificationModel.load(spark, treePath)
    #expect(try await loadedTree.toDebugString == tree.toDebugString)
  }

  @Test func parametersAreChosenByValidation() async throws {
    let rows = try await rows()
    let tree = DecisionTreeClassifier().setSeed(1)
    let features = try await Pipeline([
      StringIndexer(inputCol: "color", outputCol: "colorIndex"),
      VectorAssembler(inputCols: ["colorIndex", "x"], outputCol: "features"),
    ]).fit(rows).transform(rows)
    let grid = ParamGridBuilder().addGrid(tree, "maxDepth", [0, 4]).addGrid(tree, "impurity", ["gini", "entropy"]).build()
    #expect(grid.count == 4)
    let evaluator = MulticlassClassificationEvaluator().setMetricName("accuracy")
    let crossed = try await CrossValidator(estimator: tree, evaluator: evaluator, estimatorParamMaps: grid, numFolds: 2, seed: 3)
      .fit(features)
    #expect(crossed.avgMetrics.count == 4)
    #expect(crossed.bestParams == grid[2])
    #expect(try await crossed.bestModel.depth >= 2)
    let split = try await TrainValidationSplit(
      estimator: tree, evaluator: evaluator, estimatorParamMaps: grid, trainRatio: 0.7, seed: 3
    ).fit(features)
    #expect(split.bestParams == grid[2])
    #expect(try await split.transform(features).filter("prediction != label").count() == 0)
  }

  @Test func wrongParametersAreRefused() async throws {
    let rows = try await rows()
    await #expect(throws: SparkError.self) { try await StringIndexer(inputCol: "nothing", outputCol: "i").fit(rows) }
    await #expect(throws: SparkError.self) { try await DecisionTreeClassifier().setMaxDepth(-1).fit(rows) }
    await #expect(throws: SparkError.self) {
      try await Pipeline([MulticlassClassificationEvaluator()]).fit(rows)
    }
  }
}
