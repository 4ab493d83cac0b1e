import Foundation
import RedstartDiagnostics
import RedstartSession
import Testing

@testable import RedstartMLReport

/// Trees that Apache Spark has saved, read with the names that its pipelines know.
@Suite struct SavedTreeTests {
  static let fixtures = Bundle.module.resourcePath.map { $0 + "/Fixtures" } ?? "Fixtures"
  static let session = Result { try Session(SharedState(threads: 1)) }

  static func read(_ name: String) throws -> NamedTree {
    try SavedTree(try session.get()).read(fixtures + "/" + name)
  }

  static func expected(_ name: String) throws -> String {
    try String(contentsOfFile: fixtures + "/" + name + ".txt", encoding: .utf8)
  }

  @Test(arguments: ["classifier", "regressor", "unknown_stages", "alone"])
  func hasTheNamesOfItsPipeline(_ name: String) throws {
    #expect(try Self.read(name).text == (try Self.expected(name)))
  }

  @Test func namesClassesByTheIndexerOfTheLabel() throws {
    let tree = try Self.read("classifier")
    #expect(Set(tree.classes) == ["sour", "sweet", "dull"])
    #expect(tree.impurity == "gini")
    #expect(try Self.read("regressor").classes.isEmpty)
  }

  @Test(arguments: [
    ("forest", "not ensembles"), ("logistic", "LogisticRegressionModel"), ("unfitted", "not fitted yet"),
    ("classifier/stages", "no folder metadata"),
  ])
  func saysWhatCannotBeDrawn(_ name: String, _ reason: String) throws {
    let error = #expect(throws: SparkError.self) { try Self.read(name) }
    #expect(error?.condition == "ML_INVALID_MODEL")
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
  }

  @Test func saysThatThereIsNothing() throws {
    let error = #expect(throws: SparkError.self) { try Self.read("nothing") }
    #expect(error?.condition == "PATH_NOT_FOUND")
  }
}
