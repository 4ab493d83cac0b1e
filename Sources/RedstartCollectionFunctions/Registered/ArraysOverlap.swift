import RedstartLogicalPlan
import RedstartTypes

/// Returns whether the arrays share an element that is not null.
struct ArraysOverlap: SQLFunction {
  static let names = ["arrays_overlap"]
  static let documentation = FunctionDocumentation(
    "arrays_overlap(a1, a2) - Returns whether the arrays share an element that is not null.",
    examples: [("SELECT arrays_overlap(array(1, 2, 3), array(3, 4, 5))", "True")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    let (a, b, _) = try call.twoArrays()
    let canGiveNull = [a, b].contains { if case .array(_, let nulls) = $0.type { nulls } else { true } }
    return call.scalar(nil, [a, b], .boolean, canGiveNull: canGiveNull) { arguments, count in
      let x = ListColumn(arguments[0])
      let y = ListColumn(arguments[1])
      let keyX = keys(x.child)
      let keyY = keys(y.child)
      return RowLoop.optional(arguments, count, .boolean, as: UInt8.self) { row in
        let left = x[row].map(keyX)
        let right = Set(y[row].map(keyY))
        if left.contains(where: { !$0.isNull && right.contains($0) }) { return 1 }
        let bothFilled = !left.isEmpty && !y[row].isEmpty
        return bothFilled && (left.contains { $0.isNull } || right.contains(.null)) ? nil : 0
      }
    }
  }
}
