import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

/// What happens where an array has no such element.
enum MissingElement: Sendable { case null, failSubscript, failElementAt }

extension FunctionBinding {
  /// Elements of arrays by number, counted from 0 or from 1.
  func arrayElement(
    _ array: Expression, _ index: Expression, fromOne: Bool, missing: MissingElement, sql: (@Sendable ([String]) -> String)? = nil
  )
    throws -> Expression
  {
    guard case .array(let element, let containsNull) = array.type else { throw unexpectedType(0, .anyArray) }
    // An element that can be seen in the array's constructor is as nullable as it is there.
    var nullable = array.nullable || index.nullable || containsNull || missing == .null
    if !fromOne, case .call(let made) = array, made.function.name == "array",
      case .integer(let number)? = index.constantLiteral?.value,
      number >= 0, number < made.arguments.count
    {
      nullable = made.arguments[Int(number)].nullable
    }
    return scalarWithNulls(
      fromOne ? nil : "getarrayitem", [array, index.implicitlyCast(to: .long)], element, nullable: nullable, sql: sql
    ) { arguments, count in
      let lists = ListColumn(arguments[0])
      let numbers = FixedColumn<Int64>(arguments[1])
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let valid = RowLoop.validity(arguments, rows)
      var selected = [Int32](repeating: -1, count: rows)
      for row in 0..<rows where valid.map({ $0[row] }) ?? true {
        let range = lists[row]
        let number = numbers[row]
        if fromOne, number == 0 { throw SparkError("INVALID_INDEX_OF_ZERO") }
        let position = !fromOne ? number : number > 0 ? number - 1 : Int64(range.count) + number
        if position >= 0, position < Int64(range.count) {
          selected[row] = Int32(range.lowerBound + Int(position))
        } else if missing != .null {
          throw SparkError(
            missing == .failSubscript ? "INVALID_ARRAY_INDEX" : "INVALID_ARRAY_INDEX_IN_ELEMENT_AT",
            ["indexValue": String(number), "arraySize": String(range.count)])
        }
      }
      let result = lists.child.count == 0 ? Vector.nulls(element, count: rows) : lists.child.gather(Selection(selected))
      return isConstant ? .constant(result.flattened(), count: count) : result
    }
  }

  /// Values of maps by key; null where there is none.
  func mapValue(_ map: Expression, _ key: Expression, function: String?, sql: (@Sendable ([String]) -> String)? = nil) throws
    -> Expression
  {
    guard case .map(let keyType, let valueType, let nulls) = map.type else { throw unexpectedType(0, .anyMap) }
    // A subscript converts to the type of the keys.
    let written = function == nil ? key : TypeCoercion.implicitCast(key, to: .type(keyType)) ?? key
    let key = written
    guard let common = TypeCoercion.commonTypeWithoutStringPromotion(keyType, key.type) else {
      throw mismatch(
        "MAP_FUNCTION_DIFF_TYPES",
        [
          "functionName": quoted(name.lowercased()), "dataType": "\"MAP\"", "leftType": "\"\(map.type.sql)\"",
          "rightType": "\"\(key.type.sql)\"",
        ])
    }
    let source = map.implicitlyCast(to: .map(common, valueType, valueContainsNull: nulls))
    return scalarWithNulls(function, [source, key.implicitlyCast(to: common)], valueType, nullable: true, sql: sql) {
      arguments, count in
      let maps = MapColumn(arguments[0])
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let valid = RowLoop.validity(arguments, rows)
      let wanted = pickable(arguments[1])
      let step = arguments[1].isConstant ? 0 : 1
      let compare = rowComparator(maps.keys, wanted)
      var selected = [Int32](repeating: -1, count: rows)
      for row in 0..<rows where valid.map({ $0[row] }) ?? true {
        for entry in maps[row] where compare(entry, row * step) == 0 {
          selected[row] = Int32(entry)
          break
        }
      }
      let result = maps.values.count == 0 ? Vector.nulls(valueType, count: rows) : maps.values.gather(Selection(selected))
      return isConstant ? .constant(result.flattened(), count: count) : result
    }
  }

  /// `sequence`: numbers from start to stop, both included.
  func integerSequence() throws -> Expression {
    let types = arguments.map(\.type)
    guard let common = TypeCoercion.commonType(types), common.isIntegral else {
      throw mismatch(
        "SEQUENCE_WRONG_INPUT_TYPES",
        [
          "functionName": quoted("sequence"), "startType": "(\"TIMESTAMP\" or \"TIMESTAMP_NTZ\" or \"DATE\")",
          "stepType": "(\"INTERVAL\" or \"INTERVAL YEAR TO MONTH\" or \"INTERVAL DAY TO SECOND\")",
          "otherStartType": "\"INTEGRAL\"",
        ])
    }
    let type = DataType.array(common, containsNull: false)
    let list = arguments.map { $0.implicitlyCast(to: common).implicitlyCast(to: .long) }
    return scalar(nil, list, type) { arguments, count in
      let start = FixedColumn<Int64>(arguments[0])
      let stop = FixedColumn<Int64>(arguments[1])
      let step = arguments.count > 2 ? FixedColumn<Int64>(arguments[2]) : nil
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let valid = RowLoop.validity(arguments, rows)
      let elements = VectorBuilder(type: common)
      var offsets: [Int32] = [0]
      for row in 0..<rows {
        if valid.map({ $0[row] }) ?? true {
          let (from, to) = (start[row], stop[row])
          let by = step?[row] ?? (from <= to ? 1 : -1)
          let size = try Self.sequenceLength(Int128(from), Int128(to), Int128(by), "\(from)", "\(to)", "\(by)")
          for index in 0..<size { elements.append(.integer(from &+ Int64(index) &* by)) }
        }
        offsets.append(Int32(elements.count))
      }
      let result = Vector(
        type: type, count: rows, validity: valid,
        layout: .list(offsets: Buffer(copying: offsets), child: elements.finish()))
      return isConstant ? .constant(result, count: count) : result
    }
  }

  /// How many elements a sequence has.
  static func sequenceLength(
    _ from: Int128, _ to: Int128, _ by: Int128, _ fromText: String, _ toText: String, _ byText: String
  ) throws -> Int {
    guard (by > 0 && from <= to) || (by < 0 && from >= to) || (by == 0 && from == to) else {
      throw SparkError.bare("Illegal sequence boundaries: \(fromText) to \(toText) by \(byText).", as: .illegalArgument)
    }
    let size = by == 0 ? 1 : 1 + (to - from) / by
    guard size <= 2_147_483_632 else {
      throw SparkError(
        "COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER",
        [
          "numberOfElements": "\(size)", "functionName": "`sequence`", "maxRoundedArrayLength": "2147483632",
          "parameter": "`count`",
        ])
    }
    return Int(size)
  }
}
