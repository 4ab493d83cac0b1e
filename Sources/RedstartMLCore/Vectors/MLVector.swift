import RedstartTypes

/// One vector, dense or sparse.
public enum MLVector: Hashable, Sendable {
  case dense([Double])
  case sparse(size: Int, indices: [Int], values: [Double])

  /// The form that takes less room.
  public static func compressed(_ elements: [Double]) -> MLVector {
    let places = elements.indices.filter { elements[$0] != 0 }
    if !VectorColumnBuilder.isSparse(size: elements.count, stored: places.count) { return .dense(elements) }
    return .sparse(size: elements.count, indices: places, values: places.map { elements[$0] })
  }

  public var size: Int {
    switch self {
    case .dense(let values): values.count
    case .sparse(let size, _, _): size
    }
  }

  /// All elements.
  public var elements: [Double] {
    switch self {
    case .dense(let values): return values
    case .sparse(let size, let indices, let values):
      var result = [Double](repeating: 0, count: size)
      for (index, value) in zip(indices, values) where index < size { result[index] = value }
      return result
    }
  }

  /// The vector as a cell of a column; nil for what is no vector.
  public init?(_ value: Value) {
    guard case .structure(let fields) = value, fields.count == 4, case .integer(let type) = fields[0],
      case .array(let cells) = fields[3]
    else { return nil }
    let values = cells.compactMap { if case .double(let number) = $0 { number } else { nil } }
    if type == 1 {
      self = .dense(values)
      return
    }
    guard case .integer(let size) = fields[1], case .array(let positions) = fields[2] else { return nil }
    self = .sparse(
      size: Int(size), indices: positions.compactMap { if case .integer(let index) = $0 { Int(index) } else { nil } },
      values: values)
  }

  /// The vector as a cell of a column.
  public var value: Value {
    switch self {
    case .dense(let values): .structure([.integer(1), .null, .null, .array(values.map { .double($0) })])
    case .sparse(let size, let indices, let values):
      .structure([
        .integer(0), .integer(Int64(size)), .array(indices.map { .integer(Int64($0)) }), .array(values.map { .double($0) }),
      ])
    }
  }
}
