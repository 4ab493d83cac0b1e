import Foundation
import Redstart
import Testing

@Suite struct SessionTests {
  @Test func statementsTakeParameters() async throws {
    let spark = try await SharedSession.get()
    #expect(try await spark.sql("SELECT :a + 1, :b", ["a": lit(41), "b": lit("x")]).collect() == [Row(42, "x")])
    #expect(try await spark.sql("SELECT ? * ?", [lit(6), lit(7)]).collect() == [Row(42)])
    #expect(try await spark.sql("SHOW DATABASES").columns == ["namespace"])
    #expect(try await spark.version.hasPrefix("4."))
  }

  @Test func settings() async throws {
    let spark = try await SharedSession.get().cloneSession()
    #expect(try await spark.conf.get("spark.sql.session.timeZone") == "UTC")
    try await spark.conf.set("spark.sql.session.timeZone", "America/New_York")
    #expect(
      try await spark.sql("SELECT CAST(timestamp '2013-01-01 12:00:00 UTC' AS STRING)").collect()
        == [Row("2013-01-01 07:00:00")])
    try await spark.conf.unset("spark.sql.session.timeZone")
    #expect(try await spark.conf.get("spark.no.such.key", "fallback") == "fallback")
    #expect(try await spark.conf.getOption("spark.no.such.key") == nil)
    #expect(try await spark.conf.isModifiable("spark.sql.shuffle.partitions"))
    let missing = await #expect(throws: SparkError.self) { try await spark.conf.get("spark.no.such.key") }
    #expect(missing?.condition == "SQL_CONF_NOT_FOUND")
    await spark.stop()
  }

  @Test func errorsCarryTheirConditions() async throws {
    let spark = try await SharedSession.get()
    func failure(_ query: () async throws -> Void) async -> SparkError? {
      do {
        try await query()
        return nil
      } catch {
        return error as? SparkError
      }
    }
    let division = await failure { _ = try await spark.range(1).select(lit(1) / (col("id") * 0)).collect() }
    #expect(division?.condition == "DIVIDE_BY_ZERO")
    #expect(division?.sqlState == "22012")
    let column = await failure { _ = try await spark.range(1).select("nothing").collect() }
    #expect(column?.condition == "UNRESOLVED_COLUMN.WITH_SUGGESTION")
    #expect(column?.parameters["objectName"] == "`nothing`")
    let syntax = await failure { try await spark.sql("SELEC 1") }
    #expect(syntax?.condition == "PARSE_SYNTAX_ERROR")
    let table = await failure { _ = try await spark.table("no_such_table").collect() }
    #expect(table?.condition == "TABLE_OR_VIEW_NOT_FOUND")
    #expect(table?.message.contains("no_such_table") == true)
  }

  @Test func sessionsShareNoViews() async throws {
    let spark = try await SharedSession.get()
    try await spark.range(3).createOrReplaceTempView("shared_view")
    let copy = try await spark.cloneSession()
    #expect(try await copy.table("shared_view").count() == 3)
    try await copy.range(5).createOrReplaceTempView("shared_view")
    #expect(try await spark.table("shared_view").count() == 3)
    await copy.stop()
  }

  @Test(.timeLimit(.minutes(2))) func cancelledTasksEndTheirQueries() async throws {
    let spark = try await SharedSession.get()
    let slow = spark.range(0, 20_000_000_000).agg(sum(col("id") % 7))
    let task = Task { try await slow.collect() }
    try await Task.sleep(for: .milliseconds(500))
    task.cancel()
    let error = await #expect(throws: SparkError.self) { try await task.value }
    #expect(error?.condition == "OPERATION_CANCELED")
  }

  @Test(.timeLimit(.minutes(2))) func queriesAreInterruptedByTag() async throws {
    let spark = try await SharedSession.get().cloneSession()
    spark.addTag("slow")
    let slow = spark.range(0, 20_000_000_000).agg(sum(col("id") % 7))
    let task = Task { try await slow.collect() }
    var interrupted: [String] = []
    // The query begins when it begins.
    for _ in 0..<100 where interrupted.isEmpty {
      try await Task.sleep(for: .milliseconds(100))
      interrupted = try await spark.interruptTag("slow")
    }
    #expect(interrupted.count == 1)
    let error = await #expect(throws: SparkError.self) { try await task.value }
    #expect(error?.condition == "OPERATION_CANCELED")
    await spark.stop()
  }

  @Test func sessionsAreFoundAgain() async throws {
    guard !SharedSession.isRemote else { return }
    // The session that was made last is the one that is found.
    _ = try await SharedSession.get()
    let first = try await SparkSession.builder.master("local[2]").getOrCreate()
    let again = try await SparkSession.builder.master("local[2]").config("spark.sql.shuffle.partitions", 3).getOrCreate()
    #expect(first === again)
    #expect(try await first.conf.get("spark.sql.shuffle.partitions") == "3")
    await first.stop()
    await #expect(throws: SparkError.self) { try await SparkSession.builder.master("yarn").create() }
  }

  @Test func absentServersAreReportedSoon() async throws {
    let clock = ContinuousClock.now
    await #expect(throws: SparkError.self) { try await SparkSession.builder.remote("sc://127.0.0.1:9").create() }
    #expect(clock.duration(to: .now) < .seconds(60))
    for url in ["http://x", "sc://", "sc://h:port", "sc://h/path", "sc://h;k", "sc://example.org;token=x;use_ssl=false"] {
      await #expect(throws: SparkError.self, "\(url)") { try await SparkSession.builder.remote(url).create() }
    }
  }
}
