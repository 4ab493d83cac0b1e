import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes
import Synchronization
import Testing

@testable import RedstartEvaluation

/// Random expressions over random batches give the same as the naive evaluation of one row after the other.
@Suite struct EvaluationPropertyTests {
  /// Values of a row by definition; nil where an error is expected.
  static func naive(_ expression: Expression, _ row: [Value]) throws -> Value {
    func same(_ a: Value, _ b: Value) -> Int {
      switch (a, b) {
      case (.integer(let x), .integer(let y)): return x < y ? -1 : x > y ? 1 : 0
      case (.double(let x), .double(let y)):
        if x.isNaN || y.isNaN { return x.isNaN && y.isNaN ? 0 : x.isNaN ? 1 : -1 }
        return x < y ? -1 : x > y ? 1 : 0
      case (.string(let x), .string(let y)):
        let (p, q) = (Array(x.utf8), Array(y.utf8))
        return p == q ? 0 : p.lexicographicallyPrecedes(q) ? -1 : 1
      case (.decimal(let x), .decimal(let y)): return x < y ? -1 : x > y ? 1 : 0
      case (.boolean(let x), .boolean(let y)): return x == y ? 0 : x ? 1 : -1
      default: return 0
      }
    }
    switch expression {
    case .boundReference(let reference): return row[reference.ordinal]
    case .literal(let literal): return literal.value
    case .and(let a, let b):
      let x = try naive(a, row)
      if x == .boolean(false) { return x }
      let y = try naive(b, row)
      return y == .boolean(false) ? y : x.isNull || y.isNull ? .null : .boolean(true)
    case .or(let a, let b):
      let x = try naive(a, row)
      if x == .boolean(true) { return x }
      let y = try naive(b, row)
      return y == .boolean(true) ? y : x.isNull || y.isNull ? .null : .boolean(false)
    case .not(let child):
      if case .boolean(let flag) = try naive(child, row) { return .boolean(!flag) }
      return .null
    case .isNull(let child): return .boolean(try naive(child, row).isNull)
    case .isNotNull(let child): return .boolean(!(try naive(child, row).isNull))
    case .comparison(let op, let a, let b):
      let x = try naive(a, row)
      let y = try naive(b, row)
      if op == .nullSafeEqual { return .boolean(x.isNull || y.isNull ? x.isNull && y.isNull : same(x, y) == 0) }
      if x.isNull || y.isNull { return .null }
      let order = same(x, y)
      switch op {
      case .equal, .nullSafeEqual: return .boolean(order == 0)
      case .notEqual: return .boolean(order != 0)
      case .less: return .boolean(order < 0)
      case .lessOrEqual: return .boolean(order <= 0)
      case .greater: return .boolean(order > 0)
      case .greaterOrEqual: return .boolean(order >= 0)
      }
    case .arithmetic(let arithmetic):
      guard case .integer(let x) = try naive(arithmetic.left, row), case .integer(let y) = try naive(arithmetic.right, row) else {
        _ = try naive(arithmetic.right, row)
        return .null
      }
      switch arithmetic.op {
      case .add: return .integer(x + y)
      case .subtract: return .integer(x - y)
      case .multiply: return .integer(x * y)
      default:
        if y == 0 { throw SparkError("DIVIDE_BY_ZERO") }
        return .integer(x / y)
      }
    case .inList(let child, let list):
      let x = try naive(child, row)
      if x.isNull { return .null }
      let values = try list.map { try naive($0, row) }
      if values.contains(where: { !$0.isNull && same($0, x) == 0 }) { return .boolean(true) }
      return values.contains { $0.isNull } ? .null : .boolean(false)
    case .caseWhen(let branches, let otherwise):
      for branch in branches where try naive(branch.condition, row) == .boolean(true) { return try naive(branch.value, row) }
      return try otherwise.map { try naive($0, row) } ?? .null
    default: return .null
    }
  }

  static let types: [DataType] = [.long, .double, .string, .boolean, .integer, .decimal(precision: 7, scale: 2)]

  private func column(_ ordinal: Int) -> Expression {
    .boundReference(BoundReference(ordinal, Self.types[ordinal], nullable: true))
  }

  private func number(_ depth: Int, _ random: inout RandomColumns) -> Expression {
    switch depth == 0 ? Int.random(in: 0..<2, using: &random.generator) : Int.random(in: 0..<5, using: &random.generator) {
    case 0: return column(0)
    case 1: return .literal(Literal(random.value(.long, nulls: true), .long))
    case 2:
      let ops: [Arithmetic.Operator] = [.add, .subtract, .multiply, .integralDivide]
      let op = ops.randomElement(using: &random.generator) ?? .add
      return .arithmetic(Arithmetic(op, number(depth - 1, &random), number(depth - 1, &random), type: .long, mode: .ansi))
    case 3:
      return .caseWhen(
        [CaseBranch(condition(depth - 1, &random), number(depth - 1, &random))],
        otherwise: Bool.random(using: &random.generator) ? number(depth - 1, &random) : nil)
    default:
      return .caseWhen(
        [
          CaseBranch(condition(depth - 1, &random), number(depth - 1, &random)),
          CaseBranch(condition(depth - 1, &random), number(0, &random)),
        ], otherwise: number(depth - 1, &random))
    }
  }

  private func condition(_ depth: Int, _ random: inout RandomColumns) -> Expression {
    let ops: [ComparisonOperator] = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .nullSafeEqual]
    let op = ops.randomElement(using: &random.generator) ?? .equal
    switch depth == 0 ? Int.random(in: 0..<4, using: &random.generator) : Int.random(in: 0..<9, using: &random.generator) {
    case 0:
      let ordinal = Int.random(in: 0..<6, using: &random.generator)
      return .comparison(
        op, column(ordinal), .literal(Literal(random.value(Self.types[ordinal], nulls: false), Self.types[ordinal])))
    case 1: return column(3)
    case 2:
      let ordinal = Int.random(in: 0..<6, using: &random.generator)
      let list = (0..<Int.random(in: 1...12, using: &random.generator)).map { _ in
        Expression.literal(
          Literal(
            random.value(Self.types[ordinal], nulls: Int.random(in: 0..<20, using: &random.generator) == 0), Self.types[ordinal]))
      }
      return .inList(column(ordinal), list)
    case 3:
      let ordinal = Int.random(in: 0..<6, using: &random.generator)
      return Bool.random(using: &random.generator) ? .isNull(column(ordinal)) : .isNotNull(column(ordinal))
    case 4: return .and(condition(depth - 1, &random), condition(depth - 1, &random))
    case 5: return .or(condition(depth - 1, &random), condition(depth - 1, &random))
    case 6: return .not(condition(depth - 1, &random))
    default: return .comparison(op, number(depth - 1, &random), number(depth - 1, &random))
    }
  }

  private func batch(_ count: Int, _ random: inout RandomColumns) -> RecordBatch {
    RecordBatch(Self.types.map { random.column($0, count: count, nulls: Bool.random(using: &random.generator)) }, count: count)
  }

  private func describe(_ value: Value) -> String {
    if case .double(let number) = value { return number == 0 ? "0" : "\(number)" }
    return "\(value)"
  }

  @Test func expressionsMatchTheNaiveEvaluation() throws {
    var random = RandomColumns(seed: 7)
    for round in 0..<1500 {
      let count = round % 131
      let input = batch(count, &random)
      let rows = (0..<count).map { row in input.columns.map { $0.value(at: row) } }
      let expression = round % 2 == 0 ? number(3, &random) : condition(3, &random)
      var selection: Selection?
      if round % 3 == 0 {
        selection = Selection((0..<count).filter { _ in Bool.random(using: &random.generator) }.map { Int32($0) })
      }
      let wantedRows = selection.map { kept in (0..<kept.count).map { rows[Int(kept.indices[$0])] } } ?? rows
      let wanted = Result { try wantedRows.map { try Self.naive(expression, $0) } }
      let got = Result {
        let compiled = try ExpressionCompiler.compile(expression, input: [])
        let vector = try compiled.evaluate(EvaluationBatch(input, selection: selection))
        #expect(vector.count == wantedRows.count)
        return (0..<vector.count).map { vector.value(at: $0) }
      }
      switch (wanted, got) {
      case (.success(let a), .success(let b)): #expect(a.map(describe) == b.map(describe), "round \(round): \(expression)")
      case (.failure, .failure): break
      default: Issue.record("round \(round): want \(wanted), got \(got) for \(expression)")
      }
    }
  }

  @Test func predicatesSelectTheNaiveRows() throws {
    var random = RandomColumns(seed: 11)
    for round in 0..<800 {
      let count = (round * 7) % 300
      let input = batch(count, &random)
      let conjuncts = (0..<Int.random(in: 1...4, using: &random.generator)).map { _ in condition(2, &random) }
      let wanted = Result {
        try (0..<count).filter { row in
          let values = input.columns.map { $0.value(at: row) }
          return try conjuncts.allSatisfy { try Self.naive($0, values) == .boolean(true) }
        }
      }
      let got = Result {
        let selection = try CompiledPredicate(conjuncts, input: []).select(input)
        return selection.map { kept in (0..<kept.count).map { Int(kept.indices[$0]) } } ?? Array(0..<count)
      }
      // Cheap conjuncts run first: they may hide an error, but never make one.
      if case .success(let rows) = wanted {
        switch got {
        case .success(let found): #expect(found == rows, "round \(round): \(conjuncts)")
        case .failure(let error): Issue.record("round \(round): \(error) for \(conjuncts)")
        }
      }
    }
  }

  @Test func projectionsShareSubexpressions() throws {
    let calls = Counter()
    let function = BoundFunction("probe", type: .long, nullable: true) { arguments, _ in
      calls.increment()
      return arguments[0].flattened()
    }
    let call = Expression.call(FunctionCall(function, [column(0)]))
    let sum = Expression.arithmetic(Arithmetic(.add, call, .literal(.long(1)), type: .long, mode: .ansi))
    let product = Expression.arithmetic(Arithmetic(.multiply, sum, call, type: .long, mode: .ansi))
    let projection = try CompiledProjection([call, sum, product], input: [])
    let batch = RecordBatch([Vector.of([.integer(3), .null, .integer(5)], type: .long)], count: 3)
    let result = try projection.evaluate(batch)
    #expect(result.columns[2].value(at: 0) == .integer(12))
    #expect(result.columns[2].value(at: 1) == .null)
    #expect(result.columns[2].value(at: 2) == .integer(30))
    #expect(calls.value == 1)
  }

  @Test func dictionariesAreEvaluatedOnce() throws {
    let calls = Counter()
    let function = BoundFunction("probe", type: .string, nullable: true) { arguments, count in
      calls.add(count)
      return arguments[0].flattened()
    }
    let text = BoundReference(0, .string, nullable: true)
    let compiled = try ExpressionCompiler.compile(
      .call(FunctionCall(function, [.boundReference(text)])), input: [])
    let values = Vector.of([.string("x"), .string("y")], type: .string)
    let indices = [Int32](repeating: 1, count: 1000)
    let column = Vector(type: .string, count: 1000, layout: .dictionary(indices: .init(copying: indices), values: values))
    for _ in 0..<5 {
      let result = try compiled.evaluate(RecordBatch([column], count: 1000))
      #expect(result.value(at: 999) == .string("y"))
    }
    #expect(calls.value == 2)
  }

  @Test func errorsCarryTheirPlace() throws {
    let place = Origin(.sql(text: "SELECT 1/0", start: 7, stop: 9, objectType: "", objectName: ""))
    let expression = Expression.arithmetic(
      Arithmetic(.divide, .literal(.double(1)), .literal(.double(0)), type: .double, mode: .ansi, origin: place))
    let error = #expect(throws: SparkError.self) { try ExpressionCompiler.evaluateConstant(expression) }
    #expect(error?.condition == "DIVIDE_BY_ZERO")
    #expect(error?.queryContext.first?.fragment == "1/0")
    #expect(try ExpressionCompiler.compile(expression, input: []).evaluate(RecordBatch([], count: 0)).count == 0)
  }
}

/// A number that closures of any thread add to.
final class Counter: Sendable {
  private let total = Atomic<Int>(0)
  func increment() { add(1) }
  func add(_ amount: Int) { total.add(amount, ordering: .relaxed) }
  var value: Int { total.load(ordering: .relaxed) }
}
