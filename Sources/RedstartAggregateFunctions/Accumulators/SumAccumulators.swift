import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Sums of whole numbers and intervals in `State`, with overflow found by its sign.
final class IntegerSumAccumulator<
  Input: FixedWidthInteger & BitwiseCopyable, State: FixedWidthInteger & SignedInteger & BitwiseCopyable
>:
  GroupedAccumulator
{
  private let type: DataType
  private let overflow: OverflowBehavior
  private let sums = GroupColumn<State>(0)
  private let present = GroupColumn<UInt8>(0)
  private let overflowed = GroupColumn<UInt8>(0)

  init(_ type: DataType, _ overflow: OverflowBehavior) {
    self.type = type
    self.overflow = overflow
  }

  func resize(groupCount count: Int) {
    sums.resize(count)
    present.resize(count)
    overflowed.resize(count)
  }

  // Methods behind a protocol are not specialised by themselves.
  @_specialize(where Input == Int32, State == Int64)
  @_specialize(where Input == Int64, State == Int64)
  @_specialize(where Input == Int16, State == Int64)
  @_specialize(where Input == Int8, State == Int64)
  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) throws {
    try add(FixedColumn<Input>(arguments[0]), arguments, groups, count)
  }

  private func add<Value: FixedWidthInteger & BitwiseCopyable>(
    _ column: FixedColumn<Value>, _ arguments: [Vector], _ groups: UnsafePointer<Int32>, _ count: Int
  ) throws {
    let sums = sums.base
    let present = present.base
    if overflow == .null { return addMarking(column, arguments, groups, count) }
    var bad: State = 0
    forEachValidRow(arguments, count) { row in
      let group = Int(groups[row])
      let value = State(truncatingIfNeeded: column[row])
      let old = sums[group]
      let new = old &+ value
      bad |= (old ^ new) & (value ^ new)
      sums[group] = new
      present[group] = 1
    }
    if bad < 0, overflow == .fail { throw overflowError(type) }
  }

  private func addMarking<Value: FixedWidthInteger & BitwiseCopyable>(
    _ column: FixedColumn<Value>, _ arguments: [Vector], _ groups: UnsafePointer<Int32>, _ count: Int
  ) {
    let sums = sums.base
    let present = present.base
    let overflowed = overflowed.base
    forEachValidRow(arguments, count) { row in
      let group = Int(groups[row])
      let (sum, over) = sums[group].addingReportingOverflow(State(truncatingIfNeeded: column[row]))
      sums[group] = sum
      present[group] = 1
      if over { overflowed[group] = 1 }
    }
  }

  @_specialize(where Input == Int32, State == Int64)
  @_specialize(where Input == Int64, State == Int64)
  @_specialize(where Input == Int16, State == Int64)
  @_specialize(where Input == Int8, State == Int64)
  func updateSingle(arguments: [Vector], count: Int) throws {
    let column = FixedColumn<Input>(arguments[0])
    if overflow != .null, RowLoop.validity(arguments, count) == nil, count > 0, column.mask != 0 {
      let values = column.base
      var sum = sums.base[0]
      var bad: State = 0
      for row in 0..<count {
        let value = State(truncatingIfNeeded: values[row])
        let new = sum &+ value
        bad |= (sum ^ new) & (value ^ new)
        sum = new
      }
      sums.base[0] = sum
      present.base[0] = 1
      if bad < 0, overflow == .fail { throw overflowError(type) }
      return
    }
    let zeros = [Int32](repeating: 0, count: count)
    try zeros.withUnsafeBufferPointer { buffer in
      if let groups = buffer.baseAddress { try add(column, arguments, groups, count) }
    }
  }

  @_specialize(where Input == Int32, State == Int64)
  @_specialize(where Input == Int64, State == Int64)
  @_specialize(where Input == Int16, State == Int64)
  @_specialize(where Input == Int8, State == Int64)
  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) throws {
    try add(FixedColumn<State>(states[0]), [states[0]], groups, count)
    let flags = FixedColumn<UInt8>(states[1])
    for row in 0..<count where flags[row] != 0 { overflowed.base[Int(groups[row])] = 1 }
  }

  func states() -> [Vector] { [sums.vector(type, present: present), overflowed.vector(.boolean)] }

  func finish() -> Vector {
    for group in 0..<sums.count where overflowed.base[group] != 0 { present.base[group] = 0 }
    return sums.vector(type, present: present)
  }

  var byteCount: Int { sums.byteCount + present.byteCount + overflowed.byteCount }
}

/// What a sum does beyond its type.
enum OverflowBehavior: Sendable { case fail, wrap, null }

/// The error of a sum that does not fit.
func overflowError(_ type: DataType) -> SparkError {
  if type.isInterval {
    return SparkError("INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION", ["functionName": "`try_add`"])
  }
  return SparkError(
    "ARITHMETIC_OVERFLOW",
    [
      "message": "overflow", "alternative": " Use 'try_add' to tolerate overflow and return NULL instead.",
      "config": "\"spark.sql.ansi.enabled\"",
    ])
}

/// Sums of floating-point numbers.
final class DoubleSumAccumulator<Input: BinaryFloatingPoint & BitwiseCopyable>: GroupedAccumulator {
  private let sums = GroupColumn<Double>(0)
  private let present = GroupColumn<UInt8>(0)

  func resize(groupCount count: Int) {
    sums.resize(count)
    present.resize(count)
  }

  // Methods behind a protocol are not specialised by themselves.
  @_specialize(where Input == Double)
  @_specialize(where Input == Float)
  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    let sums = sums.base
    let present = present.base
    let column = FixedColumn<Input>(arguments[0])
    forEachValidRow(arguments, count) { row in
      let group = Int(groups[row])
      sums[group] += Double(column[row])
      present[group] = 1
    }
  }

  @_specialize(where Input == Double)
  @_specialize(where Input == Float)
  func updateSingle(arguments: [Vector], count: Int) {
    let column = FixedColumn<Input>(arguments[0])
    var sum = sums.base[0]
    var any: UInt8 = present.base[0]
    forEachValidRow(arguments, count) { row in
      sum += Double(column[row])
      any = 1
    }
    sums.base[0] = sum
    present.base[0] = any
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) {
    let sums = sums.base
    let present = present.base
    let column = FixedColumn<Double>(states[0])
    forEachValidRow(states, count) { row in
      let group = Int(groups[row])
      sums[group] += column[row]
      present[group] = 1
    }
  }

  func states() -> [Vector] { [sums.vector(.double, present: present)] }
  func finish() -> Vector { sums.vector(.double, present: present) }
  var byteCount: Int { sums.byteCount + present.byteCount }
}

/// Sums of decimals as 128-bit integers; a sum beyond the result's precision fails or is null when it is read.
final class DecimalSumAccumulator: GroupedAccumulator {
  private let type: DataType
  private let failOnOverflow: Bool
  private let sums = GroupColumn<Int128>(0)
  private let present = GroupColumn<UInt8>(0)
  private let overflowed = GroupColumn<UInt8>(0)

  static func stateTypes(_ type: DataType) -> [DataType] {
    guard case .decimal(_, let scale) = type else { return [] }
    return [.decimal(precision: 38, scale: scale), .boolean]
  }

  init(_ type: DataType, failOnOverflow: Bool) {
    self.type = type
    self.failOnOverflow = failOnOverflow
  }

  func resize(groupCount count: Int) {
    sums.resize(count)
    present.resize(count)
    overflowed.resize(count)
  }

  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    if arguments[0].type.physical == .int64 {
      add(FixedColumn<Int64>(arguments[0]), arguments, groups, count)
    } else {
      add(FixedColumn<Int128>(arguments[0]), arguments, groups, count)
    }
  }

  private func add<Value: FixedWidthInteger & BitwiseCopyable>(
    _ column: FixedColumn<Value>, _ arguments: [Vector], _ groups: UnsafePointer<Int32>, _ count: Int
  ) {
    let sums = sums.base
    let present = present.base
    let overflowed = overflowed.base
    forEachValidRow(arguments, count) { row in
      let group = Int(groups[row])
      let value = Int128(truncatingIfNeeded: column[row])
      let (sum, over) = sums[group].addingReportingOverflow(value)
      sums[group] = sum
      present[group] = 1
      if over { overflowed[group] = 1 }
    }
  }

  func updateSingle(arguments: [Vector], count: Int) {
    if arguments[0].type.physical == .int64 {
      let column = FixedColumn<Int64>(arguments[0])
      var high: Int128 = 0
      var any = present.base[0]
      // A block of 2^20 64-bit values cannot leave 128 bits.
      forEachValidRow(arguments, count) { row in
        high &+= Int128(truncatingIfNeeded: column[row])
        any = 1
      }
      let (sum, over) = sums.base[0].addingReportingOverflow(high)
      sums.base[0] = sum
      present.base[0] = any
      if over { overflowed.base[0] = 1 }
      return
    }
    let zeros = [Int32](repeating: 0, count: count)
    zeros.withUnsafeBufferPointer { buffer in
      if let groups = buffer.baseAddress { add(FixedColumn<Int128>(arguments[0]), arguments, groups, count) }
    }
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) {
    add(FixedColumn<Int128>(states[0]), [states[0]], groups, count)
    let flags = FixedColumn<UInt8>(states[1])
    for row in 0..<count where flags[row] != 0 { overflowed.base[Int(groups[row])] = 1 }
  }

  func states() -> [Vector] {
    let stateTypes = Self.stateTypes(type)
    return [sums.vector(stateTypes[0], present: present), overflowed.vector(.boolean)]
  }

  func finish() throws -> Vector {
    guard case .decimal(let precision, let scale) = type else { throw SparkError.internal("decimal sum of type \(type)") }
    for group in 0..<sums.count where present.base[group] != 0 {
      let fits = overflowed.base[group] == 0 && Decimal128.fits(sums.base[group], precision: precision)
      if fits { continue }
      if failOnOverflow {
        throw SparkError(
          "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
          [
            "value": Decimal128.text(sums.base[group], scale: scale), "precision": String(precision), "scale": String(scale),
            "config": "\"spark.sql.ansi.enabled\"",
          ])
      }
      present.base[group] = 0
    }
    return sums.decimals(type, present: present)
  }

  var byteCount: Int { sums.byteCount + present.byteCount + overflowed.byteCount }
}
