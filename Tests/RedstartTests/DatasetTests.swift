import Foundation
import RedstartConnectClient
import Testing

@testable import Redstart

@Suite("Datasets of Swift values", .enabled(if: !SharedSession.isRemote))
struct DatasetTests {
  struct Flight: Codable, Sendable, Hashable {
    var carrier: String
    var delay: Int?
    var distance: Double
  }

  struct Carrier: Codable, Sendable, Hashable {
    var code: String
    var name: String
  }

  private static let values: [Flight] = (0..<1000).map { (index: Int) -> Flight in
    let delay: Int? = index % 7 == 0 ? nil : index % 60
    return Flight(carrier: ["UA", "AA", "DL"][index % 3], delay: delay, distance: Double(index) / 2)
  }

  private func session() async throws -> SparkSession { try await SharedSession.get() }

  @Test func functionsRunOnRowsAndTheirResultsAreColumns() async throws {
    let spark = try await session()
    let flights = try spark.createDataset(Self.values)
    #expect(try await flights.collect() == Self.values)
    #expect(try await flights.count() == 1000)
    let late = flights.filter { ($0.delay ?? 0) > 30 }
    let expected = Self.values.filter { ($0.delay ?? 0) > 30 }
    #expect(try await late.collect() == expected)
    #expect(try await late.map(\.distance).reduce(+) == expected.map(\.distance).reduce(0, +))
    #expect(try await late.flatMap { [$0.carrier, $0.carrier] }.count() == expected.count * 2)
    #expect(try await late.mapPartitions { [$0.reduce(0) { count, _ in count + 1 }] }.reduce(+) == expected.count)
    #expect(try await late.take(3) == Array(expected.prefix(3)))
    #expect(try await late.first() == expected.first)
    // Functions and the columns that follow are one query.
    let rows = try await late.map { Flight(carrier: $0.carrier.lowercased(), delay: $0.delay, distance: 1) }.toDF()
      .groupBy("carrier").agg(sum("distance").alias("n")).orderBy("carrier").collect()
    #expect(try rows.map { try $0.get("carrier", as: String.self) } == ["aa", "dl", "ua"])
    #expect(try rows.map { try $0.get("n", as: Double.self) }.reduce(0, +) == Double(expected.count))
  }

  @Test func groupsHoldAllValuesOfTheirKey() async throws {
    let spark = try await session()
    let flights = try spark.createDataset(Self.values).repartition(4).filter { _ in true }
    let groups = flights.groupByKey(\.carrier)
    let counts = try await groups.count().collect()
    #expect(Dictionary(uniqueKeysWithValues: counts.map { ($0._1, $0._2) }) == ["UA": 334, "AA": 333, "DL": 333])
    #expect(try await groups.keys().collect().sorted() == ["AA", "DL", "UA"])
    let longest = try await groups.reduceGroups { $0.distance > $1.distance ? $0 : $1 }.collect()
    #expect(longest.map(\._2.distance).max() == 499.5)
    let sums = try await groups.agg(0.0) { $0 += $1.distance }.toDF().agg(sum("_2")).first()
    #expect(try sums?.get(0, as: Double.self) == Self.values.map(\.distance).reduce(0, +))
    #expect(try await groups.mapValues(\.distance).mapGroups { key, distances in "\(key) \(distances.count)" }.count() == 3)
    #expect(try await groups.flatMapGroups { key, values in values.prefix(2).map { _ in key } }.count() == 6)
  }

  @Test func columnsAndFunctionsMix() async throws {
    let spark = try await session()
    let frame = try spark.createDataFrame(Self.values).withColumn("unused", lit("x"))
    let flights = frame.as(Flight.self)
    let carriers = try spark.createDataFrame([Carrier(code: "UA", name: "United"), Carrier(code: "AA", name: "American")])
    let pairs = try flights.joinWith(carriers.as(Carrier.self), on: frame["carrier"] == carriers["code"])
    let joined = try await pairs.collect()
    #expect(joined.count == 667 && joined.allSatisfy { $0._1.carrier == $0._2.code })
    let sorted = try await flights.filter { $0.delay != nil }.sort(col("distance").desc()).limit(2).collect()
    #expect(sorted.map(\.distance) == [499.5, 499])
    #expect(try await flights.map(\.carrier).distinct().count() == 3)
    #expect(try await flights.filter { $0.distance < 1 }.union(flights.filter { $0.distance > 499 }).count() == 3)
    #expect(try await flights.where(col("carrier") == "UA").count() == 334)
  }

  @Test func toAndFromRDDs() async throws {
    let spark = try await session()
    let sc = try spark.sparkContext
    let flights = try spark.createDataset(Self.values).filter { $0.distance < 100 }
    let rdd = try await flights.rdd
    #expect(try await rdd.map { ($0.carrier, 1) }.reduceByKey(+).map(\.1).sum() == 200)
    let numbers = sc.parallelize(0..<100, numSlices: 3).map { ($0 % 10, $0) }.reduceByKey(+).map(\.1)
    let frame = try numbers.toDF(spark)
    #expect(try await frame.agg(sum("value")).first()?.get(0, as: Int.self) == 4950)
    #expect(try await numbers.toDS(spark).filter { $0 > 500 }.count() == 4)
    #expect(try await sc.parallelize(Self.values).toDF(spark).filter(col("carrier") == "UA").count() == 334)
  }

  enum Kind: String, Codable, CaseIterable, Sendable { case fast, slow }
  struct Nested: Codable, Sendable, Equatable {
    var kind: Kind
    var tags: [String]
    var scores: [String: Int]
    var inner: Carrier?
    var day: LocalDate
  }

  @Test func columnsAreKnownWithoutAValue() async throws {
    let spark = try await session()
    let empty = try spark.createDataset([Nested]())
    let schema = try await empty.map { $0 }.toDF().schema
    #expect(schema.names == ["kind", "tags", "scores", "inner", "day"])
    #expect(
      schema.fields.map(\.type.simpleString) == [
        "string", "array<string>", "map<string,bigint>", "struct<code:string,name:string>", "date",
      ])
    #expect(schema.fields.map(\.nullable) == [false, false, false, true, false])
    let value = Nested(kind: .slow, tags: ["a"], scores: ["x": 1], inner: nil, day: LocalDate(daysSinceEpoch: 3))
    #expect(try await spark.createDataset([value]).map { $0 }.toDF().as(Nested.self).collect() == [value])
  }

  struct Broken: Error {}

  @Test func errorsOfFunctionsReachTheCaller() async throws {
    let spark = try await session()
    let broken = try spark.createDataset([1, 2, 3]).map { (number: Int) throws -> Int in throw Broken() }
    await #expect { try await broken.collect() } throws: { "\($0)".contains("Broken()") }
    await #expect { try await broken.toDF().collect() } throws: { "\($0)".contains("Broken()") }
  }

  @Test func functionsDoNotTravel() async throws {
    // Nobody listens there: nothing is asked.
    let remote = SparkSession(try ConnectClient(try ConnectionURL("sc://localhost:1")), address: "sc://localhost:1")
    let numbers = remote.range(3).as(Int.self).map { $0 + 1 }
    func isRefused(_ error: any Error) -> Bool { "\(error)".contains("UNSUPPORTED_FEATURE") && "\(error)".contains("collect") }
    await #expect { try await numbers.collect() } throws: { isRefused($0) }
    #expect { try numbers.toDF() } throws: { isRefused($0) }
    #expect { try remote.sparkContext } throws: { isRefused($0) }
  }
}
