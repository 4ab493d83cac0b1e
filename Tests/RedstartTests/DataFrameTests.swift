import Redstart
import Testing

@Suite struct DataFrameTests {
  private func people() async throws -> DataFrame {
    try await SharedSession.get().createDataFrame(
      [Row("Ann", 31, "Rome"), Row("Bob", 25, "Oslo"), Row("Cid", nil as Int?, "Rome"), Row("Dee", 40, nil as String?)],
      "name STRING, age INT, town STRING")
  }

  @Test func rangesCountAndShow() async throws {
    let spark = try await SharedSession.get()
    let range = spark.range(1, 10, step: 3)
    #expect(try await range.collect() == [Row(1), Row(4), Row(7)])
    #expect(try await range.count() == 3)
    #expect(try await range.first() == Row(1))
    #expect(try await range.take(2) == [Row(1), Row(4)])
    #expect(try await range.tail(1) == [Row(7)])
    #expect(try await range.isEmpty() == false)
    #expect(try await range.limit(0).isEmpty())
    #expect(try await range.limit(0).first() == nil)
    #expect(
      try await range.showString() == """
        +---+
        | id|
        +---+
        |  1|
        |  4|
        |  7|
        +---+

        """)
  }

  @Test func columnsAreChosenAddedRenamedAndDropped() async throws {
    let people = try await people()
    #expect(try await people.select("name", "age").columns == ["name", "age"])
    #expect(try await people.select(col("age") + 1, col("town").alias("t")).columns == ["(age + 1)", "t"])
    #expect(try await people.selectExpr("upper(name) AS n").collect() == [Row("ANN"), Row("BOB"), Row("CID"), Row("DEE")])
    #expect(try await people.withColumn("age", col("age") * 2).select("age").first() == Row(62))
    let more = people.withColumns(["a": lit(1), "b": lit("x")]).withColumnRenamed("name", "n").drop("town", "nothing")
    #expect(try await more.columns == ["n", "age", "a", "b"])
    #expect(try await people.drop(people["age"]).columns == ["name", "town"])
    #expect(try await people.toDF("x", "y", "z").columns == ["x", "y", "z"])
    #expect(try await people.alias("p").select("p.name").first() == Row("Ann"))
    #expect(try await people.select(col("*"), lit(true).alias("flag")).columns == ["name", "age", "town", "flag"])
  }

  @Test func rowsAreFilteredAndOrdered() async throws {
    let people = try await people()
    #expect(try await people.filter(col("age") > 30).select("name").collect() == [Row("Ann"), Row("Dee")])
    #expect(try await people.where("town = 'Rome'").count() == 2)
    #expect(
      try await people.orderBy(col("age").desc()).select("name").collect() == [Row("Dee"), Row("Ann"), Row("Bob"), Row("Cid")])
    #expect(
      try await people.sort("town", col("name").desc()).select("name").collect()
        == [Row("Dee"), Row("Bob"), Row("Cid"), Row("Ann")])
    #expect(try await people.orderBy("name").offset(1).limit(2).select("name").collect() == [Row("Bob"), Row("Cid")])
    #expect(try await people.select("town").distinct().count() == 3)
    #expect(try await people.dropDuplicates("town").count() == 3)
    #expect(try await people.filter(col("age").isNull || !col("age").between(26, 35)).count() == 3)
    #expect(try await people.filter(col("town").isin("Rome", "Oslo") && col("name").like("%b")).count() == 1)
  }

  @Test func groupsAreAggregated() async throws {
    let people = try await people()
    let byTown = people.groupBy("town").agg(
      count("*").alias("n"), sum("age").alias("sum"), avg("age").alias("avg"), max("name").alias("last"))
    #expect(
      try await byTown.orderBy("town").collect()
        == [Row(nil, 1, 40, 40.0, "Dee"), Row("Oslo", 1, 25, 25.0, "Bob"), Row("Rome", 2, 31, 31.0, "Cid")])
    #expect(try await people.groupBy("town").count().columns == ["town", "count"])
    #expect(try await people.groupBy().max("age").collect() == [Row(40)])
    #expect(try await people.agg(count_distinct("town"), countDistinct(col("age"))).collect() == [Row(2, 3)])
    #expect(try await people.rollup("town").count().count() == 4)
    #expect(try await people.cube("town", "name").count().count() == 12)
    let pivoted = people.groupBy().pivot("town", ["Rome", "Oslo"]).sum("age")
    #expect(try await pivoted.collect() == [Row(31, 25)])
    #expect(try await pivoted.columns == ["Rome", "Oslo"])
  }

  @Test func dataFramesAreJoined() async throws {
    let spark = try await SharedSession.get()
    let people = try await people()
    let towns = try spark.createDataFrame([Row("Rome", "IT"), Row("Oslo", "NO"), Row("Bern", "CH")], ["town", "land"])
    let joined = people.join(towns, on: "town").orderBy("name")
    #expect(try await joined.columns == ["town", "name", "age", "land"])
    #expect(try await joined.select("name", "land").collect() == [Row("Ann", "IT"), Row("Bob", "NO"), Row("Cid", "IT")])
    #expect(try await people.join(towns, on: "town", how: .left).filter("land IS NULL").count() == 1)
    #expect(try await people.join(towns, on: ["town"], how: .full).count() == 5)
    #expect(try await people.join(towns, on: "town", how: .leftAnti).select("name").collect() == [Row("Dee")])
    #expect(try await people.join(towns, on: people["town"] == towns["town"], how: .leftSemi).count() == 3)
    #expect(try await people.crossJoin(towns).count() == 12)
    #expect(try await people.join(broadcast(towns), on: "town").count() == 3)
    #expect(try await people.filter(col("town").isin(towns.filter("land = 'IT'").select("town"))).count() == 2)
    let oldest = people.select(max("age")).scalar()
    #expect(try await people.filter(col("age") == oldest).select("name").collect() == [Row("Dee")])
  }

  @Test func setsAreCombined() async throws {
    let spark = try await SharedSession.get()
    let (a, b) = (spark.range(0, 4), spark.range(2, 6))
    #expect(try await a.union(b).count() == 8)
    #expect(try await a.intersect(b).orderBy("id").collect() == [Row(2), Row(3)])
    #expect(try await a.except(b).orderBy("id").collect() == [Row(0), Row(1)])
    #expect(try await a.union(a).exceptAll(a).orderBy("id").collect() == [Row(0), Row(1), Row(2), Row(3)])
    let named = a.withColumn("x", lit(1)).unionByName(b.select(lit(2).alias("x"), col("id")))
    #expect(try await named.filter("x = 2").orderBy("id").first() == Row(2, 2))
    let wider = a.unionByName(b.withColumn("y", lit("y")), allowMissingColumns: true)
    #expect(try await wider.filter("y IS NULL").count() == 4)
  }

  @Test func partsAreSampledAndSplit() async throws {
    let spark = try await SharedSession.get()
    let range = spark.range(0, 1000, step: 1, numPartitions: 2)
    let sample = range.sample(0.1, seed: 7)
    #expect(try await sample.collect() == range.sample(0.1, seed: 7).collect())
    let parts = range.randomSplit([1, 3], seed: 5)
    let counts = try await (parts[0].count(), parts[1].count())
    #expect(counts.0 + counts.1 == 1000)
    #expect(counts.0 > 150 && counts.0 < 350)
    #expect(try await parts[0].intersect(parts[1]).isEmpty())
    #expect(try await range.repartition(3).count() == 1000)
    #expect(try await range.coalesce(1).count() == 1000)
    #expect(try await range.repartition("id").count() == 1000)
  }

  @Test func missingValuesAreFilledAndDropped() async throws {
    let people = try await people()
    #expect(try await people.fillna(0).filter("age = 0").count() == 1)
    #expect(try await people.na.fill(["age": -1, "town": "?"]).filter("age = -1 OR town = '?'").count() == 2)
    #expect(try await people.dropna().count() == 2)
    #expect(try await people.na.drop(how: "all", ["age", "town"]).count() == 4)
    #expect(try await people.na.replace(["Rome": "Roma"], ["town"]).filter("town = 'Roma'").count() == 2)
    #expect(try await people.describe("age").filter("summary = 'max'").select("age").collect() == [Row("40")])
    #expect(try await people.summary("count").select("name").collect() == [Row("4")])
    #expect(try await people.stat.approxQuantile(["age"], [0.5], 0) == [[31]])
    let line = try await SharedSession.get().range(0, 10).withColumn("y", col("id") * 2)
    #expect(abs(try await line.stat.corr("id", "y") - 1) < 1e-12)
    #expect(abs(try await line.stat.cov("id", "y") - 55.0 / 3) < 1e-9)
  }

  @Test func plansAreExplained() async throws {
    let people = try await people()
    #expect(
      try await people.treeString() == """
        root
         |-- name: string (nullable = true)
         |-- age: integer (nullable = true)
         |-- town: string (nullable = true)

        """)
    #expect(try await people.schema.fields.map(\.type) == [.string, .integer, .string])
    #expect(try await people.explainString().contains("== Physical Plan =="))
    #expect(try await people.explainString(.extended).contains("== Analyzed Logical Plan =="))
    #expect(try await people.dtypes.map(\.type) == ["string", "int", "string"])
    #expect(try await people.select("name").sameSemantics(people.select("name")))
    #expect(try await people.isStreaming == false)
  }

  @Test func rowsAreKept() async throws {
    let spark = try await SharedSession.get()
    let squares = spark.range(0, 100).select((col("id") * col("id")).alias("square"))
    #expect(try await squares.storageLevel == .none)
    try await squares.cache()
    #expect(try await squares.storageLevel.useMemory)
    #expect(try await squares.agg(sum("square")).collect() == [Row(328350)])
    #expect(try await squares.agg(sum("square")).collect() == [Row(328350)])
    try await squares.unpersist()
    #expect(try await squares.storageLevel == .none)
    let kept = try await squares.localCheckpoint()
    #expect(try await kept.count() == 100)
  }

  @Test func rowsArriveOneByOne() async throws {
    let spark = try await SharedSession.get()
    var sum: Int64 = 0
    for try await row in spark.range(0, 30_000).toLocalIterator() { sum += try row.get(0, as: Int64.self) }
    #expect(sum == 449_985_000)
  }

  @Test func largeLocalDataTravelsApart() async throws {
    let spark = try await SharedSession.get()
    struct Number: Codable {
      var value: Int
      var text: String
    }
    let rows = (0..<60_000).map { Number(value: $0, text: "the number \($0)") }
    let frame = try spark.createDataFrame(rows)
    #expect(try await frame.agg(sum("value"), count_distinct("text")).collect() == [Row(1_799_970_000, 60_000)])
    #expect(try await frame.filter(col("value") == 59_999).collect(as: Number.self).map(\.text) == ["the number 59999"])
  }
}
