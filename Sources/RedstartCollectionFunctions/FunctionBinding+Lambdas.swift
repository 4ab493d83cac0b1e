import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

extension FunctionBinding {
  /// The elements of an array argument, as variables of a function literal see them.
  /// - Throws: `DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE` when it is no array.
  func elementVariable(_ index: Int) throws -> LambdaParameter {
    let (type, containsNull) = try elementType(index)
    return LambdaParameter(type, nullable: containsNull)
  }

  /// The keys and values of a map argument, as variables of a function literal see them.
  /// - Throws: `DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE` when it is no map.
  func entryVariables(_ index: Int) throws -> (key: LambdaParameter, value: LambdaParameter) {
    guard case .map(let key, let value, let nulls) = arguments[index].type else { throw unexpectedType(index, .anyMap) }
    return (LambdaParameter(key, nullable: false), LambdaParameter(value, nullable: nulls))
  }

  /// Fails unless the literal that is argument `index` returns a Boolean.
  /// - Throws: `DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE`.
  func requireCondition(_ index: Int) throws {
    if ![.boolean, .null].contains(arguments[index].type) { throw unexpectedType(index, .type(.boolean)) }
  }

  /// `exists` and `forall`: whether a condition comes out as `decisive` for some element.
  ///
  /// Of three values: null where no element decides and one is null.
  func bindQuantifier(decisive: Bool) throws -> Expression {
    try requireCount(2)
    try requireCondition(1)
    let array = arguments[0]
    return higherOrder([array, arguments[1]], .boolean, nullable: array.nullable || arguments[1].nullable) {
      arguments, lambdas, count in
      let lists = ListColumn(arguments[0])
      let elements = ElementRows(lists, [arguments[0]], count)
      let outcome = try elements.run(lambdas[0], elements: lists.child, type: .boolean)
      let isTrue = FixedColumn<UInt8>(outcome.type == .null ? Vector.nulls(.boolean, count: outcome.count) : outcome)
      let isNull = NullColumn(outcome)
      let result = VectorBuilder(type: .boolean, capacity: elements.rowCount)
      for row in 0..<elements.rowCount {
        guard elements.validity.map({ $0[row] }) ?? true else {
          result.appendNull()
          continue
        }
        var decided = false
        var sawNull = false
        for element in Int(elements.offsets[row])..<Int(elements.offsets[row + 1]) {
          if isNull(element) {
            sawNull = true
          } else if (isTrue[element] != 0) == decisive {
            decided = true
            break
          }
        }
        result.append(decided ? .boolean(decisive) : sawNull ? .null : .boolean(!decisive))
      }
      return elements.wrap(result.finish())
    }
  }
}
