import Foundation
import RedstartColumnar
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartMLEvaluation
import RedstartMLFeatures
import RedstartMLTrees
import RedstartSession
import RedstartTypes
import Testing

@testable import RedstartMLTuning

@Suite("Choosing parameters")
struct TuningTests {
  private let session: Session

  init() throws { session = try Session(SharedState(threads: 2)) }

  /// Two features, a number that depends on the first one, and the number of a fold.
  private func lessons(count: Int = 120) throws -> Dataset {
    let rows = (0..<count).map { index -> [Value] in
      let a = Double(index * 37 % 101)
      return [
        .double(a), .double(Double(index * index % 17)), .double(a / 4 + Double(index * 7 % 11)), .integer(Int64(index % 3)),
      ]
    }
    let schema = StructType([
      StructField("a", .double), StructField("b", .double), StructField("label", .double), StructField("fold", .integer),
    ])
    return try VectorAssembler().setting(["inputCols": .strings(["a", "b"]), "outputCol": .string("features")])
      .transform(try Dataset(session, .rows(rows, of: schema)))
  }

  private func search<Stage: Validator>(_ stage: Stage, depths: [Int]) -> Stage {
    let tree = DecisionTreeRegressor()
    let grid = ParamGridBuilder().addGrid(tree, "maxDepth", depths.map { .integer(Int64($0)) }).build()
    return stage.searching(tree, grid, measuredBy: RegressionEvaluator())
  }

  private func predictions(_ model: any Model) throws -> [Value] {
    let made = try model.transform(try lessons())
    let batch = try made.select([(.attribute(try made.column("prediction")), "p")], CancellationToken()).collectBatch()
    return (0..<batch.count).map { batch.columns[0].value(at: $0) }
  }

  private func depth(_ model: any Model) throws -> Int? {
    if case .integer(let depth) = try model.attribute("depth", []) { depth } else { nil }
  }

  @Test func gridsAreAllCombinations() throws {
    let (tree, assembler) = (DecisionTreeRegressor(), VectorAssembler())
    let grid = ParamGridBuilder().addGrid(tree, "maxDepth", [.integer(1), .integer(2)])
      .baseOn(tree, "maxBins", .integer(16)).addGrid(assembler, "handleInvalid", [.string("keep"), .string("skip")]).build()
    #expect(grid.count == 4)
    #expect(Set(grid).count == 4)
    #expect(grid.allSatisfy { $0.values[ParamMap.Key(tree.uid, "maxBins")] == .integer(16) })
    #expect(grid[0].values[ParamMap.Key(assembler.uid, "handleInvalid")] == .string("keep"))
    #expect(grid[1].values[ParamMap.Key(assembler.uid, "handleInvalid")] == .string("skip"))
    #expect(ParamGridBuilder().build() == [ParamMap()])
  }

  @Test func settingsReachTheStagesOfPipelines() throws {
    let (scaler, tree) = (StandardScaler(), DecisionTreeRegressor())
    var map = ParamMap()
    map.values[ParamMap.Key(tree.uid, "maxDepth")] = .integer(2)
    let pipeline = try #require(try map.applied(to: Pipeline([scaler, tree])) as? Pipeline)
    #expect(pipeline.stages[1].params.integer("maxDepth") == 2)
    #expect(!pipeline.stages[0].params.isSet("withMean"))
    map.values[ParamMap.Key("someone else", "maxDepth")] = .integer(2)
    let error = #expect(throws: SparkError.self) { try map.applied(to: Pipeline([scaler, tree])) }
    #expect(error?.condition == "ML_UNKNOWN_PARAM")
  }

  @Test func foldsAreEachLeftOutOnce() throws {
    let dataset = try lessons()
    let folds = try dataset.folds(3, seed: 7, uid: "cv")
    let counts = try folds.map { pair in
      try [pair.training, pair.validation].map { try $0.computed(CancellationToken()).count() }
    }
    #expect(counts.allSatisfy { $0[0] + $0[1] == 120 })
    #expect(counts.reduce(0) { $0 + $1[1] } == 120)
    let split = try dataset.split(trainingShare: 0.75, seed: 7)
    #expect(
      try split.training.computed(CancellationToken()).count() + split.validation.computed(CancellationToken()).count() == 120)
  }

  @Test func crossValidationChoosesTheBest() throws {
    var validator = search(try CrossValidator().setting("seed", .integer(11)), depths: [0, 4])
    try validator.params.set("collectSubModels", .boolean(true))
    let model = try #require(try validator.fit(try lessons(), CancellationToken()) as? CrossValidatorModel)
    #expect(model.avgMetrics.count == 2 && model.avgMetrics[1] < model.avgMetrics[0])
    #expect(model.stdMetrics.allSatisfy { $0 >= 0 })
    #expect(try depth(model.bestModel) == 4)
    #expect(try model.subModels?.map { try $0.map { try depth($0) } } == [[0, 4], [0, 4], [0, 4]])
    try validator.params.set("parallelism", .integer(4))
    let again = try #require(try validator.fit(try lessons(), CancellationToken()) as? CrossValidatorModel)
    #expect(again.avgMetrics == model.avgMetrics && again.stdMetrics == model.stdMetrics)
  }

  @Test func foldsOfAColumn() throws {
    var validator = search(try CrossValidator().setting("foldCol", .string("fold")), depths: [1, 3])
    let model = try #require(try validator.fit(try lessons(), CancellationToken()) as? CrossValidatorModel)
    #expect(model.avgMetrics.count == 2 && model.subModels == nil)
    try validator.params.set("numFolds", .integer(2))
    let outside = #expect(throws: SparkError.self) { try validator.fit(try lessons(), CancellationToken()) }
    #expect(outside?.condition == "USER_RAISED_EXCEPTION")
    try validator.params.set("numFolds", .integer(4))
    let empty = #expect(throws: SparkError.self) { try validator.fit(try lessons(), CancellationToken()) }
    #expect(empty?.condition == "ML_INVALID_VALUE")
  }

  @Test func oneSplitChoosesTheBest() throws {
    let validator = search(try TrainValidationSplit().setting("trainRatio", .double(0.5)), depths: [0, 2, 5])
    let model = try #require(try validator.fit(try lessons(), CancellationToken()) as? TrainValidationSplitModel)
    #expect(model.validationMetrics.count == 3)
    let best = try #require(model.validationMetrics.min())
    #expect(try depth(model.bestModel) == [0, 2, 5][model.validationMetrics.firstIndex(of: best) ?? 0])
  }

  @Test func whatIsMissingIsSaid() throws {
    #expect(throws: SparkError.self) { try CrossValidator().fit(try lessons(), CancellationToken()) }
    #expect(throws: SparkError.self) { try CrossValidator().setting("numFolds", .integer(1)) }
    var broken = search(CrossValidator(), depths: [1])
    broken.estimator = try DecisionTreeRegressor().setting("featuresCol", .string("nope"))
    broken.estimatorParamMaps = [ParamMap()]
    let error = #expect(throws: SparkError.self) { try broken.fit(try lessons(), CancellationToken()) }
    #expect(error?.condition == "FIELD_NOT_FOUND")
  }

  @Test func savedAndLoaded() throws {
    let storage = StageStorage(
      session, MLRegistry(TuningStages.all + FeatureStages.all + TreeStages.all + EvaluationStages.all))
    let folder = FileManager.default.temporaryDirectory.appending(path: "tuning-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var validator = search(try CrossValidator().setting("numFolds", .integer(2)), depths: [1, 3])
    try validator.params.set("collectSubModels", .boolean(true))
    let model = try #require(try validator.fit(try lessons(), CancellationToken()) as? CrossValidatorModel)
    try storage.save(validator, to: folder + "/validator", CancellationToken())
    try storage.save(model, to: folder + "/model", CancellationToken())
    let again = try #require(try storage.load(folder + "/model", CancellationToken()) as? CrossValidatorModel)
    #expect(again.avgMetrics == model.avgMetrics && again.stdMetrics == model.stdMetrics)
    #expect(again.subModels?.count == 2 && again.estimatorParamMaps == model.estimatorParamMaps)
    #expect(try predictions(again) == predictions(model))
    let other = try #require(try storage.load(folder + "/validator", CancellationToken()) as? CrossValidator)
    #expect(other.params.integer("numFolds") == 2 && other.estimatorParamMaps == validator.estimatorParamMaps)
    let refitted = try #require(try other.fit(try lessons(), CancellationToken()) as? CrossValidatorModel)
    #expect(refitted.avgMetrics == model.avgMetrics)

    let split = search(TrainValidationSplit(), depths: [2])
    let fitted = try split.fit(try lessons(), CancellationToken())
    try storage.save(fitted, to: folder + "/split", CancellationToken())
    let loaded = try #require(try storage.load(folder + "/split", CancellationToken()) as? TrainValidationSplitModel)
    #expect(try predictions(loaded) == predictions(fitted))
  }
}

extension Dataset {
  fileprivate func count() throws -> Int {
    try session.execution(plan).collect().reduce(0) { $0 + $1.count }
  }
}
