import Foundation
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes
import Testing

@testable import RedstartTextSource

@Suite struct TextSourceTests {
  private final class Folder {
    let path: String
    init() throws {
      path = NSTemporaryDirectory() + "redstart-text-" + UUID().uuidString
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func entry(_ name: String) throws -> FileEntry {
      let size = try FileManager.default.attributesOfItem(atPath: path + "/" + name)[.size] as? Int
      return FileEntry(path: path + "/" + name, size: size ?? 0, modified: 0)
    }

    func file(_ name: String, _ text: String) throws -> FileEntry {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
      return try entry(name)
    }
  }

  private static let schema = StructType([StructField("value", .string)])

  private func read(_ file: FileEntry, _ options: [String: String] = [:], partitionSize: Int? = nil) throws -> [String?] {
    let request = ScanRequest(
      files: [file], dataSchema: Self.schema, requiredSchema: Self.schema, options: SourceOptions(options))
    let scan = try TextScan(request, SourceEnvironment(), partitionSize: partitionSize)
    var rows: [String?] = []
    for partition in 0..<scan.partitionCount {
      let reader = try scan.open(partition)
      while let batch = try reader.next() {
        for row in 0..<batch.count {
          if case .string(let text) = batch.columns[0].value(at: row) { rows.append(text) } else { rows.append(nil) }
        }
      }
    }
    return rows
  }

  /// Spark's rows for the same bytes.
  @Test(arguments: [
    ("a\nb\n", ["a", "b"]), ("a\nb", ["a", "b"]), ("", []), ("\n", [""]), ("a\r\nb\rc\n\nd", ["a", "b", "c", "", "d"]),
    ("\u{feff}a\n", ["a"]),
  ])
  func linesEndInEveryWay(_ text: String, _ expected: [String]) throws {
    let folder = try Folder()
    let file = try folder.file("a.txt", text)
    for size in [nil, 1, 2, 3] { #expect(try read(file, partitionSize: size) == expected) }
  }

  @Test func separatorsAndWholeFiles() throws {
    let folder = try Folder()
    let file = try folder.file("a.txt", "a;b\n;;c")
    #expect(try read(file, ["lineSep": ";"]) == ["a", "b\n", "", "c"])
    #expect(try read(file, ["lineSep": ";;"]) == ["a;b\n", "c"])
    #expect(try read(file, ["wholetext": "true"]) == ["a;b\n;;c"])
    #expect(try read(folder.file("b.txt", ""), ["wholetext": "true"]) == [""])
  }

  @Test(arguments: ["none", "gzip", "bzip2", "zstd"])
  func writtenFilesReadBack(_ codec: String) throws {
    let folder = try Folder()
    let lines = (0..<30_000).map { "line \($0 * 7919 % 1000) é" } + ["", "last"]
    let source = TextSource()
    let options = SourceOptions(["compression": codec])
    let name = "a" + (try source.fileExtension(options))
    let writer = try source.writer(
      WriteRequest(path: folder.path + "/" + name, schema: Self.schema, options: options), SourceEnvironment())
    let batch = RecordBatch([Vector.of(lines.map { .string($0) }, type: .string)], count: lines.count)
    for start in stride(from: 0, to: lines.count, by: 8192) {
      try writer.write(batch.slice(start..<min(start + 8192, lines.count)))
    }
    try writer.close()
    #expect(try read(folder.entry(name)) == lines)
    #expect(try read(folder.entry(name), ["wholetext": "true"]) == [lines.joined(separator: "\n") + "\n"])
  }

  @Test func nullsAreEmptyLines() throws {
    let folder = try Folder()
    let writer = try TextSource().writer(
      WriteRequest(path: folder.path + "/a.txt", schema: Self.schema, options: SourceOptions()), SourceEnvironment())
    try writer.write(RecordBatch([Vector.of([.string("a"), .null, .string("b")], type: .string)], count: 3))
    try writer.close()
    #expect(try read(folder.entry("a.txt")) == ["a", "", "b"])
  }

  @Test func badRequestsAreRefused() throws {
    let two = StructType([StructField("a", .string), StructField("b", .string)])
    let number = StructType([StructField("a", .integer)])
    for schema in [two, number] {
      #expect(throws: SparkError.self) {
        try TextSource().writer(WriteRequest(path: "/tmp/x", schema: schema, options: SourceOptions()), SourceEnvironment())
      }
    }
    #expect(throws: SparkError.self) { try TextSource().fileExtension(SourceOptions(["compression": "wrong"])) }
  }

  @Test func damagedFilesAreReported() throws {
    let folder = try Folder()
    for name in ["a.txt.gz", "a.txt.bz2", "a.txt.zst"] {
      let file = try folder.file(name, "this is no compressed file")
      #expect(throws: SparkError.self) { try read(file) }
    }
  }
}
