import RedstartColumnar
import RedstartSession
import RedstartTypes
import Testing

@Suite("Functions that go on from row to row")
struct RandomFunctionTests {
  private let session: Session

  init() throws { session = try Session(SharedState(threads: 2)) }

  /// The values of a column of a query, run anew.
  private func column(_ query: String) throws -> [Value] {
    let batch = try session.execution(try session.sql(query)).collectBatch()
    return (0..<batch.count).map { batch.columns[0].value(at: $0) }
  }

  @Test(arguments: ["rand(7)", "randn(7)", "monotonically_increasing_id()"])
  func everyRunBeginsAnew(_ call: String) throws {
    _ = try session.sql("CREATE TEMPORARY VIEW numbers AS SELECT \(call) AS x FROM range(0, 50000, 1, 7)")
    let first = try column("SELECT x FROM numbers")
    for _ in 0..<3 { #expect(try column("SELECT x FROM numbers") == first) }
    #expect(Set(first.map { "\($0)" }).count == 50_000)
    let low = try column("SELECT count(*) FROM numbers WHERE x < 0.25")
    let high = try column("SELECT count(*) FROM numbers WHERE NOT x < 0.25")
    guard case .integer(let a) = low[0], case .integer(let b) = high[0] else {
      Issue.record("counts are numbers")
      return
    }
    #expect(a + b == 50_000)
  }
}
