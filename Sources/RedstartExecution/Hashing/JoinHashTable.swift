import RedstartColumnar
import RedstartMemory
import RedstartTypes
import Synchronization

/// The build side of a hash join: its rows by key.
///
/// Built once, then probed by any number of threads. Rows whose key is null are left out: they match nothing. A slot holds 32
/// bits of the hash and the first row of the key plus one; further rows of the same key are chained.
final class JoinHashTable: Sendable {
  /// The build side's columns.
  let batch: RecordBatch
  let layout: KeyLayout
  /// Whether a build row had a null key (NOT IN needs to know).
  let hasNullKey: Bool
  /// Whether no key appears twice, so that a probe row has one match at most.
  let hasUniqueKeys: Bool
  private let bits: Int
  private let slots: Buffer
  private let keys: Buffer
  /// The next row of the same key, or -1.
  private let next: Buffer
  private let keySources: [Vector]
  private let exact: Bool

  var byteCount: Int { batch.byteCount + slots.byteCount + keys.byteCount + next.byteCount }

  init(_ batch: RecordBatch, keys columns: [Vector], layout: KeyLayout) {
    self.batch = batch
    self.layout = layout
    let rows = batch.count
    let encoded = EncodedKeys(layout)
    // Long strings stay where they are: the vectors keep their bytes.
    keySources = columns.map { $0.flattened() }
    encoded.encode(keySources, count: rows)
    exact = !encoded.hasLongStrings
    let stride = layout.stride
    keys = Buffer(count: max(rows * stride, 1), of: UInt64.self)
    keys.mutable(UInt64.self).update(from: encoded.rows, count: rows * stride)
    next = Buffer(count: max(rows, 1), of: Int32.self)
    var bits = 4
    while (1 << bits) < rows * 2 { bits += 1 }
    self.bits = bits
    slots = .zeroed(byteCount: 8 << bits)
    hasNullKey = encoded.nonNull != nil
    // Nested loops keep their rows here too, without keys.
    hasUniqueKeys =
      columns.isEmpty
      ? false
      : Self.insert(
        rows, encoded.hashes, encoded.nonNull, layout, exact: exact, bits: bits, slots: slots.mutable(UInt64.self),
        keys: keys.pointer(UInt64.self), next: next.mutable(Int32.self))
  }

  private static func insert(
    _ rows: Int, _ hashes: UnsafePointer<UInt64>, _ nonNull: Bitmap?, _ layout: KeyLayout, exact: Bool, bits: Int,
    slots: UnsafeMutablePointer<UInt64>, keys: UnsafePointer<UInt64>, next: UnsafeMutablePointer<Int32>
  ) -> Bool {
    let shift = UInt64(64 - bits)
    let mask = (1 << bits) - 1
    let stride = layout.stride
    var unique = true
    layout.stringWords.withUnsafeBufferPointer { stringWords in
      // From the end, so that chains run in row order.
      var row = rows &- 1
      while row >= 0 {
        next[row] = -1
        if let nonNull, !nonNull[row] {
          row &-= 1
          continue
        }
        let hash = hashes[row]
        var position = Int(truncatingIfNeeded: hash &>> shift)
        while true {
          let entry = slots[position]
          if entry == 0 { break }
          if (entry ^ hash) &>> 32 == 0 {
            let other = Int(truncatingIfNeeded: entry & 0xffff_ffff) &- 1
            if keysEqual(keys + other &* stride, keys + row &* stride, stride: stride, stringWords: stringWords, exact: exact) {
              next[row] = Int32(truncatingIfNeeded: other)
              unique = false
              break
            }
          }
          position = (position &+ 1) & mask
        }
        slots[position] = (hash & 0xffff_ffff_0000_0000) | UInt64(row &+ 1)
        row &-= 1
      }
    }
    return unique
  }

  /// The first build row that matches each probe row, or -1.
  func findFirst(_ probe: EncodedKeys, into matches: UnsafeMutablePointer<Int32>) {
    let rows = probe.count
    let hashes = probe.hashes
    let shift = UInt64(64 - bits)
    let mask = (1 << bits) - 1
    let table = slots.pointer(UInt64.self)
    let keys = self.keys.pointer(UInt64.self)
    let probeRows = probe.rows
    let stride = layout.stride
    let exact = self.exact && !probe.hasLongStrings
    let block = 256
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: block) { found in
      layout.stringWords.withUnsafeBufferPointer { stringWords in
        var start = 0
        while start < rows {
          let length = min(block, rows - start)
          for index in 0..<length { found[index] = table[Int(truncatingIfNeeded: hashes[start &+ index] &>> shift)] }
          if stride == 1 {
            for index in 0..<length {
              var entry = found[index]
              var match: Int32 = -1
              if entry != 0 {
                let hash = hashes[start &+ index]
                let key = probeRows[start &+ index]
                var position = Int(truncatingIfNeeded: hash &>> shift)
                while entry != 0 {
                  if (entry ^ hash) &>> 32 == 0 {
                    let row = Int(truncatingIfNeeded: entry & 0xffff_ffff) &- 1
                    if keys[row] == key {
                      match = Int32(truncatingIfNeeded: row)
                      break
                    }
                  }
                  position = (position &+ 1) & mask
                  entry = table[position]
                }
              }
              matches[start &+ index] = match
            }
          } else {
            for index in 0..<length {
              var entry = found[index]
              var match: Int32 = -1
              let hash = hashes[start &+ index]
              var position = Int(truncatingIfNeeded: hash &>> shift)
              while entry != 0 {
                if (entry ^ hash) &>> 32 == 0 {
                  let row = Int(truncatingIfNeeded: entry & 0xffff_ffff) &- 1
                  if keysEqual(
                    keys + row &* stride, probeRows + (start &+ index) &* stride, stride: stride, stringWords: stringWords,
                    exact: exact)
                  {
                    match = Int32(truncatingIfNeeded: row)
                    break
                  }
                }
                position = (position &+ 1) & mask
                entry = table[position]
              }
              matches[start &+ index] = match
            }
          }
          start += length
        }
      }
    }
    if let nonNull = probe.nonNull {
      let bits = nonNull.words
      for row in 0..<rows where (bits[row &>> 6] &>> UInt64(row & 63)) & 1 == 0 { matches[row] = -1 }
    }
  }

  /// The row after `row` with the same key, or -1.
  var chain: UnsafePointer<Int32> { next.pointer(Int32.self) }
}

/// Which build rows found a match; set by many threads, read when all are through.
final class MatchFlags: @unchecked Sendable {
  // `@unchecked Sendable`: the flags are atomics; the memory is freed when nobody refers to it any more.
  private let flags: UnsafeMutablePointer<Atomic<UInt8>>
  let count: Int

  init(count: Int) {
    self.count = count
    flags = .allocate(capacity: max(count, 1))
    for index in 0..<count { (flags + index).initialize(to: Atomic(0)) }
  }

  deinit {
    flags.deinitialize(count: count)
    flags.deallocate()
  }

  @inline(__always)
  func set(_ row: Int) { flags[row].store(1, ordering: .relaxed) }

  /// The rows that were never set.
  func unmatched() -> Selection { rows(where: 0) }

  /// The rows that were set.
  func matched() -> Selection { rows(where: 1) }

  private func rows(where wanted: UInt8) -> Selection {
    var rows: [Int32] = []
    for index in 0..<count where flags[index].load(ordering: .relaxed) == wanted { rows.append(Int32(index)) }
    return Selection(rows)
  }
}
