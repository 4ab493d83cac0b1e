import Foundation
import RedstartColumnar
import RedstartConnectors
import RedstartTypes
import Testing

@testable import RedstartParquetSource

/// Statistics may only rule out rows that do not meet the filters.
struct PruningTests {
  /// Filters with the literals of the data themselves, just below and just above.
  @Test(arguments: ["row-groups", "pages", "duckdb", "spark", "polars", "fallback", "no-nulls", "all-null", "int96"])
  func prunedRowsDoNotMatch(_ name: String) throws {
    let path = Fixture.url(name + ".parquet").path
    let all = try Rows(path)
    var generator = SeededGenerator(seed: 3)
    for (position, field) in all.schema.fields.enumerated() {
      let values = all.batches.flatMap { batch in (0..<batch.count).map { batch.columns[position].value(at: $0) } }
      let lines = all.lines(0)
      for _ in 0..<6 {
        guard let literal = Self.literal(near: values.randomElement(using: &generator) ?? .null, field.type, &generator) else {
          continue
        }
        let name = field.name
        let some = [
          literal, Self.literal(near: values.randomElement(using: &generator) ?? .null, field.type, &generator) ?? literal,
        ]
        var filters: [SourceFilter] = [
          .equal(name, literal), .notEqual(name, literal), .less(name, literal), .lessOrEqual(name, literal),
          .greater(name, literal), .greaterOrEqual(name, literal), .in(name, some), .isNull(name), .isNotNull(name),
          .not(.less(name, literal)), .and(.greater(name, literal), .less(name, some[1])),
          .or(.less(name, literal), .isNull(name)),
          .not(.or(.equal(name, literal), .greater(name, some[1]))), .not(.in(name, some)),
        ]
        if case .string(let text) = literal.value { filters.append(.startsWith(name, String(text.prefix(2)))) }
        for filter in filters {
          let read = try Rows(path, filters: [filter])
          let wanted = values.indices.filter { Self.matches(filter, values[$0]) }
          // Rows are compared by their first column in order: what matches must be a subsequence of what was read.
          var found = read.lines(0).makeIterator()
          for row in wanted {
            var isThere = false
            while let line = found.next() {
              if line == lines[row] {
                isThere = true
                break
              }
            }
            #expect(isThere, "\(filter) lost row \(row)")
            if !isThere { return }
          }
        }
      }
    }
  }

  @Test func rowGroupsAndPagesAreLeftOut() throws {
    let path = Fixture.url("pages.parquet").path
    let one = try Rows(path, filters: [.equal("a", .integer(17_000))])
    #expect(one.count < 3000)
    #expect(one.lines(0).contains("17000"))
    let none = try Rows(path, filters: [.greater("a", .integer(20_000))])
    #expect(none.count == 0)
    #expect(none.scan?.rowCount == 0)
    let nulls = try Rows(path, filters: [.isNotNull("n"), .less("a", .integer(9000)), .greater("a", .integer(5200))])
    #expect(nulls.count < 9000)
    let missing = try Rows(
      path, required: StructType([StructField("a", .integer), StructField("z", .string)]), filters: [.isNotNull("z")])
    #expect(missing.count == 0)
  }

  @Test func publicStatistics() throws {
    let metadata = try ParquetFileMetadata(path: Fixture.url("pages.parquet").path)
    let a = try #require(metadata.statistics(of: "A"))
    #expect(a.minimum == .integer(0) && a.maximum == .integer(19_999) && a.nullCount == 0 && a.rowCount == 20_000)
    let b = try #require(metadata.statistics(of: "b"))
    #expect(b.minimum == .string("text number 0") && b.maximum == .string("text number 999"))
    let n = try #require(metadata.statistics(of: "n"))
    let nulls = (0..<20_000).filter { $0 % 3 == 0 || ($0 > 5000 && $0 < 9000) }.count
    #expect(n.nullCount == nulls)
    #expect(metadata.statistics(of: "l") == nil)
    #expect(metadata.rowGroupCount == 2)
  }

  private static func literal(near value: Value, _ type: DataType, _ generator: inout SeededGenerator) -> Literal? {
    let step = Int64.random(in: -1...1, using: &generator)
    switch value {
    case .null, .interval, .array, .map, .structure, .binary: return nil
    case .integer(let number):
      let (sum, overflow) = number.addingReportingOverflow(step)
      return Literal(.integer(overflow ? number : sum), type)
    case .decimal(let digits): return Literal(.decimal(digits + Int128(step)), type)
    case .double(let number): return Literal(.double(number + Double(step)), type)
    case .string(let text): return Literal(.string(step < 0 ? String(text.dropLast()) : step > 0 ? text + "a" : text), type)
    default: return Literal(value, type)
    }
  }

  private static func matches(_ filter: SourceFilter, _ value: Value) -> Bool { truth(filter, value) == true }

  /// Three-valued truth of a filter on one value.
  private static func truth(_ filter: SourceFilter, _ value: Value) -> Bool? {
    func compared(_ literal: Literal, _ test: (Int) -> Bool) -> Bool? { order(value, literal.value).map(test) }
    switch filter {
    case .equal(_, let literal): return compared(literal) { $0 == 0 }
    case .notEqual(_, let literal): return compared(literal) { $0 != 0 }
    case .less(_, let literal): return compared(literal) { $0 < 0 }
    case .lessOrEqual(_, let literal): return compared(literal) { $0 <= 0 }
    case .greater(_, let literal): return compared(literal) { $0 > 0 }
    case .greaterOrEqual(_, let literal): return compared(literal) { $0 >= 0 }
    case .in(_, let literals): return value.isNull ? nil : literals.contains { order(value, $0.value) == 0 }
    case .isNull: return value.isNull
    case .isNotNull: return !value.isNull
    case .startsWith(_, let prefix):
      guard case .string(let text) = value else { return nil }
      return text.hasPrefix(prefix)
    case .not(let inner): return truth(inner, value).map { !$0 }
    case .and(let a, let b):
      let x = truth(a, value)
      let y = truth(b, value)
      return x == false || y == false ? false : x == nil || y == nil ? nil : true
    case .or(let a, let b):
      let x = truth(a, value)
      let y = truth(b, value)
      return x == true || y == true ? true : x == nil || y == nil ? nil : false
    }
  }

  private static func order(_ a: Value, _ b: Value) -> Int? {
    switch (a, b) {
    case (.integer(let x), .integer(let y)): return x < y ? -1 : x > y ? 1 : 0
    case (.decimal(let x), .decimal(let y)): return x < y ? -1 : x > y ? 1 : 0
    case (.double(let x), .double(let y)): return x < y ? -1 : x > y ? 1 : 0
    case (.boolean(let x), .boolean(let y)): return (x ? 1 : 0) - (y ? 1 : 0)
    case (.string(let x), .string(let y)):
      let (p, q) = (Array(x.utf8), Array(y.utf8))
      return p.lexicographicallyPrecedes(q) ? -1 : q.lexicographicallyPrecedes(p) ? 1 : 0
    default: return nil
    }
  }
}
