import RedstartLogicalPlan
import RedstartTypes

/// Returns the strings, binaries or arrays joined.
struct Concat: SQLFunction {
  static let names = ["concat", "||"]
  static let documentation = FunctionDocumentation(
    "concat(col1, col2, ..., colN) - Returns the strings, binaries or arrays joined.",
    examples: [("SELECT concat('Spark', 'SQL')", "SparkSQL"), ("SELECT concat(array(1, 2, 3), array(4, 5))", "[1, 2, 3, 4, 5]")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    if call.arguments.isEmpty {
      return call.scalar(nil, [], .string) { _, count in .constant(.of([.string("")], type: .string), count: count) }
    }
    if call.arguments.contains(where: { if case .array = $0.type { true } else { false } }) {
      return try call.concatenatedArrays()
    }
    let isBinary = call.arguments.allSatisfy { $0.type == .binary }
    let type: DataType = isBinary ? .binary : .string
    let arguments = try call.arguments.indices.map { try call.argument($0, type) }
    return call.scalar("concat", arguments, type) { arguments, count in
      let parts = arguments.map { BytesColumn($0) }
      return RowLoop.bytes(arguments, count, type) { row, sink in
        for part in parts { sink.append(part[row]) }
        return true
      }
    }
  }
}
