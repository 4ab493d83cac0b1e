import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// Builds lists out of rows of source vectors: each element is the number of a row of all sources put together.
struct ListWriter {
  private var offsets: [Int32] = [0]
  private var elements: [Int32] = []
  private var valid: [UInt8] = []
  private let rows: Int
  let isConstant: Bool

  init(_ arguments: [Vector], _ count: Int) {
    (rows, isConstant) = RowLoop.extent(arguments, count)
    offsets.reserveCapacity(rows + 1)
  }

  /// The rows to compute.
  var range: Range<Int> { 0..<rows }

  /// Adds an element to the list being built; -1 is null.
  mutating func add(_ element: Int) { elements.append(Int32(truncatingIfNeeded: element)) }

  /// Ends the list of a row.
  mutating func end() {
    offsets.append(Int32(elements.count))
    valid.append(1)
  }

  /// Makes the list of a row null.
  mutating func endNull() {
    offsets.append(Int32(elements.count))
    valid.append(0)
  }

  private var validity: Bitmap? {
    valid.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, valid.contains(0) else { return nil }
      return Bitmap(bytes: base, count: rows)
    }
  }

  /// The lists, of elements of `source`.
  func finish(_ type: DataType, elements source: Vector, count: Int) -> Vector {
    wrap(
      Vector(
        type: type, count: rows, validity: validity,
        layout: .list(offsets: Buffer(copying: offsets), child: source.gather(Selection(elements)).flattened())), count)
  }

  /// Maps, of keys and values of the same rows of two sources.
  func finishMaps(_ type: DataType, keys: Vector, values: Vector, count: Int) -> Vector {
    let selection = Selection(elements)
    return wrap(
      Vector(
        type: type, count: rows, validity: validity,
        layout: .map(
          offsets: Buffer(copying: offsets), keys: keys.gather(selection).flattened(),
          values: values.gather(selection).flattened())), count)
  }

  private func wrap(_ vector: Vector, _ count: Int) -> Vector { isConstant ? .constant(vector, count: count) : vector }
}

/// Several vectors of one type as one, with the place where each begins.
func joined(_ vectors: [Vector], type: DataType) -> (all: Vector, starts: [Int]) {
  var starts: [Int] = []
  var total = 0
  for vector in vectors {
    starts.append(total)
    total += vector.count
  }
  if total == 0 { return (Vector.nulls(type, count: 0).flattened(), starts) }
  return (Vector.concatenate(vectors, type: type), starts)
}

/// One row of a constant, all rows of a column: what elements are picked from.
func pickable(_ vector: Vector) -> Vector { vector.isConstant ? vector.slice(0..<1).flattened() : vector.flattened() }

/// The elements' keys for sets: equal exactly when SQL calls the values equal.
func keys(_ vector: Vector) -> (Int) -> Value { { ValueOrder.key(vector.value(at: $0)) } }

extension FunctionBinding {
  /// The element type of an array argument.
  /// - Throws: `DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE` when it is none.
  func elementType(_ index: Int) throws -> (type: DataType, containsNull: Bool) {
    if case .array(let element, let containsNull) = arguments[index].type { return (element, containsNull) }
    throw unexpectedType(index, .anyArray)
  }

  /// An array and a value, brought to one element type.
  func arrayAndValue() throws -> (array: Expression, value: Expression, element: DataType, containsNull: Bool) {
    try requireCount(2)
    guard arguments[1].type != .null || arguments[0].type == .null else {
      throw mismatch("NULL_TYPE", ["functionName": quoted(name.lowercased())])
    }
    let (element, containsNull) = try elementType(0)
    guard let common = TypeCoercion.commonTypeWithoutStringPromotion(element, arguments[1].type) else {
      throw mismatch(
        "ARRAY_FUNCTION_DIFF_TYPES",
        [
          "functionName": quoted(name.lowercased()), "dataType": "\"ARRAY\"",
          "leftType": "\"\(arguments[0].type.sql)\"", "rightType": "\"\(arguments[1].type.sql)\"",
        ])
    }
    return (
      arguments[0].implicitlyCast(to: .array(common, containsNull: containsNull)), arguments[1].implicitlyCast(to: common),
      common, containsNull
    )
  }

  /// Two arrays brought to one element type.
  func twoArrays() throws -> (a: Expression, b: Expression, element: DataType) {
    try requireCount(2)
    let types = arguments.map(\.type)
    guard case .array? = TypeCoercion.commonTypeWithoutStringPromotion(types),
      case .array(let element, _)? = TypeCoercion.commonTypeWithoutStringPromotion(types)
    else {
      throw mismatch(
        "BINARY_ARRAY_DIFF_TYPES",
        [
          "functionName": quoted(name.lowercased()), "arrayType": "\"ARRAY\"", "leftType": "\"\(types[0].sql)\"",
          "rightType": "\"\(types[1].sql)\"",
        ])
    }
    func cast(_ expression: Expression) -> Expression {
      guard case .array(_, let nulls) = expression.type else {
        return expression.implicitlyCast(to: .array(element, containsNull: true))
      }
      return expression.implicitlyCast(to: .array(element, containsNull: nulls))
    }
    return (cast(arguments[0]), cast(arguments[1]), element)
  }

  /// Lists made of one array argument's own elements: `body` gets the range of the elements and adds those that stay.
  func rearranged(
    _ arguments: [Expression], _ type: DataType,
    _ body:
      @escaping @Sendable (_ child: Vector, _ arguments: [Vector]) -> (
        (_ row: Int, _ elements: Range<Int>, _ writer: inout ListWriter) throws -> Void
      )
  ) -> Expression {
    scalar(nil, arguments, type) { arguments, count in
      let lists = ListColumn(arguments[0])
      var writer = ListWriter(arguments, count)
      let valid = RowLoop.validity(arguments, writer.range.count)
      let row = body(lists.child, arguments)
      for index in writer.range {
        if valid.map({ !$0[index] }) ?? false {
          writer.endNull()
          continue
        }
        try row(index, lists[index], &writer)
        writer.end()
      }
      return writer.finish(type, elements: lists.child, count: count)
    }
  }

  /// `map` and its relatives must not repeat keys.
  /// - Throws: `DUPLICATED_MAP_KEY`, `NULL_MAP_KEY`.
  static func requireKeys(_ keys: [Value], type: DataType) throws {
    var seen: Set<Value> = []
    for key in keys {
      if key.isNull { throw SparkError("NULL_MAP_KEY") }
      if !seen.insert(ValueOrder.key(key)).inserted {
        throw SparkError(
          "DUPLICATED_MAP_KEY",
          ["key": ExpressionText().text(.literal(Literal(key, type))), "mapKeyDedupPolicy": "\"spark.sql.mapKeyDedupPolicy\""])
      }
    }
  }
}
