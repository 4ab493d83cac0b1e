import RedstartColumnar
import RedstartMemory
import RedstartTypes

/// Three-valued logic on Boolean vectors.
public enum BooleanKernel {
  /// False where a side is false, else null where a side is null.
  public static func and(_ left: Vector, _ right: Vector) -> Vector { combine(left, right, dominant: 0) }

  /// True where a side is true, else null where a side is null.
  public static func or(_ left: Vector, _ right: Vector) -> Vector { combine(left, right, dominant: 1) }

  /// The contrary; null stays null.
  public static func not(_ vector: Vector) -> Vector {
    let source = vector.flattened()
    let count = source.count
    let input = source.values(UInt8.self)
    let buffer = Buffer(byteCount: count)
    let out = buffer.mutable(UInt8.self)
    for row in 0..<count { out[row] = input[row] ^ 1 }
    return Vector(type: .boolean, count: count, values: buffer, validity: source.validity)
  }

  /// Whether each row is null, or with `negated` is not.
  public static func isNull(_ vector: Vector, negated: Bool = false) -> Vector {
    let count = vector.count
    let buffer = Buffer(byteCount: count)
    let out = buffer.mutable(UInt8.self)
    if let validity = vector.rowValidity {
      validity.expand(into: out)
      if !negated { for row in 0..<count { out[row] ^= 1 } }
    } else {
      out.update(repeating: negated ? 1 : 0, count: count)
    }
    return Vector(type: .boolean, count: count, values: buffer)
  }

  private static func combine(_ left: Vector, _ right: Vector, dominant: UInt8) -> Vector {
    let a = left.flattened()
    let b = right.flattened()
    let count = a.count
    let x = a.values(UInt8.self)
    let y = b.values(UInt8.self)
    let buffer = Buffer(byteCount: count)
    let out = buffer.mutable(UInt8.self)
    if dominant == 0 {
      for row in 0..<count { out[row] = x[row] & y[row] }
    } else {
      for row in 0..<count { out[row] = x[row] | y[row] }
    }
    if a.validity == nil, b.validity == nil { return Vector(type: .boolean, count: count, values: buffer) }
    // A row is known when both sides are, or when one known side dominates.
    let bytes = Buffer(byteCount: count * 3)
    let validA = bytes.mutable(UInt8.self)
    let validB = validA + count
    let known = validB + count
    expand(a.validity, count, validA)
    expand(b.validity, count, validB)
    for row in 0..<count {
      let decidedA = validA[row] & (x[row] ^ dominant ^ 1)
      let decidedB = validB[row] & (y[row] ^ dominant ^ 1)
      known[row] = (validA[row] & validB[row]) | decidedA | decidedB
      out[row] = (decidedA | decidedB) & dominant | out[row] & ((decidedA | decidedB) ^ 1)
    }
    return Vector(type: .boolean, count: count, values: buffer, validity: Bitmap(bytes: known, count: count))
  }

  private static func expand(_ validity: Bitmap?, _ count: Int, _ out: UnsafeMutablePointer<UInt8>) {
    if let validity { validity.expand(into: out) } else { out.update(repeating: 1, count: count) }
  }
}
