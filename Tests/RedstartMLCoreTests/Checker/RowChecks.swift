import RedstartDiagnostics
import RedstartExecution
import RedstartMLCore
import RedstartTypes
import Testing

@Suite("Every stage gives the same for the same rows")
struct RowChecks {
  private let table = ExampleTable.standard

  /// What a stage makes of rows, comparable.
  private enum Answer: CustomStringConvertible {
    case rows([MadeRow])
    case metric(Double)

    var description: String {
      switch self {
      case .rows(let rows): rows.map { "\($0)" }.joined(separator: "\n")
      case .metric(let number): "\(number)"
      }
    }

    static func same(_ a: Answer, _ b: Answer) -> Bool {
      switch (a, b) {
      case (.rows(let a), .rows(let b)): nearly(a, b)
      case (.metric(let a), .metric(let b)): nearly(.double(a), .double(b))
      default: false
      }
    }
  }

  private func answer(_ stage: CheckedStage, _ made: any Operator, fittedOn: Dataset, appliedTo: Dataset, inOrder: Bool) throws
    -> Answer
  {
    if let evaluator = made as? any Evaluator { return .metric(try evaluator.evaluate(fittedOn, .init())) }
    return .rows(try stage.transformer(made, fittedOn: fittedOn).transform(appliedTo).made(from: table, inOrder: inOrder))
  }

  @Test(arguments: CheckedStage.all)
  func anyNumberOfPartitions(_ stage: CheckedStage) throws {
    let made = try stage.make()
    let whole = try table.dataset()
    let expected = try answer(stage, made, fittedOn: whole, appliedTo: whole, inOrder: false)
    for partitions in [3, 17] {
      let parts = try table.dataset(partitions: partitions)
      let found = try answer(stage, made, fittedOn: parts, appliedTo: parts, inOrder: false)
      #expect(Answer.same(expected, found), "\(partitions) partitions:\n\(expected)\n\(found)")
    }
  }

  /// A row of weight 3 counts as three rows.
  @Test(arguments: CheckedStage.weighted)
  func weightsAreRepeatedRows(_ stage: CheckedStage) throws {
    let made = try stage.make()
    let weighted = try made.setting("weightCol", "weight")
    var repeated = table
    let weight = try #require(table.position("weight"))
    repeated.rows = table.rows.flatMap { row -> [[Value]] in
      guard case .double(let count) = row[weight] else { return [] }
      return Array(repeating: row, count: Int(count))
    }
    let whole = try table.dataset()
    let expected = try answer(stage, made, fittedOn: try repeated.dataset(), appliedTo: whole, inOrder: true)
    let found = try answer(stage, weighted, fittedOn: whole, appliedTo: whole, inOrder: true)
    #expect(Answer.same(expected, found), "\(expected)\n\(found)")
  }

  /// A row of weight 0 counts as none, whatever its label.
  @Test(arguments: CheckedStage.weighted)
  func rowsWithoutWeightDoNotCount(_ stage: CheckedStage) throws {
    let weighted = try stage.make().setting("weightCol", "weight")
    let (weight, label) = (try #require(table.position("weight")), try #require(table.position("label")))
    var more = table
    for row in table.rows.prefix(9) {
      var other = row
      other[weight] = .double(0)
      if case .double(let value) = row[label] { other[label] = .double(1 - value) }
      more.rows.append(other)
    }
    let whole = try table.dataset()
    let expected = try answer(stage, weighted, fittedOn: whole, appliedTo: whole, inOrder: true)
    let found = try answer(stage, weighted, fittedOn: try more.dataset(), appliedTo: whole, inOrder: true)
    #expect(Answer.same(expected, found), "\(expected)\n\(found)")
  }

  /// In a pipeline a stage does what it does alone.
  @Test(arguments: CheckedStage.transformers + CheckedStage.estimators)
  func pipelinesChangeNothing(_ stage: CheckedStage) throws {
    let made = try stage.make()
    let whole = try table.dataset()
    let expected = try answer(stage, made, fittedOn: whole, appliedTo: whole, inOrder: true)
    let model = try Pipeline([made]).fit(whole, CancellationToken())
    let found = Answer.rows(try model.transform(whole).made(from: table, inOrder: true))
    #expect(Answer.same(expected, found), "\(expected)\n\(found)")
  }

  @Test(arguments: CheckedStage.estimators + CheckedStage.evaluators)
  func cancelledBeforeItBegins(_ stage: CheckedStage) throws {
    let (made, dataset) = (try stage.make(), try table.dataset())
    let cancelled = CancellationToken()
    cancelled.cancel()
    let error = #expect(throws: SparkError.self) {
      if let evaluator = made as? any Evaluator { _ = try evaluator.evaluate(dataset, cancelled) }
      if let estimator = made as? any Estimator { _ = try estimator.fit(dataset, cancelled) }
    }
    #expect(error?.condition == "OPERATION_CANCELED")
  }
}
