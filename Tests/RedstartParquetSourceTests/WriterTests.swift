import Foundation
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes
import Testing

@testable import RedstartParquetSource

/// What we write, we read back; `REDSTART_PARQUET_OUT` keeps the files, so that other programs can read them too.
struct WriterTests {
  static let codecs = ["none", "uncompressed", "snappy", "gzip", "zstd", "lz4", "lz4_raw"]

  @Test(arguments: RecordedFilesTests.names) func rewritten(_ name: String) throws {
    let rows = try Rows(Fixture.url(name + ".parquet").path)
    // Every file in one codec, and in each of several forms of timestamps.
    let number = RecordedFilesTests.names.firstIndex(of: name) ?? 0
    let codec = Self.codecs[number % Self.codecs.count]
    let timestamps = ["INT96", "TIMESTAMP_MICROS"][number % 2]
    let options = SourceOptions([
      "compression": codec, "outputTimestampType": timestamps,
      "parquet.block.row.count.limit": name == "row-groups" ? "250" : "1000000",
    ])
    try Self.check(rows, options, name: "\(name)-\(codec)")
  }

  @Test(arguments: codecs) func codec(_ codec: String) throws {
    let rows = try Rows(Fixture.url("scalars-none.parquet").path)
    try Self.check(rows, SourceOptions(["codec": codec]), name: "codec-\(codec)")
  }

  /// Columns that outgrow their dictionaries, pages and row groups.
  @Test func largeColumns() throws {
    let count = 60_000
    let schema = StructType([
      StructField("i", .long), StructField("s", .string), StructField("few", .string), StructField("d", .double),
      StructField("b", .boolean), StructField("l", .array(.integer, containsNull: true)), StructField("long", .string),
    ])
    let builders = schema.fields.map { VectorBuilder(type: $0.type) }
    var generator = SeededGenerator(seed: 11)
    for row in 0..<count {
      let number = Int64.random(in: .min ... .max, using: &generator)
      builders[0].append(row % 7 == 0 ? .null : .integer(number))
      builders[1].append(.string("value \(row % 50_000) of many with some length"))
      builders[2].append(row % 3 == 0 ? .null : .string("few \(row % 4)"))
      builders[3].append(.double(Double(row % 1000) / 8))
      builders[4].append(.boolean(number & 1 == 0))
      builders[5].append(row % 5 == 0 ? .null : .array((0..<(row % 4)).map { $0 == 2 ? .null : .integer(Int64(row + $0)) }))
      builders[6].append(.string(String(repeating: "x", count: row % 100) + String(row)))
    }
    let batch = RecordBatch(builders.map { $0.finish() }, count: count)
    let rows = Rows(schema: schema, batches: [batch])
    try Self.check(rows, SourceOptions(["compression": "zstd"]), name: "large")
    try Self.check(rows, SourceOptions(["compression": "snappy", "parquet.block.size": "1000000"]), name: "large-groups")
  }

  @Test func requiredFields() throws {
    let inner = StructType([StructField("x", .integer, nullable: false), StructField("y", .string)])
    let schema = StructType([
      StructField("a", .integer, nullable: false), StructField("s", .struct(inner), nullable: false),
      StructField("l", .array(.struct(inner), containsNull: false), nullable: true), StructField("v", .null),
      StructField(
        "m", .map(.string, .map(.integer, .decimal(precision: 25, scale: 3), valueContainsNull: true), valueContainsNull: true)),
      StructField("meta", .long, metadata: Metadata(json: #"{"comment":"hi","n":1}"#)), StructField("u", .udt(.vector)),
    ])
    func pair(_ x: Int64, _ y: String?) -> Value { .structure([.integer(x), y.map { .string($0) } ?? .null]) }
    let columns: [[Value]] = [
      [.integer(1), .integer(-2), .integer(3)], [pair(1, "a"), pair(2, nil), pair(3, "a string that is long enough")],
      [.array([pair(7, "x")]), .null, .array([])], [.null, .null, .null],
      [
        .map([.string("k"), .string("l")], [.map([.integer(1)], [.decimal(-12345)]), .null]), .null,
        .map([.string("")], [.map([.integer(1), .integer(2)], [.null, .decimal(Int128(1) << 80)])]),
      ],
      [.integer(5), .null, .integer(6)],
      [
        .structure([.integer(1), .null, .null, .array([.double(1.5), .double(-2)])]), .null,
        .structure([.integer(0), .integer(3), .array([.integer(1)]), .array([.double(4)])]),
      ],
    ]
    let vectors = zip(columns, schema.fields).map { Vector.of($0, type: $1.type) }
    let read = try Self.check(
      Rows(schema: schema, batches: [RecordBatch(vectors, count: 3)]), SourceOptions(), name: "required-fields")
    #expect(read.schema == schema.nullable)
    // The file itself keeps what may be null.
    #expect(try ParquetFileMetadata(path: Self.path("required-fields")).schema == schema)
  }

  @Test func refusals() throws {
    func condition(_ schema: StructType, _ options: [String: String] = [:]) -> String? {
      do {
        _ = try ParquetSource().writer(
          WriteRequest(path: Self.path("refused"), schema: schema, options: SourceOptions(options)), SourceEnvironment())
        return nil
      } catch { return (error as? SparkError)?.condition }
    }
    #expect(condition(StructType([StructField("i", .calendarInterval)])) == "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE")
    #expect(
      condition(StructType([StructField("i", .long)]), ["compression": "brotli"])
        == "CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION")
    #expect(try ParquetSource().fileExtension(SourceOptions(["compression": "LZ4"])) == ".lz4hadoop.parquet")
    #expect(try ParquetSource().fileExtension(SourceOptions()) == ".snappy.parquet")
  }

  static func path(_ name: String) -> String {
    let folder = ProcessInfo.processInfo.environment["REDSTART_PARQUET_OUT"] ?? NSTemporaryDirectory() + "redstart-parquet-tests"
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder + "/" + name + ".parquet"
  }

  @discardableResult
  static func check(_ rows: Rows, _ options: SourceOptions, name: String) throws -> Rows {
    let path = path(name)
    let writer = try ParquetSource().writer(WriteRequest(path: path, schema: rows.schema, options: options), SourceEnvironment())
    for batch in rows.batches { try writer.write(batch) }
    try writer.close()
    let read = try Rows(path)
    #expect(read.count == rows.count)
    #expect(read.schema == rows.schema.nullable)
    for column in rows.schema.fields.indices {
      let before = rows.lines(column)
      let after = read.lines(column)
      #expect(Fixture.hash(before) == Fixture.hash(after), "\(name).\(rows.schema.fields[column].name)")
      if before != after, let row = before.indices.first(where: { $0 >= after.count || before[$0] != after[$0] }) {
        Issue.record(
          "\(name).\(rows.schema.fields[column].name) row \(row): \(before[row]) came back as \(row < after.count ? after[row] : "nothing")"
        )
      }
    }
    return read
  }
}
