/// Message digests: MD5, SHA-1 and the SHA-2 family, and the CRC-32 check sum.
enum Digest {
  static func md5(_ input: Bytes) -> [UInt8] {
    var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]
    let shifts: [UInt32] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
    let message = padded(input, block: 64, bigEndian: false)
    for block in stride(from: 0, to: message.count, by: 64) {
      let words = (0..<16).map { index -> UInt32 in
        let at = block + index * 4
        return UInt32(message[at]) | UInt32(message[at + 1]) << 8 | UInt32(message[at + 2]) << 16 | UInt32(message[at + 3]) << 24
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      for i in 0..<64 {
        let f: UInt32
        let g: Int
        switch i / 16 {
        case 0: (f, g) = ((b & c) | (~b & d), i)
        case 1: (f, g) = ((d & b) | (~d & c), (5 * i + 1) % 16)
        case 2: (f, g) = (b ^ c ^ d, (3 * i + 5) % 16)
        default: (f, g) = (c ^ (b | ~d), (7 * i) % 16)
        }
        let sum = a &+ f &+ md5Constants[i] &+ words[g]
        let shift = shifts[i / 16 * 4 + i % 4]
        (a, d, c, b) = (d, c, b, b &+ (sum << shift | sum >> (32 - shift)))
      }
      state[0] = state[0] &+ a
      state[1] = state[1] &+ b
      state[2] = state[2] &+ c
      state[3] = state[3] &+ d
    }
    return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) } }
  }

  /// The whole parts of 2^32·|sin(i)|.
  private static let md5Constants: [UInt32] = (1...64).map { UInt32(sine(Double($0)).magnitude * 4_294_967_296) }

  static func sha1(_ input: Bytes) -> [UInt8] {
    var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
    let message = padded(input, block: 64, bigEndian: true)
    var words = [UInt32](repeating: 0, count: 80)
    func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { x << n | x >> (32 - n) }
    for block in stride(from: 0, to: message.count, by: 64) {
      for i in 0..<16 { words[i] = word32(message, block + i * 4) }
      for i in 16..<80 { words[i] = rotate(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1) }
      var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
      for i in 0..<80 {
        let f: UInt32
        let k: UInt32
        switch i / 20 {
        case 0: (f, k) = ((b & c) | (~b & d), 0x5a82_7999)
        case 1: (f, k) = (b ^ c ^ d, 0x6ed9_eba1)
        case 2: (f, k) = ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc)
        default: (f, k) = (b ^ c ^ d, 0xca62_c1d6)
        }
        let next = rotate(a, 5) &+ f &+ e &+ k &+ words[i]
        (e, d, c, b, a) = (d, c, rotate(b, 30), a, next)
      }
      for (index, value) in [a, b, c, d, e].enumerated() { state[index] = state[index] &+ value }
    }
    return state.flatMap { bytes($0) }
  }

  /// SHA-224, SHA-256, SHA-384 or SHA-512; nil for other lengths.
  static func sha2(_ input: Bytes, bits: Int) -> [UInt8]? {
    switch bits {
    case 224:
      return Array(
        sha256(
          input,
          [0xc105_9ed8, 0x367c_d507, 0x3070_dd17, 0xf70e_5939, 0xffc0_0b31, 0x6858_1511, 0x64f9_8fa7, 0xbefa_4fa4]
        ).prefix(28))
    case 256, 0: return sha256(input, primeRoots.prefix(8).map { UInt32(truncatingIfNeeded: $0.square >> 32) })
    case 384:
      return Array(
        sha512(
          input,
          [
            0xcbbb_9d5d_c105_9ed8, 0x629a_292a_367c_d507, 0x9159_015a_3070_dd17, 0x152f_ecd8_f70e_5939,
            0x6733_2667_ffc0_0b31, 0x8eb4_4a87_6858_1511, 0xdb0c_2e0d_64f9_8fa7, 0x47b5_481d_befa_4fa4,
          ]
        ).prefix(48))
    case 512: return sha512(input, primeRoots.prefix(8).map(\.square))
    default: return nil
    }
  }

  /// The first 64 bits behind the point of the square and cube roots of the first 80 primes.
  private static let primeRoots: [(square: UInt64, cube: UInt64)] = {
    var primes: [UInt64] = []
    var candidate: UInt64 = 2
    while primes.count < 80 {
      if !primes.contains(where: { candidate % $0 == 0 }) { primes.append(candidate) }
      candidate += 1
    }
    return primes.map { (fraction(ofRoot: 2, $0), fraction(ofRoot: 3, $0)) }
  }()

  /// 64 bits behind the point of a root, bit by bit: the greatest x with x^n ≤ prime · 2^(64n).
  private static func fraction(ofRoot n: Int, _ prime: UInt64) -> UInt64 {
    // x has at most 5 + 64 bits; its powers are compared as arrays of 32-bit limbs.
    var root = [UInt32](repeating: 0, count: 3)
    let target = [UInt32](repeating: 0, count: 2 * n) + [UInt32(prime)]
    for bit in stride(from: 68, through: 0, by: -1) {
      var trial = root
      trial[bit / 32] |= 1 << UInt32(bit % 32)
      var power = trial
      for _ in 1..<n { power = multiply(power, trial) }
      if !isGreater(power, target) { root = trial }
    }
    return UInt64(root[0]) | UInt64(root[1]) << 32
  }

  private static func multiply(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var result = [UInt32](repeating: 0, count: a.count + b.count)
    for i in a.indices {
      var carry: UInt64 = 0
      for j in b.indices {
        let sum = UInt64(a[i]) * UInt64(b[j]) + UInt64(result[i + j]) + carry
        result[i + j] = UInt32(truncatingIfNeeded: sum)
        carry = sum >> 32
      }
      result[i + b.count] = UInt32(truncatingIfNeeded: carry)
    }
    return result
  }

  private static func isGreater(_ a: [UInt32], _ b: [UInt32]) -> Bool {
    for index in stride(from: max(a.count, b.count) - 1, through: 0, by: -1) {
      let x = index < a.count ? a[index] : 0
      let y = index < b.count ? b[index] : 0
      if x != y { return x > y }
    }
    return false
  }

  private static func sha256(_ input: Bytes, _ initial: [UInt32]) -> [UInt8] {
    var state = initial
    let constants = primeRoots.prefix(64).map { UInt32(truncatingIfNeeded: $0.cube >> 32) }
    let message = padded(input, block: 64, bigEndian: true)
    var words = [UInt32](repeating: 0, count: 64)
    func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 - n) }
    for block in stride(from: 0, to: message.count, by: 64) {
      for i in 0..<16 { words[i] = word32(message, block + i * 4) }
      for i in 16..<64 {
        let s0 = rotate(words[i - 15], 7) ^ rotate(words[i - 15], 18) ^ words[i - 15] >> 3
        let s1 = rotate(words[i - 2], 17) ^ rotate(words[i - 2], 19) ^ words[i - 2] >> 10
        words[i] = words[i - 16] &+ s0 &+ words[i - 7] &+ s1
      }
      var v = state
      for i in 0..<64 {
        let s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25)
        let choice = (v[4] & v[5]) ^ (~v[4] & v[6])
        let t1 = v[7] &+ s1 &+ choice &+ constants[i] &+ words[i]
        let s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22)
        let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2])
        v = [t1 &+ s0 &+ majority, v[0], v[1], v[2], v[3] &+ t1, v[4], v[5], v[6]]
      }
      for i in 0..<8 { state[i] = state[i] &+ v[i] }
    }
    return state.flatMap { bytes($0) }
  }

  private static func sha512(_ input: Bytes, _ initial: [UInt64]) -> [UInt8] {
    var state = initial
    let constants = primeRoots.map(\.cube)
    let message = padded(input, block: 128, bigEndian: true)
    var words = [UInt64](repeating: 0, count: 80)
    func rotate(_ x: UInt64, _ n: UInt64) -> UInt64 { x >> n | x << (64 - n) }
    for block in stride(from: 0, to: message.count, by: 128) {
      for i in 0..<16 {
        words[i] = UInt64(word32(message, block + i * 8)) << 32 | UInt64(word32(message, block + i * 8 + 4))
      }
      for i in 16..<80 {
        let s0 = rotate(words[i - 15], 1) ^ rotate(words[i - 15], 8) ^ words[i - 15] >> 7
        let s1 = rotate(words[i - 2], 19) ^ rotate(words[i - 2], 61) ^ words[i - 2] >> 6
        words[i] = words[i - 16] &+ s0 &+ words[i - 7] &+ s1
      }
      var v = state
      for i in 0..<80 {
        let s1 = rotate(v[4], 14) ^ rotate(v[4], 18) ^ rotate(v[4], 41)
        let choice = (v[4] & v[5]) ^ (~v[4] & v[6])
        let t1 = v[7] &+ s1 &+ choice &+ constants[i] &+ words[i]
        let s0 = rotate(v[0], 28) ^ rotate(v[0], 34) ^ rotate(v[0], 39)
        let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2])
        v = [t1 &+ s0 &+ majority, v[0], v[1], v[2], v[3] &+ t1, v[4], v[5], v[6]]
      }
      for i in 0..<8 { state[i] = state[i] &+ v[i] }
    }
    return state.flatMap { bytes(UInt32(truncatingIfNeeded: $0 >> 32)) + bytes(UInt32(truncatingIfNeeded: $0)) }
  }

  private static func word32(_ message: [UInt8], _ at: Int) -> UInt32 {
    UInt32(message[at]) << 24 | UInt32(message[at + 1]) << 16 | UInt32(message[at + 2]) << 8 | UInt32(message[at + 3])
  }

  private static func bytes(_ word: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
  }

  /// The message, a one bit, zeros and the length in bits.
  private static func padded(_ input: Bytes, block: Int, bigEndian: Bool) -> [UInt8] {
    var message = Array(input)
    let length = UInt64(message.count) * 8
    message.append(0x80)
    let lengthSize = block / 8
    while message.count % block != block - lengthSize { message.append(0) }
    if lengthSize == 16 { message += [UInt8](repeating: 0, count: 8) }
    for index in 0..<8 {
      message.append(UInt8(truncatingIfNeeded: length >> UInt64(8 * (bigEndian ? 7 - index : index))))
    }
    return message
  }

  static func crc32(_ input: Bytes) -> UInt32 {
    crcTable.withUnsafeBufferPointer { table in
      var crc: UInt32 = ~0
      for byte in input { crc = table[Int((crc ^ UInt32(byte)) & 0xff)] ^ crc >> 8 }
      return ~crc
    }
  }

  private static let crcTable: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { crc, _ in crc & 1 != 0 ? 0xedb8_8320 ^ crc >> 1 : crc >> 1 }
  }

  /// Lower-case hexadecimal digits.
  static func hex(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { byte in
      [byte >> 4, byte & 15].map { $0 < 10 ? 48 + $0 : 87 + $0 }
    }
  }
}
