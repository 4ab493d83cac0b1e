import RedstartMemory

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Double {
  var logarithm2: Double { log2(self) }
}

/// Finds the thresholds of a continuous feature as MLlib does, from all rows: the midpoints between distinct values, or the
/// weighted quantiles among them when there are more than bins.
struct SplitCandidates {
  let matrix: FeatureMatrix
  let totalWeight: Double
  let maxSplits: Int

  /// The thresholds, ascending.
  func thresholds(_ feature: Int) -> [Double] {
    let counted = distinctValues(feature)
    let possible = counted.count - 1
    if possible <= 0 { return [] }
    if possible <= maxSplits { return (1...possible).map { (counted[$0 - 1].value + counted[$0].value) / 2 } }
    let stride = totalWeight / Double(maxSplits + 1)
    var result: [Double] = []
    var current = counted[0].weight
    var target = stride
    for index in 1..<counted.count {
      let previous = current
      current += counted[index].weight
      // The value before is nearer to the target than this one: the threshold lies between them.
      if abs(previous - target) < abs(current - target) {
        result.append((counted[index - 1].value + counted[index].value) / 2)
        target += stride
      }
    }
    return result
  }

  /// Distinct values in order with their summed weights. Zeros are not looked at: as in MLlib their weight is what the others
  /// leave of the total. A feature of zeros alone has none.
  private func distinctValues(_ feature: Int) -> [(value: Double, weight: Double)] {
    let rows = matrix.rowCount
    let column = matrix.column(feature)
    let keys = Buffer(count: max(rows, 1), of: UInt64.self)
    let indices = Buffer(count: max(rows, 1), of: UInt32.self)
    let key = keys.mutable(UInt64.self)
    let index = indices.mutable(UInt32.self)
    var count = 0
    for row in 0..<rows where column[row] != 0 {
      let bits = column[row].bitPattern
      key[count] = bits >> 63 != 0 ? ~bits : bits | 1 << 63
      index[count] = UInt32(truncatingIfNeeded: row)
      count += 1
    }
    if count == 0 { return [] }
    let (sorted, order) = RadixSort.sort(keys, indices, count)
    let sortedKeys = sorted.pointer(UInt64.self)
    let rowOrder = order.pointer(UInt32.self)
    let weights = matrix.weights
    var result: [(value: Double, weight: Double)] = []
    var sum = 0.0
    var position = 0
    while position < count {
      let current = sortedKeys[position]
      var weight = 0.0
      while position < count, sortedKeys[position] == current {
        if let weights { weight += weights.pointer(Double.self)[Int(rowOrder[position])] } else { weight += 1 }
        position += 1
      }
      sum += weight
      result.append((Double(bitPattern: current >> 63 != 0 ? current ^ 1 << 63 : ~current), weight))
    }
    if totalWeight - sum > Double.ulpOfOne * Double(count) * 100 {
      let at = result.firstIndex { $0.value > 0 || $0.value.isNaN } ?? result.count
      result.insert((0, totalWeight - sum), at: at)
    }
    return result
  }
}

/// Sorts 64-bit keys with their row numbers, byte by byte from the lowest.
enum RadixSort {
  static func sort(_ keys: Buffer, _ rows: Buffer, _ count: Int) -> (keys: Buffer, rows: Buffer) {
    var from = (keys, rows)
    var to = (Buffer(count: count, of: UInt64.self), Buffer(count: count, of: UInt32.self))
    let digits = 8
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: digits * 256) { counts in
      counts.initialize(repeating: 0)
      let first = keys.pointer(UInt64.self)
      for index in 0..<count {
        let value = first[index]
        for digit in 0..<digits { counts[digit &* 256 &+ Int(truncatingIfNeeded: (value &>> UInt64(digit &* 8)) & 255)] &+= 1 }
      }
      for digit in 0..<digits {
        let slots = counts.baseAddress.unsafelyUnwrapped + digit &* 256
        var start = 0
        var isUniform = false
        for byte in 0..<256 {
          let size = slots[byte]
          isUniform = isUniform || size == count
          slots[byte] = start
          start &+= size
        }
        if isUniform { continue }
        let (sourceKeys, sourceRows) = (from.0.pointer(UInt64.self), from.1.pointer(UInt32.self))
        let (targetKeys, targetRows) = (to.0.mutable(UInt64.self), to.1.mutable(UInt32.self))
        for index in 0..<count {
          let value = sourceKeys[index]
          let byte = Int(truncatingIfNeeded: (value &>> UInt64(digit &* 8)) & 255)
          targetKeys[slots[byte]] = value
          targetRows[slots[byte]] = sourceRows[index]
          slots[byte] &+= 1
        }
        swap(&from, &to)
      }
      return from
    }
  }
}
