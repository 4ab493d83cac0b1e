// Measures RDDs against plain loops: rdd-benchmark TEXT-FILE [RUNS]. Prints `name milliseconds` lines.
import Foundation
import RedstartMemory
import RedstartRDD

let path = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : ""
let runs = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 5 : 5
let sc = SparkContext(memory: MemoryPool(limit: 8 << 30))
let count = 10_000_000
let keys = 100_000

/// The words of a line, cut at single bytes: `split` on characters takes ten times as long as all the rest.
@Sendable func words(_ line: String) -> [String] {
  line.utf8.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
}

/// The least time of some runs.
func measure(_ name: String, _ body: () async throws -> Int) async throws {
  var best = Double.infinity
  var check = 0
  for _ in 0..<runs {
    let start = ContinuousClock.now
    check = try await body()
    let time = ContinuousClock.now - start
    best = min(best, Double(time.components.seconds) * 1000 + Double(time.components.attoseconds) / 1e15)
  }
  print("\(name)\t\(String(format: "%.1f", best))\t\(check)")
}

try await measure("keyed sum, RDD") {
  try await sc.range(count, numSlices: 4).map { ($0 % keys, $0) }.reduceByKey { $0 &+ $1 }.map(\.1).reduce { max($0, $1) }
}
try await measure("keyed sum, plain loop, one thread") {
  var sums: [Int: Int] = [:]
  for number in 0..<count { sums[number % keys, default: 0] &+= number }
  return sums.values.max() ?? 0
}
try await measure("map, filter, sum, RDD") {
  try await sc.range(count, numSlices: 4).map { $0 &* 3 }.filter { $0 % 7 != 0 }.sum()
}
try await measure("map, filter, sum, plain loop, one thread") {
  var sum = 0
  for number in 0..<count {
    let value = number &* 3
    if value % 7 != 0 { sum &+= value }
  }
  return sum
}
try await measure("sortBy, RDD") {
  try await sc.range(count / 10, numSlices: 4).sortBy { ($0 &* 7_919) % 1_000_003 }.first()
}
if !path.isEmpty {
  try await measure("word count, RDD") {
    try await sc.textFile(path, minPartitions: 4).flatMap(words).map { ($0, 1) }
      .reduceByKey(+).map(\.1).reduce { max($0, $1) }
  }
  try await measure("word count, plain loop, one thread") {
    var counts: [String: Int] = [:]
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
      for word in words(String(line)) { counts[word, default: 0] += 1 }
    }
    return counts.values.max() ?? 0
  }
}
