import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// Rows in which no argument is null.
final class CountAccumulator: GroupedAccumulator {
  private let counts = GroupColumn<Int64>(0)
  /// Whether only rows count whose single, boolean argument is true.
  private let onlyTrue: Bool

  init(onlyTrue: Bool = false) { self.onlyTrue = onlyTrue }

  func resize(groupCount count: Int) { counts.resize(count) }

  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    let counts = counts.base
    if onlyTrue {
      let flags = FixedColumn<UInt8>(arguments[0])
      forEachValidRow(arguments, count) { row in counts[Int(groups[row])] &+= Int64(flags[row]) }
    } else {
      forEachValidRow(arguments, count) { row in counts[Int(groups[row])] &+= 1 }
    }
  }

  func updateSingle(arguments: [Vector], count: Int) {
    if onlyTrue {
      let flags = FixedColumn<UInt8>(arguments[0])
      var total: Int64 = 0
      forEachValidRow(arguments, count) { row in total &+= Int64(flags[row]) }
      counts.base[0] &+= total
    } else {
      counts.base[0] &+= Int64(RowLoop.validity(arguments, count)?.setCount ?? count)
    }
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) {
    let counts = counts.base
    let partial = FixedColumn<Int64>(states[0])
    for row in 0..<count { counts[Int(groups[row])] &+= partial[row] }
  }

  func states() -> [Vector] { [counts.vector(.long)] }
  func finish() -> Vector { counts.vector(.long) }
  var byteCount: Int { counts.byteCount }
}
