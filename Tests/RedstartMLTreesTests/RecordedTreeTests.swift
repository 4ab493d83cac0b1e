import RedstartDiagnostics
import RedstartExecution
import RedstartMLCore
import RedstartMemory
import Testing

@testable import RedstartMLTrees

@Suite("Trees as Spark grows them")
struct RecordedTreeTests {
  private static let tasks = [1, 3].map { FitTasks(pool: WorkerPool(threadCount: $0)) }

  @Test func allAreRead() { #expect(RecordedTree.all.count == 59) }

  @Test(arguments: RecordedTree.all)
  func sameNodes(_ recorded: RecordedTree) throws {
    let tree = try TreeGrower(recorded.matrix, recorded.parameters, Self.tasks[1]).grow()
    #expect(tree.debugText == recorded.debug)
    #expect(tree.depth == recorded.depth)
    try #require(tree.nodes.count == recorded.nodes.count)
    // Sums of weights may be added in another order.
    func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(b)) }
    for (node, expected) in zip(tree.nodes, recorded.nodes) {
      #expect(close(node.prediction, expected.prediction))
      #expect(close(node.impurity, expected.impurity))
      #expect(close(node.gain, expected.gain))
      #expect(node.rawCount == expected.rawCount)
      #expect(zip(node.statistics, expected.impurityStats).allSatisfy { close($0, $1) })
      #expect(node.left == expected.leftChild && node.right == expected.rightChild)
      switch node.split {
      case .continuous(let feature, let threshold):
        #expect(feature == expected.split.featureIndex && [threshold] == expected.split.leftCategoriesOrThreshold)
        #expect(expected.split.numCategories == -1)
      case .categorical(let feature, let left, let categories):
        #expect(feature == expected.split.featureIndex && left == expected.split.leftCategoriesOrThreshold)
        #expect(categories == expected.split.numCategories)
      case nil: #expect(expected.split.featureIndex == -1)
      }
    }
    #expect(tree.featureImportances.map(\.feature) == recorded.importances.map { Int($0[0]) })
    for (ours, expected) in zip(tree.featureImportances, recorded.importances) { #expect(close(ours.importance, expected[1])) }
  }

  /// The number of threads, the room for histograms, the size of the pieces and the form of the vectors change nothing.
  @Test(arguments: RecordedTree.all.filter { $0.weights == nil && $0.classes > 0 })
  func sameTreeByAnyMeans(_ recorded: RecordedTree) throws {
    var parameters = recorded.parameters
    let matrices = [
      recorded.matrix, FeatureMatrix(rows: recorded.features, labels: recorded.labels, blockRows: 7, sparsely: true),
    ]
    for (maxMemory, fewRows) in [(1, 1 << 15), (4096, 9), (256 << 20, 1), (256 << 20, 30)] {
      parameters.maxMemory = maxMemory
      for (matrix, tasks) in zip(matrices, Self.tasks) {
        #expect(try TreeGrower(matrix, parameters, tasks, fewRows: fewRows).grow().debugText == recorded.debug)
      }
    }
  }

  @Test(arguments: RecordedTree.all)
  func samePredictions(_ recorded: RecordedTree) throws {
    let tree = try TreeGrower(recorded.matrix, recorded.parameters, Self.tasks[0]).grow()
    let kernel = TreeKernel(tree)
    let leaves = tree.leafNumbers
    for (row, answer) in zip(recorded.features, recorded.answers) {
      let leaf = try #require(kernel.leaf(row))
      #expect(leaf == tree.leaf { row[$0] })
      #expect(leaves[leaf] == answer.leaf)
      #expect(abs(tree.nodes[leaf].prediction - answer.prediction) < 1e-9)
      guard let raw = answer.raw, let probability = answer.probability else { continue }
      let model = DecisionTreeClassificationModel(uid: "tree", tree: tree, classCount: recorded.classes)
      #expect(model.predictions[leaf] == answer.prediction)
      #expect(zip(tree.nodes[leaf].statistics, raw).allSatisfy { abs($0 - $1) < 1e-9 })
      let start = leaf * recorded.classes
      #expect(
        zip(model.probabilities[start..<(start + recorded.classes)], probability).allSatisfy { abs($0 - $1) < 1e-12 })
    }
  }

  @Test(arguments: RecordedTree.all)
  func savedRowsMakeTheSameTree(_ recorded: RecordedTree) throws {
    let tree = try TreeGrower(recorded.matrix, recorded.parameters, Self.tasks[0]).grow()
    let model: any SavableModel =
      recorded.classes == 0
      ? DecisionTreeRegressionModel(uid: "tree", tree: tree)
      : DecisionTreeClassificationModel(uid: "tree", tree: tree, classCount: recorded.classes)
    let read = try DecisionTree(
      rows: tree.rows.reversed(), StageMetadata(model, extras: model.metadataExtras), isRegression: recorded.classes == 0)
    #expect(read.debugText == tree.debugText)
    #expect(read.rows == tree.rows)
  }

  @Test func refusesTooFewBins() throws {
    let matrix = FeatureMatrix(rows: [[0], [1], [2]], labels: [0, 1, 0])
    let parameters = TreeParameters(impurity: .gini, classCount: 2, maxBins: 2, categories: [0: 3])
    let error = #expect(throws: SparkError.self) { try TreeGrower(matrix, parameters, Self.tasks[0]).grow() }
    #expect(error?.condition == "DECISION_TREE_MAX_BINS_TOO_SMALL")
  }

  @Test func refusesUnknownCategories() throws {
    let matrix = FeatureMatrix(rows: [[0], [1], [7], [0]], labels: [0, 1, 0, 1])
    let parameters = TreeParameters(impurity: .gini, classCount: 2, categories: [0: 3])
    let error = #expect(throws: SparkError.self) { try TreeGrower(matrix, parameters, Self.tasks[0]).grow() }
    #expect(error?.condition == "DECISION_TREE_INVALID_CATEGORY")
  }

  @Test func stopsWhenCancelled() {
    let recorded = RecordedTree.all[0]
    let cancellation = CancellationToken()
    cancellation.cancel()
    let tasks = FitTasks(pool: WorkerPool(threadCount: 2), cancellation: cancellation)
    let error = #expect(throws: SparkError.self) { try TreeGrower(recorded.matrix, recorded.parameters, tasks).grow() }
    #expect(error?.condition == "OPERATION_CANCELED")
  }

  @Test func refusesWhatDoesNotFitIntoMemory() {
    let recorded = RecordedTree.all[0]
    let memory = MemoryPool(limit: 1000)
    let error = #expect(throws: SparkError.self) {
      try TreeGrower(
        recorded.matrix, recorded.parameters, FitTasks(pool: WorkerPool(threadCount: 2), memory: memory)
      ).grow()
    }
    #expect(error?.condition == "UNABLE_TO_ACQUIRE_MEMORY")
    #expect(memory.reserved == 0)
  }

  @Test func showsItsProgress() throws {
    let recorded = RecordedTree.all[0]
    let progress = JobProgress()
    let tasks = FitTasks(pool: WorkerPool(threadCount: 2), progress: progress)
    _ = try TreeGrower(recorded.matrix, recorded.parameters, tasks, fewRows: 20).grow()
    #expect(progress.current.count > 3)
    #expect(progress.current.allSatisfy { $0.isDone })
  }
}
