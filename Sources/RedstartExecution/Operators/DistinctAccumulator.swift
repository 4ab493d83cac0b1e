import RedstartColumnar
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// An aggregate of the distinct values of each group: rows that a group has seen already do not reach the aggregate itself.
///
/// The state of a group that travels through an exchange is the list of its values, so that tasks may see the same value.
final class DistinctAccumulator: GroupedAccumulator {
  private let inner: any GroupedAccumulator
  private let types: [DataType]
  /// Whether there are several groups: their number is then the first key of the table.
  private let isGrouped: Bool
  private let table: GroupTable
  private var groupCount = 0
  private var places = Buffer(byteCount: 0)

  fileprivate init(_ inner: any GroupedAccumulator, _ types: [DataType], _ layout: KeyLayout, isGrouped: Bool) {
    self.inner = inner
    self.types = types
    self.isGrouped = isGrouped
    table = GroupTable(layout)
  }

  func resize(groupCount count: Int) {
    groupCount = count
    inner.resize(groupCount: count)
  }

  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) throws {
    var keys = arguments
    if isGrouped {
      let numbers = Buffer(count: count, of: Int32.self)
      numbers.mutable(Int32.self).update(from: groups, count: count)
      keys.insert(Vector(type: .integer, count: count, values: numbers), at: 0)
    }
    let rows = newRows(keys, count)
    if rows.isEmpty { return }
    let own = rows.map { groups[Int($0)] }
    try own.withUnsafeBufferPointer { own in
      guard let base = own.baseAddress else { return }
      try inner.update(groups: base, arguments: arguments.map { $0.gather(Selection(rows)).flattened() }, count: rows.count)
    }
  }

  func updateSingle(arguments: [Vector], count: Int) throws {
    let rows = newRows(arguments, count)
    if rows.isEmpty { return }
    try inner.updateSingle(arguments: arguments.map { $0.gather(Selection(rows)).flattened() }, count: rows.count)
  }

  /// The first row of each value that comes for the first time. Values are numbered in the order in which they come.
  private func newRows(_ keys: [Vector], _ count: Int) -> [Int32] {
    if count * 4 > places.byteCount { places = Buffer(count: count, of: Int32.self) }
    let place = places.mutable(Int32.self)
    var next = Int32(truncatingIfNeeded: table.count)
    table.assign(keys, count: count, into: place)
    if table.count == Int(next) { return [] }
    var rows: [Int32] = []
    rows.reserveCapacity(table.count - Int(next))
    for row in 0..<count where place[row] == next {
      rows.append(Int32(truncatingIfNeeded: row))
      next &+= 1
    }
    return rows
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) throws {
    let lists = ListColumn(states[0])
    guard case .structure(let fields) = lists.child.layout else { preconditionFailure("the state is no list of rows") }
    var rows: [Int32] = []
    var owners: [Int32] = []
    for row in 0..<count {
      for element in lists[row] {
        rows.append(Int32(truncatingIfNeeded: element))
        owners.append(groups[row])
      }
    }
    if rows.isEmpty { return }
    let arguments = fields.map { $0.gather(Selection(rows)).flattened() }
    if !isGrouped { return try updateSingle(arguments: arguments, count: rows.count) }
    try owners.withUnsafeBufferPointer { owners in
      if let base = owners.baseAddress { try update(groups: base, arguments: arguments, count: rows.count) }
    }
  }

  func states() throws -> [Vector] {
    var columns = table.keyColumns()
    var offsets = [Int32](repeating: 0, count: groupCount + 1)
    if isGrouped {
      let owner = FixedColumn<Int32>(columns.removeFirst())
      for row in 0..<table.count { offsets[Int(owner[row]) + 1] += 1 }
      for group in 0..<groupCount { offsets[group + 1] += offsets[group] }
      var next = offsets
      var order = [Int32](repeating: 0, count: table.count)
      for row in 0..<table.count {
        let group = Int(owner[row])
        order[Int(next[group])] = Int32(truncatingIfNeeded: row)
        next[group] += 1
      }
      columns = columns.map { $0.gather(Selection(order)).flattened() }
    } else if groupCount > 0 {
      offsets[groupCount] = Int32(truncatingIfNeeded: table.count)
    }
    let row = Vector(type: Self.rowType(types), count: table.count, layout: .structure(columns))
    return [
      Vector(
        type: .array(row.type, containsNull: false), count: groupCount,
        layout: .list(offsets: Buffer(copying: offsets), child: row))
    ]
  }

  func finish() throws -> Vector { try inner.finish() }

  var byteCount: Int { table.byteCount + inner.byteCount }

  fileprivate static func rowType(_ types: [DataType]) -> DataType {
    .struct(StructType(types.enumerated().map { StructField("_\($0)", $1) }))
  }
}

extension AggregateCall {
  /// The call with a state that drops duplicates, if it asks for distinct values.
  /// - Parameter isGrouped: Whether the aggregation has grouping columns.
  /// - Throws: `UNSUPPORTED_FEATURE` for values that cannot be hashed.
  public func removingDuplicates(isGrouped: Bool) throws -> AggregateCall {
    guard isDistinct, !function.ignoresDuplicates else { return self }
    let types = arguments.map(\.type)
    let layout = try KeyLayout(types: (isGrouped ? [.integer] : []) + types, nullsMatter: true)
    var result = self
    let inner = function
    result.function = BoundAggregate(
      inner.name, type: inner.type, nullable: inner.nullable,
      stateTypes: [.array(DistinctAccumulator.rowType(types), containsNull: false)], defaultResult: inner.defaultResult,
      sql: inner.sql
    ) { DistinctAccumulator(inner.makeAccumulator(), types, layout, isGrouped: isGrouped) }
    return result
  }
}
