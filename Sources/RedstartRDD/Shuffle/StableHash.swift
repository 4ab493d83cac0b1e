import Foundation

/// Hashes of keys, equal to Java's for the types that both have.
@usableFromInline
enum StableHash {
  @inlinable @inline(__always)
  static func hash<Key: Hashable>(_ key: Key) -> Int32 {
    // The comparisons vanish where the key's type is known; the casts cost nothing there.
    if Key.self == Int.self, let number = key as? Int { return fold(UInt64(bitPattern: Int64(number))) }
    if Key.self == String.self, let text = key as? String { return string(text) }
    if Key.self == Int64.self, let number = key as? Int64 { return fold(UInt64(bitPattern: number)) }
    if Key.self == Int32.self, let number = key as? Int32 { return number }
    if Key.self == Int16.self, let number = key as? Int16 { return Int32(number) }
    if Key.self == Int8.self, let number = key as? Int8 { return Int32(number) }
    if Key.self == Bool.self, let flag = key as? Bool { return flag ? 1231 : 1237 }
    // Both zeros are equal in Swift, so they need one hash; all NaNs have Java's one.
    if Key.self == Double.self, let number = key as? Double {
      return fold(number.isNaN ? 0x7ff8_0000_0000_0000 : number == 0 ? 0 : number.bitPattern)
    }
    if Key.self == Float.self, let number = key as? Float {
      return Int32(bitPattern: number.isNaN ? 0x7fc0_0000 : number == 0 ? 0 : number.bitPattern)
    }
    return fold(UInt64(bitPattern: Int64(key.hashValue)))
  }

  @inlinable @inline(__always)
  static func fold(_ bits: UInt64) -> Int32 { Int32(truncatingIfNeeded: bits ^ bits &>> 32) }

  /// Java's hash of the text's UTF-16 units; texts that Swift takes for equal have the same.
  @usableFromInline
  static func string(_ text: String) -> Int32 {
    var copy = text
    let ascii = copy.withUTF8 { bytes -> Int32? in
      var hash: Int32 = 0
      for byte in bytes {
        if byte >= 0x80 { return nil }
        hash = hash &* 31 &+ Int32(byte)
      }
      return hash
    }
    if let ascii { return ascii }
    // Below U+0300 nothing combines, so such texts have one form only.
    let isPlain = copy.unicodeScalars.allSatisfy { $0.value < 0x300 }
    let normal = isPlain ? copy : copy.precomposedStringWithCanonicalMapping
    return normal.utf16.reduce(0) { $0 &* 31 &+ Int32($1) }
  }
}
