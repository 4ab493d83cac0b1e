import RedstartColumnar
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// The rows that a generator makes of one batch, handed out in chunks: row numbers only, the values are gathered or sliced.
struct GeneratedRows {
  /// The vectors that the columns are taken of, positions left out.
  private let sources: [Vector]
  private let hasPosition: Bool
  /// Where the elements of each row begin and end, in steps of `mask`; nil when every row makes `fixed` rows.
  private let offsets: (owner: Vector, base: UnsafePointer<Int32>, mask: Int)?
  private let isNull: NullColumn?
  private let fixed: Int
  private let count: Int
  private let isOuter: Bool
  private var row = 0
  private var element = 0

  init(_ form: GeneratorForm, _ arguments: [Vector], _ count: Int, isOuter: Bool) {
    self.count = count
    self.isOuter = isOuter
    switch form {
    case .stack(let rows, let types):
      fixed = rows
      offsets = nil
      isNull = nil
      hasPosition = false
      // Block `j` of a source holds what row `j` of each input row shows.
      sources = types.indices.map { column in
        let blocks = (0..<rows).map { block -> Vector in
          let index = block * types.count + column
          return index < arguments.count ? arguments[index].retyped(types[column]) : .nulls(types[column], count: count)
        }
        return Vector.concatenate(blocks, type: types[column])
      }
    case .elements, .fields:
      fixed = 0
      if case .elements(withPosition: true) = form { hasPosition = true } else { hasPosition = false }
      let input = arguments[0]
      isNull = NullColumn(input)
      switch input.type.storage {
      case .map:
        let column = MapColumn(input)
        offsets = (column.owner, column.offsets, column.mask)
        sources = [column.keys, column.values]
      default:
        let column = ListColumn(input)
        offsets = (column.owner, column.offsets, column.mask)
        if case .fields = form { sources = Self.fields(column.child) } else { sources = [column.child] }
      }
    }
  }

  /// The fields of structs as vectors; those of a null struct are null.
  private static func fields(_ structs: Vector) -> [Vector] {
    guard case .structure(let children) = structs.layout else { return [] }
    guard let validity = structs.validity else { return children }
    return children.map { child in
      if case .null = child.layout { return child }
      let flat = child.flattened()
      return flat.withValidity(Bitmap.and(flat.rowValidity, validity))
    }
  }

  /// The next rows, at most `limit`; nil at the end.
  mutating func next(_ limit: Int) -> GeneratedChunk? {
    guard row < count else { return nil }
    let parents = Buffer(count: limit, of: Int32.self)
    let elements = Buffer(count: limit, of: Int32.self)
    let positions = hasPosition ? Buffer(count: limit, of: Int32.self) : nil
    let parentRows = parents.mutable(Int32.self)
    let elementRows = elements.mutable(Int32.self)
    let positionRows = positions?.mutable(Int32.self)
    var written = 0
    var isRun = true
    var runEnd = -1
    var missing = false
    while row < count, written < limit {
      let start: Int
      let step: Int
      let size: Int
      if let offsets {
        let at = row & offsets.mask
        start = Int(offsets.base[at])
        step = 1
        size = (isNull?(row) ?? false) ? 0 : Int(offsets.base[at &+ 1]) &- start
      } else {
        start = row
        step = count
        size = fixed
      }
      if size == 0 {
        if isOuter {
          parentRows[written] = Int32(truncatingIfNeeded: row)
          elementRows[written] = -1
          positionRows?[written] = 0
          written &+= 1
          missing = true
          isRun = false
        }
        row &+= 1
        continue
      }
      let taken = min(size &- element, limit &- written)
      let parent = Int32(truncatingIfNeeded: row)
      let first = start &+ element &* step
      if written > 0, first != runEnd { isRun = false }
      if step > 1 { isRun = false }
      for index in 0..<taken {
        parentRows[written &+ index] = parent
        elementRows[written &+ index] = Int32(truncatingIfNeeded: first &+ index &* step)
      }
      if let positionRows {
        for index in 0..<taken { positionRows[written &+ index] = Int32(truncatingIfNeeded: element &+ index) }
      }
      runEnd = first &+ taken
      written &+= taken
      element &+= taken
      if element == size {
        row &+= 1
        element = 0
      }
    }
    if written == 0 { return nil }
    let chosen = Selection(elements, count: written)
    return GeneratedChunk(
      parents: Selection(parents, count: written), elements: chosen,
      firstOfRun: isRun ? Int(chosen.indices[0]) : nil,
      positions: positions.map { Self.positions($0, chosen, missing: missing) })
  }

  /// The positions as a column, null where there is no element.
  private static func positions(_ values: Buffer, _ elements: Selection, missing: Bool) -> Vector {
    let count = elements.count
    guard missing else { return Vector(type: .integer, count: count, values: values) }
    let words = Buffer.zeroed(byteCount: Bitmap.wordCount(count) &* 8)
    let bits = words.mutable(UInt64.self)
    let rows = elements.indices
    for index in 0..<count where rows[index] >= 0 { bits[index &>> 6] |= 1 &<< UInt64(index & 63) }
    return Vector(type: .integer, count: count, values: values, validity: Bitmap(words: words, count: count))
  }

  /// A column of a chunk, by its place among the generator's columns.
  func column(_ index: Int, _ chunk: GeneratedChunk) -> Vector {
    if let positions = chunk.positions, index == 0 { return positions }
    let source = sources[chunk.positions == nil ? index : index &- 1]
    if let first = chunk.firstOfRun { return source.slice(first..<first &+ chunk.elements.count) }
    return source.gather(chunk.elements)
  }
}
