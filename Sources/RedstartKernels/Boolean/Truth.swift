import RedstartColumnar
import RedstartMemory

/// The rows of a Boolean vector by their outcome, as conditions need them.
public enum Truth {
  /// One byte a row: 1 where the value is true, 0 where it is false or null.
  public static func bytes(of vector: Vector) -> Buffer {
    let source = vector.flattened()
    let count = source.count
    let buffer = Buffer(byteCount: max(count, 1))
    let out = buffer.mutable(UInt8.self)
    let input = source.values(UInt8.self)
    guard let validity = source.validity else {
      out.update(from: input, count: count)
      return buffer
    }
    validity.expand(into: out)
    for row in 0..<count { out[row] &= input[row] }
    return buffer
  }

  /// How many bytes of 0 and 1 are 1.
  public static func count(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var total: UInt32 = 0
    for row in 0..<count { total &+= UInt32(bytes[row]) }
    return Int(total)
  }

  /// The rows where the value is true; nil when all are.
  public static func select(_ vector: Vector) -> Selection? {
    if case .constant(let value) = vector.layout {
      return !value.isNull(0) && value.values(UInt8.self)[0] != 0 ? nil : Selection([])
    }
    let source = vector.flattened()
    let selection = Selection(where: source.values(UInt8.self), validity: source.validity, count: source.count)
    return selection.count == source.count ? nil : selection
  }
}
