import RedstartDiagnostics
import RedstartExecution
import RedstartMLCore
import RedstartTypes
import Testing

/// Rows that stages may refuse, but never choke on.
struct BadTable: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let table: @Sendable () -> ExampleTable

  init(_ name: String, _ table: @escaping @Sendable () -> ExampleTable) {
    testDescription = name
    self.table = table
  }

  private static func vector(_ elements: Double...) -> Value { MLVector.dense(elements).value }

  static let all: [BadTable] = tables + nulls + numbers

  private static let tables: [BadTable] = [
    BadTable("no rows") { empty },
    BadTable("one row") { first },
    BadTable("one class") { ExampleTable.standard.setting("label", to: .double(1)) },
    BadTable("no weight") { ExampleTable.standard.setting("weight", to: .double(0)) },
    BadTable("constant features") { ExampleTable.standard.setting("features", to: vector(1, 7, 7, 1)) },
    BadTable("constant number") { ExampleTable.standard.setting("number", to: .double(7)) },
    BadTable("one text") { ExampleTable.standard.setting("text", to: .string("")) },
    BadTable("no words") { ExampleTable.standard.setting("words", to: .array([])) },
    BadTable("shorter vector") { ExampleTable.standard.adding(vector(1, 2), in: "features") },
    BadTable("longer vector") { ExampleTable.standard.adding(vector(1, 2, 3, 0, 5), in: "features") },
    BadTable("empty vector") { ExampleTable.standard.adding(vector(), in: "features") },
    BadTable("NaN in a vector") { ExampleTable.standard.adding(vector(1, .nan, 3, 0), in: "features") },
    BadTable("infinite vector") { ExampleTable.standard.adding(vector(1, .infinity, 3, 0), in: "features") },
    BadTable("category that is none") { ExampleTable.standard.adding(vector(17, 1, 3, 0), in: "features") },
    BadTable("short raw prediction") { ExampleTable.standard.adding(vector(1), in: "rawPrediction") },
    BadTable("short probability") { ExampleTable.standard.adding(vector(1), in: "probability") },
  ]

  private static let nulls: [BadTable] = ExampleTable.standard.fields.map(\.name).map { name in
    BadTable("null \(name)") { ExampleTable.standard.adding(.null, in: name) }
  }

  private static let numbers: [BadTable] = ["label", "prediction", "weight", "number"].flatMap { column -> [BadTable] in
    [Double.nan, .infinity, -.infinity, -1, 0.5, 1e300].map { value in
      BadTable("\(column) \(value)") { ExampleTable.standard.adding(.double(value), in: column) }
    }
  }

  private static var empty: ExampleTable {
    var table = ExampleTable.standard
    table.rows = []
    return table
  }

  private static var first: ExampleTable {
    var table = ExampleTable.standard
    table.rows = Array(table.rows.prefix(1))
    return table
  }
}

@Suite("No stage chokes on bad rows")
struct BadInputChecks {
  /// It gives a result, or an error of the user's kind.
  @Test(arguments: CheckedStage.all)
  func answersOrSaysWhy(_ stage: CheckedStage) throws {
    var model: (any Transformer)?
    if !(stage.type is any Evaluator.Type) {
      model = try stage.transformer(try stage.make(), fittedOn: try ExampleTable.standard.dataset())
    }
    for bad in BadTable.all {
      let (table, made) = (bad.table(), try stage.make())
      check(stage, bad) {
        if case .rows(let rows) = try stage.outcome(try table.dataset(), made) { _ = try rows.made(from: table, inOrder: true) }
      }
      if let weighted = try? made.setting("weightCol", "weight") {
        check(stage, bad) { _ = try stage.outcome(try table.dataset(), weighted) }
      }
      // What was fitted on good rows meets bad ones.
      if let model { check(stage, bad) { _ = try model.transform(try table.dataset()).made(from: table, inOrder: true) } }
    }
  }

  private func check(_ stage: CheckedStage, _ bad: BadTable, _ work: () throws -> Void) {
    do {
      try work()
    } catch let error as SparkError {
      #expect(error.condition != "INTERNAL_ERROR", "\(bad.testDescription): \(error)")
      // A message of which a place was left empty helps nobody.
      #expect(!error.message.contains("<"), "\(bad.testDescription): \(error)")
    } catch {
      Issue.record("\(bad.testDescription): \(error)")
    }
  }
}
