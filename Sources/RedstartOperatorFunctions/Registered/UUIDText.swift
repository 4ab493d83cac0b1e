import RedstartLogicalPlan
import RedstartTypes

/// Returns a random universally unique identifier.
struct UUIDText: SQLFunction {
  static let names = ["uuid"]
  static let documentation = FunctionDocumentation(
    "uuid() - Returns a random universally unique identifier.",
    examples: [])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(0, 1)
    return call.scalarWithNulls(
      nil, [], .string, nullable: false, isDeterministic: false, isFoldable: false, sql: { _ in "uuid()" }
    ) { _, count in
      RowLoop.bytes([], count, .string) { _, sink in
        let digits = Array("0123456789abcdef".utf8)
        for position in 0..<36 {
          switch position {
          case 8, 13, 18, 23: sink.append(45)
          case 14: sink.append(52)
          case 19: sink.append(digits[8 + Int.random(in: 0..<4)])
          default: sink.append(digits[Int.random(in: 0..<16)])
          }
        }
        return true
      }
    }
  }
}
