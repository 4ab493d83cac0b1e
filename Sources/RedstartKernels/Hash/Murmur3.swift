/// Murmur3 for 32 bits as Spark has it: the last bytes of a text are mixed in one by one, each as a signed word.
enum Murmur3: ValueHash {
  @inline(__always)
  static func int(_ value: Int32, _ seed: Int32) -> Int32 { finish(mix(seed, scramble(value)), 4) }

  @inline(__always)
  static func long(_ value: Int64, _ seed: Int32) -> Int32 {
    let low = scramble(Int32(truncatingIfNeeded: value))
    let high = scramble(Int32(truncatingIfNeeded: value >> 32))
    return finish(mix(mix(seed, low), high), 8)
  }

  static func bytes(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ seed: Int32) -> Int32 {
    var state = seed
    var at = 0
    while at &+ 4 <= count {
      let word = UnsafeRawPointer(bytes + at).loadUnaligned(as: Int32.self)
      state = mix(state, scramble(Int32(littleEndian: word)))
      at &+= 4
    }
    while at < count {
      state = mix(state, scramble(Int32(Int8(bitPattern: bytes[at]))))
      at &+= 1
    }
    return finish(state, Int32(truncatingIfNeeded: count))
  }

  @inline(__always)
  private static func rotate(_ value: Int32, _ bits: Int32) -> Int32 {
    let word = UInt32(bitPattern: value)
    return Int32(bitPattern: word &<< UInt32(bits) | word &>> UInt32(32 &- bits))
  }

  @inline(__always)
  private static func scramble(_ value: Int32) -> Int32 {
    rotate(value &* Int32(bitPattern: 0xcc9e_2d51), 15) &* 0x1b87_3593
  }

  @inline(__always)
  private static func mix(_ state: Int32, _ value: Int32) -> Int32 {
    rotate(state ^ value, 13) &* 5 &+ Int32(bitPattern: 0xe654_6b64)
  }

  @inline(__always)
  private static func finish(_ state: Int32, _ length: Int32) -> Int32 {
    var word = UInt32(bitPattern: state ^ length)
    word ^= word &>> 16
    word = word &* 0x85eb_ca6b
    word ^= word &>> 13
    word = word &* 0xc2b2_ae35
    word ^= word &>> 16
    return Int32(bitPattern: word)
  }
}
