import RedstartColumnar
import RedstartDiagnostics
import RedstartEvaluation
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// A function over a window with its arguments compiled.
struct CompiledWindowCall: Sendable {
  private let window: WindowExpression
  private let arguments: CompiledProjection
  private let filter: CompiledPredicate?
  private let boundaries: CompiledProjection

  init(_ window: WindowExpression, input: [Attribute]) throws {
    self.window = window
    boundaries = try CompiledProjection(window.boundaries, input: input)
    switch window.function {
    case .aggregate(let call):
      arguments = try CompiledProjection(call.arguments, input: input)
      filter = try call.filter.map { try CompiledPredicate([$0], input: input) }
    case .windowFunction(let call):
      arguments = try CompiledProjection(call.arguments, input: input)
      filter = nil
    default: throw SparkError.internal("a window over neither an aggregate nor a window function reached execution")
    }
  }

  /// The column of results for rows in window order.
  func evaluate(_ batch: RecordBatch, _ rows: WindowRows, _ ordering: (column: Vector, order: SortOrder)?) throws -> Vector {
    var rows = rows
    try placeFrames(&rows, batch, ordering)
    let values = try arguments.evaluate(batch).columns
    switch window.function {
    case .windowFunction(let call): return try call.function.body(values, rows)
    case .aggregate(let call):
      let selection = try filter.flatMap { try $0.select(batch) }
      let passing = selection.map { WindowFilter($0, count: batch.count) }
      let kept = values.map { value in
        let flat = value.isConstant ? value : value.flattened()
        return selection.map { flat.gather($0) } ?? flat
      }
      return try WindowAggregation(call.function, kept, rows, passing).results()
    default: throw SparkError.internal("a window without a function reached execution")
    }
  }

  /// Frames that are not the whole partition.
  private func placeFrames(
    _ rows: inout WindowRows, _ batch: RecordBatch, _ ordering: (column: Vector, order: SortOrder)?
  ) throws {
    guard let frame = window.window.frame else { return }
    let moved = try boundaries.evaluate(batch).columns
    let hasLowerOffset = if case .value = frame.lower { true } else { false }
    rows.frameStarts = try edges(frame, frame.lower, rows, isUpper: false, ordering, moved.first)
    rows.frameEnds = try edges(frame, frame.upper, rows, isUpper: true, ordering, hasLowerOffset ? moved.last : moved.first)
    // A frame that ends before it begins has no rows.
    let start = rows.frameStarts.pointer(Int32.self)
    let ends = Buffer(count: rows.count, of: Int32.self)
    let end = ends.mutable(Int32.self)
    let given = rows.frameEnds.pointer(Int32.self)
    for row in 0..<rows.count { end[row] = max(start[row], given[row]) }
    rows.frameEnds = ends
  }

  private func edges(
    _ frame: WindowFrame, _ bound: WindowFrame.Bound, _ rows: WindowRows, isUpper: Bool,
    _ ordering: (column: Vector, order: SortOrder)?, _ boundary: Vector?
  ) throws -> Buffer {
    switch bound {
    case .unboundedPreceding: return rows.partitionStarts
    case .unboundedFollowing: return rows.partitionEnds
    case .currentRow:
      return frame.unit == .rows ? shifted(rows, isUpper ? 1 : 0) : isUpper ? rows.peerEnds : rows.peerStarts
    case .value(.literal(let literal)) where frame.unit == .rows:
      guard case .integer(let offset) = literal.value else { throw SparkError.internal("a ROWS frame without a row count") }
      return shifted(rows, Int(offset) + (isUpper ? 1 : 0))
    case .value:
      guard let boundary, let ordering else { throw SparkError.internal("a RANGE frame without an order") }
      return search(boundary, ordering.column, ordering.order, rows, isUpper: isUpper)
    }
  }

  /// The row that many rows away, within the partition.
  private func shifted(_ rows: WindowRows, _ offset: Int) -> Buffer {
    let result = Buffer(count: rows.count, of: Int32.self)
    let out = result.mutable(Int32.self)
    let start = rows.partitionStarts.pointer(Int32.self)
    let end = rows.partitionEnds.pointer(Int32.self)
    for row in 0..<rows.count {
      out[row] = Int32(truncatingIfNeeded: min(max(row &+ offset, Int(start[row])), Int(end[row])))
    }
    return result
  }

  /// The first row of the partition at the boundary or, for upper bounds, beyond it. Boundaries come in order, so that two
  /// positions move through the rows once.
  private func search(_ boundary: Vector, _ column: Vector, _ order: SortOrder, _ rows: WindowRows, isUpper: Bool) -> Buffer {
    let result = Buffer(count: rows.count, of: Int32.self)
    let out = result.mutable(Int32.self)
    let start = rows.partitionStarts.pointer(Int32.self)
    let end = rows.partitionEnds.pointer(Int32.self)
    let values = (0..<rows.count).map { column.value(at: $0) }
    let sign = order.direction == .ascending ? 1 : -1
    let nullSign = order.nulls == .first ? -1 : 1
    func compare(_ a: Value, _ b: Value) -> Int {
      switch (a.isNull, b.isNull) {
      case (true, true): 0
      case (true, false): nullSign
      case (false, true): -nullSign
      case (false, false): ValueOrder.compare(a, b) * sign
      }
    }
    var position = 0
    for row in 0..<rows.count {
      if Int(start[row]) == row { position = row }
      let limit = boundary.value(at: row)
      while position < Int(end[row]) {
        let side = compare(values[position], limit)
        if isUpper ? side > 0 : side >= 0 { break }
        position += 1
      }
      out[row] = Int32(truncatingIfNeeded: position)
    }
    return result
  }
}

/// Which rows a FILTER lets through, as positions among those that it does.
struct WindowFilter {
  /// How many rows pass before each row, and in all.
  private let before: Buffer

  init(_ selection: Selection, count: Int) {
    before = Buffer(count: count + 1, of: Int32.self)
    let out = before.mutable(Int32.self)
    let indices = selection.indices
    var passed = 0
    for row in 0...count {
      out[row] = Int32(truncatingIfNeeded: passed)
      if passed < selection.count, Int(indices[passed]) == row { passed += 1 }
    }
  }

  /// The row numbers as positions among the rows that pass.
  func mapped(_ numbers: Buffer, count: Int) -> Buffer {
    let result = Buffer(count: count, of: Int32.self)
    let out = result.mutable(Int32.self)
    let number = numbers.pointer(Int32.self)
    let position = before.pointer(Int32.self)
    for row in 0..<count { out[row] = position[Int(number[row])] }
    return result
  }
}
