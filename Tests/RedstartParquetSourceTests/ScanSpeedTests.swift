import Dispatch
import Foundation
import RedstartColumnar
import RedstartConnectors
import RedstartTypes
import Synchronization
import Testing

@testable import RedstartParquetSource

/// Times a scan of the file that REDSTART_BENCH names.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["REDSTART_BENCH"] != nil))
struct ScanSpeedTests {
  /// Writes what it reads; the time of reading is in it.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["REDSTART_BENCH_WRITE"] != nil))
  func rewrite() throws {
    let entry = try fileEntry(ProcessInfo.processInfo.environment["REDSTART_BENCH"] ?? "")
    let source = ParquetSource()
    let schema = try source.inferSchema([entry], SourceOptions(), SourceEnvironment())
    let request = ScanRequest(files: [entry], dataSchema: schema, requiredSchema: schema, options: SourceOptions())
    let path = ProcessInfo.processInfo.environment["REDSTART_BENCH_WRITE"] ?? ""
    let start = DispatchTime.now().uptimeNanoseconds
    let startWork = processorTime()
    let scan = try source.scan(request, SourceEnvironment())
    let writer = try source.writer(WriteRequest(path: path, schema: schema, options: SourceOptions()), SourceEnvironment())
    for partition in 0..<scan.partitionCount {
      let reader = try scan.open(partition)
      while let batch = try reader.next() { try writer.write(batch) }
    }
    try writer.close()
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    print("WRITE \(seconds) s, processor \((processorTime() - startWork) / 1e3) s, \(writer.bytesWritten) bytes")
  }

  @Test func allColumns() throws {
    let path = ProcessInfo.processInfo.environment["REDSTART_BENCH"] ?? ""
    let entry = try fileEntry(path)
    let source = ParquetSource()
    let environment = SourceEnvironment()
    let schema = try source.inferSchema([entry], SourceOptions(), environment)
    let columns = ProcessInfo.processInfo.environment["REDSTART_BENCH_COLUMNS"]?.split(separator: ",").map(String.init)
    let wanted = StructType(schema.fields.filter { columns?.contains($0.name) ?? true })
    for threads in [1, 2] {
      var times: [Double] = []
      var work: [Double] = []
      var total = 0
      for _ in 0..<5 {
        let start = DispatchTime.now().uptimeNanoseconds
        let startWork = processorTime()
        let request = ScanRequest(files: [entry], dataSchema: schema, requiredSchema: wanted, options: SourceOptions())
        let scan = try source.scan(request, environment)
        let next = Atomic<Int>(0)
        let rows = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
          while true {
            let partition = next.add(1, ordering: .relaxed).oldValue
            guard partition < scan.partitionCount, let reader = try? scan.open(partition) else { return }
            while let batch = try? reader.next() { rows.add(batch.count, ordering: .relaxed) }
          }
        }
        work.append(processorTime() - startWork)
        times.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
        total = rows.load(ordering: .relaxed)
        #expect(total == scan.rowCount)
      }
      let best = times.min() ?? 0
      print(
        "SCAN \(wanted.count) columns, \(total) rows, \(threads) threads: best \(best) ms, all \(times.map { Int($0) }), processor \(work.map { Int($0) })"
      )
    }
    if ProcessInfo.processInfo.environment["REDSTART_BENCH_EACH"] != nil {
      for field in schema.fields {
        let request = ScanRequest(
          files: [entry], dataSchema: schema, requiredSchema: StructType([field]), options: SourceOptions())
        var best = Double.infinity
        for _ in 0..<3 {
          let start = processorTime()
          let scan = try source.scan(request, environment)
          for partition in 0..<scan.partitionCount {
            let reader = try scan.open(partition)
            while try reader.next() != nil {}
          }
          best = min(best, processorTime() - start)
        }
        print("SCAN \(field.name): \(best) ms")
      }
    }
  }
}

/// Milliseconds of processor time of this process.
func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}

/// The entry of a file on disk.
func fileEntry(_ path: String) throws -> FileEntry {
  let facts = try FileManager.default.attributesOfItem(atPath: path)
  let modified = (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
  return FileEntry(path: path, size: (facts[.size] as? Int) ?? 0, modified: Int64(modified * 1e6))
}
