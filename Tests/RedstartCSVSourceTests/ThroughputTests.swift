import Dispatch
import Foundation
import RedstartConnectors
import RedstartTypes
import Synchronization
import Testing

@testable import RedstartCSVSource

/// Measures reading of a big file when the variable REDSTART_CSV_BENCHMARK names one.
@Suite struct ThroughputTests {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["REDSTART_CSV_BENCHMARK"] != nil))
  func throughput() throws {
    let path = ProcessInfo.processInfo.environment["REDSTART_CSV_BENCHMARK"] ?? ""
    let size = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    let file = FileEntry(path: path, size: size, modified: 0)
    let options = SourceOptions(["header": "true", "inferSchema": "true"])
    // Seconds of processor time: the machine may have other work.
    func measure(_ body: () throws -> Void) rethrows -> (Duration, Double) {
      let before = clock()
      let time = try ContinuousClock().measure(body)
      return (time, Double(clock() - before) / Double(CLOCKS_PER_SEC))
    }
    for threads in [1, 2] {
      let environment = SourceEnvironment(parallelism: threads)
      var schema = StructType()
      for _ in 0..<3 {
        let time = try measure { schema = try CSVSource().inferSchema([file], options, environment) }
        print(
          "infer \(threads): \(time) \(Double(size) / 1e9 / time.1) GB per processor second"
        )
      }
      print(schema.fields.map { "\($0.name):\($0.type.simpleString)" }.joined(separator: " "))
      for columns in [schema, StructType(Array(schema.fields[4..<7])), StructType()] {
        for _ in 0..<3 {
          let rows = Atomic<Int>(0)
          let time = try measure {
            let scan = try CSVScan(
              ScanRequest(files: [file], dataSchema: schema, requiredSchema: columns, options: options), environment)
            let next = Atomic<Int>(0)
            DispatchQueue.concurrentPerform(iterations: threads) { _ in
              while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < scan.partitionCount, let reader = try? scan.open(index) else { return }
                while let batch = try? reader.next() { rows.add(batch.count, ordering: .relaxed) }
              }
            }
          }
          print(
            "scan \(threads), \(columns.count) columns: \(rows.load(ordering: .relaxed)) rows \(time) \(Double(size) / 1e9 / time.1) GB per processor second"
          )
        }
      }
    }
  }
}
