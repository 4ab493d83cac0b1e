import Foundation
import RedstartDiagnostics
import RedstartExecution
import RedstartMLCore
import RedstartTypes
import Testing

@Suite("Every stage is the same after it was saved and loaded")
struct SavingChecks {
  private let table = ExampleTable.standard

  private var storage: StageStorage { get throws { StageStorage(try ExampleTable.session.get(), CheckedStage.registry) } }

  private func reloaded(_ stage: any PipelineStage) throws -> any PipelineStage {
    try TemporaryFolder.with { folder in
      try storage.save(stage, to: folder + "/stage", overwrite: false, CancellationToken())
      let read = try storage.load(folder + "/stage", CancellationToken())
      // Saved again it says the same.
      try storage.save(read, to: folder + "/again", overwrite: false, CancellationToken())
      #expect(try metadata(folder + "/stage") == metadata(folder + "/again"))
      return read
    }
  }

  /// The members of the metadata except for the time.
  private func metadata(_ path: String) throws -> [String: JSONValue] {
    let names = try FileManager.default.contentsOfDirectory(atPath: path + "/metadata").filter { $0.hasPrefix("part-") }
    let line = try String(contentsOfFile: "\(path)/metadata/\(try #require(names.first))", encoding: .utf8)
    let members = try #require(try JSONValue(parsing: line).members).map { ($0.name, $0.value) }
    return Dictionary(uniqueKeysWithValues: members.filter { $0.0 != "timestamp" })
  }

  private func same(_ a: any PipelineStage, _ b: any PipelineStage) {
    #expect(a.className == b.className)
    #expect(a.uid == b.uid)
    #expect("\(a.params.explicit.sorted { $0.key < $1.key })" == "\(b.params.explicit.sorted { $0.key < $1.key })")
    #expect("\(a.params.defaults.sorted { $0.key < $1.key })" == "\(b.params.defaults.sorted { $0.key < $1.key })")
  }

  @Test(arguments: CheckedStage.all)
  func stages(_ stage: CheckedStage) throws {
    for made in [try stage.make(), stage.type.init(uid: "\(stage.name)_of_defaults")] { same(made, try reloaded(made)) }
  }

  @Test(arguments: CheckedStage.estimators)
  func models(_ stage: CheckedStage) throws {
    let dataset = try table.dataset()
    let model = try stage.transformer(try stage.make(), fittedOn: dataset)
    let read = try #require(try reloaded(model) as? any Transformer)
    same(model, read)
    #expect((model as? any Model)?.description == (read as? any Model)?.description)
    let (expected, found) = (try model.transform(dataset), try read.transform(dataset))
    #expect(try expected.made(from: table, inOrder: true) == found.made(from: table, inOrder: true))
    #expect(expected.columns.map(\.metadata) == found.columns.map(\.metadata))
  }

  @Test(arguments: CheckedStage.transformers + CheckedStage.estimators)
  func pipelines(_ stage: CheckedStage) throws {
    let dataset = try table.dataset()
    let pipeline = Pipeline([try stage.make()])
    let readPipeline = try #require(try reloaded(pipeline) as? Pipeline)
    same(pipeline, readPipeline)
    for (a, b) in zip(pipeline.stages, readPipeline.stages) { same(a, b) }
    let model = try pipeline.fit(dataset, CancellationToken())
    let read = try #require(try reloaded(model) as? PipelineModel)
    #expect(
      try model.transform(dataset).made(from: table, inOrder: true) == read.transform(dataset).made(from: table, inOrder: true))
  }

  /// Every registered model is reached by an estimator of an example.
  @Test func allModelsAreChecked() throws {
    let made = try Set(
      CheckedStage.estimators.map { try $0.transformer(try $0.make(), fittedOn: table.dataset()).className })
    for type in CheckedStage.types where type is any Model.Type {
      #expect(made.contains(type.className), "\(type.className) comes of no estimator's example")
    }
  }
}
