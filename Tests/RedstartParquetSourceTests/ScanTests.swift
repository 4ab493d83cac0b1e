import Foundation
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes
import Testing

@testable import RedstartParquetSource

/// Schemas of several files, partition columns, partitions and limits.
struct ScanTests {
  private func write(_ name: String, _ schema: StructType, _ rows: [[Value]], _ options: [String: String] = [:]) throws
    -> FileEntry
  {
    let path = WriterTests.path("scan-" + name)
    let writer = try ParquetSource().writer(
      WriteRequest(path: path, schema: schema, options: SourceOptions(options)), SourceEnvironment())
    let columns = schema.fields.enumerated().map { position, field in Vector.of(rows.map { $0[position] }, type: field.type) }
    try writer.write(RecordBatch(columns, count: rows.count))
    try writer.close()
    return try fileEntry(path)
  }

  @Test func mergedSchemas() throws {
    let a = try write("a", StructType([StructField("a", .long), StructField("B", .string)]), [[.integer(1), .string("x")]])
    let b = try write("b", StructType([StructField("b", .string), StructField("c", .double)]), [[.string("y"), .double(2)]])
    let c = try write("c", StructType([StructField("a", .string)]), [[.string("no")]])
    let source = ParquetSource()
    let environment = SourceEnvironment()
    let first = try source.inferSchema([a, b], SourceOptions(), environment)
    #expect(first.names == ["a", "B"])
    let merging = SourceOptions(["mergeSchema": "true"])
    let merged = try source.inferSchema([a, b], merging, environment)
    #expect(merged.fields.map(\.type) == [.long, .string, .double])
    #expect { try source.inferSchema([a, c], merging, environment) } throws: {
      ($0 as? SparkError)?.condition == "CANNOT_MERGE_SCHEMAS"
    }
    let request = ScanRequest(files: [a, b], dataSchema: merged, requiredSchema: merged, options: merging)
    let scan = try source.scan(request, environment)
    #expect(scan.rowCount == 2)
    let lines = try (0..<scan.partitionCount).flatMap { partition -> [String] in
      let rows = try Rows(reader: scan.open(partition), schema: merged)
      return (0..<rows.count).map { row in (0..<3).map { rows.lines($0)[row] }.joined(separator: " ") }
    }
    #expect(lines == ["1 s78 ~", "~ s79 4000000000000000"])
  }

  @Test func partitionColumns() throws {
    let schema = StructType([StructField("a", .long)])
    let partitions = StructType([StructField("year", .integer), StructField("name", .string)])
    var files: [FileEntry] = []
    for year in 0..<3 {
      var entry = try write("year\(year)", schema, [[.integer(Int64(year * 10))], [.null]])
      entry.partitionValues = [.integer(Int64(2000 + year)), year == 1 ? .null : .string("n\(year)")]
      files.append(entry)
    }
    let required = StructType([StructField("name", .string), StructField("a", .long), StructField("year", .integer)])
    func lines(_ filters: [SourceFilter]) throws -> [String] {
      let request = ScanRequest(
        files: files, dataSchema: schema, partitionSchema: partitions, requiredSchema: required, filters: filters,
        options: SourceOptions())
      let scan = try ParquetSource().scan(request, SourceEnvironment())
      return try (0..<scan.partitionCount).flatMap { partition -> [String] in
        let rows = try Rows(reader: scan.open(partition), schema: required)
        return (0..<rows.count).map { row in (0..<3).map { rows.lines($0)[row] }.joined(separator: " ") }
      }
    }
    #expect(try lines([]) == ["s6e30 0 2000", "s6e30 ~ 2000", "~ 10 2001", "~ ~ 2001", "s6e32 20 2002", "s6e32 ~ 2002"])
    #expect(try lines([.equal("year", .integer(2002))]) == ["s6e32 20 2002", "s6e32 ~ 2002"])
    #expect(try lines([.isNull("name")]) == ["~ 10 2001", "~ ~ 2001"])
    #expect(try lines([.greater("a", .long(15))]) == ["s6e32 20 2002", "s6e32 ~ 2002"])
  }

  /// No columns wanted: only the numbers of rows.
  @Test func countsWithoutColumns() throws {
    let rows = try Rows(Fixture.url("row-groups.parquet").path, required: StructType())
    #expect(rows.count == 700)
    #expect(rows.scan?.rowCount == 700)
  }

  @Test func limitsAndPartitions() throws {
    let path = Fixture.url("row-groups.parquet").path
    let entry = try fileEntry(path)
    let schema = try ParquetSource().inferSchema([entry], SourceOptions(), SourceEnvironment())
    var request = ScanRequest(files: [entry], dataSchema: schema, requiredSchema: schema, options: SourceOptions())
    let all = try ParquetSource().scan(request, SourceEnvironment(parallelism: 2))
    #expect(all.partitionCount == 7)
    #expect(try ParquetSource().scan(request, SourceEnvironment(parallelism: 1)).partitionCount == 7)
    #expect(all.byteCount > 50_000 && all.byteCount < entry.size)
    request.limit = 150
    #expect(try ParquetSource().scan(request, SourceEnvironment()).rowCount == 200)
  }

  /// One row group of many rows is cut at multiples of the batch size.
  @Test func splitRowGroup() throws {
    let count = 200_000
    let ids = Vector.of((0..<count).map { .integer(Int64($0)) }, type: .long)
    let texts = Vector.of((0..<count).map { $0 % 5 == 0 ? .null : .string("text \($0 % 1000)") }, type: .string)
    let lists = Vector.of(
      (0..<count).map { .array((0..<($0 % 3)).map { .integer(Int64($0)) }) }, type: .array(.long, containsNull: true))
    let schema = StructType([
      StructField("i", .long), StructField("s", .string), StructField("l", .array(.long, containsNull: true)),
    ])
    let path = WriterTests.path("scan-split")
    let writer = try ParquetSource().writer(
      WriteRequest(path: path, schema: schema, options: SourceOptions()), SourceEnvironment())
    try writer.write(RecordBatch([ids, texts, lists], count: count))
    try writer.close()
    let rows = try Rows(path, environment: SourceEnvironment(parallelism: 2))
    #expect((rows.scan?.partitionCount ?? 0) > 2)
    #expect(rows.count == count)
    #expect(rows.lines(0) == (0..<count).map { String($0) })
    #expect(rows.lines(1) == (0..<count).map { Fixture.text(texts.value(at: $0)) })
    #expect(rows.lines(2) == (0..<count).map { Fixture.text(lists.value(at: $0)) })
  }
}
