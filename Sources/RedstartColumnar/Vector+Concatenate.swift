import RedstartMemory
import RedstartTypes

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Vector {
  /// All rows of `vectors`, one after the other. Vectors over the same dictionary stay encoded; others are flattened.
  public static func concatenate(_ vectors: [Vector], type: DataType) -> Vector {
    if vectors.count == 1 { return vectors[0] }
    let count = vectors.reduce(0) { $0 + $1.count }
    if type.physical == .null { return Vector(type: type, count: count, layout: .null) }
    if let shared = sharedDictionary(vectors) {
      let parts = vectors.map { vector -> (Buffer, Int) in
        guard case .dictionary(let indices, _) = vector.layout else { preconditionFailure("not a dictionary") }
        return (indices, vector.count)
      }
      return Vector(
        type: type, count: count, validity: concatenatedValidity(vectors, count: count),
        layout: .dictionary(indices: joined(parts, width: 4, count: count), values: shared))
    }
    let flat = vectors.map { $0.flattened() }
    let validity = concatenatedValidity(flat, count: count)
    switch type.physical {
    case .list:
      let (offsets, ranges) = rebasedOffsets(flat, count: count)
      let children = flat.enumerated().map { index, vector -> Vector in
        guard case .list(_, let child) = vector.layout else { preconditionFailure("not a list") }
        return child.slice(ranges[index])
      }
      return Vector(
        type: type, count: count, validity: validity,
        layout: .list(offsets: offsets, child: concatenateChildren(children, of: type, at: 0)))
    case .map:
      let (offsets, ranges) = rebasedOffsets(flat, count: count)
      var keys: [Vector] = []
      var values: [Vector] = []
      for (index, vector) in flat.enumerated() {
        guard case .map(_, let k, let v) = vector.layout else { preconditionFailure("not a map") }
        keys.append(k.slice(ranges[index]))
        values.append(v.slice(ranges[index]))
      }
      return Vector(
        type: type, count: count, validity: validity,
        layout: .map(
          offsets: offsets, keys: concatenateChildren(keys, of: type, at: 0),
          values: concatenateChildren(values, of: type, at: 1)))
    case .structure:
      guard case .struct(let fields) = type.storage else { preconditionFailure("not a struct") }
      let children = fields.fields.indices.map { position in
        concatenate(
          flat.map { vector in
            guard case .structure(let children) = vector.layout else { preconditionFailure("not a struct") }
            return children[position]
          }, type: fields.fields[position].type)
      }
      return Vector(type: type, count: count, validity: validity, layout: .structure(children))
    default:
      let width = type.physical.width ?? 1
      let parts = flat.map { vector -> (Buffer, Int) in
        guard case .flat(let buffer) = vector.layout else { preconditionFailure("not flat") }
        return (buffer, vector.count)
      }
      return Vector(
        type: type, count: count, validity: validity, layout: .flat(joined(parts, width: width, count: count)),
        heaps: mergedHeaps(flat))
    }
  }

  /// The heaps of all vectors, each once.
  public static func mergedHeaps(_ vectors: [Vector]) -> [Buffer] {
    var seen = Set<ObjectIdentifier>()
    var heaps: [Buffer] = []
    for vector in vectors {
      for heap in vector.heaps where seen.insert(ObjectIdentifier(heap)).inserted { heaps.append(heap) }
    }
    return heaps
  }

  private static func concatenateChildren(_ children: [Vector], of type: DataType, at position: Int) -> Vector {
    switch type.storage {
    case .array(let element, _): concatenate(children, type: element)
    case .map(let key, let value, _): concatenate(children, type: position == 0 ? key : value)
    default: preconditionFailure("not a nested type")
    }
  }

  private static func sharedDictionary(_ vectors: [Vector]) -> Vector? {
    var shared: Vector?
    for vector in vectors {
      guard case .dictionary(_, let values) = vector.layout, shared == nil || shared === values else { return nil }
      shared = values
    }
    return shared
  }

  private static func joined(_ parts: [(Buffer, Int)], width: Int, count: Int) -> Buffer {
    let out = Buffer(byteCount: count * width)
    var position = 0
    for (buffer, rows) in parts {
      memcpy(out.base + position, buffer.base, rows * width)
      position += rows * width
    }
    return out
  }

  private static func concatenatedValidity(_ vectors: [Vector], count: Int) -> Bitmap? {
    guard vectors.contains(where: { $0.validity != nil }) else { return nil }
    let words = Buffer.zeroed(byteCount: Bitmap.wordCount(count) * 8)
    let out = words.mutable(UInt64.self)
    var position = 0
    for vector in vectors {
      let bits = vector.validity ?? Bitmap(repeating: true, count: vector.count)
      let source = bits.words
      let shift = UInt64(position & 63)
      let base = position >> 6
      for word in 0..<Bitmap.wordCount(vector.count) {
        out[base + word] |= source[word] &<< shift
        if shift != 0, source[word] &>> (64 &- shift) != 0 { out[base + word + 1] |= source[word] &>> (64 &- shift) }
      }
      position += vector.count
    }
    return Bitmap(words: words, count: count)
  }

  private static func rebasedOffsets(_ vectors: [Vector], count: Int) -> (Buffer, [Range<Int>]) {
    let out = Buffer(count: count + 1, of: Int32.self)
    let pointer = out.mutable(Int32.self)
    var ranges: [Range<Int>] = []
    var row = 0
    var base: Int32 = 0
    for vector in vectors {
      let offsets: UnsafePointer<Int32>
      switch vector.layout {
      case .list(let buffer, _), .map(let buffer, _, _): offsets = buffer.pointer(Int32.self)
      default: preconditionFailure("no offsets")
      }
      let first = offsets[0]
      for index in 0..<vector.count { pointer[row + index] = base + (offsets[index] - first) }
      row += vector.count
      base += offsets[vector.count] - first
      ranges.append(Int(first)..<Int(offsets[vector.count]))
    }
    pointer[count] = base
    return (out, ranges)
  }
}
