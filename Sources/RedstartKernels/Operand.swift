import RedstartColumnar
import RedstartMemory
import RedstartTypes

/// One side of a kernel: a value for each row, or the same value for all.
@frozen
public struct Operand<T: BitwiseCopyable> {
  public let values: UnsafePointer<T>
  public let isConstant: Bool

  @inlinable @inline(__always)
  public init(_ values: UnsafePointer<T>, isConstant: Bool) {
    self.values = values
    self.isConstant = isConstant
  }

  /// The value of a row; for searches, not for hot loops.
  @inlinable @inline(__always)
  public subscript(row: Int) -> T { values[isConstant ? 0 : row] }
}

extension Vector {
  /// The vector itself when flat or constant, else flattened: the form that kernels take.
  public var dense: Vector {
    switch layout {
    case .dictionary, .null: flattened()
    default: self
    }
  }

  /// The values of a dense vector of fixed width. Keep the vector in a `let` while the operand is in use.
  @inlinable @inline(__always)
  public func operand<T: BitwiseCopyable>(_ type: T.Type = T.self) -> Operand<T> {
    if case .constant(let value) = layout { return Operand(value.values(type), isConstant: true) }
    return Operand(values(type), isConstant: false)
  }

  /// Whether every row is null.
  public var allNull: Bool { nullCount == count && count > 0 }
}

/// `out[i] = body(a[i], b[i])`, with a loop of its own for each combination of columns and constants.
@inlinable @inline(__always)
public func mapRows<A, B, R>(
  _ a: Operand<A>, _ b: Operand<B>, _ count: Int, _ out: UnsafeMutablePointer<R>, _ body: (A, B) -> R
) {
  let x = a.values
  let y = b.values
  switch (a.isConstant, b.isConstant) {
  case (false, false): for row in 0..<count { out[row] = body(x[row], y[row]) }
  case (false, true):
    let constant = y[0]
    for row in 0..<count { out[row] = body(x[row], constant) }
  case (true, _):
    let constant = x[0]
    if b.isConstant {
      let result = body(constant, y[0])
      for row in 0..<count { out[row] = result }
    } else {
      for row in 0..<count { out[row] = body(constant, y[row]) }
    }
  }
}

/// Like ``mapRows(_:_:_:_:_:)`` for bodies that also give flag bits; returns the bits of all rows together.
@inlinable @inline(__always)
public func mapRowsChecked<A, B, R, Flag: FixedWidthInteger>(
  _ a: Operand<A>, _ b: Operand<B>, _ count: Int, _ out: UnsafeMutablePointer<R>, _ body: (A, B) -> (R, Flag)
) -> Flag {
  let x = a.values
  let y = b.values
  var flags: Flag = 0
  switch (a.isConstant, b.isConstant) {
  case (false, false):
    for row in 0..<count {
      let (value, flag) = body(x[row], y[row])
      out[row] = value
      flags |= flag
    }
  case (_, true):
    let constant = y[0]
    if a.isConstant {
      let (value, flag) = body(x[0], constant)
      flags = flag
      for row in 0..<count { out[row] = value }
    } else {
      for row in 0..<count {
        let (value, flag) = body(x[row], constant)
        out[row] = value
        flags |= flag
      }
    }
  case (true, false):
    let constant = x[0]
    for row in 0..<count {
      let (value, flag) = body(constant, y[row])
      out[row] = value
      flags |= flag
    }
  }
  return flags
}

/// A Boolean as 0 or 1 without a branch.
@inlinable @inline(__always)
public func byte(_ condition: Bool) -> UInt8 { unsafeBitCast(condition, to: UInt8.self) }

/// Clears the bits of some rows of a validity.
struct ValidityEraser {
  private var words: Buffer?
  private let count: Int
  private let source: Bitmap?

  init(_ validity: Bitmap?, count: Int) {
    source = validity
    self.count = count
  }

  mutating func erase(_ row: Int) {
    if words == nil {
      let fresh = Buffer(count: Bitmap.wordCount(count), of: UInt64.self)
      if let source {
        fresh.mutable(UInt64.self).update(from: source.words, count: Bitmap.wordCount(count))
      } else {
        fresh.mutable(UInt64.self).update(repeating: ~0, count: Bitmap.wordCount(count))
      }
      words = fresh
    }
    words?.mutable(UInt64.self)[row &>> 6] &= ~(1 &<< UInt64(row & 63))
  }

  func finish() -> Bitmap? { words.map { Bitmap(words: $0, count: count) } ?? source }
}
