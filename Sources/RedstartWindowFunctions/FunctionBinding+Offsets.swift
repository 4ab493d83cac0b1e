import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

extension FunctionBinding {
  /// `lag` and `lead`: the value that many rows before or behind, or the default where the partition has no such row.
  func bindOffset(sign: Int) throws -> Expression {
    try requirePlainCall(allowingNullTreatment: true)
    try requireCount(1, 2, 3)
    let input = arguments[0]
    let offset = arguments.count > 1 ? arguments[1] : .literal(.integer(1))
    var fallback = arguments.count > 2 ? arguments[2] : .literal(Literal(.null, .null))
    let shown = [input, offset, fallback]
    var call = self
    call.arguments = shown
    try call.requireConstant(1, "offset", .integer)
    guard case .integer(let distance)? = call.constant(1) else { throw call.unexpectedType(1, .type(.integer)) }
    if fallback.type != input.type {
      // A default of another type becomes the input's.
      fallback = fallback.implicitlyCast(to: input.type)
    }
    let rows = sign * Int(distance)
    let type = input.type
    let ignoresNulls = ignoreNulls
    return window(
      [input, offset, fallback], type, nullable: fallback.nullable || input.nullable, framing: .offset(rows)
    ) { arguments, window in
      let chosen = Buffer(count: max(window.count, 1), of: Int32.self)
      let out = chosen.mutable(Int32.self)
      if ignoresNulls {
        chooseAmongValues(arguments[0], rows, window, out)
      } else {
        let start = window.partitionStart
        let end = window.partitionEnd
        for row in 0..<window.count {
          let target = row &+ rows
          out[row] = Int32(
            truncatingIfNeeded: target >= Int(start[row]) && target < Int(end[row]) ? target : window.count &+ row)
        }
      }
      let both = Vector.concatenate([arguments[0].flattened(), arguments[2].flattened()], type: type)
      return both.gather(Selection(chosen, count: window.count))
    }
  }

  /// `nth_value`: the row of the frame with that number.
  func bindNthValue() throws -> Expression {
    try requirePlainCall(allowingNullTreatment: true)
    try requireCount(2)
    try requireConstant(1, "offset", .integer)
    guard case .integer(let number)? = constant(1) else { throw unexpectedType(1, .type(.integer)) }
    if number <= 0 {
      throw mismatch(
        "VALUE_OUT_OF_RANGE",
        ["exprName": "offset", "valueRange": "(0, 9223372036854775807]", "currentValue": "\(number)L"])
    }
    let type = arguments[0].type
    let ignoresNulls = ignoreNulls
    let step = Int(number) - 1
    return window(arguments, type, nullable: true, framing: .any) { arguments, window in
      let chosen = Buffer(count: max(window.count, 1), of: Int32.self)
      let out = chosen.mutable(Int32.self)
      let start = window.frameStart
      let end = window.frameEnd
      let values = ignoresNulls ? ValueRows(arguments[0], count: window.count) : nil
      for row in 0..<window.count {
        let first = Int(start[row])
        let last = Int(end[row])
        var target = window.count
        if let values {
          let position = values.before[first] + step
          if first < last, position < values.before[last] { target = Int(values.rows[position]) }
        } else if step < last - first {
          target = first + step
        }
        out[row] = Int32(truncatingIfNeeded: target)
      }
      let both = Vector.concatenate([arguments[0].flattened(), .nulls(type, count: 1).flattened()], type: type)
      return both.gather(Selection(chosen, count: window.count))
    }
  }

  /// `ntile`: the partition cut into that many parts of nearly equal size.
  func bindNtile() throws -> Expression {
    try requirePlainCall()
    try requireCount(0, 1)
    var call = self
    if arguments.isEmpty { call.arguments = [.literal(.integer(1))] }
    if call.arguments[0].type != .integer { throw call.unexpectedType(0, .type(.integer)) }
    try call.requireConstant(0, "buckets", .integer)
    guard case .integer(let buckets)? = call.constant(0) else { throw call.unexpectedType(0, .type(.integer)) }
    if buckets <= 0 {
      throw call.mismatch(
        "VALUE_OUT_OF_RANGE", ["exprName": "buckets", "valueRange": "(0, 2147483647]", "currentValue": "\(buckets)"])
    }
    let parts = Int(buckets)
    return window(call.arguments, .integer, nullable: false, framing: .fixed(rowsSoFar)) { _, rows in
      let values = Buffer(count: max(rows.count, 1), of: Int32.self)
      let out = values.mutable(Int32.self)
      let start = rows.partitionStart
      let end = rows.partitionEnd
      for row in 0..<rows.count {
        let size = Int(end[row] &- start[row])
        let position = row &- Int(start[row])
        // The first parts have one row more where the size cannot be divided.
        let small = size / parts
        let larger = size % parts
        let edge = larger &* (small &+ 1)
        let part = position < edge ? position / (small &+ 1) : larger &+ (position &- edge) / max(small, 1)
        out[row] = Int32(truncatingIfNeeded: part &+ 1)
      }
      return Vector(type: .integer, count: rows.count, values: values)
    }
  }
}

/// The rows of a column that are not null.
private struct ValueRows {
  /// Their numbers.
  var rows: [Int32] = []
  /// How many there are before each row, and in all.
  var before: [Int] = []

  init(_ vector: Vector, count: Int) {
    let isNull = NullColumn(vector.isConstant ? vector : vector.flattened())
    before.reserveCapacity(count + 1)
    for row in 0..<count {
      before.append(rows.count)
      if !isNull(row) { rows.append(Int32(row)) }
    }
    before.append(rows.count)
  }
}

/// The row that many values away, nulls not counted; `count + row` where the partition has none.
private func chooseAmongValues(
  _ vector: Vector, _ distance: Int, _ window: WindowRows, _ out: UnsafeMutablePointer<Int32>
) {
  let values = ValueRows(vector, count: window.count)
  let start = window.partitionStart
  let end = window.partitionEnd
  for row in 0..<window.count {
    var target = window.count + row
    if distance == 0 {
      target = row
    } else if distance < 0 {
      let position = values.before[row] + distance
      if position >= values.before[Int(start[row])] { target = Int(values.rows[position]) }
    } else {
      let position = values.before[row + 1] + distance - 1
      if position < values.before[Int(end[row])] { target = Int(values.rows[position]) }
    }
    out[row] = Int32(truncatingIfNeeded: target)
  }
}
