import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// How the key columns of a hash table lie in a row of 64-bit words.
///
/// Every key takes one word, or two for strings and 128-bit values; a word of null flags comes first where keys may be null
/// and nulls matter (grouping, not joins). Rows are equal when their words are, but for strings of more than 12 bytes, whose
/// bytes are compared. Floating keys are normalised: one NaN, one zero.
struct KeyLayout: Sendable {
  struct Slot: Sendable {
    let type: DataType
    let physical: PhysicalType
    /// First word of the value.
    let word: Int
  }
  let slots: [Slot]
  /// Words of a row.
  let stride: Int
  /// Whether word 0 holds null flags.
  let hasNullWord: Bool
  /// First words of string values.
  let stringWords: [Int]

  init(types: [DataType], nullsMatter: Bool) throws {
    var word = nullsMatter ? 1 : 0
    var slots: [Slot] = []
    for type in types {
      let physical = type.physical
      switch physical {
      case .list, .map, .structure:
        throw SparkError.unsupported("grouping and joining by \(type.sql)", "Use the fields or elements instead.")
      default: break
      }
      slots.append(Slot(type: type, physical: physical, word: word))
      word += physical == .bytes || physical == .int128 || physical == .interval ? 2 : 1
    }
    self.slots = slots
    self.stride = max(word, 1)
    self.hasNullWord = nullsMatter
    self.stringWords = slots.filter { $0.physical == .bytes }.map(\.word)
  }
}

/// The keys of a batch as rows of words, with their hashes. Reused from batch to batch by one thread.
final class EncodedKeys {
  let layout: KeyLayout
  private var capacity = 0
  private var rowBuffer = Buffer(byteCount: 0)
  private var hashBuffer = Buffer(byteCount: 0)
  private(set) var count = 0
  /// Whether a string of more than 12 bytes is among the keys.
  private(set) var hasLongStrings = false
  /// Rows without a null key; nil when that is all of them. Only filled in for layouts without a null word.
  private(set) var nonNull: Bitmap?
  /// Keeps the bytes that string words point to alive.
  private var sources: [Vector] = []

  init(_ layout: KeyLayout) { self.layout = layout }

  var rows: UnsafePointer<UInt64> { rowBuffer.pointer(UInt64.self) }
  var hashes: UnsafePointer<UInt64> { hashBuffer.pointer(UInt64.self) }

  /// Encodes `count` rows of key columns.
  func encode(_ columns: [Vector], count: Int) {
    if count > capacity {
      capacity = max(count, RecordBatch.targetRows)
      rowBuffer = Buffer(count: capacity * layout.stride, of: UInt64.self)
      hashBuffer = Buffer(count: capacity, of: UInt64.self)
    }
    self.count = count
    hasLongStrings = false
    nonNull = nil
    sources.removeAll(keepingCapacity: true)
    let rows = rowBuffer.mutable(UInt64.self)
    let stride = layout.stride
    if layout.hasNullWord {
      for row in 0..<count { rows[row &* stride] = 0 }
    }
    for (index, column) in columns.enumerated() {
      let flat = column.flattened()
      sources.append(flat)
      let slot = layout.slots[index]
      write(flat, slot, rows + slot.word, stride)
      guard let validity = flat.rowValidity else { continue }
      if layout.hasNullWord {
        let bits = validity.words
        let words = slot.physical == .bytes || slot.physical == .int128 || slot.physical == .interval ? 2 : 1
        for row in 0..<count where (bits[row &>> 6] &>> UInt64(row & 63)) & 1 == 0 {
          rows[row &* stride] |= 1 &<< UInt64(index & 63)
          for word in 0..<words { rows[row &* stride &+ slot.word &+ word] = 0 }
        }
      } else {
        nonNull = Bitmap.and(nonNull, validity)
      }
    }
    hash(rows)
  }

  private func write(_ column: Vector, _ slot: KeyLayout.Slot, _ out: UnsafeMutablePointer<UInt64>, _ stride: Int) {
    switch slot.physical {
    case .boolean: scatter(column.values(UInt8.self), out, stride) { UInt64($0) }
    case .int8: scatter(column.values(Int8.self), out, stride) { UInt64(bitPattern: Int64($0)) }
    case .int16: scatter(column.values(Int16.self), out, stride) { UInt64(bitPattern: Int64($0)) }
    case .int32: scatter(column.values(Int32.self), out, stride) { UInt64(bitPattern: Int64($0)) }
    case .int64: scatter(column.values(UInt64.self), out, stride) { $0 }
    case .float:
      scatter(column.values(Float.self), out, stride) {
        $0 == 0 ? 0 : $0.isNaN ? UInt64(Float.nan.bitPattern) : UInt64($0.bitPattern)
      }
    case .double:
      scatter(column.values(Double.self), out, stride) { $0 == 0 ? 0 : $0.isNaN ? Double.nan.bitPattern : $0.bitPattern }
    case .int128, .interval:
      let source = column.values(StringView.self)
      for row in 0..<count {
        out[row &* stride] = source[row].head
        out[row &* stride &+ 1] = source[row].tail
      }
    case .bytes:
      let source = column.views
      var longest: UInt32 = 0
      for row in 0..<count {
        let view = source[row]
        longest = max(longest, UInt32(truncatingIfNeeded: view.head))
        out[row &* stride] = view.head
        out[row &* stride &+ 1] = view.tail
      }
      if longest > 12 { hasLongStrings = true }
    case .null, .list, .map, .structure: for row in 0..<count { out[row &* stride] = 0 }
    }
  }

  @inline(__always)
  private func scatter<T>(
    _ source: UnsafePointer<T>, _ out: UnsafeMutablePointer<UInt64>, _ stride: Int, _ convert: (T) -> UInt64
  ) {
    if stride == 1 {
      for row in 0..<count { out[row] = convert(source[row]) }
    } else {
      for row in 0..<count { out[row &* stride] = convert(source[row]) }
    }
  }

  private func hash(_ rows: UnsafeMutablePointer<UInt64>) {
    let hashes = hashBuffer.mutable(UInt64.self)
    let stride = layout.stride
    if stride == 1 {
      for row in 0..<count { hashes[row] = KeyHash.one(rows[row]) }
      return
    }
    if !hasLongStrings {
      if stride == 2 {
        for row in 0..<count { hashes[row] = KeyHash.mix(KeyHash.seed ^ rows[row &* 2], rows[row &* 2 &+ 1] ^ KeyHash.salt) }
        return
      }
      for row in 0..<count {
        var state = KeyHash.seed
        for word in 0..<stride { state = KeyHash.mix(state ^ rows[row &* stride &+ word], KeyHash.salt) }
        hashes[row] = state
      }
      return
    }
    // Addresses of long strings must not take part: their bytes do.
    var isTail = [Bool](repeating: false, count: stride)
    for word in layout.stringWords { isTail[word + 1] = true }
    isTail.withUnsafeBufferPointer { isTail in
      for row in 0..<count {
        var state = KeyHash.seed
        let words = rows + row &* stride
        for word in 0..<stride {
          var value = words[word]
          if isTail[word], UInt32(truncatingIfNeeded: words[word &- 1]) > 12,
            let bytes = UnsafePointer<UInt8>(bitPattern: UInt(value))
          {
            value = KeyHash.bytes(bytes, Int(UInt32(truncatingIfNeeded: words[word &- 1])))
          }
          state = KeyHash.mix(state ^ value, KeyHash.salt)
        }
        hashes[row] = state
      }
      if stride == 2 {
        // The short form hashes both words at once; mixed batches must agree on it.
        for row in 0..<count where UInt32(truncatingIfNeeded: rows[row &* 2]) <= 12 {
          hashes[row] = KeyHash.mix(KeyHash.seed ^ rows[row &* 2], rows[row &* 2 &+ 1] ^ KeyHash.salt)
        }
      }
    }
  }
}

/// The hash of key rows: 64 × 64 → 128 bit multiplication folded, as in wyhash.
enum KeyHash {
  static let seed: UInt64 = 0xa076_1d64_78bd_642f
  static let salt: UInt64 = 0xe703_7ed1_a0b4_28db

  @inline(__always)
  static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  @inline(__always)
  static func one(_ word: UInt64) -> UInt64 { mix(word ^ seed, salt) }

  @inline(__always)
  static func bytes(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    var state = seed ^ UInt64(truncatingIfNeeded: count)
    var position = UnsafeRawPointer(start)
    var left = count
    while left > 16 {
      let a = position.loadUnaligned(as: UInt64.self)
      let b = (position + 8).loadUnaligned(as: UInt64.self)
      state = mix(a ^ state, b ^ salt)
      position += 16
      left &-= 16
    }
    // More than 12 bytes stand before the end, so the last 16 can be read backwards when fewer are left.
    let a: UInt64
    let b: UInt64
    if left >= 8 {
      a = position.loadUnaligned(as: UInt64.self)
      b = (position + (left &- 8)).loadUnaligned(as: UInt64.self)
    } else {
      a = (position + (left &- 8)).loadUnaligned(as: UInt64.self)
      b = 0
    }
    return mix(a ^ 0x8ebc_6af0_9c88_c6e3, b ^ state)
  }
}

/// Equality of two key rows.
@inline(__always)
func keysEqual(
  _ a: UnsafePointer<UInt64>, _ b: UnsafePointer<UInt64>, stride: Int, stringWords: UnsafeBufferPointer<Int>, exact: Bool
) -> Bool {
  var word = 0
  if exact {
    while word < stride {
      if a[word] != b[word] { return false }
      word &+= 1
    }
    return true
  }
  var nextString = 0
  while word < stride {
    if nextString < stringWords.count, stringWords[nextString] == word {
      if !StringView.equal(
        StringView(head: a[word], tail: a[word &+ 1]), StringView(head: b[word], tail: b[word &+ 1]))
      {
        return false
      }
      nextString &+= 1
      word &+= 2
    } else {
      if a[word] != b[word] { return false }
      word &+= 1
    }
  }
  return true
}
