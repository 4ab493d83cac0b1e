import RedstartColumnar
import RedstartTypes

/// A function that takes function literals: `transform(array, x -> x + 1)`.
///
/// Analysis settles the literals before it calls ``SQLFunction/bind(_:)``, one after the other: it asks for the types of the
/// variables, resolves the body with them in scope, and puts the result in the literal's place.
public protocol HigherOrderFunction: SQLFunction {
  /// The variables that argument `index` is called with; nil where a plain value is wanted.
  /// - Parameters:
  ///   - count: How many variables the literal names.
  ///   - call: The call; its arguments before `index` are settled.
  func variables(of index: Int, count: Int, in call: FunctionBinding) throws -> [LambdaParameter]?
}

/// What a variable of a function literal holds.
public struct LambdaParameter: Sendable {
  public var type: DataType
  public var nullable: Bool

  public init(_ type: DataType, nullable: Bool) {
    self.type = type
    self.nullable = nullable
  }
}

/// A function literal in a running query: computes many elements at once.
public protocol LambdaBody {
  /// How many variables it takes.
  var variableCount: Int { get }
  /// The values for elements.
  /// - Parameters:
  ///   - variables: One vector a variable, at least ``variableCount`` of them, with a row for each element.
  ///   - rows: The row of the call that each element belongs to, for the columns that the body reads.
  func callAsFunction(_ variables: [Vector], rows: Selection) throws -> Vector
}

extension BoundFunction {
  /// The computation of a batch by a function that takes function literals: its other arguments as in ``Body``, and the literals.
  public typealias HigherOrderBody = @Sendable (_ arguments: [Vector], _ lambdas: [any LambdaBody], _ count: Int) throws -> Vector
}

extension FunctionBinding {
  /// The call of a function that takes function literals; its body handles nulls itself.
  public func higherOrder(
    _ arguments: [Expression], _ type: DataType, nullable: Bool, body: @escaping BoundFunction.HigherOrderBody
  ) -> Expression {
    .call(
      FunctionCall(
        BoundFunction(higherOrder: name.lowercased(), type: type, nullable: nullable, body: body), arguments, origin: origin))
  }
}
