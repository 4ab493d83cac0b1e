import RedstartColumnar
import RedstartKernels
import RedstartTypes
import Testing

@Suite struct SortKeysTests {
  private static let types: [DataType] = [
    .boolean, .byte, .integer, .long, .double, .float, .string, .date, .decimal(precision: 7, scale: 2),
    .decimal(precision: 30, scale: 2), .array(.integer, containsNull: true),
    .struct(StructType([StructField("a", .string), StructField("b", .double)])),
  ]

  @Test func sortsAsTheRowOrderDoes() throws {
    var random = RandomColumns(seed: 3)
    for round in 0..<600 {
      let count = round < 400 ? round % 131 : Int.random(in: 100...3000, using: &random.generator)
      let keys = (0..<Int.random(in: 1...3, using: &random.generator)).map { _ in
        Self.types.randomElement(using: &random.generator) ?? .long
      }
      let columns = keys.map { random.column($0, count: count, nulls: Bool.random(using: &random.generator)) }
      let directions = keys.map { _ in
        SortDirection(
          descending: Bool.random(using: &random.generator), nullsFirst: Bool.random(using: &random.generator))
      }
      let orders = try columns.map { try RowOrder($0) }
      let wanted = (0..<count).sorted { a, b in
        let order = SortKeys.compare(orders, a, orders, b, directions)
        return order == 0 ? a < b : order < 0
      }
      let got = try SortKeys.sortedRows(columns, directions, count: count)
      let rows = (0..<got.count).map { Int(got.indices[$0]) }
      #expect(rows == wanted, "round \(round): \(keys.map(\.sql)) \(directions)")
    }
  }

  @Test func equalRowsHaveEqualHashes() throws {
    var random = RandomColumns(seed: 5)
    for round in 0..<300 {
      let count = round % 131
      for type in Self.types {
        let column = random.column(type, count: count, nulls: true)
        let flat = Vector.of((0..<count).map { column.value(at: $0) }, type: type)
        let a = RowHash.hashes([column], count: count)
        let b = RowHash.hashes([flat], count: count)
        let order = try RowOrder(flat)
        for row in 0..<count {
          #expect(a.pointer(UInt64.self)[row] == b.pointer(UInt64.self)[row])
          if row > 0, order.equal(row, order, row - 1) {
            #expect(b.pointer(UInt64.self)[row] == b.pointer(UInt64.self)[row - 1])
          }
        }
      }
    }
  }
}
