/// XXH64 as Spark has it.
enum XXHash64: ValueHash {
  private static let prime1: UInt64 = 0x9e37_79b1_85eb_ca87
  private static let prime2: UInt64 = 0xc2b2_ae3d_27d4_eb4f
  private static let prime3: UInt64 = 0x1656_67b1_9e37_79f9
  private static let prime4: UInt64 = 0x85eb_ca77_c2b2_ae63
  private static let prime5: UInt64 = 0x27d4_eb2f_1656_67c5

  @inline(__always)
  static func int(_ value: Int32, _ seed: Int64) -> Int64 {
    var hash = UInt64(bitPattern: seed) &+ prime5 &+ 4
    hash ^= UInt64(UInt32(bitPattern: value)) &* prime1
    hash = rotate(hash, 23) &* prime2 &+ prime3
    return finish(hash)
  }

  @inline(__always)
  static func long(_ value: Int64, _ seed: Int64) -> Int64 {
    var hash = UInt64(bitPattern: seed) &+ prime5 &+ 8
    hash ^= rotate(UInt64(bitPattern: value) &* prime2, 31) &* prime1
    hash = rotate(hash, 27) &* prime1 &+ prime4
    return finish(hash)
  }

  static func bytes(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ seed: Int64) -> Int64 {
    let start = UnsafeRawPointer(bytes)
    let base = UInt64(bitPattern: seed)
    var at = 0
    var hash: UInt64
    if count >= 32 {
      var v1 = base &+ prime1 &+ prime2
      var v2 = base &+ prime2
      var v3 = base
      var v4 = base &- prime1
      while at &+ 32 <= count {
        v1 = round(v1, word(start, at))
        v2 = round(v2, word(start, at &+ 8))
        v3 = round(v3, word(start, at &+ 16))
        v4 = round(v4, word(start, at &+ 24))
        at &+= 32
      }
      hash = rotate(v1, 1) &+ rotate(v2, 7) &+ rotate(v3, 12) &+ rotate(v4, 18)
      for value in [v1, v2, v3, v4] { hash = (hash ^ round(0, value)) &* prime1 &+ prime4 }
    } else {
      hash = base &+ prime5
    }
    hash = hash &+ UInt64(count)
    while at &+ 8 <= count {
      hash = rotate(hash ^ round(0, word(start, at)), 27) &* prime1 &+ prime4
      at &+= 8
    }
    if at &+ 4 <= count {
      let value = UInt64(UInt32(littleEndian: (start + at).loadUnaligned(as: UInt32.self)))
      hash = rotate(hash ^ value &* prime1, 23) &* prime2 &+ prime3
      at &+= 4
    }
    while at < count {
      hash = rotate(hash ^ UInt64(bytes[at]) &* prime5, 11) &* prime1
      at &+= 1
    }
    return finish(hash)
  }

  @inline(__always)
  private static func word(_ start: UnsafeRawPointer, _ at: Int) -> UInt64 {
    UInt64(littleEndian: (start + at).loadUnaligned(as: UInt64.self))
  }

  @inline(__always)
  private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 { value &<< bits | value &>> (64 &- bits) }

  @inline(__always)
  private static func round(_ state: UInt64, _ value: UInt64) -> UInt64 {
    rotate(state &+ value &* prime2, 31) &* prime1
  }

  @inline(__always)
  private static func finish(_ value: UInt64) -> Int64 {
    var hash = value
    hash ^= hash &>> 33
    hash = hash &* prime2
    hash ^= hash &>> 29
    hash = hash &* prime3
    hash ^= hash &>> 32
    return Int64(bitPattern: hash)
  }
}
