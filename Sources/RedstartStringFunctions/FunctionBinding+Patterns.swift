import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

extension FunctionBinding {
  /// Texts and patterns as columns, with further integer arguments.
  func patternArguments(_ integers: [Int32] = []) throws -> [Expression] {
    var result = [try argument(0, .string), try argument(1, .string)]
    for (index, standard) in integers.enumerated() {
      result.append(arguments.count > index + 2 ? try argument(index + 2, .integer) : .literal(.integer(standard)))
    }
    return result
  }

  /// Fails with `INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX` for a group that the pattern does not have.
  static func requireGroup(_ group: Int, _ expression: RegularExpression, _ function: String) throws {
    if group >= 0, group <= expression.groupCount { return }
    throw SparkError(
      "INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX",
      [
        "parameter": "`idx`", "functionName": quoted(function), "groupCount": String(expression.groupCount),
        "groupIndex": String(group),
      ])
  }

  /// Lists of strings made of a row.
  func stringLists(
    _ arguments: [Expression], containsNull: Bool = false,
    _ body: @escaping @Sendable ([Vector], @escaping (Bytes) -> Void) throws -> ((Int) throws -> Void)
  ) -> Expression {
    let type = DataType.array(.string, containsNull: containsNull)
    return scalar(nil, arguments, type) { arguments, count in
      let (rows, isConstant) = RowLoop.extent(arguments, count)
      let nulls = RowLoop.validity(arguments, rows)
      let elements = VectorBuilder(type: .string, capacity: rows * 2)
      var offsets: [Int32] = [0]
      let row = try body(arguments) { elements.append(bytes: $0) }
      for index in 0..<rows {
        if nulls.map({ $0[index] }) ?? true { try row(index) }
        offsets.append(Int32(elements.count))
      }
      let result = Vector(
        type: type, count: rows, validity: nulls,
        layout: .list(offsets: Buffer(copying: offsets), child: elements.finish()))
      return isConstant ? .constant(result, count: count) : result
    }
  }

  /// Parts of strings, as slices of the first argument; nil is null.
  func stringSlices(
    _ arguments: [Expression], _ type: DataType = .string, canGiveNull: Bool = false,
    sql: (@Sendable ([String]) -> String)? = nil,
    _ body: @escaping @Sendable ([Vector]) -> ((Bytes, Int) throws -> Bytes?)
  ) -> Expression {
    scalar(nil, arguments, type, canGiveNull: canGiveNull, sql: sql) { arguments, count in
      let text = BytesColumn(arguments[0])
      let part = body(arguments)
      return try RowLoop.slices(arguments, count, type, of: text) { try part(text[$0], $0) }
    }
  }

  /// A number of a string or binary.
  func stringNumber(_ argument: Expression, _ body: @escaping @Sendable (Bytes) -> Int32) -> Expression {
    scalar(nil, [argument], .integer) { arguments, count in
      let text = BytesColumn(arguments[0])
      return RowLoop.fixed(arguments, count, .integer, as: Int32.self) { body(text[$0]) }
    }
  }

  /// `trim` and its relatives: the text is the last argument, the characters to cut are the first of two (except in `btrim`).
  func bindTrim(_ side: String, left: Bool, right: Bool) throws -> Expression {
    try requireCount(1, 2)
    let isBtrim = name.lowercased() == "btrim"
    let text = try argument(isBtrim ? 0 : arguments.count - 1, .string)
    if arguments.count == 1 {
      return stringSlices([text]) { _ in
        { text, _ in
          var start = 0
          var end = text.count
          if left { while start < end, text[start] == 32 { start &+= 1 } }
          if right { while end > start, text[end &- 1] == 32 { end &-= 1 } }
          return text.part(start..<end)
        }
      }
    }
    let characters = try argument(isBtrim ? 1 : 0, .string)
    let sql: @Sendable ([String]) -> String = {
      isBtrim ? "btrim(\($0[0]), \($0[1]))" : "TRIM(\(side) \($0[1]) FROM \($0[0]))"
    }
    return stringSlices([text, characters], sql: sql) { arguments in
      let sets = BytesColumn(arguments[1])
      return { text, row in
        let set = sets[row]
        var start = 0
        var end = text.count
        if left {
          while start < end {
            let next = min(start &+ characterLength(text[start]), end)
            if set.firstOffset(of: text.part(start..<next)) == nil { break }
            start = next
          }
        }
        if right {
          while end > start {
            var previous = end &- 1
            while previous > start, !isLead(text[previous]) { previous &-= 1 }
            if set.firstOffset(of: text.part(previous..<end)) == nil { break }
            end = previous
          }
        }
        return text.part(start..<end)
      }
    }
  }

  /// `lpad` and `rpad`.
  func bindPadding(left: Bool) throws -> Expression {
    try requireCount(2, 3)
    let source = try argument(0, .oneOf([.type(.string), .type(.binary)]))
    let type: DataType = source.type == .binary ? .binary : .string
    let isBinary = type == .binary
    let filler: Expression =
      arguments.count == 3
      ? try argument(2, type) : .literal(isBinary ? Literal(.binary([0]), .binary) : .string(" "))
    return scalar(nil, [source, try argument(1, .integer), filler], type) { arguments, count in
      let text = BytesColumn(arguments[0])
      let lengths = FixedColumn<Int32>(arguments[1])
      let fillers = BytesColumn(arguments[2])
      return RowLoop.bytes(arguments, count, type) { row, sink in
        let (value, fill, length) = (text[row], fillers[row], Int(lengths[row]))
        let size = isBinary ? value.count : value.characterCount
        if length <= size || fill.count == 0 {
          let kept = max(0, min(length, size))
          sink.append(value.part(0..<(isBinary ? kept : value.offset(after: kept))))
          return true
        }
        if !left { sink.append(value) }
        var missing = length - size
        let fillSize = isBinary ? fill.count : fill.characterCount
        while missing >= fillSize {
          sink.append(fill)
          missing -= fillSize
        }
        sink.append(fill.part(0..<(isBinary ? missing : fill.offset(after: missing))))
        if left { sink.append(value) }
        return true
      }
    }
  }
}
