import RedstartColumnar
import RedstartMemory

/// Orders row numbers by a list of steps.
final class RowSorter {
  private let steps: [SortStep]
  private let keys: Buffer
  private let otherKeys: Buffer
  private let otherRows: Buffer

  init(_ steps: [SortStep], count: Int) {
    self.steps = steps
    keys = Buffer(count: count, of: UInt64.self)
    otherKeys = Buffer(count: count, of: UInt64.self)
    otherRows = Buffer(count: count, of: Int32.self)
  }

  func sort(_ rows: UnsafeMutablePointer<Int32>, count: Int) { sort(rows, count, step: 0) }

  /// Sorts one run by the steps from `index` on.
  private func sort(_ rows: UnsafeMutablePointer<Int32>, _ count: Int, step index: Int) {
    guard count > 1, index < steps.count else { return }
    let step = steps[index]
    guard let validity = step.validity else { return sortValid(rows, count, step: index) }
    // Nulls go to their end, in order; they are all alike for this column.
    let spare = otherRows.mutable(Int32.self)
    var valid = 0
    var nulls = 0
    for position in 0..<count {
      let row = rows[position]
      if validity[Int(row)] {
        rows[valid] = row
        valid &+= 1
      } else {
        spare[nulls] = row
        nulls &+= 1
      }
    }
    var start = rows
    var nullStart = rows + valid
    if step.nullsFirst, nulls > 0 {
      (rows + nulls).update(from: rows, count: valid)
      start = rows + nulls
      nullStart = rows
    }
    nullStart.update(from: spare, count: nulls)
    sortValid(start, valid, step: index)
    sort(nullStart, nulls, step: index + step.stepsOfColumn)
  }

  private func sortValid(_ rows: UnsafeMutablePointer<Int32>, _ count: Int, step index: Int) {
    guard count > 1 else { return }
    let step = steps[index]
    let words = step.words.pointer(UInt64.self)
    let runKeys = keys.mutable(UInt64.self)
    var ordered = true
    var last: UInt64 = 0
    for position in 0..<count {
      let word = words[Int(rows[position])]
      runKeys[position] = word
      ordered = ordered && word >= last
      last = word
    }
    if !ordered {
      if count <= 48 {
        Self.insertionSort(runKeys, rows, count)
      } else {
        Self.radixSort(runKeys, rows, otherKeys.mutable(UInt64.self), otherRows.mutable(Int32.self), count)
      }
    }
    guard step.tie != nil || index + 1 < steps.count else { return }
    // The keys are scratch of deeper runs too: boundaries are read from the words.
    var start = 0
    while start < count {
      let word = words[Int(rows[start])]
      var end = start + 1
      while end < count, words[Int(rows[end])] == word { end += 1 }
      if end - start > 1 { sortTies(rows + start, end - start, step: index) }
      start = end
    }
  }

  /// Rows of equal words: compared in full where words are only a part of the value, then by the next steps.
  private func sortTies(_ rows: UnsafeMutablePointer<Int32>, _ count: Int, step index: Int) {
    guard let tie = steps[index].tie, !tie.isDecided(by: steps[index].words.pointer(UInt64.self)[Int(rows[0])]) else {
      return sort(rows, count, step: index + 1)
    }
    let order = tie.order
    let descending = tie.descending
    var run = Array(UnsafeBufferPointer(start: rows, count: count))
    let isOrdered = zip(run, run.dropFirst()).allSatisfy { a, b in
      let result = order.compare(Int(a), order, Int(b))
      return descending ? result >= 0 : result <= 0
    }
    if !isOrdered {
      // Within a run rows still stand in their first order, so row numbers keep the sort stable.
      run.sort { a, b in
        let result = order.compare(Int(a), order, Int(b))
        return result == 0 ? a < b : descending ? result > 0 : result < 0
      }
      for position in 0..<count { rows[position] = run[position] }
    }
    guard index + 1 < steps.count else { return }
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, order.equal(Int(rows[start]), order, Int(rows[end])) { end += 1 }
      if end - start > 1 { sort(rows + start, end - start, step: index + 1) }
      start = end
    }
  }

  static func insertionSort(_ keys: UnsafeMutablePointer<UInt64>, _ rows: UnsafeMutablePointer<Int32>, _ count: Int) {
    for position in 1..<count {
      let key = keys[position]
      let row = rows[position]
      var hole = position
      while hole > 0, keys[hole &- 1] > key {
        keys[hole] = keys[hole &- 1]
        rows[hole] = rows[hole &- 1]
        hole &-= 1
      }
      keys[hole] = key
      rows[hole] = row
    }
  }

  /// Least significant byte first; bytes that all keys share are skipped. The result stands in `keys` and `rows`.
  static func radixSort(
    _ keys: UnsafeMutablePointer<UInt64>, _ rows: UnsafeMutablePointer<Int32>, _ spareKeys: UnsafeMutablePointer<UInt64>,
    _ spareRows: UnsafeMutablePointer<Int32>, _ count: Int
  ) {
    var differing: UInt64 = 0
    let first = keys[0]
    for position in 0..<count { differing |= keys[position] ^ first }
    var k = keys
    var r = rows
    var otherK = spareKeys
    var otherR = spareRows
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 256) { counts in
      guard let slots = counts.baseAddress else { return }
      for byte in 0..<8 {
        let shift = UInt64(byte &* 8)
        if (differing &>> shift) & 255 == 0 { continue }
        slots.initialize(repeating: 0, count: 256)
        for position in 0..<count { slots[Int(truncatingIfNeeded: (k[position] &>> shift) & 255)] &+= 1 }
        var sum: Int32 = 0
        for digit in 0..<256 {
          let size = slots[digit]
          slots[digit] = sum
          sum &+= size
        }
        for position in 0..<count {
          let key = k[position]
          let digit = Int(truncatingIfNeeded: (key &>> shift) & 255)
          let target = Int(slots[digit])
          slots[digit] &+= 1
          otherK[target] = key
          otherR[target] = r[position]
        }
        swap(&k, &otherK)
        swap(&r, &otherR)
      }
    }
    if r != rows {
      rows.update(from: r, count: count)
      keys.update(from: k, count: count)
    }
  }
}
