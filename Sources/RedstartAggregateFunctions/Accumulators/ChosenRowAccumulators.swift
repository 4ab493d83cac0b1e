import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// The first or last value of each group, in the order in which rows arrive.
final class FirstLastAccumulator: GroupedAccumulator {
  private let kept: KeptRows
  private let wantsLast: Bool
  private let ignoresNulls: Bool
  /// Number of the kept row, -1 for none.
  private let rows = GroupColumn<Int32>(-1)

  init(_ type: DataType, last: Bool, ignoreNulls: Bool) {
    kept = KeptRows(type)
    wantsLast = last
    ignoresNulls = ignoreNulls
  }

  func resize(groupCount count: Int) { rows.resize(count) }

  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    take(arguments[0], groups, count) { _ in true }
  }

  private func take(_ vector: Vector, _ groups: UnsafePointer<Int32>, _ count: Int, where isPresent: (Int) -> Bool) {
    let isNull = NullColumn(vector)
    var chosen: [Int32: Int32] = [:]
    for row in 0..<count where isPresent(row) && !(ignoresNulls && isNull(row)) {
      let group = groups[row]
      if wantsLast {
        chosen[group] = Int32(row)
      } else if rows.base[Int(group)] < 0, chosen[group] == nil {
        chosen[group] = Int32(row)
      }
    }
    if chosen.isEmpty { return }
    let ordered = chosen.sorted { $0.key < $1.key }
    let first = kept.append(vector, rows: ordered.map(\.value))
    for (offset, entry) in ordered.enumerated() { rows.base[Int(entry.key)] = Int32(first + offset) }
    if kept.count > 4 * rows.count + 65_536 { compact() }
  }

  private func compact() {
    var numbers: [Int32] = []
    for group in 0..<rows.count where rows.base[group] >= 0 {
      numbers.append(rows.base[group])
      rows.base[group] = Int32(numbers.count - 1)
    }
    kept.compact(numbers)
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) {
    let present = FixedColumn<UInt8>(states[1])
    take(states[0], groups, count) { present[$0] != 0 }
  }

  func states() -> [Vector] {
    let present = GroupColumn<UInt8>(0)
    present.resize(rows.count)
    for group in 0..<rows.count where rows.base[group] >= 0 { present.base[group] = 1 }
    return [finish(), present.vector(.boolean)]
  }

  func finish() -> Vector { kept.gather(Array(UnsafeBufferPointer(start: rows.base, count: rows.count))) }
  var byteCount: Int { kept.byteCount + rows.byteCount }
}

/// The value beside the greatest or least ordering value of each group; of equals the last one counts.
final class ExtremeByAccumulator: GroupedAccumulator {
  private let values: KeptRows
  private let orderType: DataType
  private let sign: Int
  private var orders: [Value] = []
  private let rows = GroupColumn<Int32>(-1)

  init(_ type: DataType, by orderType: DataType, maximum: Bool) {
    values = KeptRows(type)
    self.orderType = orderType
    sign = maximum ? 1 : -1
  }

  func resize(groupCount count: Int) {
    rows.resize(count)
    if count > orders.count { orders += Array(repeating: .null, count: count - orders.count) }
  }

  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    let isNull = NullColumn(arguments[1])
    let compare = rowComparator(arguments[1], arguments[1])
    var best: [Int32: Int] = [:]
    for row in 0..<count where !isNull(row) {
      if let current = best[groups[row]], compare(row, current) * sign < 0 { continue }
      best[groups[row]] = row
    }
    var chosen: [(group: Int32, row: Int32)] = []
    for (group, row) in best.sorted(by: { $0.key < $1.key }) {
      let value = arguments[1].value(at: row)
      let current = orders[Int(group)]
      if !current.isNull, ValueOrder.compare(value, current) * sign < 0 { continue }
      orders[Int(group)] = value
      chosen.append((group, Int32(row)))
    }
    let first = values.append(arguments[0], rows: chosen.map(\.row))
    for (offset, entry) in chosen.enumerated() { rows.base[Int(entry.group)] = Int32(first + offset) }
    if values.count > 4 * rows.count + 65_536 {
      var numbers: [Int32] = []
      for group in 0..<rows.count where rows.base[group] >= 0 {
        numbers.append(rows.base[group])
        rows.base[group] = Int32(numbers.count - 1)
      }
      values.compact(numbers)
    }
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) {
    update(groups: groups, arguments: states, count: count)
  }

  func states() -> [Vector] { [finish(), .of(orders, type: orderType)] }
  func finish() -> Vector { values.gather(Array(UnsafeBufferPointer(start: rows.base, count: rows.count))) }
  var byteCount: Int { values.byteCount + rows.byteCount + orders.count * 64 }
}
