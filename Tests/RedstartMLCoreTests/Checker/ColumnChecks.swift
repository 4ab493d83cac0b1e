import RedstartDiagnostics
import RedstartExecution
import RedstartMLCore
import RedstartTypes
import Testing

@Suite("Every stage says what it makes, and refuses wrong columns before it reads a row")
struct ColumnChecks {
  private let table = ExampleTable.standard

  @Test(arguments: CheckedStage.transformers + CheckedStage.estimators)
  func schemaIsWhatRowsHave(_ stage: CheckedStage) throws {
    let dataset = try table.dataset()
    let made = try stage.transformer(try stage.make(), fittedOn: dataset).transform(dataset)
    #expect(made.columns.prefix(dataset.columns.count).map(\.name) == dataset.columns.map(\.name))
    let batch = try made.session.execution(made.plan).collectBatch()
    #expect(batch.columns.map(\.type) == made.schema.fields.map(\.type))
    for (field, column) in zip(made.schema.fields, batch.columns) where !field.nullable {
      #expect(column.flattened().nullCount == 0, "\(field.name) is not nullable")
    }
    for output in try outputs(stage) { #expect(made.columns.contains { $0.name == output }, "\(output)") }
    let example = try stage.example
    #expect(batch.count == table.rows.count || example.changesRows)
  }

  /// The output columns that the example names.
  private func outputs(_ stage: CheckedStage) throws -> [String] {
    let params = try stage.make().params
    let single = params.specs.map(\.name).filter { isOutput($0, of: params) }.compactMap { params.text($0) }
    return single + (params.strings("outputCols") ?? [])
  }

  /// Whether the parameter names an output column; with several columns `outputCol` has only its default, which goes unused.
  private func isOutput(_ param: String, of params: Params) -> Bool {
    if param == "outputCol", params.isSet("outputCols") { return false }
    return ["outputCol", "predictionCol", "rawPredictionCol", "probabilityCol", "leafCol", "varianceCol"].contains(param)
  }

  @Test(arguments: CheckedStage.all)
  func wrongColumnNames(_ stage: CheckedStage) throws {
    for param in try stage.example.inputs {
      try refuses(stage, param, "no_such_column", because: "there is no such column")
    }
  }

  @Test(arguments: CheckedStage.all)
  func wrongColumnTypes(_ stage: CheckedStage) throws {
    for param in try stage.example.inputs { try refuses(stage, param, "day", because: "a date does not serve") }
  }

  @Test(arguments: CheckedStage.transformers + CheckedStage.estimators)
  func columnsThatExist(_ stage: CheckedStage) throws {
    let params = try stage.make().params
    for param in params.specs.map(\.name) where isOutput(param, of: params) {
      let error = try refuses(stage, param, "text", because: "the output column exists")
      if let error { #expect(error.parameters.values.contains { $0.contains("text") }, "\(param)") }
    }
  }

  /// The error of a stage that reads or makes a column of that name; rows must not have been read.
  @discardableResult
  private func refuses(_ stage: CheckedStage, _ param: String, _ column: String, because reason: String) throws -> SparkError? {
    let made = try stage.make()
    let spec = try #require(made.params.spec(param), "\(stage.name) has no parameter \(param)")
    let changed = try made.setting(param, spec.kind == .strings ? .strings([column]) : .string(column))
    let error = #expect(throws: SparkError.self, "\(param): \(reason)") {
      if case .rows(let dataset) = try stage.outcome(try table.poisoned(), changed) {
        _ = try dataset.made(from: table, inOrder: true)
      }
    }
    #expect(error?.parameters["errorMessage"] != "rows were read", "\(param): \(reason)")
    #expect(error?.condition != "INTERNAL_ERROR", "\(param): \(reason)")
    return error
  }

  /// Transforming asks for no row; rows are read when the result is.
  @Test(arguments: CheckedStage.transformers + CheckedStage.estimators)
  func nothingIsReadBeforeItIsAskedFor(_ stage: CheckedStage) throws {
    let transformer = try stage.transformer(try stage.make(), fittedOn: table.dataset())
    let made = try transformer.transform(table.poisoned())
    #expect(made.columns.count >= table.fields.count)
    #expect(throws: SparkError.self) { try made.made(from: table, inOrder: true) }
  }
}
