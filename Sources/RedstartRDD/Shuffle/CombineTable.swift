/// A hash table of keys and combined values that keeps the order in which keys came.
///
/// Open addressing: a slot holds 32 bits of the hash and the position of its entry. The entries are the result.
@usableFromInline
final class CombineTable<Key: Hashable, Value> {
  @usableFromInline var entries: [(Key, Value)] = []
  /// Hash in the upper half, position plus one in the lower; 0 is free.
  @usableFromInline var slots: UnsafeMutablePointer<UInt64>
  @usableFromInline var bits: UInt64 = 8

  @inlinable
  init() {
    slots = .allocate(capacity: 1 << 8)
    slots.initialize(repeating: 0, count: 1 << 8)
  }

  @inlinable
  deinit { slots.deallocate() }

  /// The position of a key's entry; a new key's value is made by `insert`.
  /// - Returns: the position, and whether the key is new.
  @inlinable @inline(__always)
  func find(_ key: Key, insert: () throws -> Value) rethrows -> (position: Int, isNew: Bool) {
    if UInt64(entries.count) &* 2 >= 1 &<< bits { grow() }
    let hash = UInt64(UInt32(bitPattern: StableHash.hash(key)))
    let mask = (1 &<< Int(bits)) &- 1
    var slot = Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) &>> (64 &- bits))
    while true {
      let word = slots[slot]
      if word == 0 { break }
      let position = Int(truncatingIfNeeded: word & 0xffff_ffff) &- 1
      if word &>> 32 == hash, entries[position].0 == key { return (position, false) }
      slot = (slot &+ 1) & mask
    }
    entries.append((key, try insert()))
    slots[slot] = hash &<< 32 | UInt64(entries.count)
    return (entries.count &- 1, true)
  }

  @inlinable @inline(never)
  func grow() {
    bits += 1
    let count = 1 << Int(bits)
    let grown = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    grown.initialize(repeating: 0, count: count)
    for old in 0..<(count / 2) where slots[old] != 0 {
      var slot = Int(truncatingIfNeeded: (slots[old] &>> 32 &* 0x9E37_79B9_7F4A_7C15) &>> (64 &- bits))
      while grown[slot] != 0 { slot = (slot &+ 1) & (count &- 1) }
      grown[slot] = slots[old]
    }
    slots.deallocate()
    slots = grown
  }

  /// Puts a key's value in, or lets `merge` add to the one that is there.
  @inlinable @inline(__always)
  func combine(_ key: Key, insert: () throws -> Value, merge: (inout Value) throws -> Void) rethrows {
    let (position, isNew) = try find(key, insert: insert)
    if !isNew { try merge(&entries[position].1) }
  }
}
