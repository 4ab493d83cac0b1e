import RedstartColumnar
import RedstartMemory
import RedstartTypes

/// Numbers the distinct key rows of an aggregation: group 0, 1, 2, … in order of first appearance.
///
/// Open addressing with linear probing. A slot holds 32 bits of the hash and the group number; the key words stand in an arena
/// by group. Batches are probed in blocks whose loads are independent of each other, so that cache misses overlap. Used by one
/// thread.
final class GroupTable {
  let layout: KeyLayout
  private(set) var count = 0
  private var bits = 10
  private var slots: Buffer
  private var arena: Buffer
  private var groupHashes: Buffer
  private var arenaCapacity = 1024
  private let heap = StringHeap()
  private let encoded: EncodedKeys
  /// Whether a string of more than 12 bytes is among the groups.
  private var hasLongStrings = false
  private var codeCache: DictionaryCodeCache?

  init(_ layout: KeyLayout) {
    self.layout = layout
    encoded = EncodedKeys(layout)
    slots = .zeroed(byteCount: 8 << 10)
    arena = Buffer(count: arenaCapacity * layout.stride, of: UInt64.self)
    groupHashes = Buffer(count: arenaCapacity, of: UInt64.self)
  }

  /// Bytes held, roughly.
  var byteCount: Int {
    slots.byteCount + arena.byteCount + groupHashes.byteCount + heap.blocks.reduce(0) { $0 + $1.byteCount }
  }

  /// Writes the group of each of `count` rows to `groups`, adding groups as needed.
  func assign(_ columns: [Vector], count rows: Int, into groups: UnsafeMutablePointer<Int32>) {
    if assignByCodes(columns, rows, groups) { return }
    encoded.encode(columns, count: rows)
    lookUp(rows, groups)
  }

  private func lookUp(_ rows: Int, _ groups: UnsafeMutablePointer<Int32>) {
    let block = 256
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: block) { found in
      var start = 0
      while start < rows {
        let length = min(block, rows - start)
        while (count + length) * 2 > (1 << bits) { grow() }
        probe(start, length, groups, found)
        start += length
      }
    }
  }

  private func probe(
    _ start: Int, _ length: Int, _ groups: UnsafeMutablePointer<Int32>, _ found: UnsafeMutableBufferPointer<UInt64>
  ) {
    let stride = layout.stride
    let hashes = encoded.hashes + start
    let rows = encoded.rows + start * stride
    let shift = UInt64(64 - bits)
    let mask = (1 << bits) - 1
    let table = slots.mutable(UInt64.self)
    let exact = !(hasLongStrings || encoded.hasLongStrings)
    for index in 0..<length { found[index] = table[Int(truncatingIfNeeded: hashes[index] &>> shift)] }
    layout.stringWords.withUnsafeBufferPointer { stringWords in
      var keys = arena.pointer(UInt64.self)
      for index in 0..<length {
        let hash = hashes[index]
        let row = rows + index &* stride
        var position = Int(truncatingIfNeeded: hash &>> shift)
        // The slot may have been filled by an earlier row of this block.
        var entry = found[index] == 0 ? table[position] : found[index]
        while true {
          if entry == 0 {
            let group = add(row, hash)
            keys = arena.pointer(UInt64.self)
            table[position] = (hash & 0xffff_ffff_0000_0000) | UInt64(group &+ 1)
            groups[start &+ index] = Int32(truncatingIfNeeded: group)
            break
          }
          if (entry ^ hash) &>> 32 == 0 {
            let group = Int(truncatingIfNeeded: entry & 0xffff_ffff) &- 1
            if keysEqual(keys + group &* stride, row, stride: stride, stringWords: stringWords, exact: exact) {
              groups[start &+ index] = Int32(truncatingIfNeeded: group)
              break
            }
          }
          position = (position &+ 1) & mask
          entry = table[position]
        }
      }
    }
  }

  /// Stores a new group; long strings are copied, for the batch's memory goes away.
  private func add(_ row: UnsafePointer<UInt64>, _ hash: UInt64) -> Int {
    let stride = layout.stride
    if count == arenaCapacity {
      let larger = Buffer(count: arenaCapacity * 2 * stride, of: UInt64.self)
      larger.mutable(UInt64.self).update(from: arena.pointer(UInt64.self), count: count * stride)
      arena = larger
      let hashes = Buffer(count: arenaCapacity * 2, of: UInt64.self)
      hashes.mutable(UInt64.self).update(from: groupHashes.pointer(UInt64.self), count: count)
      groupHashes = hashes
      arenaCapacity *= 2
    }
    let target = arena.mutable(UInt64.self) + count * stride
    target.update(from: row, count: stride)
    if encoded.hasLongStrings {
      for word in layout.stringWords where UInt32(truncatingIfNeeded: row[word]) > 12 {
        guard let bytes = UnsafePointer<UInt8>(bitPattern: UInt(row[word + 1])) else { continue }
        let view = heap.store(bytes, count: Int(UInt32(truncatingIfNeeded: row[word])))
        target[word + 1] = view.tail
        hasLongStrings = true
      }
    }
    groupHashes.mutable(UInt64.self)[count] = hash
    count += 1
    return count - 1
  }

  private func grow() {
    bits += 1
    let larger = Buffer.zeroed(byteCount: 8 << bits)
    let table = larger.mutable(UInt64.self)
    let hashes = groupHashes.pointer(UInt64.self)
    let shift = UInt64(64 - bits)
    let mask = (1 << bits) - 1
    for group in 0..<count {
      var position = Int(truncatingIfNeeded: hashes[group] &>> shift)
      while table[position] != 0 { position = (position &+ 1) & mask }
      table[position] = (hashes[group] & 0xffff_ffff_0000_0000) | UInt64(group &+ 1)
    }
    slots = larger
  }

  /// The keys of all groups, one vector a key column.
  func keyColumns() -> [Vector] {
    layout.slots.enumerated().map { index, slot in decode(slot, index) }
  }

  private func decode(_ slot: KeyLayout.Slot, _ index: Int) -> Vector {
    let stride = layout.stride
    let words = arena.pointer(UInt64.self) + slot.word
    var validity: Bitmap?
    if layout.hasNullWord {
      let flags = arena.pointer(UInt64.self)
      let bytes = Buffer(count: count, of: UInt8.self)
      let out = bytes.mutable(UInt8.self)
      for group in 0..<count {
        out[group] = UInt8(truncatingIfNeeded: (flags[group &* stride] &>> UInt64(index & 63)) & 1) ^ 1
      }
      validity = Bitmap(bytes: out, count: count)
    }
    func narrow<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type) -> Vector {
      let buffer = Buffer(count: count, of: type)
      let out = buffer.mutable(type)
      for group in 0..<count { out[group] = T(truncatingIfNeeded: words[group &* stride]) }
      return Vector(type: slot.type, count: count, values: buffer, validity: validity)
    }
    switch slot.physical {
    case .boolean, .int8: return narrow(Int8.self)
    case .int16: return narrow(Int16.self)
    case .int32, .float: return narrow(Int32.self)
    case .int64, .double: return narrow(Int64.self)
    case .null: return Vector(type: slot.type, count: count, layout: .null)
    default:
      let buffer = Buffer(count: count, of: StringView.self)
      let out = buffer.mutable(StringView.self)
      for group in 0..<count { out[group] = StringView(head: words[group &* stride], tail: words[group &* stride &+ 1]) }
      return Vector(type: slot.type, count: count, values: buffer, validity: validity, heaps: heap.blocks)
    }
  }

  // MARK: Dictionary codes

  /// Groups rows by the codes of dictionary columns, when all keys are such and few combinations exist: one table look-up a row.
  private func assignByCodes(_ columns: [Vector], _ rows: Int, _ groups: UnsafeMutablePointer<Int32>) -> Bool {
    var dictionaries: [Vector] = []
    var indices: [Buffer] = []
    var combinations = 1
    for column in columns {
      guard case .dictionary(let codes, let values) = column.layout, column.validity == nil else { return false }
      combinations *= max(values.count, 1)
      if combinations > 1 << 14 { return false }
      dictionaries.append(values)
      indices.append(codes)
    }
    if dictionaries.isEmpty { return false }
    if codeCache?.matches(dictionaries) != true { codeCache = DictionaryCodeCache(dictionaries, combinations) }
    guard let cache = codeCache else { return false }
    let known = cache.groups.mutable(Int32.self)
    var missing = false
    let first = indices[0].pointer(Int32.self)
    if indices.count == 1 {
      for row in 0..<rows {
        let group = known[Int(first[row])]
        groups[row] = group
        missing = missing || group < 0
      }
    } else {
      let codes = cache.codes(rows, indices)
      for row in 0..<rows {
        let group = known[Int(codes[row])]
        groups[row] = group
        missing = missing || group < 0
      }
    }
    if !missing { return true }
    for row in 0..<rows where groups[row] < 0 {
      let code = indices.count == 1 ? first[row] : cache.codeScratch.pointer(Int32.self)[row]
      if known[Int(code)] < 0 {
        let one = Selection([Int32(row)])
        encoded.encode(columns.map { $0.gather(one) }, count: 1)
        var group: Int32 = 0
        lookUp(1, &group)
        known[Int(code)] = group
      }
      groups[row] = known[Int(code)]
    }
    return true
  }
}

/// The groups of the code combinations of some dictionaries.
private final class DictionaryCodeCache {
  private let dictionaries: [Vector]
  let groups: Buffer
  var codeScratch = Buffer(count: RecordBatch.targetRows, of: Int32.self)

  init(_ dictionaries: [Vector], _ combinations: Int) {
    self.dictionaries = dictionaries
    groups = Buffer(count: combinations, of: Int32.self)
    groups.mutable(Int32.self).initialize(repeating: -1, count: combinations)
  }

  func matches(_ others: [Vector]) -> Bool { zip(dictionaries, others).allSatisfy { $0 === $1 } }

  /// The combined code of each row.
  func codes(_ rows: Int, _ indices: [Buffer]) -> UnsafePointer<Int32> {
    if rows * 4 > codeScratch.byteCount { codeScratch = Buffer(count: rows, of: Int32.self) }
    let out = codeScratch.mutable(Int32.self)
    out.update(from: indices[0].pointer(Int32.self), count: rows)
    for (position, buffer) in indices.enumerated().dropFirst() {
      let size = Int32(max(dictionaries[position].count, 1))
      let codes = buffer.pointer(Int32.self)
      for row in 0..<rows { out[row] = out[row] &* size &+ codes[row] }
    }
    return UnsafePointer(out)
  }
}
