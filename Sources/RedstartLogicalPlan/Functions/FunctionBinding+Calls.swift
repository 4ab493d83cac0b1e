import RedstartColumnar
import RedstartDiagnostics
import RedstartTypes

extension FunctionBinding {
  /// The call of a scalar function that gives null where an argument is null, and only there unless `canGiveNull`.
  public func scalar(
    _ function: String? = nil, _ arguments: [Expression], _ type: DataType, canGiveNull: Bool = false,
    sql: (@Sendable ([String]) -> String)? = nil, body: @escaping BoundFunction.Body
  ) -> Expression {
    .call(
      FunctionCall(
        BoundFunction(
          function ?? name.lowercased(), type: type, nullable: canGiveNull || arguments.contains { $0.nullable },
          nullPolicy: .propagate, sql: sql, body: body), arguments, origin: origin))
  }

  /// The call of a scalar function that handles nulls itself.
  public func scalarWithNulls(
    _ function: String? = nil, _ arguments: [Expression], _ type: DataType, nullable: Bool, isDeterministic: Bool = true,
    isFoldable: Bool = true, sql: (@Sendable ([String]) -> String)? = nil, body: @escaping BoundFunction.Body
  ) -> Expression {
    .call(
      FunctionCall(
        BoundFunction(
          function ?? name.lowercased(), type: type, nullable: nullable, nullPolicy: .custom,
          isDeterministic: isDeterministic, isFoldable: isFoldable, sql: sql, body: body), arguments, origin: origin))
  }

  /// The call of an aggregate function.
  public func aggregate(
    _ arguments: [Expression], _ type: DataType, nullable: Bool = true, states: [DataType], defaultResult: Literal? = nil,
    ignoresDuplicates: Bool = false, sql: (@Sendable ([String]) -> String)? = nil,
    makeAccumulator: @escaping @Sendable () -> any GroupedAccumulator
  ) -> Expression {
    .aggregate(
      AggregateCall(
        BoundAggregate(
          name.lowercased(), type: type, nullable: nullable, stateTypes: states, defaultResult: defaultResult,
          ignoresDuplicates: ignoresDuplicates, sql: sql, makeAccumulator: makeAccumulator), arguments,
        isDistinct: isDistinct, filter: filter, origin: origin))
  }
}
