import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartMLCore
import RedstartTypes

extension ParamValue {
  /// The value that a client's literal holds.
  init(_ message: Spark_Connect_Expression.Literal) throws {
    let literal = try Literal(message)
    switch literal.value {
    case .boolean(let flag): self = .boolean(flag)
    case .integer(let number): self = .integer(number)
    case .double(let number): self = .double(number)
    case .string(let text): self = .string(text)
    case .array(let elements): self = try ParamValue.array(elements)
    default:
      throw SparkError.unsupported("a parameter of the type \(literal.type.simpleString)", "Use numbers, texts or lists of them.")
    }
  }

  private static func array(_ elements: [Value]) throws -> ParamValue {
    let texts = elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
    if texts.count == elements.count { return .strings(texts) }
    let whole = elements.compactMap { if case .integer(let number) = $0 { number } else { nil } }
    if whole.count == elements.count { return .integers(whole) }
    let numbers = elements.compactMap { element -> Double? in
      switch element {
      case .double(let number): number
      case .integer(let number): Double(number)
      default: nil
      }
    }
    if numbers.count == elements.count { return .doubles(numbers) }
    let numberArrays = elements.compactMap { element -> [Double]? in
      guard case .array(let inner) = element else { return nil }
      switch try? array(inner) {
      case .doubles(let list): return list
      case .integers(let list): return list.map { Double($0) }
      default: return nil
      }
    }
    if numberArrays.count == elements.count { return .doubleArrays(numberArrays) }
    let arrays = elements.compactMap { element -> [String]? in
      guard case .array(let inner) = element else { return nil }
      return inner.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
    guard arrays.count == elements.count else {
      throw SparkError.unsupported("a parameter that is a list of mixed values", "Use one kind of value.")
    }
    return .stringArrays(arrays)
  }

  /// The value as clients read it.
  func message() throws -> Spark_Connect_Expression.Literal {
    let texts = DataType.array(.string, containsNull: false)
    switch self {
    case .boolean(let flag): return try Literal.boolean(flag).message()
    case .integer(let number):
      return try (Int32(exactly: number).map { Literal.integer($0) } ?? Literal.long(number)).message()
    case .double(let number): return try Literal.double(number).message()
    case .string(let text): return try Literal.string(text).message()
    case .strings(let list): return try Literal(.array(list.map { .string($0) }), texts).message()
    case .stringArrays(let lists):
      return try Literal(
        .array(lists.map { .array($0.map { .string($0) }) }), .array(texts, containsNull: false)
      ).message()
    case .doubles(let list):
      return try Literal(.array(list.map { .double($0) }), .array(.double, containsNull: false)).message()
    case .doubleArrays(let lists):
      let numbers = DataType.array(.double, containsNull: false)
      return try Literal(
        .array(lists.map { .array($0.map { .double($0) }) }), .array(numbers, containsNull: false)
      ).message()
    case .integers(let list):
      return try Literal(.array(list.map { .integer($0) }), .array(.integer, containsNull: false)).message()
    }
  }
}

extension ModelAttribute {
  /// The argument of a method.
  init(_ message: Spark_Connect_Expression.Literal) throws {
    let literal = try Literal(message)
    if literal.type == .udt(.vector), let vector = MLVector(literal.value) {
      self = .vector(vector)
      return
    }
    switch try ParamValue(message) {
    case .boolean(let flag): self = .boolean(flag)
    case .integer(let number): self = .integer(Int(number))
    case .double(let number): self = .double(number)
    case .string(let text): self = .string(text)
    case .strings(let list): self = .strings(list)
    case .stringArrays(let lists): self = .stringArrays(lists)
    case .doubles(let list): self = .vector(.dense(list))
    case .doubleArrays(let lists): self = .doubleArrays(lists)
    case .integers(let list): self = .integers(list.map { Int($0) })
    }
  }

  /// The answer as clients read it.
  func message() throws -> Spark_Connect_Expression.Literal {
    switch self {
    case .boolean(let flag): return try ParamValue.boolean(flag).message()
    case .integer(let number): return try ParamValue.integer(Int64(number)).message()
    case .double(let number): return try ParamValue.double(number).message()
    case .string(let text): return try ParamValue.string(text).message()
    case .strings(let list): return try ParamValue.strings(list).message()
    case .stringArrays(let lists): return try ParamValue.stringArrays(lists).message()
    case .vector(let vector): return vector.message
    case .integers(let list): return try ParamValue.integers(list.map { Int64($0) }).message()
    case .doubles(let list): return try ParamValue.doubles(list).message()
    case .doubleArrays(let lists): return try ParamValue.doubleArrays(lists).message()
    }
  }
}

extension MLVector {
  /// The vector in the form that PySpark reads: a struct of the user-defined type with plain arrays of numbers.
  var message: Spark_Connect_Expression.Literal {
    var result = Spark_Connect_Expression.Literal()
    var type = Spark_Connect_DataType()
    type.udt.type = "udt"
    type.udt.jvmClass = UserDefinedType.vector.jvmClass
    type.udt.pythonClass = UserDefinedType.vector.pythonClass ?? ""
    type.udt.sqlType = UserDefinedType.vector.sqlType.message
    result.struct.structType = type
    func none(_ type: DataType) -> Spark_Connect_Expression.Literal {
      var literal = Spark_Connect_Expression.Literal()
      literal.null = type.message
      return literal
    }
    var kind = Spark_Connect_Expression.Literal()
    var size = none(.integer)
    var positions = none(.array(.integer, containsNull: false))
    var values = Spark_Connect_Expression.Literal()
    switch self {
    case .dense(let elements):
      kind.byte = 1
      values.specializedArray.doubles.values = elements
    case .sparse(let count, let indices, let elements):
      kind.byte = 0
      size.integer = Int32(clamping: count)
      positions.specializedArray.ints.values = indices.map { Int32(clamping: $0) }
      values.specializedArray.doubles.values = elements
    }
    result.struct.elements = [kind, size, positions, values]
    return result
  }
}
