import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

extension ArrowBatchReader {
  func listColumn(_ field: ArrowField, _ type: DataType, _ count: Int, _ nulls: Int) throws -> Vector {
    guard field.children.count == 1 else { throw SparkError.arrow("the list \(field.name) lacks elements") }
    let bits = try validity(count, nulls: nulls)
    switch field.type {
    case .list, .largeList:
      let offsets = try listOffsets(large: field.type == .largeList, count)
      let child = try column(field.children[0], count: nil)
      try check(offsets, count, within: child.count)
      return Vector(type: type, count: count, validity: bits, layout: .list(offsets: offsets, child: child))
    case .fixedList(let size):
      guard count.multipliedReportingOverflow(by: size).partialValue <= Int(Int32.max), size <= Int(Int32.max) else {
        throw SparkError.arrow("the list \(field.name) is too long")
      }
      let offsets = try allocate((count + 1) * 4)
      for row in 0...count { offsets.mutable(Int32.self)[row] = Int32(row * size) }
      let child = try column(field.children[0], count: nil)
      try check(offsets, count, within: child.count)
      return Vector(type: type, count: count, validity: bits, layout: .list(offsets: offsets, child: child))
    default: return try listViewColumn(field, type, count, bits)
    }
  }

  func mapColumn(_ field: ArrowField, _ type: DataType, _ count: Int, _ nulls: Int) throws -> Vector {
    let bits = try validity(count, nulls: nulls)
    let offsets = try listOffsets(large: false, count)
    guard let entries = field.children.first, entries.dictionary == nil,
      case .structure(let parts) = try column(entries, count: nil).layout, parts.count == 2
    else { throw SparkError.arrow("the map \(field.name) lacks keys or values") }
    try check(offsets, count, within: parts[0].count)
    return Vector(type: type, count: count, validity: bits, layout: .map(offsets: offsets, keys: parts[0], values: parts[1]))
  }

  /// Offsets as `Int32`; an empty column may come without any.
  private func listOffsets(large: Bool, _ count: Int) throws -> Buffer {
    if count == 0 {
      _ = try buffer(0)
      return .zeroed(byteCount: 4)
    }
    if !large { return try values(Int32.self, count: count + 1) }
    let source = try buffer((count + 1) * 8)
    let target = try allocate((count + 1) * 4)
    let out = target.mutable(Int32.self)
    for row in 0...count {
      let offset = source.base.loadUnaligned(fromByteOffset: row &* 8, as: Int64.self)
      guard let small = Int32(exactly: offset) else { throw SparkError.arrow("a list has more than 2147483647 elements") }
      out[row] = small
    }
    return target
  }

  private func check(_ offsets: Buffer, _ count: Int, within limit: Int) throws {
    let bounds = offsets.pointer(Int32.self)
    var bad = bounds[0] < 0 || Int(bounds[count]) > limit
    for row in 0..<count { bad = bad || bounds[row &+ 1] < bounds[row] }
    if bad { throw SparkError.arrow("a list lies outside of its elements") }
  }

  /// Lists whose rows lie anywhere in the child: the elements are gathered into their order.
  private func listViewColumn(_ field: ArrowField, _ type: DataType, _ count: Int, _ bits: Bitmap?) throws -> Vector {
    let large = field.type == .largeListView
    let width = large ? 8 : 4
    let starts = try buffer(count * width)
    let sizes = try buffer(count * width)
    let child = try column(field.children[0], count: nil)
    func number(_ buffer: Buffer, _ row: Int) -> Int {
      large
        ? Int(buffer.base.loadUnaligned(fromByteOffset: row &* 8, as: Int64.self))
        : Int(buffer.base.loadUnaligned(fromByteOffset: row &* 4, as: Int32.self))
    }
    let offsets = try allocate((count + 1) * 4)
    let out = offsets.mutable(Int32.self)
    out[0] = 0
    var total = 0
    for row in 0..<count {
      if bits?[row] != false {
        let start = number(starts, row)
        let size = number(sizes, row)
        guard start >= 0, size >= 0, start <= child.count, size <= child.count - start, total + size <= Int(Int32.max) else {
          throw SparkError.arrow("a list lies outside of its elements")
        }
        total += size
      }
      out[row + 1] = Int32(total)
    }
    let indices = try allocate(total * 4)
    let picks = indices.mutable(Int32.self)
    for row in 0..<count {
      let length = Int(out[row + 1] - out[row])
      if length == 0 { continue }
      let start = number(starts, row)
      for element in 0..<length { picks[Int(out[row]) + element] = Int32(start + element) }
    }
    let elements = child.gather(Selection(indices, count: total))
    return Vector(type: type, count: count, validity: bits, layout: .list(offsets: offsets, child: elements))
  }
}
