import RedstartColumnar

extension StoredForm.Step {
  /// Bytes of a staged value; byte arrays are staged as views.
  func stagedWidth(_ form: StoredForm) -> Int {
    switch self {
    case .boolean: 1
    case .bytes: 16
    default: form.kind.width(typeLength: form.typeLength) ?? 16
    }
  }

  /// Brings values of `vector` (those at `rows`, or all in order) into their stored form.
  func stage(
    _ vector: Vector, _ rows: UnsafePointer<Int32>?, from start: Int, count: Int, into target: UnsafeMutableRawPointer
  ) {
    switch self {
    case .boolean: Self.map(vector, rows, start, count, target, UInt8.self) { $0 }
    case .none:
      if vector.type.physical.width == 4 {
        Self.map(vector, rows, start, count, target, UInt32.self) { $0 }
      } else {
        Self.map(vector, rows, start, count, target, UInt64.self) { $0 }
      }
    case .widen8: Self.map(vector, rows, start, count, target, Int8.self) { Int32($0) }
    case .widen16: Self.map(vector, rows, start, count, target, Int16.self) { Int32($0) }
    case .narrow64: Self.map(vector, rows, start, count, target, Int64.self) { Int32(truncatingIfNeeded: $0) }
    case .millis:
      Self.map(vector, rows, start, count, target, Int64.self) { value in
        let quotient = value / 1000
        return value % 1000 < 0 ? quotient - 1 : quotient
      }
    case .bytes: Self.map(vector, rows, start, count, target, StringView.self) { $0 }
    case .decimal(let size):
      let source = vector.values(Int128.self)
      for index in 0..<count {
        let value = source[rows.map { Int($0[start + index]) } ?? start + index].bigEndian
        withUnsafeBytes(of: value) { bytes in
          guard let base = bytes.baseAddress else { return }
          (target + index * size).copyMemory(from: base + (16 - size), byteCount: size)
        }
      }
    case .int96:
      let source = vector.values(Int64.self)
      let day: Int64 = 86_400_000_000
      for index in 0..<count {
        let micros = source[rows.map { Int($0[start + index]) } ?? start + index]
        var days = micros / day
        var rest = micros % day
        if rest < 0 {
          rest += day
          days -= 1
        }
        (target + index * 12).storeBytes(of: rest * 1000, as: Int64.self)
        (target + index * 12 + 8).storeBytes(of: Int32(truncatingIfNeeded: days + 2_440_588), as: Int32.self)
      }
    }
  }

  @inline(__always)
  private static func map<S: BitwiseCopyable, T: BitwiseCopyable>(
    _ vector: Vector, _ rows: UnsafePointer<Int32>?, _ start: Int, _ count: Int, _ target: UnsafeMutableRawPointer,
    _ type: S.Type,
    _ body: (S) -> T
  ) {
    let source = vector.values(S.self)
    let out = target.assumingMemoryBound(to: T.self)
    if let rows {
      for index in 0..<count { out[index] = body(source[Int(rows[start &+ index])]) }
    } else {
      for index in 0..<count { out[index] = body(source[start &+ index]) }
    }
  }
}
