import RedstartColumnar
import RedstartMLCore
import RedstartMemory

/// A tree laid out flat for finding the leaves of whole batches.
///
/// `@unchecked Sendable`: the buffers are written before the kernel is shared and never afterwards.
final class TreeKernel: @unchecked Sendable {
  /// A node in 24 bytes. An inner node goes left when the value is at most the threshold, or, for `maskOffset` ≥ 0, when the
  /// bit of the category is set.
  private struct Node: BitwiseCopyable {
    var threshold: Double
    var feature: Int32
    /// The left child's position; the node's own for a leaf.
    var left: Int32
    var right: Int32
    var maskOffset: Int32
  }

  private let nodes: Buffer
  /// For each categorical node: number of categories, whether others go left, then the bits of the categories that go left.
  private let masks: Buffer
  let featureCount: Int
  let depth: Int

  init(_ tree: DecisionTree) {
    featureCount = tree.featureCount
    depth = tree.depth
    let nodes = Buffer(byteCount: max(tree.nodes.count, 1) * MemoryLayout<Node>.stride)
    let out = nodes.mutable(Node.self)
    var words: [UInt64] = []
    for (index, node) in tree.nodes.enumerated() {
      var flat = Node(threshold: 0, feature: 0, left: Int32(index), right: Int32(index), maskOffset: -1)
      if let split = node.split {
        flat.feature = Int32(split.feature)
        flat.left = Int32(node.left)
        flat.right = Int32(node.right)
        switch split {
        case .continuous(_, let threshold): flat.threshold = threshold
        case .categorical(_, let left, let categories):
          flat.maskOffset = Int32(words.count)
          words.append(UInt64(categories))
          words.append(split.goesLeft(-1) ? 1 : 0)
          let start = words.count
          words += [UInt64](repeating: 0, count: (categories + 63) / 64)
          for category in left where category >= 0 && category < Double(categories) {
            words[start + Int(category) / 64] |= 1 << UInt64(Int(category) % 64)
          }
        }
      }
      out[index] = flat
    }
    self.nodes = nodes
    masks = Buffer(copying: words.isEmpty ? [0] : words)
  }

  @inline(__always)
  private static func goesLeft(_ node: Node, _ value: Double, _ masks: UnsafePointer<UInt64>) -> Bool {
    if node.maskOffset < 0 { return value <= node.threshold }
    let mask = masks + Int(node.maskOffset)
    let category = value >= 0 && value < Double(mask[0]) ? Int(value) : -1
    guard category >= 0, Double(category) == value else { return mask[1] != 0 }
    return (mask[2 &+ category &>> 6] &>> UInt64(category & 63)) & 1 != 0
  }

  /// The position of the leaf of a row whose elements stand at `row`.
  @inline(__always)
  private func leaf(_ row: UnsafePointer<Double>, _ nodes: UnsafePointer<Node>, _ masks: UnsafePointer<UInt64>) -> Int32 {
    var position: Int32 = 0
    while true {
      let node = nodes[Int(position)]
      if node.left == position { return position }
      position = Self.goesLeft(node, row[Int(node.feature)], masks) ? node.left : node.right
    }
  }

  /// The position of the leaf of a row of only `size` elements; -1 when it depends on one that the row does not have.
  private func leaf(
    short row: UnsafePointer<Double>, size: Int, _ nodes: UnsafePointer<Node>, _ masks: UnsafePointer<UInt64>
  ) -> Int32 {
    var position: Int32 = 0
    while true {
      let node = nodes[Int(position)]
      if node.left == position { return position }
      if Int(node.feature) >= size { return -1 }
      position = Self.goesLeft(node, row[Int(node.feature)], masks) ? node.left : node.right
    }
  }

  /// The position of one vector's leaf; nil when it depends on an element that the vector does not have.
  func leaf(_ elements: [Double]) -> Int? {
    elements.withUnsafeBufferPointer { row in
      // An empty array may have no address; none of it is read.
      let base = row.baseAddress ?? UnsafePointer(nodes.pointer(Double.self))
      let found = leaf(short: base, size: elements.count, nodes.pointer(Node.self), masks.pointer(UInt64.self))
      return found < 0 ? nil : Int(found)
    }
  }

  /// The position of each row's leaf; 0 for null rows, -1 for rows that lack an element on which it depends.
  func leaves(_ rows: VectorRows) -> Buffer {
    let result = Buffer(count: max(rows.count, 1), of: Int32.self)
    let out = result.mutable(Int32.self)
    let (nodes, masks) = (nodes.pointer(Node.self), masks.pointer(UInt64.self))
    let size = featureCount
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(size, 1)) { scratch in
      guard let scratch = scratch.baseAddress else { return }
      for row in 0..<rows.count {
        if rows.isNull(row) {
          out[row] = 0
        } else if rows.size(row) < size {
          rows.copy(row, to: scratch, size: size)
          out[row] = leaf(short: scratch, size: rows.size(row), nodes, masks)
        } else if rows.isDense(row) {
          out[row] = leaf(rows.dense(row), nodes, masks)
        } else {
          rows.copy(row, to: scratch, size: size)
          out[row] = leaf(scratch, nodes, masks)
        }
      }
    }
    return result
  }
}
