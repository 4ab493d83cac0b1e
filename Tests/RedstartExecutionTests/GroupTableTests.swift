import RedstartColumnar
import RedstartMemory
import RedstartTypes
import Testing

@testable import RedstartExecution

@Suite("Group table")
struct GroupTableTests {
  /// Rows of mixed keys: few or many values, nulls, long strings.
  private func rows(_ count: Int, distinct: Int, _ random: inout SeededGenerator) -> [[Value]] {
    (0..<count).map { _ in
      let number = Int64.random(in: 0..<Int64(distinct), using: &random)
      let text = number % 3 == 0 ? "a string of more than twelve bytes, number \(number)" : "s\(number)"
      return [
        number % 7 == 0 ? .null : .integer(number), number % 5 == 0 ? .null : .string(text),
        number % 11 == 0 ? .double(.nan) : .double(number % 2 == 0 ? -0.0 : Double(number)),
      ]
    }
  }

  /// Keys as the table sees them: one zero, one NaN.
  private func normal(_ row: [Value]) -> [String] {
    row.map { value in
      if case .double(let number) = value { return number == 0 ? "0" : "\(number)" }
      return "\(value)"
    }
  }

  @Test(arguments: [(1, 1), (63, 5), (130, 130), (5000, 40), (20000, 15000)])
  func groupsLikeADictionary(_ count: Int, _ distinct: Int) throws {
    var random = SeededGenerator(UInt64(count))
    let types: [DataType] = [.long, .string, .double]
    let table = GroupTable(try KeyLayout(types: types, nullsMatter: true))
    var expected: [[String]: Int32] = [:]
    var order: [[Value]] = []
    for _ in 0..<3 {
      let batch = rows(count, distinct: distinct, &random)
      let columns = types.indices.map { index in Vector.of(batch.map { $0[index] }, type: types[index]) }
      var groups = [Int32](repeating: -1, count: count)
      groups.withUnsafeMutableBufferPointer { buffer in
        if let base = buffer.baseAddress { table.assign(columns, count: count, into: base) }
      }
      for (row, values) in batch.enumerated() {
        let key = normal(values)
        if expected[key] == nil {
          expected[key] = Int32(expected.count)
          order.append(values)
        }
        #expect(groups[row] == expected[key])
      }
    }
    #expect(table.count == expected.count)
    let keys = table.keyColumns()
    for (group, values) in order.enumerated() {
      #expect(normal(keys.map { $0.value(at: group) }) == normal(values))
    }
  }

  @Test func dictionaryCodesGiveTheSameGroups() throws {
    var random = SeededGenerator(9)
    let layout = try KeyLayout(types: [.string, .string], nullsMatter: true)
    let coded = GroupTable(layout)
    let plain = GroupTable(layout)
    for _ in 0..<4 {
      let dictionaries = [["A", "R", "N"], ["a value longer than twelve bytes", "F"]].map { words in
        Vector.of(words.map { .string($0) }, type: .string)
      }
      let columns = dictionaries.map { dictionary in
        let codes = (0..<700).map { _ in Int32.random(in: 0..<Int32(dictionary.count), using: &random) }
        return Vector(type: .string, count: 700, layout: .dictionary(indices: Buffer(copying: codes), values: dictionary))
      }
      var first = [Int32](repeating: 0, count: 700)
      var second = first
      first.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { coded.assign(columns, count: 700, into: base) } }
      second.withUnsafeMutableBufferPointer {
        if let base = $0.baseAddress { plain.assign(columns.map { $0.flattened() }, count: 700, into: base) }
      }
      // Codes are met in another order than rows, so groups may be numbered differently; they must be the same partition.
      var names: [Int32: Int32] = [:]
      for (a, b) in zip(first, second) {
        #expect(names[a] == nil || names[a] == b)
        names[a] = b
      }
      #expect(Set(names.values).count == names.count)
    }
  }
}
