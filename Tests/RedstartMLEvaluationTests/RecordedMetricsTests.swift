import Foundation
import RedstartColumnar
import RedstartExecution
import RedstartLogicalPlan
import RedstartMLCore
import RedstartSession
import RedstartTypes
import Testing

@testable import RedstartMLEvaluation

@Suite("Metrics as Spark computes them")
struct RecordedMetricsTests {
  private static func recorded() throws -> [JSONValue] {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/metrics", withExtension: "json"))
    return try #require(try JSONValue(parsing: String(contentsOf: url, encoding: .utf8)).array)
  }

  private static func dataset(_ rows: [JSONValue], _ session: Session) throws -> Dataset {
    func column(_ place: Int) -> [Double] { rows.compactMap { $0.array?[place].double } }
    let scores = column(2).map { MLVector.dense([1 - $0, $0]).value }
    let columns =
      [column(0), column(1)].map { Vector.of($0.map { .double($0) }, type: .double) } + [
        Vector.of(scores, type: .udt(.vector)), Vector.of(column(3).map { .double($0) }, type: .double),
      ]
    let output = [
      Attribute("label", .double), Attribute("prediction", .double), Attribute("raw", .udt(.vector)),
      Attribute("weight", .double),
    ]
    return try Dataset(
      session, .localRelation(LocalRelation(output: output, batches: [RecordBatch(columns, count: rows.count)])))
  }

  @Test func allMetrics() throws {
    let session = try Session(SharedState(threads: 2))
    for table in try Self.recorded() {
      let dataset = try Self.dataset(try #require(table["rows"]?.array), session)
      for metric in try #require(table["metrics"]?.array) {
        let parts = try #require(metric.array)
        let name = try #require(parts[1].string)
        var evaluator: any Evaluator
        switch parts[0].string {
        case "binary": evaluator = try BinaryClassificationEvaluator().setting("rawPredictionCol", .string("raw"))
        case "multiclass": evaluator = try MulticlassClassificationEvaluator().setting("probabilityCol", .string("raw"))
        default: evaluator = RegressionEvaluator()
        }
        try evaluator.params.set("metricName", .string(name))
        if parts[2].boolean == true { try evaluator.params.set("weightCol", .string("weight")) }
        let expected = parts[3].string == "NaN" ? Double.nan : try #require(parts[3].double)
        let value = try evaluator.evaluate(dataset, CancellationToken())
        #expect(expected.isNaN ? value.isNaN : abs(value - expected) < 1e-12, "\(metric.text): \(value)")
      }
    }
  }

  @Test func nothingToMeasure() throws {
    let session = try Session(SharedState(threads: 2))
    let dataset = try Self.dataset([], session)
    let area = try BinaryClassificationEvaluator().setting("rawPredictionCol", .string("raw"))
    #expect(try area.evaluate(dataset, CancellationToken()) == 0.5)
    #expect(try MulticlassClassificationEvaluator().evaluate(dataset, CancellationToken()) == 0)
  }
}
