import RedstartColumnar
import RedstartKernels
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes
import Testing

import class Foundation.ProcessInfo

@testable import RedstartEvaluation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Nanoseconds a value; run with REDSTART_BENCH=1 and in release, where whole modules are optimised: a kernel that is not
/// specialised costs a hundred times its figure.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["REDSTART_BENCH"] != nil), .serialized)
struct Benchmarks {
  static let count = 8192

  private func measure(_ name: String, limit: Double, rows: Int = count, _ body: () throws -> Void) rethrows {
    var best = Double.infinity
    for _ in 0..<7 {
      let repeats = max(1, 2_000_000 / rows)
      let start = processorNanoseconds()
      for _ in 0..<repeats { try body() }
      let nanoseconds = Double(processorNanoseconds() - start)
      best = min(best, nanoseconds / Double(repeats * rows))
    }
    print("BENCH \(name): \((best * 100).rounded() / 100) ns/value")
    #expect(best < limit, "\(name) takes \(best) ns a value")
  }

  /// Processor time of this thread: other work on the machine does not count.
  private func processorNanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  private func fixed<T: BitwiseCopyable>(_ type: DataType, _ make: (Int) -> T, count: Int = count) -> Vector {
    let buffer = Buffer(count: count, of: T.self)
    for row in 0..<count { buffer.mutable(T.self)[row] = make(row) }
    return Vector(type: type, count: count, values: buffer)
  }

  private func column(_ ordinal: Int, _ type: DataType) -> Expression {
    .boundReference(BoundReference(ordinal, type, nullable: true))
  }

  private func arithmetic(_ op: Arithmetic.Operator, _ a: Expression, _ b: Expression) -> Expression {
    .arithmetic(Arithmetic(op, a, b, type: Arithmetic.resultType(op, a.type, b.type), mode: .ansi))
  }

  @Test func arithmeticKernels() throws {
    let longs = fixed(.long) { Int64($0 * 7) }
    let ints = fixed(.integer) { Int32($0) }
    let doubles = fixed(.double) { Double($0) * 0.5 }
    let one = Vector.constant(.of([.integer(3)], type: .long), count: Self.count)
    for (name, op) in [("add", ArithmeticOperation.add), ("multiply", .multiply)] {
      try measure("int64 \(name) ansi", limit: 3) {
        _ = try ArithmeticKernel.evaluate(op, longs, longs, type: .long, mode: .ansi, count: Self.count)
      }
      try measure("int64 \(name) constant", limit: 3) {
        _ = try ArithmeticKernel.evaluate(op, longs, one, type: .long, mode: .ansi, count: Self.count)
      }
      try measure("int32 \(name) ansi", limit: 3) {
        _ = try ArithmeticKernel.evaluate(
          op, op == .add ? ints : ints.slice(0..<Self.count), op == .add ? ints : fixedSmall, type: .integer, mode: .ansi,
          count: Self.count)
      }
      try measure("double \(name)", limit: 3) {
        _ = try ArithmeticKernel.evaluate(op, doubles, doubles, type: .double, mode: .ansi, count: Self.count)
      }
    }
    try measure("int64 compare", limit: 3) {
      _ = try ComparisonKernel.evaluate(.less, longs, one, count: Self.count)
    }
    try measure("double compare", limit: 3) {
      _ = try ComparisonKernel.evaluate(.less, doubles, doubles, count: Self.count)
    }
    try measure("double divide", limit: 5) {
      _ = try ArithmeticKernel.evaluate(
        .divide, doubles, Vector.constant(.of([.double(3)], type: .double), count: Self.count), type: .double, mode: .ansi,
        count: Self.count)
    }
  }

  private var fixedSmall: Vector { fixed(.integer) { Int32($0 & 15) } }

  @Test func tpchExpressions() throws {
    let money = DataType.decimal(precision: 15, scale: 2)
    let price = fixed(money) { Int64(90_000 + $0 * 37) }
    let discount = fixed(money) { Int64($0 % 11) }
    let tax = fixed(money) { Int64($0 % 9) }
    let quantity = fixed(money) { Int64(100 + $0 % 50 * 100) }
    let date = fixed(.date) { Int32(8000 + $0 % 2500) }
    let batch = RecordBatch([price, discount, tax, quantity, date], count: Self.count)
    let one = Expression.literal(Literal(.decimal(1), .decimal(precision: 1, scale: 0)))
    let discounted = arithmetic(.multiply, column(0, money), arithmetic(.subtract, one, column(1, money)))
    let charged = arithmetic(.multiply, discounted, arithmetic(.add, one, column(2, money)))
    let q1 = try CompiledProjection([discounted, charged], input: [])
    try measure("q1 projection (disc_price, charge), decimals", limit: 15) { _ = try q1.evaluate(batch) }
    let doubles = [0, 1, 2, 3].map { ordinal in fixed(.double) { Double($0 % (ordinal + 7)) } }
    let doubleBatch = RecordBatch(doubles + [date], count: Self.count)
    let oneDouble = Expression.literal(.double(1))
    let discountedDouble = arithmetic(
      .multiply, column(0, .double), arithmetic(.subtract, oneDouble, column(1, .double)))
    let q1Double = try CompiledProjection(
      [discountedDouble, arithmetic(.multiply, discountedDouble, arithmetic(.add, oneDouble, column(2, .double)))], input: [])
    try measure("q1 projection, doubles", limit: 8) { _ = try q1Double.evaluate(doubleBatch) }
    func literal(_ digits: Int) -> Expression { .literal(Literal(.decimal(Int128(digits)), money)) }
    let q6 = try CompiledPredicate(
      [
        .comparison(.greaterOrEqual, column(4, .date), .literal(Literal(.integer(8766), .date))),
        .comparison(.less, column(4, .date), .literal(Literal(.integer(9131), .date))),
        .comparison(.greaterOrEqual, column(1, money), literal(5)), .comparison(.lessOrEqual, column(1, money), literal(7)),
        .comparison(.less, column(3, money), literal(2400)),
      ], input: [])
    try measure("q6 predicate (5 conjuncts)", limit: 10) { _ = try q6.select(batch) }
    let revenue = try ExpressionCompiler.compile(arithmetic(.multiply, column(0, money), column(1, money)), input: [])
    try measure("q6 filter and product", limit: 12) {
      _ = try revenue.evaluate(EvaluationBatch(batch, selection: try q6.select(batch)))
    }
  }

  @Test func casts() throws {
    let longs = fixed(.long) { Int64($0 * 7) }
    try measure("bigint to int", limit: 4) { _ = try CastKernel.cast(longs, to: .integer, mode: .ansi, zone: .utc) }
    try measure("bigint to double", limit: 4) { _ = try CastKernel.cast(longs, to: .double, mode: .ansi, zone: .utc) }
    try measure("bigint to decimal(20,2)", limit: 40) {
      _ = try CastKernel.cast(longs, to: .decimal(precision: 20, scale: 2), mode: .ansi, zone: .utc)
    }
    let text = try CastKernel.cast(longs, to: .string, mode: .ansi, zone: .utc)
    try measure("bigint to string", limit: 120) { _ = try CastKernel.cast(longs, to: .string, mode: .ansi, zone: .utc) }
    try measure("string to bigint", limit: 60) { _ = try CastKernel.cast(text, to: .long, mode: .ansi, zone: .utc) }
    try measure("string to double", limit: 80) { _ = try CastKernel.cast(text, to: .double, mode: .ansi, zone: .utc) }
    let dates = fixed(.date) { Int32($0) }
    let dateText = try CastKernel.cast(dates, to: .string, mode: .ansi, zone: .utc)
    try measure("string to date", limit: 60) { _ = try CastKernel.cast(dateText, to: .date, mode: .ansi, zone: .utc) }
  }

  @Test func sorting() throws {
    let rows = 1_000_000
    var generator = SplitMix(1)
    let longs = fixed(.long, { _ in Int64(bitPattern: generator.next()) }, count: rows)
    let few = fixed(.integer, { _ in Int32(generator.next() % 100) }, count: rows)
    let direction = SortDirection()
    try measure("argsort int64", limit: 300, rows: rows) { _ = try SortKeys.sortedRows([longs], [direction], count: rows) }
    try measure("argsort int32 (100 values), int64", limit: 400, rows: rows) {
      _ = try SortKeys.sortedRows([few, longs], [direction, direction], count: rows)
    }
    let text = try CastKernel.cast(longs, to: .string, mode: .ansi, zone: .utc)
    try measure("argsort strings of 19", limit: 4000, rows: rows) {
      _ = try SortKeys.sortedRows([text], [direction], count: rows)
    }
    measure("row hash of int64 and string", limit: 60, rows: rows) { _ = RowHash.hashes([longs, text], count: rows) }
  }

  @Test func predicates() throws {
    let strings = Vector.of((0..<Self.count).map { .string(["AIR", "MAIL", "SHIP", "REG AIR"][$0 % 4]) }, type: .string)
    let values = Vector.of(["AIR", "MAIL", "SHIP", "REG AIR"].map { .string($0) }, type: .string)
    let encoded = Vector(
      type: .string, count: Self.count,
      layout: .dictionary(indices: Buffer(copying: (0..<Self.count).map { Int32($0 % 4) }), values: values))
    let list: [Expression] = [.literal(.string("MAIL")), .literal(.string("SHIP"))]
    let member = try CompiledPredicate([.inList(column(0, .string), list)], input: [])
    let equal = try CompiledPredicate([.comparison(.equal, column(0, .string), list[0])], input: [])
    for (name, vector) in [("flat", strings), ("dictionary", encoded)] {
      let batch = RecordBatch([vector], count: Self.count)
      try measure("string = constant, \(name)", limit: 12) { _ = try equal.select(batch) }
      try measure("string IN (2), \(name)", limit: 40) { _ = try member.select(batch) }
    }
  }
}
