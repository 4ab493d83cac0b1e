import Foundation
import RedstartDiagnostics
import RedstartExecution
import RedstartMLCore
import RedstartTypes
import Testing

@Suite("Folders that cannot be loaded, and saves that fail")
struct DamagedModelsTests {
  private let storage: StageStorage
  private let model: any Model

  init() throws {
    storage = StageStorage(try ExampleTable.session.get(), CheckedStage.registry)
    let stage = try #require(CheckedStage.all.first { $0.name == "DecisionTreeClassifier" })
    let estimator = try #require(try stage.make() as? any Estimator)
    model = try estimator.fit(ExampleTable.standard.dataset(), CancellationToken())
  }

  /// The error of loading a saved model after something happened to its folder.
  private func failure(after damage: (String) throws -> Void) throws -> SparkError {
    try TemporaryFolder.with { folder in
      let path = folder + "/model"
      try storage.save(model, to: path, CancellationToken())
      try damage(path)
      let error = #expect(throws: SparkError.self) { try storage.load(path, CancellationToken()) }
      #expect(error?.message.contains(path) == true, "\(error?.message ?? "")")
      return try #require(error)
    }
  }

  private func files(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("part-") }.map { "\(folder)/\($0)" }
  }

  private func changeMetadata(_ path: String, _ change: (String) -> String) throws {
    for file in try files(path + "/metadata") {
      try change(try String(contentsOfFile: file, encoding: .utf8)).write(toFile: file, atomically: true, encoding: .utf8)
    }
  }

  @Test func nothingThere() throws {
    let error = #expect(throws: SparkError.self) { try storage.load("/no/such/folder", CancellationToken()) }
    #expect(error?.condition == "PATH_NOT_FOUND")
  }

  @Test func metadata() throws {
    let damages: [(String) -> String] = [
      { _ in "" }, { _ in "{no json" }, { _ in "[1]" }, { $0.replacing("\"class\"", with: "\"klass\"") },
      { $0.replacing("\"uid\"", with: "\"id\"") }, { $0.replacing("\"sparkVersion\"", with: "\"version\"") },
      { $0.replacing("\"paramMap\"", with: "\"params\"") }, { $0.replacing("\"numClasses\"", with: "\"classes\"") },
      { $0.replacing("DecisionTreeClassificationModel", with: "NoSuchModel") },
      { $0.replacing("\"numFeatures\":4", with: "\"numFeatures\":1") },
      { $0.replacing("\"numFeatures\":4", with: "\"numFeatures\":-4") },
      { $0.replacing("\"numFeatures\":4", with: "\"numFeatures\":1e300") },
      { $0.replacing("\"numClasses\":2", with: "\"numClasses\":7") },
    ]
    for damage in damages {
      let error = try failure { try changeMetadata($0, damage) }
      #expect(error.condition == "ML_INVALID_MODEL", "\(error)")
    }
    #expect(try failure { try FileManager.default.removeItem(atPath: $0 + "/metadata") }.condition == "PATH_NOT_FOUND")
  }

  @Test func data() throws {
    #expect(try failure { try FileManager.default.removeItem(atPath: $0 + "/data") }.condition == "PATH_NOT_FOUND")
    for content in ["P", "no Parquet", "PAR1PAR1"] {
      _ = try failure { path in
        for file in try files(path + "/data") { try content.write(toFile: file, atomically: true, encoding: .utf8) }
      }
    }
    // Cut off anywhere.
    for keep in stride(from: 0.1, to: 1, by: 0.2) {
      _ = try failure { path in
        for file in try files(path + "/data") {
          let data = try #require(FileManager.default.contents(atPath: file))
          try data.prefix(Int(Double(data.count) * keep)).write(to: URL(fileURLWithPath: file))
        }
      }
    }
  }

  @Test func existingPaths() throws {
    try TemporaryFolder.with { folder in
      let path = folder + "/model"
      try storage.save(model, to: path, CancellationToken())
      let error = #expect(throws: SparkError.self) { try storage.save(model, to: path, CancellationToken()) }
      #expect(error?.condition == "ML_PATH_EXISTS")
      try "old".write(toFile: path + "/old", atomically: true, encoding: .utf8)
      try storage.save(model, to: path, overwrite: true, CancellationToken())
      #expect(try FileManager.default.contentsOfDirectory(atPath: path).sorted() == ["data", "metadata"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["model"])
    }
  }

  /// A save that does not come to its end changes nothing.
  @Test func failedSaves() throws {
    try TemporaryFolder.with { folder in
      let path = folder + "/model"
      try storage.save(model, to: path, CancellationToken())
      let cancelled = CancellationToken()
      cancelled.cancel()
      let error = #expect(throws: SparkError.self) { try storage.save(model, to: path, overwrite: true, cancelled) }
      #expect(error?.condition == "OPERATION_CANCELED")
      // A stage in the middle of a pipeline that cannot be saved.
      let broken = PipelineModel(uid: "broken", stages: [model, Unsavable()])
      #expect(throws: SparkError.self) { try storage.save(broken, to: path, overwrite: true, CancellationToken()) }
      #expect(throws: SparkError.self) { try storage.save(broken, to: folder + "/new", CancellationToken()) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["model"])
      #expect(throws: Never.self) { try storage.load(path, CancellationToken()) }
      // No folder can stand below a file.
      let below = #expect(throws: SparkError.self) {
        try storage.save(model, to: try #require(try files(path + "/data").first) + "/model", CancellationToken())
      }
      #expect(below?.condition == "ML_WRITE_FAILED")
    }
  }
}

/// A model that cannot be saved.
private struct Unsavable: Model {
  static let className = "Unsavable"
  let uid = "unsavable"
  var params = Params([], owner: "Unsavable")
  func transform(_ dataset: Dataset) throws -> Dataset { dataset }
  func attribute(_ name: String, _ arguments: [ModelAttribute]) throws -> ModelAttribute { .string(uid) }
  var byteCount: Int { 0 }
  var description: String { uid }
}
