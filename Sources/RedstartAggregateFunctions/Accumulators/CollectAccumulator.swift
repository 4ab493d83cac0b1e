import RedstartColumnar
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// All values of each group that are not null, in the order of arrival: the state of every aggregate that needs them all.
final class CollectedValues {
  let type: DataType
  private let kept: KeptRows
  private var groups: [Int32] = []
  private(set) var groupCount = 0

  init(_ type: DataType) {
    self.type = type
    kept = KeptRows(type)
  }

  func resize(_ count: Int) { groupCount = max(groupCount, count) }

  func add(_ vector: Vector, _ indices: UnsafePointer<Int32>, _ count: Int, skipNulls: Bool = true) {
    let isNull = NullColumn(vector)
    var rows: [Int32] = []
    rows.reserveCapacity(count)
    for row in 0..<count where !(skipNulls && isNull(row)) {
      rows.append(Int32(row))
      groups.append(indices[row])
    }
    _ = kept.append(vector, rows: rows)
  }

  /// Adds the elements of lists.
  func add(lists vector: Vector, _ indices: UnsafePointer<Int32>, _ count: Int) {
    let lists = ListColumn(vector)
    let isNull = NullColumn(vector)
    var rows: [Int32] = []
    for row in 0..<count where !isNull(row) {
      for element in lists[row] {
        rows.append(Int32(element))
        groups.append(indices[row])
      }
    }
    _ = kept.append(lists.child, rows: rows)
  }

  /// The values group by group: offsets and elements.
  func grouped() -> (offsets: [Int32], elements: Vector) {
    var offsets = [Int32](repeating: 0, count: groupCount + 1)
    for group in groups { offsets[Int(group) + 1] += 1 }
    for group in 0..<groupCount { offsets[group + 1] += offsets[group] }
    var next = offsets
    var order = [Int32](repeating: 0, count: groups.count)
    for (row, group) in groups.enumerated() {
      order[Int(next[Int(group)])] = Int32(row)
      next[Int(group)] += 1
    }
    return (offsets, kept.gather(order).flattened())
  }

  /// The values as one list a group.
  func lists(containsNull: Bool = false) -> Vector {
    let (offsets, elements) = grouped()
    return Vector(
      type: .array(type, containsNull: containsNull), count: groupCount,
      layout: .list(offsets: Buffer(copying: offsets), child: elements))
  }

  var byteCount: Int { kept.byteCount + groups.count * 4 }
}

/// `collect_list` and `collect_set`.
final class CollectAccumulator: GroupedAccumulator {
  private let values: CollectedValues
  private let isSet: Bool

  init(_ type: DataType, isSet: Bool) {
    values = CollectedValues(type)
    self.isSet = isSet
  }

  func resize(groupCount count: Int) { values.resize(count) }

  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) { values.add(arguments[0], groups, count) }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) { values.add(lists: states[0], groups, count) }

  func states() -> [Vector] { [finish()] }

  func finish() -> Vector {
    if !isSet { return values.lists() }
    let (offsets, elements) = values.grouped()
    var kept: [Int32] = []
    var newOffsets: [Int32] = [0]
    for group in 0..<values.groupCount {
      var seen: Set<Value> = []
      for row in Int(offsets[group])..<Int(offsets[group + 1])
      where seen.insert(ValueOrder.key(elements.value(at: row))).inserted {
        kept.append(Int32(row))
      }
      newOffsets.append(Int32(kept.count))
    }
    return Vector(
      type: .array(values.type, containsNull: false), count: values.groupCount,
      layout: .list(offsets: Buffer(copying: newOffsets), child: elements.gather(Selection(kept))))
  }

  var byteCount: Int { values.byteCount }
}

/// An aggregate over all values of a group, which `result` computes from them at the end.
final class WholeGroupAccumulator: GroupedAccumulator {
  private let values: CollectedValues
  private let weights: CollectedValues?
  private let type: DataType
  private let result: @Sendable (_ values: [Value], _ weights: [Value]) throws -> Value

  /// - Parameter weightType: Of a second argument that goes with each value, if there is one.
  init(
    _ inputType: DataType, weightType: DataType? = nil, _ type: DataType,
    result: @escaping @Sendable (_ values: [Value], _ weights: [Value]) throws -> Value
  ) {
    values = CollectedValues(inputType)
    weights = weightType.map { CollectedValues($0) }
    self.type = type
    self.result = result
  }

  func resize(groupCount count: Int) {
    values.resize(count)
    weights?.resize(count)
  }

  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    guard let weights else { return values.add(arguments[0], groups, count) }
    // Rows count only where the value is not null; their weights go along.
    let isNull = NullColumn(arguments[0])
    let rows = (0..<count).filter { !isNull($0) }
    let selection = Selection(rows.map { Int32($0) })
    let kept = rows.map { groups[$0] }
    kept.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      values.add(arguments[0].gather(selection), base, kept.count, skipNulls: false)
      weights.add(arguments[1].gather(selection), base, kept.count, skipNulls: false)
    }
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) {
    values.add(lists: states[0], groups, count)
    weights?.add(lists: states[1], groups, count)
  }

  func states() -> [Vector] { [values.lists()] + (weights.map { [$0.lists(containsNull: true)] } ?? []) }

  func finish() throws -> Vector {
    let (offsets, elements) = values.grouped()
    let weightElements = weights?.grouped().elements
    let builder = VectorBuilder(type: type, capacity: values.groupCount)
    for group in 0..<values.groupCount {
      let range = Int(offsets[group])..<Int(offsets[group + 1])
      builder.append(
        try result(range.map { elements.value(at: $0) }, weightElements.map { w in range.map { w.value(at: $0) } } ?? []))
    }
    return builder.finish()
  }

  var byteCount: Int { values.byteCount + (weights?.byteCount ?? 0) }
}
