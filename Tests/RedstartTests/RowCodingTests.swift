import Foundation
import Redstart
import Testing

@Suite struct RowCodingTests {
  struct Address: Codable, Equatable {
    var street: String
    var number: Int?
  }

  struct Person: Codable, Equatable {
    var name: String
    var age: Int?
    var weight: Double
    var small: Int16
    var member: Bool
    var born: LocalDate
    var seen: Date
    var balance: Decimal
    var address: Address
    var other: Address?
    var tags: [String]
    var scores: [String: Double]
    var data: Data
    var kind: Kind

    enum Kind: String, Codable { case person, robot }
  }

  private func people() throws -> [Person] {
    let born = try #require(LocalDate(1990, 2, 28))
    let base = Person(
      name: "Ann", age: 31, weight: 60.5, small: 7, member: true, born: born,
      seen: Date(timeIntervalSince1970: 1_700_000_000.125), balance: Decimal(string: "1234.56") ?? 0,
      address: Address(street: "Main", number: 5), other: nil, tags: ["a", "b"], scores: ["x": 1.5], data: Data([0, 255]),
      kind: .person)
    var second = base
    second.name = "Bob"
    second.age = nil
    second.address.number = nil
    second.other = Address(street: "Side", number: 9)
    second.tags = []
    second.scores = [:]
    second.kind = .robot
    return [base, second]
  }

  @Test func valuesComeBackAsTheyWere() async throws {
    let spark = try await SharedSession.get()
    let people = try people()
    let frame = try spark.createDataFrame(people)
    #expect(try await frame.collect(as: Person.self) == people)
    let types = try await frame.schema.fields.map { "\($0.name) \($0.type.simpleString)" }
    #expect(
      types == [
        "name string", "age bigint", "weight double", "small smallint", "member boolean", "born date", "seen timestamp",
        "balance decimal(38,18)", "address struct<street:string,number:bigint>", "other struct<street:string,number:bigint>",
        "tags array<string>", "scores map<string,double>", "data binary", "kind string",
      ])
    #expect(try await frame.filter(col("address.number").isNull).select("name").collect(as: String.self) == ["Bob"])
  }

  @Test func plainValuesAreColumns() async throws {
    let spark = try await SharedSession.get()
    #expect(try await spark.createDataFrame([3, 1, 2]).orderBy("value").collect(as: Int.self) == [1, 2, 3])
    #expect(try await spark.createDataFrame(["x", nil]).collect(as: String?.self) == ["x", nil])
    #expect(try await spark.range(3).collect(as: Int8.self) == [0, 1, 2])
  }

  @Test func namesMayDifferInCase() async throws {
    struct Result: Codable, Equatable { var userName: String }
    let spark = try await SharedSession.get()
    #expect(try await spark.sql("SELECT 'x' AS USERNAME").collect(as: Result.self) == [Result(userName: "x")])
  }

  @Test func mismatchesAreNamed() async throws {
    struct Wrong: Codable { var id: String }
    struct Missing: Codable { var nothing: Int }
    struct Narrow: Codable { var big: Int8 }
    let spark = try await SharedSession.get()
    await #expect(throws: DecodingError.self) { try await spark.range(1).collect(as: Wrong.self) }
    await #expect(throws: DecodingError.self) { try await spark.range(1).collect(as: Missing.self) }
    await #expect(throws: DecodingError.self) { try await spark.sql("SELECT 300 AS big").collect(as: Narrow.self) }
    await #expect(throws: DecodingError.self) {
      try await spark.sql("SELECT CAST(null AS TINYINT) AS big").collect(as: Narrow.self)
    }
  }

  @Test func unknownTypesAreRefused() async throws {
    struct Unknown: Codable { var inner: Inner? }
    struct Inner: Codable { var x: Int }
    let spark = try await SharedSession.get()
    #expect(throws: SparkError.self) { try spark.createDataFrame([Unknown(inner: nil)]) }
    #expect(throws: SparkError.self) { try spark.createDataFrame([Row(1)], "a INT, b INT") }
    #expect(throws: SparkError.self) { try spark.createDataFrame([Row("x")], "a INT") }
    #expect(throws: SparkError.self) { try spark.createDataFrame([Row(300)], "a TINYINT") }
    #expect(throws: SparkError.self) { try spark.createDataFrame([Row(nil as Int?)], "a INT NOT NULL") }
  }

  @Test func rowsAreReadByPositionAndName() async throws {
    let spark = try await SharedSession.get()
    let row = try #require(
      try await spark.sql(
        "SELECT 1 AS a, 'x' AS b, CAST(null AS INT) AS c, named_struct('p', 1.50, 'q', array(1, null)) AS d, map('k', 2) AS e"
      ).first())
    #expect(row["a"] as? Int32 == 1)
    #expect(try row.get("a", as: Int.self) == 1)
    #expect(try row.get("a", as: Double.self) == 1)
    #expect(row["b"] as? String == "x")
    #expect(row["c"] == nil && row.isNullAt(2))
    #expect(try row.get("c", as: Int?.self) == nil)
    #expect((row["d"] as? Row)?["p"] as? Decimal == Decimal(string: "1.5"))
    #expect(try (row["d"] as? Row)?.get("q", as: [Int?].self) == [1, nil])
    #expect(try row.get("e", as: [String: Int].self) == ["k": 2])
    #expect(row.description == "[1,x,NULL,{1.50, [1, NULL]},{k -> 2}]")
    #expect(Row(1, "x") == Row(Int64(1), "x"))
    #expect(Row(Decimal(string: "1.50")) == Row(Decimal(string: "1.5")))
    #expect(throws: DecodingError.self) { try row.get("nothing", as: Int.self) }
    #expect(throws: DecodingError.self) { try row.get(9, as: Int.self) }
  }

  @Test func datesAreThoseOfTheCalendar() {
    for text in ["2013-02-29", "2013-1", "", "--1-1", "a-b-c"] { #expect(LocalDate(text) == nil, "\(text)") }
    #expect(LocalDate("2012-02-29")?.daysSinceEpoch == 15399)
    #expect(LocalDate(1970, 1, 1)?.daysSinceEpoch == 0)
    #expect(LocalDate(daysSinceEpoch: -1).description == "1969-12-31")
    for days in stride(from: Int32(-800_000), to: 800_000, by: 997) {
      let date = LocalDate(daysSinceEpoch: days)
      #expect(LocalDate(date.year, date.month, date.day) == date)
      #expect(LocalDate(date.description) == date)
    }
  }
}
