import Foundation
import Testing

@testable import RedstartRDD

@Suite("Files")
struct FileTests {
  private let sc = makeContext()

  @Test func linesComeOnceHoweverFilesAreCut() async throws {
    let folder = try TemporaryFolder()
    let lines = (0..<5000).map { "line \($0) " + String(repeating: "x", count: $0 % 50) }
    let path = try folder.write("a.txt", lines.joined(separator: "\n") + "\n")
    for partitions in [1, 2, 3, 17, 400] {
      let text = sc.textFile(path, minPartitions: partitions)
      #expect(text.getNumPartitions() >= partitions)
      #expect(try await text.collect() == lines)
    }
    _ = try folder.write("b.txt", "one\r\ntwo\r\nthree")
    _ = try folder.write("_hidden.txt", "no")
    _ = try folder.write("empty.txt", "")
    #expect(try await sc.textFile(folder.path + "/b.txt", minPartitions: 5).collect() == ["one", "two", "three"])
    #expect(try await sc.textFile(folder.path + "/*.txt").count() == 5003)
    #expect(try await sc.textFile(folder.path).count() == 5003)
    #expect(try await sc.textFile(folder.path + "/b.txt,file:" + folder.path + "/b.txt").count() == 6)
    let whole = try await sc.wholeTextFiles(folder.path).collectAsMap()
    #expect(whole.count == 3 && whole["file:\(folder.path)/b.txt"] == "one\r\ntwo\r\nthree")
  }

  @Test(arguments: [nil, "gzip", "zstd", "bzip2"]) func writtenLinesAreRead(_ compression: String?) async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/out"
    let numbers = sc.parallelize(0..<1000, numSlices: 3)
    try await numbers.saveAsTextFile(path, compression: compression)
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    #expect(names.count == 4 && names[0] == "_SUCCESS" && names[1].hasPrefix("part-00000"))
    #expect(try await sc.textFile(path).collect() == (0..<1000).map(String.init))
    #expect(await condition { try await numbers.saveAsTextFile(path) } == "PATH_ALREADY_EXISTS")
  }

  struct Broken: Error {}

  @Test func jobsThatFailLeaveNothing() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/out"
    let broken = sc.parallelize(0..<1000, numSlices: 3).map { (number: Int) throws -> Int in
      if number == 900 { throw Broken() }
      return number
    }
    #expect(await condition { try await broken.saveAsTextFile(path) } == "TASK_FAILED")
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func attemptsThatFailLeaveNothing() async throws {
    let folder = try TemporaryFolder()
    let failures = Counter()
    sc.faults.withLock { $0 = nil }
    let flaky = sc.parallelize(0..<1000, numSlices: 3).map { (number: Int) throws -> Int in
      if number == 900, failures.value < 2 {
        failures.add()
        throw Broken()
      }
      return number
    }
    try await flaky.saveAsTextFile(folder.path + "/out")
    #expect(failures.value == 2)
    #expect(try await sc.textFile(folder.path + "/out").collect() == (0..<1000).map(String.init))
  }
}
