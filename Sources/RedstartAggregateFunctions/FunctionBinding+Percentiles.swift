import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension FunctionBinding {
  /// Constant percentages: one number or an array of them.
  /// - Throws: `DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE`, `DATATYPE_MISMATCH.NON_FOLDABLE_INPUT`.
  private func percentages(_ index: Int) throws -> (values: [Double], isArray: Bool) {
    func number(_ expression: Expression) throws -> Double {
      let converted = expression.implicitlyCast(to: .double)
      guard case .double(let value)? = converted.constantLiteral?.value else {
        throw mismatch(
          "NON_FOLDABLE_INPUT",
          ["inputName": "`percentage`", "inputType": "\"DOUBLE\"", "inputExpr": "\"\(expression.prettySQL)\""])
      }
      if value >= 0, value <= 1 { return value }
      throw mismatch(
        "VALUE_OUT_OF_RANGE",
        ["exprName": "percentage", "valueRange": "[0.0, 1.0]", "currentValue": "\(value)D"])
    }
    let argument = arguments[index].withoutAlias
    if case .call(let call) = argument, call.function.name == "array" {
      return (try call.arguments.map(number), true)
    }
    if case .literal(let literal) = argument, case .array(let values) = literal.value, case .array(let element, _) = literal.type
    {
      return (try values.map { try number(.literal(Literal($0, element))) }, true)
    }
    return ([try number(argument)], false)
  }

  /// `percentile` and `median`: interpolated between neighbours.
  func bindPercentile(_ fixed: Double? = nil) throws -> Expression {
    if fixed == nil { try requireCount(2, 3) } else { try requireCount(1) }
    let source = try argument(0, .oneOf([.numeric, .ansiInterval]))
    let input: Expression = source.type.isInterval ? source : source.implicitlyCast(to: .double)
    let call = shown { "percentile(\($0[0]), \($0.count > 1 ? $0[1] : ""), \($0.count > 2 ? $0[2] : "1"))" }
    let (points, isArray) = try fixed.map { ([$0], false) } ?? call.percentages(1)
    let resultType: DataType =
      switch source.type {
      case .dayTimeInterval: .dayTime
      case .yearMonthInterval: .yearMonth
      default: .double
      }
    let inputType = input.type
    let weight: Expression? = arguments.count == 3 ? try argument(2, .integral).implicitlyCast(to: .long) : nil
    let type: DataType = isArray ? .array(resultType, containsNull: false) : resultType
    let shown = arguments.dropFirst().map(\.prettySQL)
    let name = name.lowercased()
    let suffix = fixed != nil ? "" : ", \(shown[0]), \(shown.count > 1 ? shown[1] : "1")"
    let states: [DataType] =
      [.array(inputType, containsNull: false)]
      + (weight == nil ? [] : [.array(.long, containsNull: true)])
    return aggregate(
      [input] + (weight.map { [$0] } ?? []), type, states: states, sql: { "\(name)(\($0[0])\(suffix))" }
    ) {
      WholeGroupAccumulator(inputType, weightType: weight == nil ? nil : .long, type) { values, weights in
        let sorted = Self.sorted(values, weights)
        if sorted.isEmpty { return .null }
        let results = points.map { Self.interpolated(sorted, $0, resultType) }
        return isArray ? .array(results) : results[0]
      }
    }
  }

  /// Numbers in order, each as often as its weight says, as runs of equal numbers with the count up to their end.
  private static func sorted(_ values: [Value], _ weights: [Value]) -> [(number: Double, upTo: Int64)] {
    var pairs: [(Double, Int64)] = []
    for (index, value) in values.enumerated() {
      var weight: Int64 = 1
      if !weights.isEmpty {
        guard case .integer(let number) = weights[index], number > 0 else { continue }
        weight = number
      }
      switch value {
      case .double(let number): pairs.append((number, weight))
      case .integer(let number): pairs.append((Double(number), weight))
      default: break
      }
    }
    pairs.sort { ValueOrder.compare($0.0, $1.0) < 0 }
    var total: Int64 = 0
    return pairs.map { pair in
      total += pair.1
      return (pair.0, total)
    }
  }

  private static func interpolated(_ sorted: [(number: Double, upTo: Int64)], _ point: Double, _ type: DataType) -> Value {
    let last = sorted[sorted.count - 1].upTo - 1
    let position = Double(last) * point
    let lower = Int64(position.rounded(.down))
    let higher = Int64(position.rounded(.up))
    func number(_ index: Int64) -> Double { sorted.first { $0.upTo > index }?.number ?? sorted[sorted.count - 1].number }
    let low = number(lower)
    let high = number(higher)
    let result = lower == higher || low == high ? low : (Double(higher) - position) * low + (position - Double(lower)) * high
    return type == .double ? .double(result) : .integer(Int64(result.rounded(.toNearestOrAwayFromZero)))
  }

  /// `percentile_approx`: the value at a rank. It is exact, within every accuracy that can be asked for.
  func bindApproximatePercentile() throws -> Expression {
    try requireCount(2, 3)
    let input = try argument(
      0, .oneOf([.numeric, .type(.date), .type(.timestamp), .type(.timestampNTZ), .ansiInterval]))
    let function = name.lowercased()
    let call = shown { "\(function)(\($0[0]), \($0[1]), \($0.count > 2 ? $0[2] : "10000"))" }
    let (points, isArray) = try call.percentages(1)
    if arguments.count == 3 {
      try requireConstant(2, "accuracy", .long)
      if case .integer(let accuracy)? = arguments[2].constantLiteral?.value, accuracy <= 0 || accuracy > Int64(Int32.max) {
        throw mismatch(
          "VALUE_OUT_OF_RANGE",
          ["exprName": "accuracy", "valueRange": "(0, 2147483647]", "currentValue": "\(accuracy)L"])
      }
    }
    let inputType = input.type
    let type: DataType = isArray ? .array(inputType, containsNull: false) : inputType
    let shown = arguments.dropFirst().map(\.prettySQL)
    let name = name.lowercased()
    let suffix = "\(shown[0]), \(shown.count > 1 ? shown[1] : "10000")"
    return aggregate(
      [input], type, states: [.array(inputType, containsNull: false)], sql: { "\(name)(\($0[0]), \(suffix))" }
    ) {
      WholeGroupAccumulator(inputType, type) { values, _ in
        if values.isEmpty { return .null }
        let sorted = values.sorted { ValueOrder.compare($0, $1) < 0 }
        let results = points.map { point -> Value in
          let rank = Int((point * Double(sorted.count)).rounded(.up))
          return sorted[min(max(rank - 1, 0), sorted.count - 1)]
        }
        return isArray ? .array(results) : results[0]
      }
    }
  }

  /// `first`, `last` and `any_value`.
  func bindFirstLast(last: Bool) throws -> Expression {
    try requireCount(1, 2)
    var ignoreNulls = ignoreNulls
    if arguments.count == 2 {
      try requireConstant(1, "ignoreNulls", .boolean)
      guard case .boolean(let flag)? = constant(1) else { throw unexpectedType(1, .type(.boolean)) }
      ignoreNulls = flag
    }
    let type = arguments[0].type
    let skips = ignoreNulls
    return aggregate([arguments[0]], type, states: [type, .boolean], ignoresDuplicates: false) {
      FirstLastAccumulator(type, last: last, ignoreNulls: skips)
    }
  }

  /// `max_by` and `min_by`.
  func bindExtremeBy(maximum: Bool) throws -> Expression {
    try requireCount(2)
    let type = arguments[0].type
    let order = arguments[1].type
    try requireOrder(order)
    return aggregate(arguments, type, states: [type, order]) {
      ExtremeByAccumulator(type, by: order, maximum: maximum)
    }
  }

  /// `collect_list` and `collect_set`.
  func bindCollect(isSet: Bool) throws -> Expression {
    try requireCount(1)
    let type = arguments[0].type
    let list = DataType.array(type, containsNull: false)
    return aggregate(
      arguments, list, nullable: false, states: [list], defaultResult: Literal(.array([]), list), ignoresDuplicates: isSet,
      sql: { "\(isSet ? "collect_set" : "collect_list")(\($0[0]))" }
    ) { CollectAccumulator(type, isSet: isSet) }
  }

  /// `mode`: the value that occurs most often; of equals the least when the order is deterministic.
  func bindMode() throws -> Expression {
    let source = withinGroup.first?.child ?? arguments.first
    guard let argument = source else {
      try requireCount(1, 2)
      return .literal(.null(.null))
    }
    let type = argument.type
    return aggregate([argument], type, states: [.array(type, containsNull: false)]) {
      WholeGroupAccumulator(type, type) { values, _ in
        var counts: [Value: Int] = [:]
        for value in values { counts[ValueOrder.key(value), default: 0] += 1 }
        let best = counts.max { a, b in
          a.value != b.value ? a.value < b.value : ValueOrder.compare(a.key, b.key) > 0
        }
        guard let key = best?.key else { return .null }
        return values.first { ValueOrder.key($0) == key } ?? .null
      }
    }
  }

  /// `listagg` and `string_agg`: texts joined by a constant delimiter, in an order if one is given.
  func bindListAggregate() throws -> Expression {
    try requireCount(1, 2)
    let type: DataType = arguments[0].type == .binary ? .binary : .string
    let input = try argument(0, type)
    var delimiter: [UInt8] = []
    if arguments.count == 2 {
      try requireConstant(1, "delimiter", type)
      switch constant(1) {
      case .string(let text)?: delimiter = Array(text.utf8)
      case .binary(let bytes)?: delimiter = bytes
      case .integer(let number)?: delimiter = Array(String(number).utf8)
      default: break
      }
    }
    let separator = delimiter
    let order = withinGroup.first
    let isDescending = order?.direction == .descending
    let nullsFirst = order?.nulls == .first
    let orderType = order?.child.type
    let name = name.lowercased()
    let shown = arguments.count == 2 ? arguments[1].prettySQL : "NULL"
    let suffix = order.map { " WITHIN GROUP (ORDER BY \(Expression.sortOrder($0).prettySQL))" } ?? ""
    let states: [DataType] = [.array(type, containsNull: false)] + (orderType.map { [.array($0, containsNull: true)] } ?? [])
    return aggregate(
      [input] + (order.map { [$0.child] } ?? []), type, states: states, sql: { "\(name)(\($0[0]), \(shown))\(suffix)" }
    ) {
      WholeGroupAccumulator(type, weightType: orderType, type) { values, keys in
        if values.isEmpty { return .null }
        var ordered = values
        if !keys.isEmpty {
          ordered = values.indices.sorted { a, b in
            let (x, y) = (keys[a], keys[b])
            if x.isNull || y.isNull { return x.isNull == y.isNull ? a < b : x.isNull == nullsFirst }
            let sign = ValueOrder.compare(x, y)
            return sign == 0 ? a < b : (sign < 0) != isDescending
          }.map { values[$0] }
        }
        var bytes: [UInt8] = []
        for (index, value) in ordered.enumerated() {
          if index > 0 { bytes += separator }
          switch value {
          case .string(let text): bytes += Array(text.utf8)
          case .binary(let content): bytes += content
          default: break
          }
        }
        return type == .binary ? .binary(bytes) : .string(String(decoding: bytes, as: UTF8.self))
      }
    }
  }
}
