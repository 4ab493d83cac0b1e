import RedstartColumnar

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Least and greatest value of what is written, in the order of the type.
struct WriterStatistics {
  enum Order {
    case int32, int64, float, double, bytes, signedBytes, boolean, none
  }

  let order: Order
  private var least: Int64 = .max
  private var greatest: Int64 = .min
  private var leastReal = Double.infinity
  private var greatestReal = -Double.infinity
  private var sawNaN = false
  private var leastBytes: [UInt8]?
  private var greatestBytes: [UInt8]?
  private(set) var isEmpty = true

  init(_ form: StoredForm) {
    switch form.kind {
    case .boolean: order = form.logical == .unknown ? .none : .boolean
    case .int32: order = .int32
    case .int64: order = .int64
    case .float: order = .float
    case .double: order = .double
    case .byteArray: order = .bytes
    case .fixedLengthByteArray: order = .signedBytes
    case .int96: order = .none
    }
  }

  private init(order: Order) { self.order = order }

  /// The same order without values.
  var reset: WriterStatistics { WriterStatistics(order: order) }

  /// Takes `count` values in their stored form; for byte arrays see ``observe(bytes:_:)``.
  mutating func observe(_ values: UnsafeRawPointer, _ count: Int) {
    if count == 0 { return }
    switch order {
    case .boolean:
      let source = values.assumingMemoryBound(to: UInt8.self)
      isEmpty = false
      for index in 0..<count {
        least = min(least, Int64(source[index]))
        greatest = max(greatest, Int64(source[index]))
      }
    case .int32: observeIntegers(values.assumingMemoryBound(to: Int32.self), count)
    case .int64: observeIntegers(values.assumingMemoryBound(to: Int64.self), count)
    case .float: observeReals(values.assumingMemoryBound(to: Float.self), count)
    case .double: observeReals(values.assumingMemoryBound(to: Double.self), count)
    case .bytes, .signedBytes, .none: break
    }
  }

  private mutating func observeIntegers<T: FixedWidthInteger>(_ values: UnsafePointer<T>, _ count: Int) {
    var low = T.max
    var high = T.min
    for index in 0..<count {
      low = min(low, values[index])
      high = max(high, values[index])
    }
    isEmpty = false
    least = min(least, Int64(low))
    greatest = max(greatest, Int64(high))
  }

  private mutating func observeReals<T: BinaryFloatingPoint>(_ values: UnsafePointer<T>, _ count: Int) {
    var low = T.infinity
    var high = -T.infinity
    var bad = false
    for index in 0..<count {
      let value = values[index]
      bad = bad || value.isNaN
      low = value < low ? value : low
      high = value > high ? value : high
    }
    isEmpty = false
    sawNaN = sawNaN || bad
    leastReal = min(leastReal, Double(low))
    greatestReal = max(greatestReal, Double(high))
  }

  mutating func observe(bytes: UnsafePointer<UInt8>, _ count: Int) {
    guard order == .bytes || order == .signedBytes else { return }
    isEmpty = false
    if leastBytes.map({ isBefore(bytes, count, $0) }) ?? true {
      leastBytes = Array(UnsafeBufferPointer(start: bytes, count: count))
    }
    if greatestBytes.map({ isAfter(bytes, count, $0) }) ?? true {
      greatestBytes = Array(UnsafeBufferPointer(start: bytes, count: count))
    }
  }

  private func isBefore(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ other: [UInt8]) -> Bool {
    compare(bytes, count, other) < 0
  }
  private func isAfter(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ other: [UInt8]) -> Bool { compare(bytes, count, other) > 0 }

  private func compare(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ other: [UInt8]) -> Int {
    other.withUnsafeBufferPointer { other in
      guard let base = other.baseAddress else { return count }
      if order == .signedBytes, count > 0, other.count > 0 {
        // Two's complement of equal length: the sign decides first.
        let a = Int8(bitPattern: bytes[0])
        let b = Int8(bitPattern: base[0])
        if a != b { return Int(a) - Int(b) }
      }
      let difference = memcmp(bytes, base, min(count, other.count))
      return difference != 0 ? Int(difference) : count - other.count
    }
  }

  /// Encoded bounds; nil where there are none to give.
  var bounds: (minimum: [UInt8], maximum: [UInt8])? {
    if isEmpty { return nil }
    func encoded<T>(_ value: T) -> [UInt8] { withUnsafeBytes(of: value) { Array($0) } }
    switch order {
    case .none: return nil
    case .boolean: return ([UInt8(least)], [UInt8(greatest)])
    case .int32:
      return (encoded(Int32(truncatingIfNeeded: least).littleEndian), encoded(Int32(truncatingIfNeeded: greatest).littleEndian))
    case .int64: return (encoded(least.littleEndian), encoded(greatest.littleEndian))
    case .float, .double:
      if sawNaN { return nil }
      // Either zero may be among the values.
      let low = leastReal == 0 ? -0.0 : leastReal
      let high = greatestReal == 0 ? 0.0 : greatestReal
      return order == .float
        ? (encoded(Float(low).bitPattern.littleEndian), encoded(Float(high).bitPattern.littleEndian))
        : (encoded(low.bitPattern.littleEndian), encoded(high.bitPattern.littleEndian))
    case .bytes, .signedBytes:
      // Long bounds cost more than they save.
      guard let leastBytes, let greatestBytes, leastBytes.count + greatestBytes.count < 4096 else { return nil }
      return (leastBytes, greatestBytes)
    }
  }
}
