import RedstartColumnar
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Estimates of the number of different values from the longest runs of leading zeros in their hashes.
enum HyperLogLog {
  /// Up to here linear counting is better, for 4 to 18 index bits.
  static let thresholds: [Double] = [
    10, 20, 40, 80, 220, 400, 900, 1800, 3100, 6500, 15500, 20000, 50000, 120_000, 350_000,
  ]

  /// Lines of numbers.
  static func numbers(_ text: String) -> [[Double]] {
    text.split(separator: "\n").map { $0.split(separator: " ").compactMap { Double($0) } }
  }

  /// The number of values whose registers these are.
  static func estimate(_ registers: UnsafeBufferPointer<UInt8>, bits: Int) -> Int64 {
    let m = Double(registers.count)
    var inverse = 0.0
    var empty = 0.0
    for register in registers {
      inverse += 1.0 / Double(1 << Int64(register))
      if register == 0 { empty += 1 }
    }
    let alpha =
      switch bits {
      case 4: 0.673
      case 5: 0.697
      case 6: 0.709
      default: 0.7213 / (1 + 1.079 / m)
      }
    let raw = alpha * m * m / inverse
    let corrected = bits < 19 && raw < 5 * m ? raw - bias(raw, bits) : raw
    var result = corrected
    if empty > 0 {
      let linear = m * log(m / empty)
      if (bits < 19 && linear <= thresholds[bits - 4]) || raw <= 2.5 * m { result = linear }
    }
    return Int64((result + 0.5).rounded(.down))
  }

  /// The mean error of the six nearest raw estimates.
  private static func bias(_ raw: Double, _ bits: Int) -> Double {
    let estimates = rawEstimates[bits - 4]
    let biases = biases[bits - 4]
    let nearest = estimates.firstIndex { $0 >= raw } ?? estimates.count
    func distance(_ index: Int) -> Double { (raw - estimates[index]) * (raw - estimates[index]) }
    var low = max(nearest - 5, 0)
    var high = min(low + 6, estimates.count)
    while high < estimates.count, distance(high) < distance(low) {
      low += 1
      high += 1
    }
    return biases[low..<high].reduce(0, +) / Double(high - low)
  }
}

/// `approx_count_distinct`: a register of each group for every prefix of the hash.
final class DistinctEstimateAccumulator: GroupedAccumulator {
  private let bits: Int
  private var registers: [UInt8] = []
  private var groupCount = 0
  private var size: Int { 1 << bits }

  init(bits: Int) { self.bits = bits }

  func resize(groupCount count: Int) {
    if count <= groupCount { return }
    registers += [UInt8](repeating: 0, count: (count - groupCount) * size)
    groupCount = count
  }

  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    let hashes = SparkHash.xxHash64([arguments[0].flattened()], count: count)
    let values = hashes.values(Int64.self)
    let bits = UInt64(bits)
    let size = size
    registers.withUnsafeMutableBufferPointer { registers in
      forEachValidRow(arguments, count) { row in
        let hash = UInt64(bitPattern: values[row])
        let index = Int(hash &>> (64 &- bits))
        let zeros = UInt8(((hash &<< bits) | (1 &<< (bits &- 1))).leadingZeroBitCount + 1)
        let at = Int(groups[row]) &* size &+ index
        registers[at] = max(registers[at], zeros)
      }
    }
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) {
    let partial = BytesColumn(states[0])
    for row in 0..<count {
      let bytes = partial[row]
      let start = Int(groups[row]) * size
      for index in 0..<min(bytes.count, size) { registers[start + index] = max(registers[start + index], bytes[index]) }
    }
  }

  func states() -> [Vector] {
    let builder = VectorBuilder(type: .binary, capacity: groupCount)
    registers.withUnsafeBufferPointer { registers in
      for group in 0..<groupCount {
        builder.append(bytes: UnsafeBufferPointer(rebasing: registers[(group * size)..<((group + 1) * size)]))
      }
    }
    return [builder.finish()]
  }

  func finish() -> Vector {
    let result = GroupColumn<Int64>(0)
    result.resize(groupCount)
    registers.withUnsafeBufferPointer { registers in
      for group in 0..<groupCount {
        result.base[group] = HyperLogLog.estimate(
          UnsafeBufferPointer(rebasing: registers[(group * size)..<((group + 1) * size)]), bits: bits)
      }
    }
    return result.vector(.long)
  }

  var byteCount: Int { registers.count }
}

/// The natural logarithm, for modules that do not import the C library themselves.
func naturalLogarithm(_ x: Double) -> Double { log(x) }
