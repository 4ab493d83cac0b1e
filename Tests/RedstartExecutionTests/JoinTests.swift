import RedstartColumnar
import RedstartConnectors
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes
import Testing

@testable import RedstartExecution

@Suite("Joins")
struct JoinTests {
  private let leftColumns = [Attribute("k", .integer), Attribute("a", .long)]
  private let rightColumns = [Attribute("k", .integer), Attribute("b", .long)]

  static func job(faults: (@Sendable (Int, Int, Int) throws -> Void)? = nil) -> JobContext {
    JobContext(
      pool: .shared, memory: MemoryPool(limit: 1 << 30), environment: SourceEnvironment(), faults: faults)
  }

  /// Rows (key or null, number), cut into batches.
  private func table(
    _ rows: [(Int32?, Int64)], _ columns: [Attribute], batchRows: Int = 97
  ) -> LocalTableScanExec {
    let batches = stride(from: 0, to: rows.count, by: batchRows).map { start -> RecordBatch in
      let part = rows[start..<min(start + batchRows, rows.count)]
      return RecordBatch(
        [
          .of(part.map { $0.0.map { .integer(Int64($0)) } ?? .null }, type: .integer),
          .of(part.map { .integer($0.1) }, type: .long),
        ], count: part.count)
    }
    return LocalTableScanExec(output: columns, batches: batches, parallelism: 2)
  }

  private func random(_ count: Int, keys: Int32, _ random: inout SeededGenerator) -> [(Int32?, Int64)] {
    (0..<count).map { index in
      let key = Int32.random(in: 0..<keys, using: &random)
      return (key % 6 == 5 ? nil : key, Int64(index))
    }
  }

  /// The join by its definition.
  private func expected(
    _ type: JoinType, _ left: [(Int32?, Int64)], _ right: [(Int32?, Int64)], _ matches: (Int64, Int64) -> Bool
  ) -> [String] {
    func pair(_ l: (Int32?, Int64), _ r: (Int32?, Int64)) -> Bool { l.0 != nil && l.0 == r.0 && matches(l.1, r.1) }
    var rows: [String] = []
    switch type {
    case .leftSemi: rows = left.filter { l in right.contains { pair(l, $0) } }.map { "\($0.1)" }
    case .leftAnti: rows = left.filter { l in !right.contains { pair(l, $0) } }.map { "\($0.1)" }
    default:
      for l in left {
        let partners = right.filter { pair(l, $0) }
        rows += partners.map { "\(l.1),\($0.1)" }
        if partners.isEmpty, type == .leftOuter || type == .fullOuter { rows.append("\(l.1),null") }
      }
      if type == .rightOuter || type == .fullOuter {
        rows += right.filter { r in !left.contains { pair($0, r) } }.map { "null,\($0.1)" }
      }
    }
    return rows.sorted()
  }

  private func run(_ plan: any PhysicalPlan) throws -> [String] {
    let numbers = plan.output.indices.filter { plan.output[$0].name != "k" }
    return try StageRunner(Self.job()).collect(plan).flatMap { batch in
      (0..<batch.count).map { row in
        numbers.map { column in
          if case .integer(let number) = batch.columns[column].value(at: row) { return "\(number)" }
          return "null"
        }.joined(separator: ",")
      }
    }.sorted()
  }

  static let shapes: [(JoinType, Int, Int, Int32)] = [
    JoinType.inner, .leftOuter, .rightOuter, .fullOuter, .leftSemi, .leftAnti,
  ].flatMap { type in [(type, 400, 300, 50), (type, 300, 400, 2000), (type, 0, 20, 5), (type, 20, 0, 5)] }

  @Test(arguments: shapes, [BuildSide.left, .right])
  func hashJoinsAreWhatTheyAreDefinedAs(_ shape: (JoinType, Int, Int, Int32), _ build: BuildSide) throws {
    let (type, leftCount, rightCount, keys) = shape
    var generator = SeededGenerator(UInt64(leftCount + rightCount))
    let left = random(leftCount, keys: keys, &generator)
    let right = random(rightCount, keys: keys, &generator)
    for withCondition in [false, true] {
      let condition: Expression? =
        withCondition ? .comparison(.less, .attribute(leftColumns[1]), .attribute(rightColumns[1])) : nil
      let leftScan = table(left, leftColumns)
      let rightScan = table(right, rightColumns)
      let plan = try BroadcastHashJoinExec(
        type, build: build, leftKeys: [.attribute(leftColumns[0])], rightKeys: [.attribute(rightColumns[0])],
        condition: condition, left: build == .left ? BroadcastExchangeExec(leftScan) : leftScan,
        right: build == .right ? BroadcastExchangeExec(rightScan) : rightScan)
      let wanted = expected(type, left, right) { !withCondition || $0 < $1 }
      #expect(try run(plan) == wanted)
      let shuffled = try ShuffledHashJoinExec(
        type, build: build, leftKeys: [.attribute(leftColumns[0])], rightKeys: [.attribute(rightColumns[0])],
        condition: condition, left: try ShuffleExchangeExec(.hash([.attribute(leftColumns[0])], 3), leftScan),
        right: try ShuffleExchangeExec(.hash([.attribute(rightColumns[0])], 3), rightScan))
      #expect(try run(shuffled) == wanted)
    }
  }

  @Test(arguments: [JoinType.inner, .leftOuter, .fullOuter, .leftSemi, .leftAnti])
  func nestedLoopsAreWhatTheyAreDefinedAs(_ type: JoinType) throws {
    var generator = SeededGenerator(4)
    let left = random(120, keys: 20, &generator)
    let right = random(90, keys: 20, &generator)
    let condition = Expression.and(
      .comparison(.equal, .attribute(leftColumns[0]), .attribute(rightColumns[0])),
      .comparison(.less, .attribute(leftColumns[1]), .attribute(rightColumns[1])))
    let plan = try BroadcastNestedLoopJoinExec(
      type, build: .right, condition: condition, left: table(left, leftColumns),
      right: BroadcastExchangeExec(table(right, rightColumns)))
    #expect(try run(plan) == expected(type, left, right) { $0 < $1 })
  }

  /// More pairs than a batch holds: every row of one side meets every row of the other, once.
  @Test func crossJoinsOfManyRowsPairThemAll() throws {
    let left = (0..<20_000).map { (Int32?.some(Int32($0 % 3)), Int64($0)) }
    let right: [(Int32?, Int64)] = [(0, 0), (1, 1)]
    for build in [BuildSide.left, .right] {
      let (leftScan, rightScan) = (table(left, leftColumns, batchRows: 8192), table(right, rightColumns, batchRows: 8192))
      let plan = try BroadcastNestedLoopJoinExec(
        .inner, build: build, condition: nil, left: build == .left ? BroadcastExchangeExec(leftScan) : leftScan,
        right: build == .right ? BroadcastExchangeExec(rightScan) : rightScan)
      #expect(try run(plan) == left.flatMap { l in right.map { "\(l.1),\($0.1)" } }.sorted())
    }
  }

  @Test func notInKnowsNulls() throws {
    let left: [(Int32?, Int64)] = [(1, 0), (nil, 1), (3, 2)]
    for (right, wanted) in [([(1, 0)], ["2"]), ([(1, 0), (nil, 1)], []), ([], ["0", "1", "2"])] as [([(Int32?, Int64)], [String])]
    {
      let plan = try BroadcastHashJoinExec(
        .leftAnti, build: .right, leftKeys: [.attribute(leftColumns[0])], rightKeys: [.attribute(rightColumns[0])],
        condition: nil, isNullAware: true, left: table(left, leftColumns),
        right: BroadcastExchangeExec(table(right, rightColumns)))
      #expect(try run(plan) == wanted)
    }
  }
}
