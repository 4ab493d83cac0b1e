import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// Returns an array in order, by a comparator or by the elements' own order with nulls last.
struct ArraySort: HigherOrderFunction {
  static let names = ["array_sort"]
  static let documentation = FunctionDocumentation(
    "array_sort(array[, comparator]) - Returns the array in order; the comparator of two elements returns a negative number, 0 or a positive one.",
    examples: [
      ("SELECT array_sort(array('b', 'd', NULL, 'c', 'a'))", "['a', 'b', 'c', 'd', None]"),
      ("SELECT array_sort(array(5, 6, 1), (left, right) -> right - left)", "[6, 5, 1]"),
    ])

  func variables(of index: Int, count: Int, in call: FunctionBinding) throws -> [LambdaParameter]? {
    guard index == 1 else { return nil }
    let element = try call.elementVariable(0)
    return [element, element]
  }

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(1, 2)
    let array = call.arguments[0]
    guard case .array(let element, _) = array.type else { throw call.unexpectedType(0, .anyArray) }
    if call.arguments.count == 1 { return try natural(call, array, element) }
    if call.arguments[1].type != .integer {
      throw call.mismatch(
        "UNEXPECTED_RETURN_TYPE",
        [
          "functionName": quoted("lambdafunction"), "expectedType": "\"INT\"",
          "actualType": "\"\(call.arguments[1].type.sql)\"",
        ])
    }
    let type = array.type
    return call.higherOrder([array, call.arguments[1]], type, nullable: array.nullable) { arguments, lambdas, count in
      let lists = ListColumn(arguments[0])
      let elements = ElementRows(lists, [arguments[0]], count)
      let values = elements.pick(lists.child)
      let order = try ComparatorSort(elements, values, element, lambdas[0]).order()
      return elements.lists(type, values.gather(Selection(order)).flattened())
    }
  }

  private func natural(_ call: FunctionBinding, _ array: Expression, _ element: DataType) throws -> Expression {
    try call.requireOrder(element)
    // The name shows the comparator that Spark puts in.
    let v = "namedlambdavariable()"
    let comparator =
      "lambdafunction((IF(((\(v) IS NULL) AND (\(v) IS NULL)), 0, (IF((\(v) IS NULL), 1, (IF((\(v) IS NULL), -1, "
      + "(IF((\(v) < \(v)), -1, (IF((\(v) > \(v)), 1, 0)))))))))), \(v), \(v))"
    let type = array.type
    return call.scalar(nil, [array], type, sql: { "array_sort(\($0[0]), \(comparator))" }) { arguments, count in
      let lists = ListColumn(arguments[0])
      let elements = ElementRows(lists, [arguments[0]], count)
      let values = elements.pick(lists.child)
      let isNull = NullColumn(values)
      let compare = rowComparator(values, values)
      var order: [Int32] = []
      order.reserveCapacity(elements.count)
      for row in 0..<elements.rowCount {
        let own = Int(elements.offsets[row])..<Int(elements.offsets[row + 1])
        let sorted = own.filter { !isNull($0) }.sorted { compare($0, $1) < 0 } + own.filter { isNull($0) }
        order += sorted.map { Int32(truncatingIfNeeded: $0) }
      }
      return elements.lists(type, values.gather(Selection(order)).flattened())
    }
  }
}

/// A stable merge sort of many lists at once by a function literal: each step asks for one comparison of every merge under way.
private struct ComparatorSort {
  private let elements: ElementRows
  private let values: Vector
  private let type: DataType
  private let compare: any LambdaBody

  init(_ elements: ElementRows, _ values: Vector, _ type: DataType, _ compare: any LambdaBody) {
    self.elements = elements
    self.values = values
    self.type = type
    self.compare = compare
  }

  /// Two sorted runs becoming one.
  private struct Merge {
    var left: Range<Int>
    var right: Range<Int>
    var target: Int
    let row: Int32
  }

  /// The elements' places in the order of the comparator, list by list.
  func order() throws -> [Int32] {
    var order = (0..<Int32(truncatingIfNeeded: elements.count)).map { $0 }
    let longest = (0..<elements.rowCount).map { Int(elements.offsets[$0 + 1] - elements.offsets[$0]) }.max() ?? 0
    var width = 1
    while width < longest {
      var merges: [Merge] = []
      for row in 0..<elements.rowCount {
        let (start, end) = (Int(elements.offsets[row]), Int(elements.offsets[row + 1]))
        for left in stride(from: start, to: end, by: 2 * width) where left + width < end {
          let middle = left + width
          merges.append(
            Merge(
              left: left..<middle, right: middle..<min(middle + width, end), target: left, row: Int32(truncatingIfNeeded: row)))
        }
      }
      order = try merged(order, merges)
      width *= 2
    }
    return order
  }

  private func merged(_ order: [Int32], _ all: [Merge]) throws -> [Int32] {
    var result = order
    var merges = all
    while !merges.isEmpty {
      let lefts = merges.map { order[$0.left.lowerBound] }
      let rights = merges.map { order[$0.right.lowerBound] }
      let outcome = try compare(
        [values.gather(Selection(lefts)), values.gather(Selection(rights))], rows: Selection(merges.map(\.row))
      ).flattened()
      let sign = FixedColumn<Int32>(outcome)
      let isNull = NullColumn(outcome)
      var open: [Merge] = []
      for (index, merge) in merges.enumerated() {
        if isNull(index) {
          let text = [lefts, rights].map { ExpressionText().text(.literal(Literal(values.value(at: Int($0[index])), type))) }
          throw SparkError("COMPARATOR_RETURNS_NULL", ["firstValue": text[0], "secondValue": text[1]])
        }
        var next = merge
        if sign[index] > 0 {
          result[next.target] = rights[index]
          next.right = (next.right.lowerBound + 1)..<next.right.upperBound
        } else {
          result[next.target] = lefts[index]
          next.left = (next.left.lowerBound + 1)..<next.left.upperBound
        }
        next.target += 1
        if !next.left.isEmpty, !next.right.isEmpty {
          open.append(next)
          continue
        }
        // One side is used up: the rest of the other follows as it is.
        for place in next.left.isEmpty ? next.right : next.left {
          result[next.target] = order[place]
          next.target += 1
        }
      }
      merges = open
    }
    return result
  }
}
