import RedstartColumnar
import RedstartMemory
import RedstartTypes

/// The rows of a column of MLlib vectors, laid out for loops.
///
/// `@unchecked Sendable`: the pointers lead into vectors that it keeps alive, which nobody writes any more.
public struct VectorRows: @unchecked Sendable {
  public let count: Int
  /// Validity of the rows; nil when none is null.
  public let validity: Bitmap?
  private let owners: [Vector]
  private let kinds: UnsafePointer<Int8>
  private let sizes: UnsafePointer<Int32>
  private let indexOffsets: UnsafePointer<Int32>
  private let indices: UnsafePointer<Int32>
  private let valueOffsets: UnsafePointer<Int32>
  private let values: UnsafePointer<Double>

  /// Nil when the column does not hold vectors.
  public init?(_ column: Vector) {
    let flat = column.flattened()
    guard case .structure(let children) = flat.layout, children.count == 4 else { return nil }
    let parts = children.map { $0.flattened() }
    guard case .flat(let kindBuffer) = parts[0].layout, case .flat(let sizeBuffer) = parts[1].layout,
      case .list(let indexStarts, let indexChild) = parts[2].layout, case .list(let valueStarts, let valueChild) = parts[3].layout
    else { return nil }
    let (flatIndices, flatValues) = (indexChild.flattened(), valueChild.flattened())
    guard case .flat(let indexBuffer) = flatIndices.layout, case .flat(let valueBuffer) = flatValues.layout else { return nil }
    count = flat.count
    validity = flat.validity
    owners = parts + [flat, flatIndices, flatValues]
    kinds = kindBuffer.pointer(Int8.self)
    sizes = sizeBuffer.pointer(Int32.self)
    indexOffsets = indexStarts.pointer(Int32.self)
    indices = indexBuffer.pointer(Int32.self)
    valueOffsets = valueStarts.pointer(Int32.self)
    values = valueBuffer.pointer(Double.self)
  }

  @inline(__always)
  public func isDense(_ row: Int) -> Bool { kinds[row] != 0 }

  public func isNull(_ row: Int) -> Bool { validity.map { !$0[row] } ?? false }

  @inline(__always)
  public func size(_ row: Int) -> Int {
    isDense(row) ? Int(valueOffsets[row &+ 1] &- valueOffsets[row]) : Int(sizes[row])
  }

  /// The elements of a dense row.
  @inline(__always)
  public func dense(_ row: Int) -> UnsafePointer<Double> { values + Int(valueOffsets[row]) }

  /// Whether all rows are dense vectors of that size, so that their elements stand one row after the other.
  public func hasAdjacentRows(size: Int) -> Bool {
    for row in 0..<count where !isDense(row) || self.size(row) != size { return false }
    return true
  }

  /// The stored elements of a row, in ascending order of their places; the places are nil for a dense row.
  @inline(__always)
  public func stored(_ row: Int) -> (places: UnsafePointer<Int32>?, values: UnsafePointer<Double>, count: Int) {
    let length = Int(valueOffsets[row &+ 1] &- valueOffsets[row])
    return (isDense(row) ? nil : indices + Int(indexOffsets[row]), values + Int(valueOffsets[row]), length)
  }

  /// Writes all `size` elements of a row to `out`, `stride` apart; elements past the row's own are zero.
  @inline(__always)
  public func copy(_ row: Int, to out: UnsafeMutablePointer<Double>, size: Int, stride: Int = 1) {
    let (places, stored, length) = stored(row)
    if let places {
      for index in 0..<size { out[index &* stride] = 0 }
      for index in 0..<length {
        let place = Int(places[index])
        if place >= 0, place < size { out[place &* stride] = stored[index] }
      }
    } else {
      let own = min(length, size)
      for index in 0..<own { out[index &* stride] = stored[index] }
      for index in own..<max(size, own) { out[index &* stride] = 0 }
    }
  }
}
