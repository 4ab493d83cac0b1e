import Foundation
import RedstartDiagnostics
import RedstartExecution
import RedstartMLCore
import RedstartTypes
import Testing

/// Folders that Apache Spark saved, with what it answered: see `scripts/check-saved-models.py`.
enum SavedBySpark {
  static let folder = Bundle.module.url(forResource: "Fixtures/saved", withExtension: nil)?.path ?? ""

  static let answers: [(name: String, answers: [String: String])] = {
    guard let text = try? String(contentsOfFile: folder + "/answers.json", encoding: .utf8),
      let members = try? JSONValue(parsing: text).members
    else { return [] }
    return members.map { member in
      let pairs = (member.value.members ?? []).map { ($0.name, $0.value.string ?? "") }
      return (member.name, Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }
  }()

  static var names: [String] { answers.map(\.name) }
}

@Suite("Stages that Spark saved")
struct RecordedModelsTests {
  private func load(_ name: String) throws -> any PipelineStage {
    try StageStorage(ExampleTable.session.get(), CheckedStage.registry).load(
      "\(SavedBySpark.folder)/\(name)", CancellationToken())
  }

  @Test func allAreThere() { #expect(SavedBySpark.names.count >= 17) }

  /// As the script writes values: numbers to twelve digits, lists as Python has them.
  private func text(_ value: ParamValue?) -> String {
    func number(_ value: Double) -> String { String(format: "%.12g", value) }
    func list(_ texts: [String]) -> String { "[" + texts.map { "'\($0)'" }.joined(separator: ", ") + "]" }
    return switch value {
    case nil: "None"
    case .boolean(let flag): flag ? "True" : "False"
    case .integer(let number): "\(number)"
    case .double(let value): number(value)
    case .string(let text): text
    case .strings(let texts): list(texts)
    case .doubles(let numbers): list(numbers.map(number))
    case .some(let other): other.text
    }
  }

  @Test(arguments: SavedBySpark.names)
  func sameParameters(_ name: String) throws {
    let expected = try #require(SavedBySpark.answers.first { $0.name == name }?.answers)
    let stage = try load(name)
    #expect(stage.className.hasSuffix("." + (expected["class"] ?? "?")))
    #expect(stage.uid == expected["uid"])
    for (key, value) in expected where key.hasPrefix("param ") {
      let param = String(key.dropFirst(6))
      let isSet = stage.params.isSet(param)
      #expect("\(isSet ? "set" : "default") \(text(stage.params[param]))" == value, "\(param)")
    }
  }

  @Test(arguments: SavedBySpark.names.filter { $0.contains("model") && !$0.contains("pipeline") })
  func sameAttributes(_ name: String) throws {
    let expected = try #require(SavedBySpark.answers.first { $0.name == name }?.answers)
    let model = try #require(try load(name) as? any Model)
    for key in ["toDebugString", "depth", "numNodes", "numFeatures", "numClasses"] {
      guard let value = expected[key] else { continue }
      let found =
        switch try model.attribute(key, []) {
        case .integer(let number): "\(number)"
        case .string(let text): text
        default: "?"
        }
      #expect(found == value, "\(key)")
    }
  }

  @Test(arguments: SavedBySpark.names)
  func savedAgainTheMetadataIsTheSame(_ name: String) throws {
    try TemporaryFolder.with { folder in
      let storage = StageStorage(try ExampleTable.session.get(), CheckedStage.registry)
      try storage.save(try load(name), to: folder + "/again", CancellationToken())
      #expect(try metadata(folder + "/again") == metadata("\(SavedBySpark.folder)/\(name)"))
    }
  }

  /// The line of metadata without the time and the language of a pipeline.
  private func metadata(_ path: String) throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: path + "/metadata").filter { $0.hasPrefix("part-") }
    let line = try String(contentsOfFile: "\(path)/metadata/\(try #require(names.first))", encoding: .utf8)
    return line.replacing(/"timestamp":\d+/, with: "").replacing("pyspark.ml.pipeline.", with: "org.apache.spark.ml.")
      .replacing(#","language":"Python""#, with: "")
  }
}
