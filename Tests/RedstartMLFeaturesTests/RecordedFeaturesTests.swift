import Foundation
import RedstartColumnar
import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartSession
import RedstartTypes
import Testing

@testable import RedstartMLFeatures

@Suite("Features as Spark makes them")
struct RecordedFeaturesTests {
  private let recorded: JSONValue
  private let session: Session

  init() throws {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/features", withExtension: "json"))
    recorded = try JSONValue(parsing: String(contentsOf: url, encoding: .utf8))
    session = try Session(SharedState(threads: 2))
  }

  private static func value(_ json: JSONValue, _ type: DataType) -> Value {
    switch (json, type) {
    case (.string("NaN"), .double): .double(.nan)
    case (.null, _): .null
    case (.boolean(let flag), _): .boolean(flag)
    case (.integer(let number), .integer): .integer(number)
    case (.string(let text), _): .string(text)
    default: .double(json.double ?? 0)
    }
  }

  private func table(_ name: String, _ fields: [(String, DataType)], count: Int? = nil) throws -> Dataset {
    let all = try #require(recorded[name]?.array).map { $0.array ?? [] }
    let rows = Array(all.prefix(count ?? all.count))
    let columns = fields.enumerated().map { index, field in
      Vector.of(rows.map { Self.value($0[index], field.1) }, type: field.1)
    }
    return try Dataset(
      session,
      .localRelation(
        LocalRelation(output: fields.map { Attribute($0.0, $0.1) }, batches: [RecordBatch(columns, count: rows.count)])))
  }

  private func rows(count: Int? = nil) throws -> Dataset {
    try table("rows", [("s", .string), ("d", .double), ("i", .integer), ("b", .boolean)], count: count)
  }

  private func plain() throws -> Dataset {
    try table("plain", [("i", .integer), ("d", .double), ("b", .boolean), ("z1", .double), ("z2", .double), ("z3", .double)])
  }

  private func column(_ name: String, _ dataset: Dataset) throws -> [Value] {
    let column = Expression.attribute(try dataset.column(name))
    let batch = try dataset.select([(column, name)], CancellationToken()).collectBatch()
    return (0..<batch.count).map { batch.columns[0].value(at: $0) }
  }

  /// Members of objects in the order of their names: metadata has no order.
  private func sorted(_ json: JSONValue) -> JSONValue {
    switch json {
    case .object(let members): .object(members.sorted { $0.name < $1.name }.map { JSONMember($0.name, sorted($0.value)) })
    case .array(let elements): .array(elements.map(sorted))
    default: json
    }
  }

  private func checkMetadata(_ name: String, _ dataset: Dataset, _ expected: JSONValue) throws {
    let metadata = sorted(try JSONValue(parsing: try dataset.column(name).metadata.json))
    #expect(metadata == sorted(try #require(expected["metadata"])))
  }

  @Test func labels() throws {
    for expected in try #require(recorded["labels"]?.array) {
      let indexer = try StringIndexer().setting([
        "inputCol": .string(expected["column"]?.string ?? ""), "outputCol": .string("x"),
        "stringOrderType": .string(expected["order"]?.string ?? ""),
      ])
      let model = try #require(try indexer.fit(try rows(), CancellationToken()) as? StringIndexerModel)
      #expect(model.labels[0] == expected["labels"]?.array?.compactMap(\.string), "\(expected.text)")
    }
  }

  @Test func indices() throws {
    for expected in try #require(recorded["indexed"]?.array) {
      let indexer = try StringIndexer().setting([
        "inputCol": .string(expected["column"]?.string ?? ""), "outputCol": .string("x"),
        "handleInvalid": .string(expected["handling"]?.string ?? ""),
      ])
      let model = try #require(try indexer.fit(try rows(count: 5), CancellationToken()) as? StringIndexerModel)
      #expect(model.labels[0] == expected["labels"]?.array?.compactMap(\.string))
      let made = try model.transform(try rows())
      #expect(try column("x", made) == expected["x"]?.array?.map { .double($0.double ?? .nan) }, "\(expected.text)")
      try checkMetadata("x", made, expected)
      let back = try IndexToString().setting(["inputCol": .string("x"), "outputCol": .string("o")]).transform(made)
      #expect(try column("o", back) == expected["back"]?.array?.map { .string($0.string ?? "") })
    }
  }

  @Test func unknownLabelsFail() throws {
    let indexer = try StringIndexer().setting(["inputCol": .string("s"), "outputCol": .string("x")])
    let model = try indexer.fit(try rows(count: 2), CancellationToken())
    let error = #expect(throws: SparkError.self) { try column("x", try model.transform(try rows())) }
    #expect(error?.condition == "FAILED_EXECUTE_UDF")
  }

  @Test func vectors() throws {
    for expected in try #require(recorded["assembled"]?.array) {
      let names = expected["columns"]?.array?.compactMap(\.string) ?? []
      let assembler = try VectorAssembler().setting([
        "inputCols": .strings(names), "outputCol": .string("v"),
        "handleInvalid": .string(expected["handling"]?.string ?? "error"),
      ])
      var made = try assembler.transform(try expected["handling"] == nil ? plain() : rows())
      var output = "v"
      if expected["twice"] != nil {
        let again = try VectorAssembler().setting(["inputCols": .strings(["v", "z3", "v"]), "outputCol": .string("w")])
        made = try again.transform(made)
        output = "w"
      }
      let vectors = try column(output, made).compactMap { MLVector($0) }
      let wanted = try #require(expected["vectors"]?.array)
      #expect(vectors.count == wanted.count)
      for (vector, json) in zip(vectors, wanted) {
        switch vector {
        case .dense(let values): #expect(values.map(text) == json["dense"]?.array.map { $0.map(text) }, "\(expected.text)")
        case .sparse(let size, let indices, let values):
          #expect(
            Int64(size) == json["size"]?.integer && indices.map { Int64($0) } == json["indices"]?.array?.compactMap(\.integer))
          #expect(values.map(text) == json["values"]?.array.map { $0.map(text) })
        }
      }
      try checkMetadata(output, made, expected)
    }
  }

  private func text(_ number: Double) -> String { javaText(number) }
  private func text(_ json: JSONValue) -> String { json.string ?? javaText(json.double ?? 0) }

  @Test func missingValuesFail() throws {
    let assembler = try VectorAssembler().setting(["inputCols": .strings(["d", "i"]), "outputCol": .string("v")])
    #expect(throws: SparkError.self) { try column("v", try assembler.transform(try rows())) }
    let unknown = try VectorAssembler().setting(["inputCols": .strings(["nope"]), "outputCol": .string("v")])
    let error = #expect(throws: SparkError.self) { try unknown.transform(try rows()) }
    #expect(error?.condition == "FIELD_NOT_FOUND")
    let texts = try VectorAssembler().setting(["inputCols": .strings(["s"]), "outputCol": .string("v")])
    #expect(throws: SparkError.self) { try texts.transform(try rows()) }
  }

  @Test func parametersAreChecked() {
    #expect(throws: SparkError.self) { try StringIndexer().setting("handleInvalid", .string("maybe")) }
    #expect(throws: SparkError.self) { try StringIndexer().setting("nope", .string("x")) }
    #expect(throws: SparkError.self) { try StringIndexer().setting("inputCol", .integer(1)) }
  }
}
