import Foundation
import RedstartColumnar
import RedstartMemory
import RedstartTypes
import Testing

@testable import RedstartArrowFormat

/// Random values of any type.
struct ValueSource {
  var generator: SeededGenerator

  mutating func value(_ type: DataType, nullable: Bool = true) -> Value {
    if nullable, Int.random(in: 0..<5, using: &generator) == 0 { return .null }
    switch type {
    case .null: return .null
    case .boolean: return .boolean(Bool.random(using: &generator))
    case .byte: return .integer(Int64(Int8.random(in: .min ... .max, using: &generator)))
    case .short: return .integer(Int64(Int16.random(in: .min ... .max, using: &generator)))
    case .integer, .date, .yearMonthInterval: return .integer(Int64(Int32.random(in: .min ... .max, using: &generator)))
    case .long, .timestamp, .timestampNTZ, .dayTimeInterval: return .integer(Int64.random(in: .min ... .max, using: &generator))
    case .float: return .double(Double(Float.random(in: -1e9...1e9, using: &generator)))
    case .double: return .double(Double.random(in: -1e300...1e300, using: &generator))
    case .decimal(let precision, _):
      let bound = Decimal128.powersOfTen[precision]
      return .decimal(Int128.random(in: (1 - bound)..<bound, using: &generator))
    case .string, .char, .varchar:
      let length = Int.random(in: 0...[3, 12, 16, 33, 100].randomElement(using: &generator)!, using: &generator)
      return .string(String((0..<length).map { _ in Character(Unicode.Scalar(UInt8.random(in: 32...126, using: &generator))) }))
    case .binary:
      return .binary((0..<Int.random(in: 0...40, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) })
    case .calendarInterval:
      return .interval(
        CalendarInterval(
          months: .random(in: .min ... .max, using: &generator), days: .random(in: .min ... .max, using: &generator),
          microseconds: .random(in: -9_000_000_000_000_000...9_000_000_000_000_000, using: &generator)))
    case .array(let element, let containsNull):
      return .array((0..<Int.random(in: 0...4, using: &generator)).map { _ in value(element, nullable: containsNull) })
    case .map(let key, let mapped, let containsNull):
      let count = Int.random(in: 0...3, using: &generator)
      return .map(
        (0..<count).map { _ in value(key, nullable: false) }, (0..<count).map { _ in value(mapped, nullable: containsNull) })
    case .struct(let type): return .structure(type.fields.map { value($0.type, nullable: $0.nullable) })
    case .udt(let udt): return value(udt.sqlType, nullable: nullable)
    }
  }

  mutating func vector(_ type: DataType, _ count: Int) -> Vector { .of((0..<count).map { _ in value(type) }, type: type) }
}

@Suite struct ArrowWriterTests {
  static let types: [DataType] = [
    .null, .boolean, .byte, .short, .integer, .long, .float, .double, .decimal(precision: 9, scale: 2),
    .decimal(precision: 18, scale: 18), .decimal(precision: 38, scale: 10), .string, .char(5), .varchar(7), .binary, .date,
    .timestamp, .timestampNTZ, .yearMonth, .dayTime, .calendarInterval, .array(.integer, containsNull: true),
    .array(.array(.string, containsNull: false), containsNull: true), .map(.string, .double, valueContainsNull: true),
    .struct(StructType([StructField("a", .integer), StructField("a", .string), StructField("b", .boolean, nullable: false)])),
    .array(.struct(StructType([StructField("m", .map(.long, .string, valueContainsNull: false))])), containsNull: false),
    .udt(.vector), .struct(StructType()),
  ]

  func expectRoundTrip(_ batch: RecordBatch, _ schema: StructType, _ compression: ArrowStreamWriter.Compression = .none) throws {
    let bytes = try ArrowStreamWriter.encode(batch: batch, schema: schema, timeZone: "Europe/Zurich", compression: compression)
    let reader = try ArrowStreamReader(bytes: bytes)
    let back = try #require(try reader.next())
    #expect(try reader.next() == nil)
    #expect(back.count == batch.count)
    for (position, column) in batch.columns.enumerated() {
      for row in 0..<batch.count {
        let wanted = column.value(at: row)
        let got = back.columns[position].value(at: row)
        if got != wanted { Issue.record("\(schema.fields[position].type) row \(row) of \(batch.count): \(got), not \(wanted)") }
      }
    }
  }

  @Test(arguments: [ArrowStreamWriter.Compression.none, .lz4, .zstd])
  func everyTypeAndLengthComesBack(_ compression: ArrowStreamWriter.Compression) throws {
    var source = ValueSource(generator: SeededGenerator(state: 1))
    let schema = StructType(Self.types.enumerated().map { StructField("c\($0)", $1) })
    for count in compression == .none ? Array(0...130) + [256, 300] : [0, 1, 77, 400] {
      try expectRoundTrip(RecordBatch(Self.types.map { source.vector($0, count) }, count: count), schema, compression)
    }
  }

  @Test func slicesComeBack() throws {
    var source = ValueSource(generator: SeededGenerator(state: 2))
    let schema = StructType(Self.types.enumerated().map { StructField("c\($0)", $1) })
    let batch = RecordBatch(Self.types.map { source.vector($0, 200) }, count: 200)
    for range in [0..<200, 1..<2, 63..<65, 7..<150, 199..<200, 64..<128, 30..<30] {
      try expectRoundTrip(batch.slice(range), schema)
    }
  }

  @Test func dictionariesAndConstantsAreSpreadOut() throws {
    var source = ValueSource(generator: SeededGenerator(state: 3))
    for type in Self.types where type.physical != .null {
      for count in [0, 1, 9, 64, 130, 300] {
        let constant = Vector.constant(.of([source.value(type, nullable: false)], type: type), count: count)
        let empty = Vector.nulls(type, count: count)
        var columns = [constant, empty]
        if type.physical.width != nil {
          let values = Vector.of((0..<7).map { _ in source.value(type, nullable: false) }, type: type)
          let rows = (0..<count).map { _ in Int32.random(in: 0..<7, using: &source.generator) }
          let bits = Bitmap(bytes: rows.map { UInt8($0 > 1 ? 1 : 0) } + [0], count: count)
          columns.append(Vector(type: type, count: count, layout: .dictionary(indices: Buffer(copying: rows), values: values)))
          columns.append(
            Vector(type: type, count: count, validity: bits, layout: .dictionary(indices: Buffer(copying: rows), values: values)))
        }
        let schema = StructType(columns.indices.map { StructField("c\($0)", type) })
        try expectRoundTrip(RecordBatch(columns, count: count), schema)
        try expectRoundTrip(RecordBatch(columns, count: count), schema, .lz4)
      }
    }
  }

  @Test func emptyStreamsHaveASchema() throws {
    let schema = StructType([StructField("a", .integer, nullable: false), StructField("t", .timestamp)])
    let reader = try ArrowStreamReader(bytes: ArrowStreamWriter.encode(schema: schema, timeZone: "UTC"))
    #expect(reader.schema == schema)
    #expect(try reader.next() == nil)
    let none = try ArrowStreamReader(
      bytes: ArrowStreamWriter.encode(batch: RecordBatch([], count: 5), schema: StructType(), timeZone: "UTC"))
    #expect(try none.next()?.count == 5)
  }

  @Test func duplicateNestedNamesAreNumbered() {
    #expect(ArrowSchemaWriter.uniqueNames(["a", "b", "a", "a"]) == ["a_0", "b", "a_1", "a_2"])
  }

  /// Buffers of larger batches lie at multiples of 64, so that readers can use them where they are.
  @Test func largeBatchesAreAligned() throws {
    var source = ValueSource(generator: SeededGenerator(state: 4))
    let schema = StructType([StructField("s", .string), StructField("x", .double)])
    let batch = RecordBatch([source.vector(.string, 300), source.vector(.double, 300)], count: 300)
    let stream = Buffer(copying: try ArrowStreamWriter.encode(batch: batch, schema: schema, timeZone: "UTC"))
    let back = try #require(try ArrowStreamReader(stream).next())
    #expect((UnsafeRawPointer(back.columns[1].values(Double.self)) - UnsafeRawPointer(stream.base)) % 64 == 0)
  }
}
