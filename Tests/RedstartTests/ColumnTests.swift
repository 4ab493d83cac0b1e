import Foundation
import Redstart
import Testing

@Suite struct ColumnTests {
  /// The values of columns over one row.
  private func row(_ columns: Column...) async throws -> Row? {
    try await SharedSession.get().range(1).select(columns).first()
  }

  @Test func operators() async throws {
    let (a, b) = (lit(7), lit(2))
    #expect(try await row(a + b, a - b, a * b, a / b, a % b, -a) == Row(9, 5, 14, 3.5, 1, -7))
    #expect(try await row(a == b, a != b, a < b, a <= b, a > b, a >= b) == Row(false, true, false, false, true, true))
    #expect(try await row(1 + a, 10 - a, a == 7, 3 < a) == Row(8, 3, true, true))
    #expect(try await row(lit(true) && lit(false), lit(true) || lit(false), !lit(true)) == Row(false, true, false))
    #expect(try await row(a & 3, a | 8, a ^ 1, ~a) == Row(3, 15, 6, -8))
    #expect(try await row(lit(nil as Int?).eqNullSafe(nil as Int?), lit(nil as Int?) == 1) == Row(true, nil))
  }

  @Test func predicates() async throws {
    let text = lit("Spark")
    #expect(
      try await row(
        text.like("S%"), text.ilike("s%k"), text.rlike("a.k$"), text.contains("par"), text.startsWith("Sp"), text.endsWith("x"))
        == Row(true, true, true, true, true, false))
    #expect(
      try await row(text.isNull, text.isNotNull, text.isin("a", "Spark"), lit(3).between(1, 3)) == Row(false, true, true, true))
    #expect(try await row(lit(3).isin([1, 2, 4]), lit(Double.nan).isNaN) == Row(false, true))
    let size = when(lit(5) > 10, "big").when(lit(5) > 3, "middle").otherwise("small")
    #expect(try await row(size, when(lit(false), 1)) == Row("middle", nil))
  }

  @Test func castsAndParts() async throws {
    #expect(try await row(lit("12").cast("int"), lit(1.9).cast(.integer), lit("x").try_cast("int")) == Row(12, 1, nil))
    let list = lit([10, 20, 30])
    let map = lit(["a": 1, "b": 2])
    #expect(try await row(list.getItem(0), list[2], map["b"], size(list)) == Row(10, 30, 2, 3))
    let pair = Redstart.struct(lit(1).alias("x"), lit("y").alias("y"))
    #expect(try await row(pair.getField("x"), pair["y"]) == Row(1, "y"))
    #expect(try await row(lit("Spark").substr(2, 3)) == Row("par"))
  }

  @Test func fieldsOfStructsAreReplaced() async throws {
    let pair = Redstart.struct(lit(1).alias("x"), lit("y").alias("y"))
    let fields = try await row(pair.withField("z", lit(2)).getField("z"), pair.dropFields("x").getField("y"))
    #expect(fields == Row(2, "y"))
    let nested = Redstart.struct(pair.alias("inner"), lit(true).alias("flag"))
    let changed = try await row(
      nested.withField("inner.x", lit("new")).getField("inner").getField("x"),
      to_json(nested.dropFields("flag", "inner.y")), to_json(pair.withField("X", lit(7))))
    #expect(changed == Row("new", #"{"inner":{"x":1}}"#, #"{"X":7,"y":"y"}"#))
  }

  @Test func constantsKeepTheirTypes() async throws {
    let date = try #require(LocalDate(2013, 1, 31))
    let time = Date(timeIntervalSince1970: 1_700_000_000.25)
    let frame = try await SharedSession.get().range(1).select(
      lit(true), lit(Int8(1)), lit(Int16(2)), lit(3), lit(Int64(4)), lit(5_000_000_000), lit(Float(0.5)), lit(1.5), lit("text"),
      lit(date), lit(time), lit(Decimal(string: "12.340") ?? 0), lit(Data([1, 2])), lit([1, 2]), lit(["k": 1.5]))
    #expect(
      try await frame.schema.fields.map(\.type.simpleString) == [
        "boolean", "tinyint", "smallint", "int", "bigint", "bigint", "float", "double", "string", "date", "timestamp",
        "decimal(4,2)", "binary", "array<int>", "map<string,double>",
      ])
    let row = try #require(try await frame.first())
    #expect(row[9] as? LocalDate == date)
    #expect(row[10] as? Date == time)
    #expect(try row.get(11, as: Decimal.self) == Decimal(string: "12.34"))
    #expect(row[12] as? Data == Data([1, 2]))
    #expect(try row.get(13, as: [Int].self) == [1, 2])
    #expect(try row.get(14, as: [String: Double].self) == ["k": 1.5])
  }

  @Test func functions() async throws {
    #expect(try await row(upper(lit("a")), concat_ws("-", lit("a"), lit("b")), length(lit("abc"))) == Row("A", "a-b", 3))
    #expect(
      try await row(round(lit(2.345), 2), abs(lit(-3)), pow(lit(2), 10), greatest(lit(1), lit(5))) == Row(2.35, 3, 1024.0, 5))
    #expect(
      try await row(year(lit("2013-05-06").cast("date")), date_add(lit("2013-05-06").cast("date"), 2).cast("string"))
        == Row(2013, "2013-05-08"))
    #expect(try await row(coalesce(lit(nil as Int?), lit(4)), expr("1 + 1"), call_function("upper", lit("x"))) == Row(4, 2, "X"))
    #expect(try await row(array_contains(lit([1, 2]), 2), split(lit("a,b"), ",").getItem(1)) == Row(true, "b"))
    let frame = try await SharedSession.get().range(0, 3).select(explode(array(col("id"), col("id") * 10)).alias("x"))
    #expect(try await frame.agg(sum("x")).collect() == [Row(33)])
  }

  @Test func windows() async throws {
    let spark = try await SharedSession.get()
    let frame = try spark.createDataFrame(
      [Row("a", 1), Row("a", 3), Row("b", 2), Row("a", 2)], ["k", "v"])
    let byKey = Window.partitionBy("k").orderBy("v")
    let result = frame.select(
      col("k"), col("v"), row_number().over(byKey), lag("v").over(byKey), lead("v", 1, 0).over(byKey),
      sum("v").over(byKey.rowsBetween(Window.unboundedPreceding, Window.currentRow)),
      sum("v").over(byKey.rangeBetween(-1, 0)), rank().over(byKey), ntile(2).over(byKey))
    #expect(
      try await result.orderBy("k", "v").collect() == [
        Row("a", 1, 1, nil, 2, 1, 1, 1, 1), Row("a", 2, 2, 1, 3, 3, 3, 2, 1), Row("a", 3, 3, 2, 0, 6, 5, 3, 2),
        Row("b", 2, 1, nil, 0, 2, 2, 1, 1),
      ])
  }
}
