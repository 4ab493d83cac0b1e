import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Averages of numbers as doubles: sum and count.
final class DoubleAverageAccumulator: GroupedAccumulator {
  private let sums = GroupColumn<Double>(0)
  private let counts = GroupColumn<Int64>(0)
  private let convert: @Sendable (Vector, Int) -> FixedColumn<Double>

  static var stateTypes: [DataType] { [.double, .long] }

  /// - Parameter convert: The argument as doubles.
  init(_ convert: @escaping @Sendable (Vector, Int) -> FixedColumn<Double>) { self.convert = convert }

  func resize(groupCount count: Int) {
    sums.resize(count)
    counts.resize(count)
  }

  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    let sums = sums.base
    let counts = counts.base
    let column = convert(arguments[0], count)
    forEachValidRow(arguments, count) { row in
      let group = Int(groups[row])
      sums[group] += column[row]
      counts[group] &+= 1
    }
  }

  func updateSingle(arguments: [Vector], count: Int) {
    let column = convert(arguments[0], count)
    var sum = sums.base[0]
    var rows: Int64 = 0
    forEachValidRow(arguments, count) { row in
      sum += column[row]
      rows &+= 1
    }
    sums.base[0] = sum
    counts.base[0] &+= rows
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) {
    let sums = sums.base
    let counts = counts.base
    let partialSums = FixedColumn<Double>(states[0])
    let partialCounts = FixedColumn<Int64>(states[1])
    for row in 0..<count {
      let group = Int(groups[row])
      sums[group] += partialSums[row]
      counts[group] &+= partialCounts[row]
    }
  }

  func states() -> [Vector] { [sums.vector(.double), counts.vector(.long)] }

  func finish() -> Vector {
    let result = GroupColumn<Double>(0)
    let present = GroupColumn<UInt8>(0)
    result.resize(sums.count)
    present.resize(sums.count)
    for group in 0..<sums.count where counts.base[group] > 0 {
      result.base[group] = sums.base[group] / Double(counts.base[group])
      present.base[group] = 1
    }
    return result.vector(.double, present: present)
  }

  var byteCount: Int { sums.byteCount + counts.byteCount }
}

/// Averages of decimals and intervals: a 128-bit sum and a count, divided half up.
final class ExactAverageAccumulator: GroupedAccumulator {
  private let inputType: DataType
  private let type: DataType
  private let failOnOverflow: Bool
  private let sums = GroupColumn<Int128>(0)
  private let counts = GroupColumn<Int64>(0)
  private let overflowed = GroupColumn<UInt8>(0)

  static var stateTypes: [DataType] { [.decimal(precision: 38, scale: 0), .long, .boolean] }

  init(_ inputType: DataType, _ type: DataType, failOnOverflow: Bool) {
    self.inputType = inputType
    self.type = type
    self.failOnOverflow = failOnOverflow
  }

  func resize(groupCount count: Int) {
    sums.resize(count)
    counts.resize(count)
    overflowed.resize(count)
  }

  func update(groups: UnsafePointer<Int32>, arguments: [Vector], count: Int) {
    switch inputType.physical {
    case .int32: add(FixedColumn<Int32>(arguments[0]), arguments, groups, count)
    case .int64: add(FixedColumn<Int64>(arguments[0]), arguments, groups, count)
    default: add(FixedColumn<Int128>(arguments[0]), arguments, groups, count)
    }
  }

  private func add<Value: FixedWidthInteger & BitwiseCopyable>(
    _ column: FixedColumn<Value>, _ arguments: [Vector], _ groups: UnsafePointer<Int32>, _ count: Int
  ) {
    let sums = sums.base
    let counts = counts.base
    let overflowed = overflowed.base
    forEachValidRow(arguments, count) { row in
      let group = Int(groups[row])
      let (sum, over) = sums[group].addingReportingOverflow(Int128(truncatingIfNeeded: column[row]))
      sums[group] = sum
      counts[group] &+= 1
      if over { overflowed[group] = 1 }
    }
  }

  func merge(groups: UnsafePointer<Int32>, states: [Vector], count: Int) {
    let partialSums = FixedColumn<Int128>(states[0])
    let partialCounts = FixedColumn<Int64>(states[1])
    let flags = FixedColumn<UInt8>(states[2])
    for row in 0..<count {
      let group = Int(groups[row])
      let (sum, over) = sums.base[group].addingReportingOverflow(partialSums[row])
      sums.base[group] = sum
      counts.base[group] &+= partialCounts[row]
      if over || flags[row] != 0 { overflowed.base[group] = 1 }
    }
  }

  func states() -> [Vector] {
    [sums.vector(.decimal(precision: 38, scale: 0)), counts.vector(.long), overflowed.vector(.boolean)]
  }

  func finish() throws -> Vector {
    let builder = VectorBuilder(type: type, capacity: sums.count)
    for group in 0..<sums.count {
      let count = Int128(counts.base[group])
      guard count > 0 else {
        builder.appendNull()
        continue
      }
      var result: Int128?
      if case .decimal(let precision, let scale) = type, case .decimal(let inputPrecision, let inputScale) = inputType {
        let fits = Decimal128.fits(sums.base[group], precision: min(38, inputPrecision + 10))
        result =
          overflowed.base[group] != 0 || !fits
          ? nil : Decimal128.divide(sums.base[group], scale: inputScale, count, scale: 0, precision: precision, scale: scale)
        if result == nil, failOnOverflow {
          throw SparkError(
            "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
            [
              "value": Decimal128.text(sums.base[group], scale: inputScale), "precision": String(precision),
              "scale": String(scale), "config": "\"spark.sql.ansi.enabled\"",
            ])
        }
        if let digits = result { builder.append(.decimal(digits)) } else { builder.appendNull() }
        continue
      }
      let limit: Int128 = inputType.physical == .int32 ? Int128(Int32.max) : Int128(Int64.max)
      if overflowed.base[group] == 0, sums.base[group] <= limit, sums.base[group] >= -limit - 1 {
        result = Decimal128.divideRounding(sums.base[group], by: count)
      }
      if let value = result {
        builder.append(.integer(Int64(truncatingIfNeeded: value)))
      } else if failOnOverflow {
        throw overflowError(type)
      } else {
        builder.appendNull()
      }
    }
    return builder.finish()
  }

  var byteCount: Int { sums.byteCount + counts.byteCount + overflowed.byteCount }
}

/// The argument as doubles, one conversion for a whole batch.
func asDoubles<Input: BinaryInteger & BitwiseCopyable & SendableMetatype>(_ type: Input.Type)
  -> @Sendable (Vector, Int) -> FixedColumn<Double>
{
  { vector, count in
    let source = FixedColumn<Input>(vector)
    return FixedColumn<Double>(
      RowLoop.fixed([vector.isConstant ? vector : vector.withValidity(nil)], count, .double, as: Double.self) {
        Double(source[$0])
      })
  }
}

/// Floats as doubles.
func asDoublesFromFloats(_ vector: Vector, _ count: Int) -> FixedColumn<Double> {
  let source = FixedColumn<Float>(vector)
  return FixedColumn<Double>(
    RowLoop.fixed([vector.isConstant ? vector : vector.withValidity(nil)], count, .double, as: Double.self) {
      Double(source[$0])
    })
}
