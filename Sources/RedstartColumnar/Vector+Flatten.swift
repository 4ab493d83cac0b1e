import RedstartMemory
import RedstartTypes

extension Vector {
  /// The same rows without dictionary or constant encoding at the top (children of nested vectors keep theirs).
  public func flattened() -> Vector {
    switch layout {
    case .flat, .list, .map, .structure: return self
    case .null:
      guard let width = type.physical.width else { return self }
      return Vector(
        type: type, count: count, validity: Bitmap(repeating: false, count: count),
        layout: .flat(.zeroed(byteCount: count * width)))
    case .dictionary(let indices, let values):
      let inner = values.flattened().gather(Selection(indices, count: count))
      return Vector(type: type, count: count, validity: validity, layout: inner.layout, heaps: inner.heaps)
    case .constant(let value):
      if value.isNull(0), let width = type.physical.width {
        return Vector(
          type: type, count: count, validity: Bitmap(repeating: false, count: count),
          layout: .flat(.zeroed(byteCount: count * width)))
      }
      return value.gather(Selection(.zeroed(byteCount: max(count, 1) * 4), count: count))
    }
  }

  /// The rows of `range`; values are shared, validity is copied.
  public func slice(_ range: Range<Int>) -> Vector {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "slice outside of the vector")
    if range == 0..<count { return self }
    let bits = validity?.slice(range)
    let start = range.lowerBound
    let length = range.count
    switch layout {
    case .null: return Vector(type: type, count: length, layout: .null)
    case .constant(let value): return .constant(value, count: length)
    case .flat(let buffer):
      let width = type.physical.width ?? 1
      return Vector(
        type: type, count: length, validity: bits, layout: .flat(buffer.view(at: start * width, byteCount: length * width)),
        heaps: heaps)
    case .dictionary(let indices, let values):
      return Vector(
        type: type, count: length, validity: bits,
        layout: .dictionary(indices: indices.view(at: start * 4, byteCount: length * 4), values: values))
    case .list(let offsets, let child):
      return Vector(
        type: type, count: length, validity: bits,
        layout: .list(offsets: offsets.view(at: start * 4, byteCount: (length + 1) * 4), child: child))
    case .map(let offsets, let keys, let values):
      return Vector(
        type: type, count: length, validity: bits,
        layout: .map(offsets: offsets.view(at: start * 4, byteCount: (length + 1) * 4), keys: keys, values: values))
    case .structure(let children):
      return Vector(type: type, count: length, validity: bits, layout: .structure(children.map { $0.slice(range) }))
    }
  }
}
