import Foundation
import Redstart
import Testing

@Suite struct ReadWriteTests {
  private func frame() async throws -> DataFrame {
    try await SharedSession.get().createDataFrame(
      [Row(1, "a", 1.5), Row(2, "b", nil as Double?), Row(3, "a", -2.0)], "id INT, k STRING, x DOUBLE")
  }

  @Test func parquetComesBack() async throws {
    let spark = try await SharedSession.get()
    let path = SharedSession.folder("parquet")
    try await frame().write.parquet(path)
    let back = spark.read.parquet(path)
    #expect(try await back.orderBy("id").collect() == frame().collect())
    #expect(try await back.inputFiles().count >= 1)
    await #expect(throws: SparkError.self) { try await self.frame().write.parquet(path) }
    try await frame().write.mode(.append).parquet(path)
    #expect(try await spark.read.parquet(path).count() == 6)
    try await frame().write.mode(.ignore).parquet(path)
    #expect(try await spark.read.parquet(path).count() == 6)
    try await frame().limit(1).write.mode(.overwrite).partitionBy("k").parquet(path)
    #expect(try await spark.read.parquet(path).select("id", "k").collect() == [Row(1, "a")])
  }

  @Test func csvTakesOptions() async throws {
    let spark = try await SharedSession.get()
    let path = SharedSession.folder("csv")
    try await frame().write.option("header", true).option("sep", ";").csv(path)
    let read = spark.read.option("header", true).option("sep", ";")
    #expect(try await read.csv(path).schema.fields.map(\.type) == [.string, .string, .string])
    let typed = read.option("inferSchema", true).csv(path)
    #expect(try await typed.orderBy("id").collect() == frame().collect())
    let given = read.schema("id BIGINT, k STRING, x STRING").csv(path)
    #expect(try await given.orderBy("id").select("id", "x").first() == Row(1, "1.5"))
    #expect(try await read.format("csv").load(path).count() == 3)
  }

  @Test func linesOfText() async throws {
    let spark = try await SharedSession.get()
    let path = SharedSession.folder("text")
    try await frame().select("k").write.text(path)
    #expect(try await spark.read.text(path).groupBy("value").count().orderBy("value").collect() == [Row("a", 2), Row("b", 1)])
  }

  @Test func viewsAndTables() async throws {
    let spark = try await SharedSession.get()
    let table = "t_\(UUID().uuidString.prefix(8).lowercased())"
    try await frame().createOrReplaceTempView("frame_view")
    #expect(try await spark.sql("SELECT sum(id) FROM frame_view").collect() == [Row(6)])
    #expect(try await spark.table("frame_view").count() == 3)
    #expect(try await spark.catalog.tableExists("frame_view"))
    #expect(try await spark.catalog.getTable("frame_view").isTemporary)
    #expect(try await spark.catalog.listColumns("frame_view").map(\.name) == ["id", "k", "x"])
    await #expect(throws: SparkError.self) { try await self.frame().createTempView("frame_view") }
    #expect(try await spark.catalog.dropTempView("frame_view"))
    #expect(try await spark.catalog.tableExists("frame_view") == false)

    try await frame().write.format("parquet").saveAsTable(table)
    try await frame().write.insertInto(table)
    #expect(try await spark.table(table).count() == 6)
    // Apache Spark's own catalog takes writeTo() for tables of version 2 only.
    if !SharedSession.isSpark { try await frame().writeTo(table).append() }
    let rows = SharedSession.isSpark ? 6 : 9
    #expect(try await spark.sql("SELECT count(*) FROM \(table)").collect() == [Row(rows)])
    #expect(try await spark.catalog.listTables().contains { $0.name == table })
    try await spark.sql("DROP TABLE \(table)")
    #expect(try await spark.catalog.tableExists(table) == false)
    #expect(try await spark.catalog.currentDatabase() == "default")
    #expect(try await spark.catalog.databaseExists("default"))
    #expect(try await spark.catalog.functionExists("upper"))
    #expect(try await spark.catalog.listDatabases().map(\.name).contains("default"))
  }
}
