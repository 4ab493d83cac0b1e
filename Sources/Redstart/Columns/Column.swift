import Foundation
import RedstartConnectProtocol
import RedstartTypes

/// An expression over the columns of a DataFrame.
///
/// Columns are values: building one computes nothing, and names are looked up when the query is analysed.
/// `col("a") + 1 > col("b")` is a column, too.
public struct Column: Sendable {
  package let expression: Spark_Connect_Expression
  /// The subqueries inside of the expression.
  package let subqueries: [DataFrame]

  package init(_ expression: Spark_Connect_Expression, subqueries: [DataFrame] = []) {
    self.expression = expression
    self.subqueries = subqueries
  }

  package init(_ type: Spark_Connect_Expression.OneOf_ExprType, subqueries: [DataFrame] = []) {
    var expression = Spark_Connect_Expression()
    expression.exprType = type
    self.init(expression, subqueries: subqueries)
  }

  /// The column of that name; `*` and `a.*` mean all.
  public init(_ name: String) { self.init(name, planID: nil) }

  /// - Parameter planID: The DataFrame that the column belongs to.
  init(_ name: String, planID: Int64?) {
    if name == "*" || name.hasSuffix(".*") {
      var star = Spark_Connect_Expression.UnresolvedStar()
      if name != "*" { star.unparsedTarget = name }
      if let planID { star.planID = planID }
      self.init(.unresolvedStar(star))
      return
    }
    var attribute = Spark_Connect_Expression.UnresolvedAttribute()
    attribute.unparsedIdentifier = name
    if let planID { attribute.planID = planID }
    self.init(.unresolvedAttribute(attribute))
  }

  init(_ literal: Literal) { self.init(literal.expression) }

  /// A call of a function by name.
  package static func call(_ function: String, _ arguments: [Column], distinct: Bool = false, isInternal: Bool = false) -> Column
  {
    var call = Spark_Connect_Expression.UnresolvedFunction()
    call.functionName = function
    call.arguments = arguments.map(\.expression)
    call.isDistinct = distinct
    if isInternal { call.isInternal = true }
    return Column(.unresolvedFunction(call), subqueries: arguments.flatMap(\.subqueries))
  }

  package static func call(_ function: String, _ arguments: Column...) -> Column { call(function, arguments) }

  var isStar: Bool { if case .unresolvedStar? = expression.exprType { true } else { false } }
}

/// A column, or the name of one.
public protocol ColumnOrName: Sendable {
  var column: Column { get }
}

extension Column: ColumnOrName {
  public var column: Column { self }
}

extension String: ColumnOrName {
  public var column: Column { Column(self) }
}

/// A column, the name of one, or a number.
public protocol ColumnOrNumber: Sendable {
  var numberColumn: Column { get }
}

extension Column: ColumnOrNumber {
  public var numberColumn: Column { self }
}

extension String: ColumnOrNumber {
  public var numberColumn: Column { Column(self) }
}

extension Int: ColumnOrNumber {
  public var numberColumn: Column { Column(literal) }
}

extension Double: ColumnOrNumber {
  public var numberColumn: Column { Column(literal) }
}

/// A column or a constant; a text is a constant here, not a name.
public protocol ColumnOrValue: Sendable {
  var valueColumn: Column { get }
}

extension Column: ColumnOrValue {
  public var valueColumn: Column { self }
}

extension ColumnOrValue where Self: LiteralConvertible {
  public var valueColumn: Column { Column(literal) }
}

extension Bool: ColumnOrValue {}
extension Int8: ColumnOrValue {}
extension Int16: ColumnOrValue {}
extension Int32: ColumnOrValue {}
extension Int64: ColumnOrValue {}
extension Int: ColumnOrValue {}
extension Float: ColumnOrValue {}
extension Double: ColumnOrValue {}
extension String: ColumnOrValue {}
extension Date: ColumnOrValue {}
extension LocalDate: ColumnOrValue {}
extension Decimal: ColumnOrValue {}
extension Data: ColumnOrValue {}
extension Optional: ColumnOrValue where Wrapped: LiteralConvertible {}
extension Array: ColumnOrValue where Element: LiteralConvertible {}
extension Dictionary: ColumnOrValue where Key: LiteralConvertible & Comparable, Value: LiteralConvertible {}
