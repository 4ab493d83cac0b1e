import RedstartColumnar
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// Folds the elements of an array into one value.
struct ArrayAggregate: HigherOrderFunction {
  static let names = ["aggregate", "reduce"]
  static let documentation = FunctionDocumentation(
    "aggregate(array, start, merge[, finish]) - Merges the elements one after the other into a value that begins with start, and finishes it.",
    examples: [
      ("SELECT aggregate(array(1, 2, 3), 0, (acc, x) -> acc + x)", "6"),
      ("SELECT aggregate(array(1, 2, 3), 0, (acc, x) -> acc + x, acc -> acc * 10)", "60"),
    ])

  func variables(of index: Int, count: Int, in call: FunctionBinding) throws -> [LambdaParameter]? {
    guard index == 2 || index == 3 else { return nil }
    let accumulated = LambdaParameter(call.arguments[1].type, nullable: true)
    return index == 2 ? [accumulated, try call.elementVariable(0)] : [accumulated]
  }

  func bind(_ call: FunctionBinding) throws -> Expression {
    var call = call
    try call.requireCount(3, 4)
    let state = call.arguments[1].type
    if call.arguments.count == 3 {
      let whole = LambdaVariable("id", type: state)
      call.arguments.append(.lambda([whole], .lambdaVariable(whole)))
    }
    guard call.arguments[2].type == state || call.arguments[2].type == .null else {
      throw call.unexpectedType(2, .type(state))
    }
    let array = call.arguments[0]
    let type = call.arguments[3].type
    return call.higherOrder(
      [array] + call.arguments[1...], type, nullable: array.nullable || call.arguments[3].nullable
    ) { arguments, lambdas, count in
      let lists = ListColumn(arguments[0])
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let validity = RowLoop.validity([arguments[0]], rows)
      let merged = try Self.merge(lists, start: arguments[1], rows, validity, lambdas[0])
      let every = Selection((0..<Int32(truncatingIfNeeded: rows)).map { $0 })
      let result = try lambdas[1]([merged], rows: every).flattened()
      let masked = validity == nil ? result : result.withValidity(Bitmap.and(result.rowValidity, validity))
      return isConstant ? .constant(masked, count: count) : masked
    }
  }

  /// Merges the first elements of all arrays at once, then the second ones, and so on. Rows are sorted by falling length, so that
  /// those that still have elements are a prefix, which shrinks.
  private static func merge(
    _ lists: ListColumn, start: Vector, _ rows: Int, _ validity: Bitmap?, _ body: any LambdaBody
  ) throws -> Vector {
    func length(_ row: Int32) -> Int { validity.map { $0[Int(row)] } ?? true ? lists[Int(row)].count : 0 }
    let order = (0..<Int32(truncatingIfNeeded: rows)).sorted { (length($0), $1) > (length($1), $0) }
    var state = (start.isConstant ? Vector.constant(start.firstValue, count: rows) : start).gather(Selection(order)).flattened()
    var finished: [Vector] = []
    var step = 0
    var active = rows
    while true {
      var still = active
      while still > 0, length(order[still - 1]) <= step { still -= 1 }
      if still < active {
        finished.append(state.slice(still..<active))
        state = state.slice(0..<still)
        active = still
      }
      if active == 0 { break }
      let rows = Selection(Array(order[..<active]))
      let elements = lists.child.gather(
        Selection(order[..<active].map { Int32(truncatingIfNeeded: lists[Int($0)].lowerBound + step) }))
      state = try body([state, elements], rows: rows).flattened().retyped(start.type)
      step += 1
    }
    var places = [Int32](repeating: 0, count: rows)
    for (place, row) in order.enumerated() { places[Int(row)] = Int32(truncatingIfNeeded: place) }
    return Vector.concatenate(finished.reversed(), type: start.type).gather(Selection(places)).flattened()
  }
}

extension Vector {
  /// The value of a constant as a vector of one row.
  fileprivate var firstValue: Vector { slice(0..<1).flattened() }
}
