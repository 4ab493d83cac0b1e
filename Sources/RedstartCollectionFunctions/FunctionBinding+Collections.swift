import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

extension FunctionBinding {
  /// The index argument of `element_at`: an integer no wider than `int`.
  func elementIndex() throws -> Expression {
    switch arguments[1].type {
    case .byte, .short, .integer, .null: return arguments[1].implicitlyCast(to: .integer)
    default: throw unexpectedType(1, .type(.integer))
    }
  }

  /// `array_max` and `array_min`.
  func bindArrayExtreme(maximum: Bool) throws -> Expression {
    try requireCount(1)
    let (element, _) = try elementType(0)
    try requireOrder(element)
    let sign = maximum ? 1 : -1
    return scalar(nil, arguments, element, canGiveNull: true) { arguments, count in
      let lists = ListColumn(arguments[0])
      let isNull = NullColumn(lists.child)
      let compare = rowComparator(lists.child, lists.child)
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let valid = RowLoop.validity(arguments, rows)
      var selected = [Int32](repeating: -1, count: rows)
      for row in 0..<rows where valid.map({ $0[row] }) ?? true {
        var best = -1
        for index in lists[row] where !isNull(index) && (best < 0 || compare(index, best) * sign > 0) { best = index }
        selected[row] = Int32(best)
      }
      let result = lists.child.count == 0 ? Vector.nulls(element, count: rows) : lists.child.gather(Selection(selected))
      return isConstant ? .constant(result.flattened(), count: count) : result
    }
  }

  /// Set operations: which elements stay, by whether the first and the second array hold them.
  func bindArraySet(_ stays: @escaping @Sendable (Bool, Bool) -> Bool) throws -> Expression {
    let (a, b, element) = try twoArrays()
    func containsNull(_ expression: Expression) -> Bool {
      if case .array(_, let nulls) = expression.type { nulls } else { true }
    }
    let isUnion = stays(false, true)
    let onlyFirst = stays(true, false) && !isUnion
    let nulls =
      isUnion ? containsNull(a) || containsNull(b) : onlyFirst ? containsNull(a) : containsNull(a) && containsNull(b)
    let type = DataType.array(element, containsNull: nulls)
    return scalar(nil, [a, b], type) { arguments, count in
      let x = ListColumn(arguments[0])
      let y = ListColumn(arguments[1])
      let keyX = keys(x.child)
      let keyY = keys(y.child)
      let (all, starts) = joined([x.child, y.child], type: element)
      var writer = ListWriter(arguments, count)
      let valid = RowLoop.validity(arguments, writer.range.count)
      for row in writer.range {
        guard valid.map({ $0[row] }) ?? true else {
          writer.endNull()
          continue
        }
        let second = Set(y[row].map(keyY))
        var seen: Set<Value> = []
        for index in x[row] {
          let key = keyX(index)
          if stays(true, second.contains(key)), seen.insert(key).inserted { writer.add(starts[0] + index) }
        }
        if isUnion {
          for index in y[row] where seen.insert(keyY(index)).inserted { writer.add(starts[1] + index) }
        }
        writer.end()
      }
      return writer.finish(type, elements: all, count: count)
    }
  }

  /// `array_append` and `array_prepend`: null only where the array is.
  func bindArrayGrowth(atEnd: Bool) throws -> Expression {
    try requireCount(2)
    let (element, containsNull) = try elementType(0)
    guard let common = TypeCoercion.commonTypeWithoutStringPromotion(element, arguments[1].type) else {
      throw mismatch(
        "ARRAY_FUNCTION_DIFF_TYPES",
        [
          "functionName": quoted(name.lowercased()), "dataType": "\"ARRAY\"",
          "leftType": "\"\(arguments[0].type.sql)\"", "rightType": "\"\(arguments[1].type.sql)\"",
        ])
    }
    let array = arguments[0].implicitlyCast(to: .array(common, containsNull: containsNull))
    let value = arguments[1].implicitlyCast(to: common)
    let type = DataType.array(common, containsNull: true)
    return scalarWithNulls(nil, [array, value], type, nullable: array.nullable) { arguments, count in
      let lists = ListColumn(arguments[0])
      let isNull = NullColumn(arguments[0])
      let (all, starts) = joined([lists.child, pickable(arguments[1])], type: common)
      var writer = ListWriter(arguments, count)
      for row in writer.range {
        if isNull(row) {
          writer.endNull()
          continue
        }
        let added = starts[1] + (arguments[1].isConstant ? 0 : row)
        if !atEnd { writer.add(added) }
        for index in lists[row] { writer.add(index) }
        if atEnd { writer.add(added) }
        writer.end()
      }
      return writer.finish(type, elements: all, count: count)
    }
  }

  /// A struct of values under names.
  func bindStruct(_ names: [String], _ values: [Expression], function: String) -> Expression {
    let type = DataType.struct(
      StructType(
        zip(names, values).map { StructField($0, $1.type, nullable: $1.nullable, metadata: $1.metadata) }))
    let sql: @Sendable ([String]) -> String = { texts in
      function == "struct"
        ? "struct(\(texts.joined(separator: ", ")))"
        : "named_struct(\(zip(names, texts).map { "\($0), \($1)" }.joined(separator: ", ")))"
    }
    return scalarWithNulls(function, values, type, nullable: false, sql: sql) { arguments, count in
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let children = arguments.map { $0.isConstant ? $0.slice(0..<rows).flattened() : $0.flattened() }
      let result = Vector(type: type, count: rows, layout: .structure(children))
      return isConstant ? .constant(result, count: count) : result
    }
  }

  /// `map(key, value, …)`.
  func bindMap() throws -> Expression {
    guard arguments.count % 2 == 0 else {
      throw wrongCount("2n (n > 0)")
    }
    func side(_ offset: Int, _ condition: String) throws -> [Expression] {
      let list = stride(from: offset, to: arguments.count, by: 2).map { arguments[$0] }
      guard let common = TypeCoercion.commonType(list.map(\.type)) else {
        let types = list.map { "\"\($0.type.sql)\"" }.joined(separator: ", ")
        throw mismatch(condition, ["functionName": quoted("map"), "dataType": "[\(types)]"])
      }
      return list.map { $0.implicitlyCast(to: common) }
    }
    let keyList = try side(0, "CREATE_MAP_KEY_DIFF_TYPES")
    let valueList = try side(1, "CREATE_MAP_VALUE_DIFF_TYPES")
    let key = keyList.first?.type ?? .null
    let value = valueList.first?.type ?? .null
    if case .map = key { throw mismatch("INVALID_MAP_KEY_TYPE", ["keyType": "\"\(key.sql)\""]) }
    let type = DataType.map(key, value, valueContainsNull: valueList.contains { $0.nullable })
    let pairs = keyList.count
    let interleaved = zip(keyList, valueList).flatMap { [$0, $1] }
    return scalarWithNulls("map", interleaved, type, nullable: false) { arguments, count in
      if pairs == 0 { return .constant(.of([.map([], [])], type: type), count: count) }
      let keySources = (0..<pairs).map { arguments[$0 * 2] }
      let valueSources = (0..<pairs).map { arguments[$0 * 2 + 1] }
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let builder = VectorBuilder(type: type, capacity: rows)
      for row in 0..<rows {
        let keys = keySources.map { $0.value(at: row) }
        try Self.requireKeys(keys, type: key)
        builder.append(.map(keys, valueSources.map { $0.value(at: row) }))
      }
      let result = builder.finish()
      return isConstant ? .constant(result, count: count) : result
    }
  }

  /// Lists of a part of each entry of a map.
  func mapPart(_ type: DataType, _ part: @escaping @Sendable (MapColumn) -> Vector) -> Expression {
    scalar(nil, arguments, type) { arguments, count in
      let maps = MapColumn(arguments[0])
      var writer = ListWriter(arguments, count)
      let isNull = NullColumn(arguments[0])
      for row in writer.range {
        if isNull(row) {
          writer.endNull()
          continue
        }
        for entry in maps[row] { writer.add(entry) }
        writer.end()
      }
      return writer.finish(type, elements: part(maps), count: count)
    }
  }
}
