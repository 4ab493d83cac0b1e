/// How much memory elements take, judged by some of them.
enum SizeEstimate {
  private static let samples = 64

  /// Bytes of arrays of elements, with what the elements point to.
  static func bytes<T>(of chunks: [[T]]) -> Int {
    let count = chunks.reduce(0) { $0 + $1.count }
    let inline = count * MemoryLayout<T>.stride + chunks.count * 32
    guard count > 0, pointsOutside(T.self) else { return inline }
    // One element from each of evenly spread places.
    let step = max(1, count / samples)
    var (skipped, seen, outside) = (0, 0, 0)
    for chunk in chunks {
      var index = (step - skipped % step) % step
      while index < chunk.count {
        outside += heap(chunk[index], depth: 0)
        seen += 1
        index += step
      }
      skipped += chunk.count
    }
    return inline + (seen == 0 ? 0 : outside * count / seen)
  }

  private static func pointsOutside<T>(_ type: T.Type) -> Bool {
    !(type == Int.self || type == Double.self || type == Int64.self || type == Int32.self || type == Float.self
      || type == Bool.self)
  }

  /// Bytes that a value keeps outside of itself.
  private static func heap(_ value: Any, depth: Int) -> Int {
    switch value {
    case let text as String: return text.utf8.count > 15 ? text.utf8.count + 32 : 0
    case let bytes as [UInt8]: return bytes.count + 32
    case let numbers as [Int]: return numbers.count * 8 + 32
    case let numbers as [Double]: return numbers.count * 8 + 32
    case is Int, is Double, is Bool: return 0
    default: break
    }
    guard depth < 4 else { return 0 }
    let mirror = Mirror(reflecting: value)
    let isContainer = mirror.displayStyle == .collection || mirror.displayStyle == .set || mirror.displayStyle == .dictionary
    let isObject = mirror.displayStyle == .class
    var (total, seen) = (isContainer || isObject ? 32 : 0, 0)
    for child in mirror.children.prefix(isContainer ? 8 : 32) {
      total += heap(child.value, depth: depth + 1) + (isContainer || isObject ? 16 : 0)
      seen += 1
    }
    if isContainer, seen > 0 { total = total * mirror.children.count / seen }
    return total
  }
}
