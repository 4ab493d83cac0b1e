/// Numbers of up to eight bytes, parsed in one word. Eight bytes from the start must be readable.
enum ShortNumber {
  typealias Bytes = UnsafePointer<UInt8>

  @usableFromInline
  static let powers: (Double, Double, Double, Double, Double, Double, Double, Double) = (1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7)

  /// One to eight digits; nil for anything else.
  @inline(__always)
  static func integer(_ bytes: Bytes, _ count: Int) -> Int64? {
    guard count &- 1 < 8, count > 0 else { return nil }
    let word = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
    return digits(word &<< UInt64((8 &- count) &* 8), count)
  }

  /// Up to seven digits with a point among them, or eight without; nil for anything else.
  @inline(__always)
  static func double(_ bytes: Bytes, _ count: Int) -> Double? {
    guard count &- 1 < 8, count > 0 else { return nil }
    let word = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self) &<< UInt64((8 &- count) &* 8)
    // Exactly the lowest zero byte shows where the point is.
    let points = word ^ 0x2e2e_2e2e_2e2e_2e2e
    let found = (points &- 0x0101_0101_0101_0101) & ~points & 0x8080_8080_8080_8080
    if found == 0 { return digits(word, count).map { Double($0) } }
    let place = found.trailingZeroBitCount & ~7
    guard count > 1 else { return nil }
    // Digits before the point move up into its place.
    let before = word & ((1 &<< UInt64(place)) &- 1)
    let after = place == 56 ? 0 : word & (~0 &<< UInt64(place &+ 8))
    guard let mantissa = digits(before &<< 8 | after, count &- 1) else { return nil }
    let scale = 7 &- place / 8
    return withUnsafeBytes(of: powers) { Double(mantissa) / $0.loadUnaligned(fromByteOffset: scale &* 8, as: Double.self) }
  }

  /// The value of the topmost `count` bytes, if all are digits.
  @inline(__always)
  private static func digits(_ word: UInt64, _ count: Int) -> Int64? {
    // Missing bytes count as zeros.
    let filled = count == 8 ? word : word | (0x3030_3030_3030_3030 &>> UInt64(count &* 8))
    var value = filled ^ 0x3030_3030_3030_3030
    if ((value &+ 0x7676_7676_7676_7676) | value) & 0x8080_8080_8080_8080 != 0 { return nil }
    value = ((value &* 2561) &>> 8) & 0x00ff_00ff_00ff_00ff
    value = ((value &* 6_553_601) &>> 16) & 0x0000_ffff_0000_ffff
    return Int64(truncatingIfNeeded: (value &* 42_949_672_960_001) &>> 32)
  }
}
