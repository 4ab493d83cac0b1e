import Foundation
import RedstartAnalyzer
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartSyntax
import RedstartTypes
import Testing

@Suite struct FileIndexTests {
  let folder: URL
  let recorded: RecordedAnalysis

  init() throws {
    recorded = try RecordedAnalysis()
    folder = FileManager.default.temporaryDirectory.appending(path: "index-\(UUID().uuidString)")
    for path in [
      "year=2020/month=1/a.parquet", "year=2021/month=12/b.parquet", "year=2021/month=12/_SUCCESS", "year=2021/.hidden.parquet",
      "_temporary/c.parquet",
    ] {
      let url = folder.appending(path: path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("x".utf8).write(to: url)
    }
  }

  private func relation(_ pattern: String) throws -> FileRelation {
    let plan = try Analyzer(recorded.context).analyze(
      try SQLParser.parseStatement("SELECT * FROM parquet.`\(folder.path)\(pattern)`"))
    var found: FileRelation?
    plan.visit { if case .relation(let relation) = $0 { found = relation } }
    return try required(found)
  }

  @Test func foldersGivePartitionColumns() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let relation = try relation("")
    #expect(relation.partitionSchema == StructType([StructField("year", .integer), StructField("month", .integer)]))
    #expect(relation.output.map(\.name) == ["value", "year", "month"])
    #expect(relation.files.map { String($0.path.split(separator: "/").last ?? "") } == ["a.parquet", "b.parquet"])
    #expect(relation.files.map(\.partitionValues) == [[.integer(2020), .integer(1)], [.integer(2021), .integer(12)]])
  }

  @Test func globsChooseFolders() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try relation("/year=202[1-9]/*/*.parquet").files.count == 1)
    #expect(try relation("/year={2020,2021}").files.count == 2)
    #expect(throws: SparkError.self) { try relation("/year=19*") }
  }
}
