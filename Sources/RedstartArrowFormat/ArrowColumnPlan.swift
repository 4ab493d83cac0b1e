import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

/// Where the buffers of a batch lie in its body, in the order in which Arrow lists them.
struct ArrowBodyLayout {
  let alignment: Int
  private(set) var nodes: [(Int, Int)] = []
  private(set) var buffers: [(Int, Int)] = []
  private(set) var byteCount = 0

  init(alignment: Int) { self.alignment = alignment }

  mutating func addNode(_ count: Int, nulls: Int) { nodes.append((count, nulls)) }

  /// Reserves room for a buffer and returns its number.
  mutating func addBuffer(_ length: Int) -> Int {
    buffers.append((byteCount, length))
    byteCount = (byteCount + length + alignment - 1) / alignment * alignment
    return buffers.count - 1
  }

  /// The end of a buffer with its padding.
  func paddedEnd(_ number: Int) -> Int {
    let (offset, length) = buffers[number]
    return (offset + length + alignment - 1) / alignment * alignment
  }
}

/// One column of a message: what is to be written and into which buffers.
///
/// Planning walks the columns once to find every size; writing walks them again and fills the message, so that a value is
/// moved only once.
struct ArrowColumnPlan {
  let vector: Vector
  /// The first of the column's own buffers.
  let firstBuffer: Int
  let hasNulls: Bool
  let children: [ArrowColumnPlan]

  init(_ column: Vector, _ layout: inout ArrowBodyLayout) throws {
    // Nested columns are spread out before; plain ones are gathered while they are written.
    let vector = column.type.physical.width == nil && column.type.physical != .null ? column.flattened() : column
    self.vector = vector
    let count = vector.count
    let nulls = vector.nullCount
    hasNulls = nulls > 0
    layout.addNode(count, nulls: nulls)
    if vector.type.physical == .null {
      firstBuffer = 0
      children = []
      return
    }
    firstBuffer = layout.addBuffer(hasNulls ? (count + 7) / 8 : 0)
    switch vector.type.physical {
    case .bytes:
      _ = layout.addBuffer((count + 1) * 4)
      _ = layout.addBuffer(try Self.stringBytes(vector))
      children = []
    case .list, .map:
      _ = layout.addBuffer((count + 1) * 4)
      switch vector.layout {
      case .list(let offsets, let child):
        let range = Self.elements(offsets, count)
        children = [try ArrowColumnPlan(child.slice(range), &layout)]
      case .map(let offsets, let keys, let values):
        let range = Self.elements(offsets, count)
        layout.addNode(range.count, nulls: 0)
        _ = layout.addBuffer(0)
        children = [try ArrowColumnPlan(keys.slice(range), &layout), try ArrowColumnPlan(values.slice(range), &layout)]
      default: throw SparkError.internal("a nested column of another layout")
      }
    case .structure:
      guard case .structure(let parts) = vector.layout else { throw SparkError.internal("a nested column of another layout") }
      var plans: [ArrowColumnPlan] = []
      for part in parts { plans.append(try ArrowColumnPlan(part, &layout)) }
      children = plans
    case .boolean:
      _ = layout.addBuffer((count + 7) / 8)
      children = []
    case let physical:
      let width = vector.type.storage.isDecimal ? 16 : physical.width ?? 0
      _ = layout.addBuffer(count * width)
      children = []
    }
  }

  private static func elements(_ offsets: Buffer, _ count: Int) -> Range<Int> {
    let bounds = offsets.pointer(Int32.self)
    return Int(bounds[0])..<Int(bounds[count])
  }

  /// The bytes of all strings together.
  private static func stringBytes(_ vector: Vector) throws -> Int {
    var total = 0
    let count = vector.count
    switch vector.layout {
    case .flat(let buffer):
      let views = buffer.pointer(StringView.self)
      for row in 0..<count { total &+= views[row].count }
    case .constant(let value):
      let one = value.flattened()
      total = count * (one.isNull(0) ? 0 : one.views[0].count)
    case .dictionary(let indices, let values):
      let inner = values.flattened()
      let views = inner.views
      let rows = indices.pointer(Int32.self)
      if let bits = vector.validity {
        let words = bits.words
        for row in 0..<count {
          let valid = Int(truncatingIfNeeded: (words[row &>> 6] &>> UInt64(row & 63)) & 1)
          total &+= views[Int(rows[row])].count &* valid
        }
      } else {
        for row in 0..<count { total &+= views[Int(rows[row])].count }
      }
    default: break
    }
    guard total <= Int(Int32.max) else {
      throw SparkError.unsupported("more than 2 GiB of strings in one result batch", "Lower the number of records in a batch.")
    }
    return total
  }
}
