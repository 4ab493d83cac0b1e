import RedstartMemory

/// Sorts numbers by their bits, eleven at a time from the lowest; equal ones stay in their order.
enum RadixSort {
  private static let digitBits = 11
  private static let digits = 6

  /// The numbers in ascending order.
  static func sorted(_ values: [Double]) -> [Double] {
    if values.count < 256 { return values.sorted() }
    let (keys, _) = values.withUnsafeBufferPointer { sort($0) { Int32(truncatingIfNeeded: $0) } }
    let key = keys.pointer(UInt64.self)
    return values.indices.map { value(key[$0]) }
  }

  /// The number that a key stands for.
  static func value(_ key: UInt64) -> Double { Double(bitPattern: key >> 63 != 0 ? key ^ 1 << 63 : ~key) }

  /// The keys of the numbers in ascending order, and the label that each number's place had.
  static func sort(
    _ values: UnsafeBufferPointer<Double>, label: (Int) -> Int32
  ) -> (keys: Buffer, labels: Buffer) {
    let count = values.count
    let size = 1 << digitBits
    let mask = UInt64(size - 1)
    var from = (Buffer(count: count, of: UInt64.self), Buffer(count: count, of: Int32.self))
    var to = (Buffer(count: count, of: UInt64.self), Buffer(count: count, of: Int32.self))
    let counts = Buffer.zeroed(byteCount: digits * size * 8)
    let slots = counts.mutable(Int.self)
    do {
      let (keys, labels) = (from.0.mutable(UInt64.self), from.1.mutable(Int32.self))
      for index in 0..<count {
        let bits = values[index].bitPattern
        let key = bits >> 63 != 0 ? ~bits : bits | 1 << 63
        keys[index] = key
        labels[index] = label(index)
        for digit in 0..<digits {
          slots[digit &* size &+ Int(truncatingIfNeeded: (key &>> UInt64(digit &* digitBits)) & mask)] &+= 1
        }
      }
    }
    for digit in 0..<digits {
      let own = slots + digit * size
      var start = 0
      var isUniform = false
      for slot in 0..<size {
        let number = own[slot]
        isUniform = isUniform || number == count
        own[slot] = start
        start &+= number
      }
      if isUniform { continue }
      let shift = UInt64(digit * digitBits)
      let (keys, labels) = (from.0.pointer(UInt64.self), from.1.pointer(Int32.self))
      let (outKeys, outLabels) = (to.0.mutable(UInt64.self), to.1.mutable(Int32.self))
      for index in 0..<count {
        let key = keys[index]
        let slot = Int(truncatingIfNeeded: (key &>> shift) & mask)
        let place = own[slot]
        outKeys[place] = key
        outLabels[place] = labels[index]
        own[slot] = place &+ 1
      }
      swap(&from, &to)
    }
    return from
  }
}
